"""A range of a document as an anchor: the exact words, and what settles where they stand more than once."""

from collections.abc import Iterator

from question_bank.anchor import Anchor, locate
from question_bank.document import Document
from question_bank.yaml_reader import BAD_CHARACTER

_LONGEST = 2_000  # characters of a quote, prefix or suffix in a deck
_STEPS = (1, 2, 3, 4, 6, 9, 14, 21, 32, 48, 72, 110)  # words around the quote


def select(document: Document, start: int, end: int) -> Anchor:
    """The anchor of the characters [start, end), without white space at its ends.

    Raises ValueError with a sentence that says why these words can be no quote.
    """
    start, end = max(0, start), min(end, len(document.text))
    words = document.text[start : max(start, end)]
    start += len(words) - len(words.lstrip())
    quote = words.strip()
    end = start + len(quote)
    if not quote:
        raise ValueError("Nothing is selected. Select the words that prove the answer.")
    if len(quote) > _LONGEST:
        raise ValueError(f"The selection has {len(quote):,} characters. Select at most {_LONGEST:,}.")
    if found := BAD_CHARACTER.search(quote):
        raise ValueError(f"The selection holds U+{ord(found.group()):04X}, which cannot stand in a deck.")
    if (odd := document.odd_place_at(start, end)) is not None:
        kind = "a teaser of another article" if odd.kind == "teaser" else "part of the web page"
        raise ValueError(f"The selection stands in {kind}. Select the document’s own words.")
    for prefix, suffix in _surroundings(document.text, start, end):
        anchor = locate(document, quote, prefix, suffix, explain=False)
        if isinstance(anchor, Anchor) and anchor.start == start:
            return anchor
    raise ValueError("These words stand at several places that read alike. Select more words.")


def _surroundings(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    """Prefixes and suffixes to try, the shortest first."""
    yield "", ""
    for count in _STEPS:
        before, after = _before(text, start, count), _after(text, end, count)
        yield before, ""
        yield "", after
        yield before, after


def _before(text: str, start: int, count: int) -> str:
    """The last `count` words before `start`, as they stand there."""
    window = text[max(0, start - _LONGEST) : start]
    words = window.split()[-count:]
    if not words:
        return ""
    found = len(window)
    for word in reversed(words):
        found = window.rindex(word, 0, found)
    return window[found:].strip()


def _after(text: str, end: int, count: int) -> str:
    window = text[end : end + _LONGEST]
    found = 0
    for word in window.split()[:count]:
        found = window.index(word, found) + len(word)
    return window[:found].strip()
