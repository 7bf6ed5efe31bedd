"""Runs of capitals that may be a person's name: "Ursula von der Leyen", "J. K. Rowling", "Xi Jinping"."""

import re

from question_bank.mentions.names import FAMILY_FIRST, GIVEN, PARTICLES
from question_bank.mentions.offices import is_office
from question_bank.mentions.places import COUNTRIES, DEMONYMS, PLACE_HEADS, PLACE_NAMES
from question_bank.mentions.titles import ALSO_WORDS, NOT_NAMES, THINGS, TITLES, TRADES
from question_bank.mentions.words import Word

Run = tuple[int, int]  # the first word of a run and the one after its last

_LONGEST = 7
JUNIOR = frozenset("jr sr jnr snr".split())
_SHORTENED = frozenset("h.e. h.r.h. h.h. u.s. u.k. u.n. d.c. st.".split())
_NUMERAL = re.compile(r"[IVX]{1,5}")
ARABIC = re.compile(r"(?:al|el|ul|ash|as|ad|an|ar|at|az)[-‑'’][A-Z]|[dl]['’][A-ZÀ-Þ]|[a-z]{1,2}[A-Z][a-z]")
# Family names that are titles, trades or plain words elsewhere.
_NAMES_TOO = ALSO_WORDS | frozenset(
    "king prince judge major dean marshal pope bishop page lord church child law sharp sheikh khan"
    " shah".split()
)
KNOWN_GIVEN = GIVEN - PLACE_NAMES - PLACE_HEADS
_NAMES_BEFORE = KNOWN_GIVEN | _NAMES_TOO


def runs_of(words: list[Word]) -> list[Run]:
    runs: list[Run] = []
    at = 0
    while at < len(words):
        end = _run_end(words, at) if _may_begin(words, at) else at
        if end > at:
            runs.append((at, end))
        at = max(end, at + 1)
    return runs


def _may_begin(words: list[Word], at: int) -> bool:
    word = words[at]
    if (
        word.small == "he" and at and is_office(words[at - 1]) and at + 1 < len(words)
    ):  # Vice Premier He Lifeng
        return words[at + 1].capital and _is_name_word(words[at + 1])
    if word.small in ("to", "do", "so", "an") and word.capital:  # To Lam, Do Muoi
        following = words[at + 1] if at + 1 < len(words) else word
        before = words[at - 1] if at else word
        return (not before.capital or is_office(before)) and following.capital and _is_syllable(following)
    if is_office(word) and at + 1 < len(words) and words[at + 1].capital:  # Historian Margaret MacMillan
        return False
    return word.capital and _is_name_word(word)


def _is_syllable(word: Word) -> bool:
    small = word.bare
    return len(small) < 6 and small.isalpha() and (small in FAMILY_FIRST or small not in NOT_NAMES)


def _is_name_word(word: Word) -> bool:
    """Whether a word can be part of a name: not an office, a country, a people, a month."""
    small = word.small[:-2] if word.possessive else word.small
    if (
        not word.text[0].isalpha()
        or any(char.isdigit() for char in word.text)
        or "." in word.text[:-1]
        and len(word.text) > 6
    ):
        return False
    if (
        small in _SHORTENED
        or small in NOT_NAMES
        or small in TITLES
        or (word.acronym and small in TRADES)
        or small in COUNTRIES
        or small in DEMONYMS
    ):
        return False
    if "-" in small and not small.startswith(("al-", "el-")):
        parts = small.split("-")
        if any(
            part in COUNTRIES or part in DEMONYMS or part in TITLES or part in NOT_NAMES for part in parts[:1]
        ):
            return parts[0] in KNOWN_GIVEN
        if word.text.split("-")[-1].islower() and parts[-1] in (
            "general",
            "led",
            "based",
            "backed",
            "born",
            "style",
            "elect",
        ):
            return False
    return small not in THINGS or small in KNOWN_GIVEN or small in FAMILY_FIRST


def _run_end(words: list[Word], at: int) -> int:
    """The place after the last word of the run that begins at `at`."""
    end, place = at + 1, at + 1
    if words[at].possessive:
        return end
    if is_initial(words, at):
        end = place = at + 2
    while place < len(words) and place - at < 2 * _LONGEST:
        word = words[place]
        if words[place - 1].possessive or (word.start - words[place - 1].end > 1 and word.text[0] != "\n"):
            break
        if is_initial(words, place) and place + 2 < len(words) and (words[place + 2].capital):
            place = end = place + 2
        elif word.small in JUNIOR and word.capital:
            end = place + 1 + (words[place + 1 : place + 2] != [] and words[place + 1].text == ".")
            break
        elif _NUMERAL.fullmatch(word.text) and len(word.text) < 5:
            end = place + 1
            break
        elif _goes_on(words, place) or ARABIC.match(word.text):
            place += 1
            end = place
        elif word.small in PARTICLES and not word.capital and _capital_ahead(words, place):
            place += 1
        elif word.capital and word.small in PARTICLES and _capital_ahead(words, place):
            place += 1
        else:
            break
    return end


def _goes_on(words: list[Word], at: int) -> bool:
    """Whether a name has this further word. After a given name, King or Green are names too."""
    word, before = words[at], words[at - 1]
    if not word.capital or (word.opens and before.text != "."):
        return False
    if word.bare in _NAMES_TOO and (before.small in _NAMES_BEFORE or words[at - 2].small in FAMILY_FIRST):
        return True
    return _is_name_word(word)


def is_initial(words: list[Word], at: int) -> bool:
    return (
        len(words[at].text) == 1
        and words[at].capital
        and words[at + 1 : at + 2] != []
        and words[at + 1].text == "."
    )


def _capital_ahead(words: list[Word], at: int) -> bool:
    """Whether a name goes on after particles: van der Leyen, bin Rashid."""
    for word in words[at + 1 : at + 4]:
        if word.small not in PARTICLES or word.capital:
            return word.capital and word.is_word and _is_name_word(word)
    return False
