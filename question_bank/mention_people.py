"""Where a text names people. A run of capitals is a person when something around or in it says so.

The span is the name alone ("Russian Foreign Minister [Sergey Lavrov]"); the office stands in `title`. What says
so: a title or trade before or after it, a common given name, a family name that stands first, initials, a
particle, the ending of a family name, a verb of saying. Once named, a person is known by the family name.
"""

import re

from question_bank.mention import Mention
from question_bank.mention_names import FAMILY_FIRST, GIVEN, PARTICLES, has_family_ending
from question_bank.mention_places import CITIES, COUNTRIES, DEMONYMS, PLACE_HEADS, PLACE_NAMES
from question_bank.mention_titles import ALSO_WORDS, NOT_NAMES, SPEECH, THING_BEFORE, THINGS, TITLES, TRADES
from question_bank.mention_words import Word, words_of

_LONGEST = 7
_JUNIOR = frozenset("jr sr jnr snr".split())
_NUMERAL = re.compile(r"[IVX]{1,5}")
_SURE_PARTICLES = frozenset("bin ibn bint von van ould ter".split())
_ARABIC = re.compile(r"(?:al|el|ul|ash|as|ad|an|ar|at|az)[-‑'’][A-Z]|[dl]['’][A-ZÀ-Þ]|[a-z]{1,2}[A-Z][a-z]")
_KNOWN_GIVEN = GIVEN - PLACE_NAMES - PLACE_HEADS
_BETWEEN_TITLE = frozenset("of the and for on to & in at de".split())


def find(text: str) -> list[Mention]:
    """Every person that the text names, in order."""
    words = words_of(text)
    runs = _runs(words)
    sure = {run: title for run in runs if (title := _person(words, run)) is not None}
    known = _family_names(words, sure)
    found: list[Mention] = []
    for run in runs:
        title = sure.get(run)
        if title is None and _is_known(words, run, known):
            title = _title_before(words, run[0]) or ""
        if title is not None:
            found.append(_mention(text, words, run, title))
    return found


Run = tuple[int, int]  # the first word of a run of capitals and the one after its last


def _mention(text: str, words: list[Word], run: Run, title: str) -> Mention:
    last = words[run[1] - 1]
    start, end = words[run[0]].start, last.end - 2 * last.possessive
    return Mention("person", start, end, " ".join(text[start:end].split()), title)


# --- runs of words that may be a name ---


def _runs(words: list[Word]) -> list[Run]:
    runs: list[Run] = []
    at = 0
    while at < len(words):
        end = _run_end(words, at) if _may_begin(words[at]) else at
        if end > at:
            runs.append((at, end))
        at = max(end, at + 1)
    return runs


def _may_begin(word: Word) -> bool:
    return word.capital and _is_name_word(word)


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
    if small in NOT_NAMES or small in TITLES or small in COUNTRIES or small in DEMONYMS:
        return False
    if "-" in small and not small.startswith(("al-", "el-")):
        parts = small.split("-")
        if any(
            part in COUNTRIES or part in DEMONYMS or part in TITLES or part in NOT_NAMES for part in parts[:1]
        ):
            return parts[0] in _KNOWN_GIVEN
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
    return small not in THINGS or small in _KNOWN_GIVEN or small in FAMILY_FIRST


def _run_end(words: list[Word], at: int) -> int:
    """The place after the last word of the run that begins at `at`."""
    end, place = at + 1, at + 1
    if words[at].possessive:
        return end
    if _is_initial(words, at):
        end = place = at + 2
    while place < len(words) and place - at < 2 * _LONGEST:
        word = words[place]
        if words[place - 1].possessive or (word.start - words[place - 1].end > 1 and word.text[0] != "\n"):
            break
        if _is_initial(words, place) and place + 2 < len(words) and (words[place + 2].capital):
            place = end = place + 2
        elif word.small in _JUNIOR and word.capital:
            end = place + 1 + (words[place + 1 : place + 2] != [] and words[place + 1].text == ".")
            break
        elif _NUMERAL.fullmatch(word.text) and len(word.text) < 5:
            end = place + 1
            break
        elif (word.capital and _is_name_word(word) and not word.opens) or _ARABIC.match(word.text):
            place += 1
            end = place
        elif word.small in PARTICLES and not word.capital and _capital_ahead(words, place):
            place += 1
        elif word.capital and word.small in PARTICLES and _capital_ahead(words, place):
            place += 1
        else:
            break
    return end


def _is_initial(words: list[Word], at: int) -> bool:
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


# --- is it a person? ---


def _person(words: list[Word], run: Run) -> str | None:
    """The title of the person whom a run names, perhaps empty; None if nothing says that it is a person."""
    if _is_thing(words, run):
        return None
    first, end = run
    names = [word for word in words[first:end] if word.is_word]
    before = _title_before(words, first)
    after = _title_after(words, end)
    if len(names) == 1:
        return before if before and _fits_alone(words, run) else None
    if before or after or _looks_like_name(names, words, run) or _speaks(words, run):
        return before or after or ""
    return None


def _is_thing(words: list[Word], run: Run) -> bool:
    """Ships, cities, prizes and firms that bear a person's name."""
    first, end = run
    head = words[first]
    names = [word for word in words[first:end] if word.is_word]
    following = words[end] if end < len(words) and not words[end - 1].possessive else None
    if following and following.capital and following.small.removesuffix("'s").removesuffix("’s") in THINGS:
        return True
    if following and following.small in ("class", "prize") or (following and following.text == "&"):
        return True
    before = words[first - 1] if first else None
    if before and before.small in THING_BEFORE:
        return True
    if before and before.text == "&":
        return True
    if head.small in PLACE_HEADS and head.small not in FAMILY_FIRST:
        return True
    last = words[end - 1].small.removesuffix("'s").removesuffix("’s")
    if last in THINGS and last not in FAMILY_FIRST and not _title_before(words, first):
        return True
    if all(word.small.removesuffix("’s").removesuffix("'s") in PLACE_NAMES for word in names):
        return True
    return all(word.text.isupper() and len(word.text) > 1 for word in names) and not _title_before(
        words, first
    )


def _fits_alone(words: list[Word], run: Run) -> bool:
    """One word after a title: "Pope Francis", not "Minister Office", not "Secretary ASEAN"."""
    word = words[run[0]]
    if words[run[0] - 1].small not in TITLES and words[run[0] - 1].text != ".":
        return False
    small = word.small.removesuffix("’s").removesuffix("'s")
    if word.acronym and len(word.text) > 1 or small in CITIES or len(word.text) < 2:
        return False
    following = words[run[1]] if run[1] < len(words) else None
    return not (
        following and following.capital and not following.opens and following.small in (NOT_NAMES | THINGS)
    )


def _looks_like_name(names: list[Word], words: list[Word], run: Run) -> bool:
    smalls = [word.small.removesuffix("’s").removesuffix("'s") for word in names]
    if names[0].possessive or len(names) > _LONGEST:
        return False
    first = smalls[0]
    parts = first.split("-")
    if first in _KNOWN_GIVEN or (len(parts) == 2 and set(parts) <= _KNOWN_GIVEN):
        return True
    if len(names) > 2 and smalls[1] in _KNOWN_GIVEN and not names[0].opens:
        return True
    if _is_family_first(names, smalls):
        return True
    if any(word.small in _SURE_PARTICLES and not word.capital for word in names[1:-1]):
        return True
    if any(_is_initial(words, at) for at in range(*run)) and len(smalls[-1]) > 2:
        return True
    if smalls[-1] in _JUNIOR or any(_ARABIC.match(word.text) and "-" in word.text for word in names[1:]):
        return True
    return (
        has_family_ending(smalls[-1])
        and smalls[-1] not in PLACE_NAMES
        and len(names) < 4
        and not names[0].acronym
    )


def _is_family_first(names: list[Word], smalls: list[str]) -> bool:
    """Nguyen Phu Trong, Xi Jinping, Moon Jae-in."""
    if smalls[0] not in FAMILY_FIRST or not 2 <= len(names) <= 4:
        return False
    if (names[0].opens and smalls[0] in ALSO_WORDS) or (
        smalls[0] in PLACE_HEADS and len(names) == 2 and len(smalls[1]) > 5
    ):
        return False
    return all(len(small) <= (9 if len(names) == 2 else 6) or "-" in small for small in smalls[1:])


def _speaks(words: list[Word], run: Run) -> bool:
    first, end = run
    names = [word for word in words[first:end] if word.is_word]
    if any(word.acronym or word.small in PLACE_NAMES for word in names) or len(names) > 4:
        return False
    following = words[end] if end < len(words) else None
    before = [word.small for word in words[max(0, first - 2) : first]]
    if following and following.small in SPEECH and not following.capital and not words[end - 1].possessive:
        return before[-1:] != ["the"]
    if following and following.small == "was" and end + 1 < len(words) and words[end + 1].small == "born":
        return True
    return before[-1:] == ["said"]


# --- titles ---


def _is_office(word: Word) -> bool:
    return word.small in TITLES or word.small in TRADES


def _title_before(words: list[Word], first: int) -> str | None:
    """The office before a name, as written: "Deputy Minister of Foreign Affairs of Vietnam"."""
    if not first:
        return None
    at = first - 1
    if words[at].text == "." and at and words[at - 1].small in TITLES:
        at -= 1
    if (
        words[at].text == ","
        and at
        and words[at - 1].small in ("counterpart", "minister", "president", "chairman", "wife", "husband")
    ):
        at -= 1
    if _is_office(words[at]) and not words[at].possessive:
        return _title_text(words, at, first)
    if words[at].small in _BETWEEN_TITLE or not words[at].capital:
        return None
    for place in range(at, max(-1, at - 12), -1):
        word = words[place]
        if _is_office(word) and place + 1 < at + 1 and words[place + 1].small in ("of", "for", "and", "on"):
            return _title_text(words, place, first)
        if (
            not (word.capital or word.small in _BETWEEN_TITLE)
            or word.opens
            and place != at
            and not _is_office(word)
        ):
            return None
    return None


def _title_text(words: list[Word], at: int, first: int) -> str:
    start = at
    while (
        start
        and start > at - 5
        and (words[start - 1].capital or _is_office(words[start - 1]))
        and not words[start].opens
    ):
        start -= 1
    return " ".join(word.text for word in words[start:first] if word.is_word)


_DESCRIBED = frozenset(
    "a an the then now former deputy vice acting its his her their senior chief political first second prime foreign and head of"
    " assistant executive managing general leading retired veteran co- professor".split()
)


def _title_after(words: list[Word], end: int) -> str | None:
    """The office after a name and a comma: "…, Chairman of the Foundation"; an age counts too: "…, 34,"."""
    if end + 1 >= len(words) or words[end].text != "," or words[end - 1].possessive:
        return None
    if words[end + 1].text.isdigit() and len(words[end + 1].text) == 2:
        return ""
    if words[end + 1].small in ("who", "whose"):
        return ""
    for place in range(end + 1, min(len(words), end + 8)):
        word = words[place]
        if not (word.is_word or word.text in "-’'") or word.small in (
            "and",
            "in",
            "at",
            "who",
            "said",
            "was",
            "is",
            "on",
        ):
            return None
        if _is_office(word):
            ending = place + 1
            while ending < len(words) and (words[ending].capital or words[ending].small in _BETWEEN_TITLE):
                ending += 1
            return " ".join(one.text for one in words[end + 1 : ending])
    return None


# --- people known from elsewhere in the text ---


def _family_names(words: list[Word], sure: dict[Run, str]) -> frozenset[tuple[str, ...]]:
    """By what a person once named is called later: the last name, or the first where it is the family's."""
    known: set[tuple[str, ...]] = set()
    for first, end in sure:
        smalls = [_bare(word) for word in words[first:end] if word.is_word and word.small not in _JUNIOR]
        if len(smalls) < 2:
            known.add(tuple(smalls))
            continue
        for size in range(1, len(smalls)):
            known.add(tuple(smalls[size:]))
        if smalls[0] in FAMILY_FIRST:
            known.add((smalls[0],))
        if len(smalls) == 3 and smalls[1] not in PARTICLES:
            known.add((smalls[1],))
    return frozenset(known)


def _bare(word: Word) -> str:
    return word.small.removesuffix("’s").removesuffix("'s")


def _is_known(words: list[Word], run: Run, known: frozenset[tuple[str, ...]]) -> bool:
    smalls = tuple(_bare(word) for word in words[run[0] : run[1]] if word.is_word)
    if smalls not in known or _is_thing(words, run) or len(smalls[-1]) < 2:
        return False
    return not (words[run[0]].opens and smalls[0] in ALSO_WORDS)
