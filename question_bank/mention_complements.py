"""How far the name of an agreement goes on: "of the Sea", "between X and Y", "on establishing a …"."""

import re

from question_bank.mention_places import CITIES, COUNTRIES
from question_bank.mention_treaty_words import (
    ABOUT,
    ENDS,
    HEADS,
    IN_TOPIC,
    NOT_FIRST,
    SMALL_IN_TITLE,
    TO_TOPIC,
)
from question_bank.mention_words import Word

_LONGEST_TITLE = 60
_LONGEST_SUBJECT = 16
_NUMERAL = re.compile(r"[IVX]{1,5}|\d{1,3}")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_PREPOSITIONS = frozenset(
    "on for of to with between concerning regarding in against and or the a an into from its their".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday".split()
)


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
        if _joins(words, at, end, last, between):
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


def _joins(words: list[Word], at: int, end: int, last: int, between: bool) -> bool:
    """Whether the word at `at` is a further word of the title."""
    word, before = words[at], words[at - 1]
    if at == last + 1 or not word.is_word or word.opens:
        return False
    if _ORDINAL.fullmatch(word.text):
        return at + 1 < len(words) and words[at + 1].small in ("century", "session")
    if before.small in _PREPOSITIONS and word.small in _MONTHS:
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
    return not (before.small in ("and", "or") and not between and (word.small in COUNTRIES or word.acronym))


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
    if not (target.capital or _ORDINAL.fullmatch(target.text)) or target.small in _MONTHS:
        return False
    if word.small in ("in", "at") and not _in_topic(following, target):
        return False
    if word.small == "to" and words[at - 1].small not in TO_TOPIC:
        return False
    if word.small in ("by", "from", "as", "through", "under", "within", "all", "a", "an") and end == last:
        return False
    if word.small in ("and", "or"):
        return end > last and not _another(words, at + 1) and not (named and end == last)
    if end == last and at == last + 1 and word.small in ("the", "its", "their"):
        return False
    return not (
        named
        and at == last + 1
        and word.small in ("for", "with", "to")
        and _is_place(target)
        and word.small != "with"
    )


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
    subject = _subject(words, at)
    return subject if subject > at else end


def after_small(words: list[Word], last: int, head: str, determined: bool, signed: bool) -> int:
    """The end of an agreement in small letters with what it is about, or `last` if the text does not say."""
    at = last + 1
    if at < len(words) - 1 and words[at].text == "(" and words[at + 1].acronym:
        at += 3
    if at >= len(words) - 1 or words[at].small not in ABOUT or not determined:
        return last
    if not _fits(head, words[at].small, words[at + 1], signed):
        return last
    if words[at].small == "in" and not (
        words[at + 1].small == "the"
        and words[at + 2 : at + 3]
        and words[at + 2].small in ("field", "area", "sphere")
    ):
        return last
    end = _subject(words, at)
    return end if end > at else last


def _fits(head: str, preposition: str, following: Word, signed: bool) -> bool:
    """Whether the preposition tells what an instrument of this kind is about."""
    if following.small in NOT_FIRST or following.small in ENDS and following.small not in ("by",):
        return False
    about = preposition in (
        "on",
        "concerning",
        "regarding",
        "governing",
        "establishing",
        "relating",
        "amending",
    )
    with_whom = preposition in ("with", "between") and (
        following.capital or following.small in ("the", "a", "an")
    )
    match head:
        case "statement" | "declaration" | "declarations":
            return about or (
                head != "statement"
                and preposition == "of"
                and following.small in ("principles", "intent", "independence", "friendship")
            )
        case "resolution" | "resolutions":
            return about or preposition == "against"
        case "convention" | "protocol" | "conventions" | "protocols":
            return (
                about
                or (preposition in ("against", "to", "with", "between") and following.capital)
                or preposition == "against"
            )
        case "charter":
            return about or preposition == "of"
        case "conduct" | "code":
            return preposition in ("for", "in", "on", "of")
        case _:
            pass
    if preposition == "of":
        return following.capital and head.startswith(("treat", "pact"))
    if preposition == "to":
        return (
            head not in ("charter",)
            and (
                signed
                or head
                in ("contract", "contracts", "memorandum", "deal", "pact", "agreement", "accord", "treaty")
            )
            and not following.capital
        )
    return about or with_whom or preposition in ("for", "against", "in", "relative")


def _subject(words: list[Word], at: int) -> int:
    """The last word of what begins with the preposition at `at`."""
    end = at
    for place in range(at + 1, min(len(words), at + 1 + _LONGEST_SUBJECT)):
        word, before = words[place], words[place - 1]
        if not word.is_word or (word.small in ENDS and not (before.small in _PREPOSITIONS and word.capital)):
            if word.text == "-" or (word.text == "$" and before.is_word):
                continue
            break
        if word.small == "in" and not _in_subject(words, place):
            break
        if (
            word.small == "on"
            and place > at + 1
            and words[place + 1 : place + 2]
            and words[place + 1].small in (*_MONTHS, "the")
        ):
            break
        if (
            word.small.endswith("ed")
            and before.small not in _PREPOSITIONS
            and before.small not in ("more", "most")
        ):
            break
        if word.small in _MONTHS and word.capital or _is_date(words, place):
            break
        if word.small not in _PREPOSITIONS or word.capital and len(word.text) > 3:
            end = place
    return end


def _is_date(words: list[Word], at: int) -> bool:
    word, following = words[at], words[at + 1 : at + 2]
    if not word.text[0].isdigit():
        return False
    day = len(word.text) <= 4 and bool(following) and following[0].small in _MONTHS
    return day or (
        len(word.text) == 4 and word.text[:2] in ("19", "20") and words[at - 1].small in _PREPOSITIONS
    )


def _in_subject(words: list[Word], at: int) -> bool:
    following = words[at + 1 : at + 4]
    if len(following) < 2:
        return False
    if following[0].small == "the":
        return following[1].small in ("field", "fields", "area", "areas", "sphere", "region") or (
            following[1].capital and following[1].small not in CITIES and following[1].small not in ("hague",)
        )
    return following[0].small in (
        "peaceful",
        "trade",
        "agriculture",
        "education",
        "science",
        "outer",
        "space",
        "services",
        "goods",
        "times",
    )
