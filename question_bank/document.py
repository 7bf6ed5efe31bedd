"""A source document: its text as it stands in the file, its passages and its odd places."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

OddKind = Literal["teaser", "chrome"]


@dataclass(frozen=True, slots=True)
class OddPlace:
    """Characters [start, end) of the text that are not the document's own words: never evidence."""

    start: int
    end: int
    kind: OddKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ignored:
    """Words of the text that need no item, and why: what coverage finds there is left out on purpose."""

    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: characters [start, end) of the text.

    `number` counts the document's own paragraphs from 1, as shown in the reader's margin; it is None
    for the title line and for a paragraph that lies wholly in an odd place.
    """

    number: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One text of the library. `id` is the file's stem and never changes; `slug` is for URLs."""

    id: str
    slug: str
    title: str
    author: str
    publisher: str
    dated: str  # what the text itself says about its date, in a phrase
    text: str
    passages: tuple[Passage, ...]
    odd: tuple[OddPlace, ...] = ()
    ignored: tuple[Ignored, ...] = ()

    def passage_at(self, position: int) -> Passage:
        """The passage that holds the character at `position`, or the nearest one before it."""
        after = bisect_right(self.passages, position, key=lambda passage: passage.start)
        return self.passages[max(0, after - 1)]

    def odd_place_at(self, start: int, end: int) -> OddPlace | None:
        """The first odd place that shares a character with [start, end)."""
        return next((odd for odd in self.odd if odd.start < end and start < odd.end), None)


def passages_of(text: str, title: str, odd: tuple[OddPlace, ...]) -> tuple[Passage, ...]:
    """Every line that is not blank, without the white space at its ends, numbered from 1."""
    found: list[Passage] = []
    number = 0
    for line in re.finditer(r"[^\r\n]+", text):
        words = line.group().strip()
        if not words:
            continue
        start = line.start() + line.group().index(words)
        end = start + len(words)
        is_title = not found and words == title
        is_odd = any(place.start <= start and end <= place.end for place in odd)
        number += not (is_title or is_odd)
        found.append(Passage(None if is_title or is_odd else number, start, end))
    return tuple(found) or (Passage(None, 0, len(text)),)
