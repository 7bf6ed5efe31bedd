"""The office of a person, before or after the name: "Deputy Minister of Foreign Affairs of Vietnam"."""

from question_bank.mentions.titles import SPEECH, TITLES, TRADES
from question_bank.mentions.words import Word

_TRADE_ENDINGS = ("ologist", "ologists", "ographer", "ographers", "ician", "icians")
_NO_OFFICE = frozenset(
    "and in at who said was is on will would can could may must to has had were are from with by not".split()
)
_BETWEEN_TITLE = frozenset("of the and for on to & in at de".split())


def is_office(word: Word) -> bool:
    return word.small in TITLES or word.small in TRADES or word.small.endswith(_TRADE_ENDINGS)


def title_before(words: list[Word], first: int) -> str | None:
    """The office before a name, as written: "Deputy Minister of Foreign Affairs of Vietnam"."""
    if not first:
        return None
    at = first - 1
    if words[at].text == "." and at and words[at - 1].small in TITLES:
        at -= 1
    if words[at].text == "," and at and is_office(words[at - 1]) and _whose(words, at - 1):
        at -= 1
    if is_office(words[at]) and not words[at].possessive:
        return _title_text(words, at, first)
    if words[at].small in _BETWEEN_TITLE or not words[at].capital:
        return None
    for place in range(at, max(-1, at - 12), -1):
        word = words[place]
        if is_office(word) and place + 1 < at + 1 and words[place + 1].small in ("of", "for", "and", "on"):
            return _title_text(words, place, first)
        if (
            not (word.capital or word.small in _BETWEEN_TITLE)
            or word.opens
            and place != at
            and not is_office(word)
        ):
            return None
    return None


def _whose(words: list[Word], at: int) -> bool:
    """Whether an office before a comma is somebody's: "her counterpart, …", "the bank's director, …"."""
    return any(
        word.small in ("his", "her", "its", "their", "the", "a", "an", "my", "our") or word.possessive
        for word in words[max(0, at - 4) : at]
    )


def _title_text(words: list[Word], at: int, first: int) -> str:
    start = at
    while (
        start
        and start > at - 5
        and (words[start - 1].capital or is_office(words[start - 1]))
        and not words[start].opens
    ):
        start -= 1
    return " ".join(word.text for word in words[start:first] if word.is_word)


def title_after(words: list[Word], end: int) -> str | None:
    """The office after a name and a comma: "…, Chairman of the Foundation"; an age counts too: "…, 34,"."""
    if end + 1 >= len(words) or words[end].text != "," or words[end - 1].possessive:
        return None
    if words[end + 1].text.isdigit() and len(words[end + 1].text) == 2:
        return ""
    if words[end + 1].small in ("who", "whose"):
        return ""
    for place in range(end + 1, min(len(words), end + 8)):
        word = words[place]
        if not (word.is_word or word.text in "-’'") or word.small in _NO_OFFICE:
            return None
        if is_office(word):
            ending = place + 1
            while (
                ending < min(len(words), place + 12)
                and words[ending].is_word
                and not _ends_title(words[ending])
            ):
                ending += 1
            return " ".join(one.text for one in words[end + 1 : ending])
    return None


def _ends_title(word: Word) -> bool:
    return word.small in SPEECH or word.small in (
        "who",
        "was",
        "is",
        "has",
        "had",
        "will",
        "also",
        "believes",
    )
