"""What an agreement in small letters is about: "[a contract] for the purchase of 12 aircraft"."""

from question_bank.mentions.places import CITIES, DEMONYMS
from question_bank.mentions.treaty_words import (
    ABOUT,
    ENDS,
    HEADS,
    MONTHS,
    NOT_FIRST,
    PREPOSITIONS,
    SIGNED,
    SIGNED_AFTER,
)
from question_bank.mentions.words import Word

_LONGEST_SUBJECT = 16


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
    end = subject_end(words, at)
    return end if end > at else last


_NO_SUBJECT = NOT_FIRST | ENDS - {"by"}  # may not follow the preposition
_TOPIC = frozenset("on concerning regarding governing establishing relating amending".split())
_TO_DO = frozenset("contract contracts memorandum deal pact accord treaty".split())  # "a contract to build"
_OF_PRINCIPLES = ("principles", "intent", "independence", "friendship")


def _fits(head: str, preposition: str, following: Word, signed: bool) -> bool:
    """Whether the preposition tells what an instrument of this kind is about."""
    if following.small in _NO_SUBJECT:
        return False
    match head:
        case "conduct" | "code":
            return preposition in ("for", "in", "on", "of")
        case _ if preposition in _TOPIC:
            return True
        case "statement":
            return False
        case "declaration" | "declarations":
            return preposition == "of" and following.small in _OF_PRINCIPLES
        case "resolution" | "resolutions":
            return preposition == "against"
        case "convention" | "protocol" | "conventions" | "protocols":
            return preposition == "against" or (
                preposition in ("to", "with", "between") and following.capital
            )
        case "charter":
            return preposition == "of"
        case _:
            return _fits_any(head, preposition, following, signed)


def _fits_any(head: str, preposition: str, following: Word, signed: bool) -> bool:
    """The same for what has no rule of its own: treaties, agreements, contracts, deals."""
    match preposition:
        case "of":
            return following.capital and head.startswith(("treat", "pact"))
        case "to":
            return (signed or head in _TO_DO) and not following.capital
        case "with" | "between":
            return following.capital or following.small in ("the", "a", "an")
        case _:
            return preposition in ("for", "against", "in", "relative")


def subject_end(words: list[Word], at: int) -> int:
    """The last word of what begins with the preposition at `at`."""
    end = at
    for place in range(at + 1, min(len(words), at + 1 + _LONGEST_SUBJECT)):
        word, before = words[place], words[place - 1]
        if not word.is_word or (word.small in ENDS and not (before.small in PREPOSITIONS and word.capital)):
            if word.text == "-" or (word.text == "$" and before.is_word):
                continue
            break
        if word.small == "in" and not _in_subject(words, place):
            break
        if word.small == "and" and any(one.small in HEADS for one in words[place + 1 : place + 4]):
            break
        if word.small == "on" and place > at + 1 and _is_occasion(words[place + 1 : place + 3]):
            break
        if (
            word.small.endswith("ed")
            and before.small not in PREPOSITIONS
            and before.small not in ("more", "most")
        ):
            break
        if word.small in MONTHS and word.capital or _is_date(words, place):
            break
        if word.small not in PREPOSITIONS or word.capital and len(word.text) > 3:
            end = place
    return end


def _is_occasion(following: list[Word]) -> bool:
    """Whether "on" tells when or beside what it was signed: "on Monday", "on the sidelines"."""
    small = [word.small for word in following]
    if small[:1] == ["the"] and small[1:] and following[1].text.isalpha():
        return small[1] in (
            "sidelines",
            "eve",
            "margins",
            "basis",
            "day",
            "same",
            "occasion",
            "ground",
            "grounds",
        )
    return not small or small[0] in MONTHS or small[0][0].isdigit()


def _is_date(words: list[Word], at: int) -> bool:
    word, following = words[at], words[at + 1 : at + 2]
    if not word.text[0].isdigit():
        return False
    day = len(word.text) <= 4 and bool(following) and following[0].small in MONTHS
    return day or (
        len(word.text) == 4 and word.text[:2] in ("19", "20") and words[at - 1].small in PREPOSITIONS
    )


def _in_subject(words: list[Word], at: int) -> bool:
    following = words[at + 1 : at + 4]
    if len(following) < 2:
        return False
    if following[0].small == "the":
        return following[1].small in ("field", "fields", "area", "areas", "sphere", "region") or (
            following[1].capital
            and following[1].small not in CITIES | DEMONYMS
            and following[1].small != "hague"
        )
    return following[0].small in (
        "peaceful",
        "areas",
        "fields",
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


def dated(words: list[Word], last: int) -> bool:
    """Whether a date tells which agreement it is: "the armistice agreement of 27 July 1953"."""
    following = [word.text for word in words[last + 1 : last + 4]]
    if len(following) < 2 or following[0] != "of":
        return False
    day = len(following) > 2 and following[1].isdigit() and following[2].casefold() in MONTHS
    return day or following[1].casefold() in MONTHS or (len(following[1]) == 4 and following[1].isdigit())


def signed(words: list[Word], first: int, last: int) -> bool:
    """Whether somebody signs it here: "signed a …", "a … was signed"."""
    before = [word.small for word in words[max(0, first - 3) : first]]
    if before[-1:] and before[-1] in ("a", "an", "the") and any(word in SIGNED for word in before):
        return True
    after = [word.small for word in words[last + 1 : last + 4]]
    return after[:1] in (["was"], ["were"], ["is"]) and any(word in SIGNED_AFTER for word in after)
