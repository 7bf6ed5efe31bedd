"""How far the name of an agreement goes on: "of the Sea", "between X and Y", "on establishing a …"."""

import re

from question_bank.mentions.places import CITIES, COUNTRIES, DEMONYMS
from question_bank.mentions.subjects import subject_end
from question_bank.mentions.treaty_words import (
    ABOUT,
    HEADS,
    IN_TOPIC,
    MONTHS,
    PREPOSITIONS,
    SMALL_IN_TITLE,
    TO_TOPIC,
)
from question_bank.mentions.words import Word

_LONGEST_TITLE = 60
_SECOND_HALVES = frozenset(("herzegovina", "tobago", "barbuda", "nevis"))  # of the names of countries
_PARTNERS = DEMONYMS | frozenset(
    "government governments republic kingdom union united state states holy world international".split()
)
_NUMERAL = re.compile(r"[IVX]{1,5}|\d{1,3}")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")


def attached(words: list[Word], last: int) -> int:
    """The end with a numeral that belongs to the name: Protocol No. 14, Additional Protocol II."""
    at = last + 1
    if (
        at + 2 < len(words)
        and words[at].small == "no"
        and words[at + 1].text == "."
        and words[at + 2].text.isdigit()
    ):
        return at + 2
    if at < len(words) and _NUMERAL.fullmatch(words[at].text) and words[at].start - words[last].end == 1:
        return at
    return last


def after_capitals(words: list[Word], last: int, named: bool) -> int:
    """The end of a title in capitals. `named`: capitals before the kind make it a name already."""
    end, at = last, last + 1
    between = False
    while at < len(words) and at - last < _LONGEST_TITLE:
        word = words[at]
        if _joins(words, at, last, between):
            end = at
        elif (
            word.text == "("
            and at + 2 < len(words)
            and words[at + 2].text == ")"
            and words[at + 1].acronym
            and between
        ):
            at += 2
            end = at
        elif word.text == "," and _goes_on_after_comma(words, at, end > last, between):
            pass
        elif word.small not in SMALL_IN_TITLE or not _may_follow(words, at, end, last, named):
            break
        elif word.small in ("between", "among"):
            between = True
        at += 1
    if end == last or words[at - 1].small in ABOUT or (at < len(words) and words[at].small in ABOUT):
        end = _subject_in_small(words, end, last, named)
    return end


def _joins(words: list[Word], at: int, last: int, between: bool) -> bool:
    """Whether the word at `at` is a further word of the title."""
    word, before = words[at], words[at - 1]
    if at == last + 1 or not word.is_word or word.opens:
        return False
    if _ORDINAL.fullmatch(word.text):
        return at + 1 < len(words) and words[at + 1].small in ("century", "session")
    if before.small in PREPOSITIONS and word.small in MONTHS:
        return False
    if (
        not word.capital
        or word.small in ("the", "a", "an")
        and at + 1 < len(words)
        and not words[at + 1].capital
    ):
        return False
    if word.possessive and before.small == "and":
        return False
    other = word.small in COUNTRIES and word.small not in _SECOND_HALVES or word.acronym
    return not (before.small in ("and", "or") and not between and other)


def _goes_on_after_comma(words: list[Word], at: int, begun: bool, between: bool) -> bool:
    """Development, Production, Stockpiling and Use: a list in capitals that ends with "and"."""
    if not begun or at + 1 >= len(words) or not words[at + 1].capital:
        return False
    for word in words[at + 1 : at + 12]:
        if word.small in ("and", "or"):
            return True
        if not (word.capital or word.text == "," or word.small in ("the", "of")):
            return False
        if not between and (word.small in COUNTRIES or word.small in CITIES):
            return False
    return False


def _may_follow(words: list[Word], at: int, end: int, last: int, named: bool) -> bool:
    """Whether a small word may stand in the title here: a capital has to come soon after it."""
    word = words[at]
    following = words[at + 1 : at + 5]
    ahead = 0
    while (
        ahead < len(following) and following[ahead].small in SMALL_IN_TITLE and not following[ahead].capital
    ):
        ahead += 1
    if ahead >= len(following):
        return False
    target = following[ahead]
    if not (target.capital or _ORDINAL.fullmatch(target.text)) or target.small in MONTHS:
        return False
    peace_in = end > last and word.small == "in" and target.small in COUNTRIES
    if word.small in ("in", "at") and not (peace_in or _in_topic(following, target)):
        return False
    if word.small == "with" and not (_is_place(target) or target.acronym or target.small in _PARTNERS):
        return False
    if word.small == "to" and words[at - 1].small not in TO_TOPIC and not _another(words, at + 1):
        return False
    if word.small in ("that", "than", "which") and not following[0].capital:
        return False
    if (
        word.small in ("that", "which", "by", "from", "as", "through", "under", "within", "all", "a", "an")
        and end == last
    ):
        return False
    if word.small in ("and", "or"):
        return end > last and not _another(words, at + 1) and not (named and end == last)
    if end == last and at == last + 1 and word.small in ("the", "its", "their"):
        return False
    to_place = word.small in ("for", "to") and _is_place(target) and not _another(words, at + 1)
    return not (named and at == last + 1 and to_place)


def _in_topic(following: list[Word], target: Word) -> bool:
    if following[0].small == "the":
        return target.small not in CITIES
    return target.small in IN_TOPIC


def _is_place(word: Word) -> bool:
    return word.small in COUNTRIES or word.small in CITIES


def _another(words: list[Word], at: int) -> bool:
    """Whether another agreement begins here: "… and the International Covenant on …"."""
    for word in words[at : at + 7]:
        if word.small in HEADS and word.capital:
            return True
        if not (word.capital or word.small == "the"):
            return False
    return False


def _subject_in_small(words: list[Word], end: int, last: int, named: bool) -> int:
    """Agreement on fisheries; Agreement between X and Y on fisheries."""
    at = end + 1
    allowed = (
        ("on", "concerning", "regarding", "governing", "establishing")
        if named or end > last
        else ("on", "for", "concerning", "regarding", "governing", "against", "establishing")
    )
    if at >= len(words) or words[at].small not in allowed:
        return end
    subject = subject_end(words, at)
    return subject if subject > at else end
