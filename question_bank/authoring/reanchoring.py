"""A document has a new text: where does each quote stand now?

A quote is intact or moved only where the loader would find it too, character for character and nowhere else.
Everything less is for a person to settle: an altered quote comes with the words that stand in its place now,
a quote that is gone with the reason.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from math import ceil
from typing import Literal

from rapidfuzz import fuzz

from question_bank.anchor import Anchor, difference, locate
from question_bank.authoring.selection import select
from question_bank.document import Document, OddPlace
from question_bank.item import Item

State = Literal["intact", "moved", "altered", "gone"]
STATES: tuple[State, ...] = ("intact", "moved", "altered", "gone")  # from good to bad
_LIKE = 60  # per cent of likeness below which words are others, not altered ones
_VERY_LIKE = 85
_CONTEXT = 300  # characters around a quote by which its new ends are found
_MAX_COMPARED = 10_000_000  # characters of the quote times those of the text: 20 ms
_MAX_ALIGNED = 20_000  # paragraphs that are compared with each other


@dataclass(frozen=True, slots=True)
class Reanchored:
    """A source and its place in the new text; `after` is what is true, or for an altered one proposed."""

    state: State
    before: Anchor
    after: Anchor | None
    difference: str = ""  # in one line: "…[-formal-]{+signed+}…"
    reason: str = ""  # a sentence, where a person has to settle it


@dataclass(frozen=True, slots=True)
class ReanchoredItem:
    """An item with each of its sources on the document; its state is that of the worst."""

    item: Item
    state: State
    sources: tuple[Reanchored, ...]


def reanchor_items(old: Document, new: Document, items: Iterable[Item]) -> list[ReanchoredItem]:
    """Every item that stands on the document, in order."""
    reading = Reanchoring(old, new)
    found = []
    for item in items:
        own = [source for source in item.sources if source.document == old.id]
        if own:
            sources = tuple(reading.anchor(source) for source in own)
            state = max((source.state for source in sources), key=STATES.index)
            found.append(ReanchoredItem(item, state, sources))
    return found


def carry_odd(old: Document, text: str) -> tuple[tuple[OddPlace, ...], tuple[OddPlace, ...]]:
    """The odd places of a document where they stand in its new text, and those to be marked again by hand."""
    found: list[OddPlace] = []
    lost: list[OddPlace] = []
    for odd in old.odd:
        words = old.text[odd.start : odd.end]
        start = text.find(words)
        if start < 0 or text.find(words, start + 1) >= 0:
            lost.append(odd)
        else:
            found.append(replace(odd, start=start, end=start + len(words)))
    return tuple(sorted(found, key=lambda odd: odd.start)), tuple(lost)


class Reanchoring:
    """The old text held against the new one. The two are compared once, for all quotes."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old = old
        self.new = new
        self._steps: list[tuple[str, int, int, int, int]] | None = None

    def anchor(self, source: Anchor) -> Reanchored:
        """Where this source stands now."""
        found = locate(self.new, source.quote, source.prefix, source.suffix, explain=False)
        if isinstance(found, Anchor):
            return Reanchored("intact" if found.start == source.start else "moved", source, found)
        if found.rule == "odd-place":
            return Reanchored("gone", source, None, reason=f"{found.what.capitalize()}.")
        proposed = self._proposal(source)
        if proposed is None:
            return Reanchored("gone", source, None, reason="Nothing like it stands in the new text.")
        if proposed.quote == source.quote:
            return Reanchored("altered", source, proposed, reason=f"{found.what.capitalize()}.")
        marked = difference(source.quote, proposed.quote)
        return Reanchored("altered", source, proposed, marked, "The words have changed.")

    def _proposal(self, source: Anchor) -> Anchor | None:
        """The words that stand where the quote stood, or else the most similar ones."""
        best: tuple[float, Anchor] | None = None
        for start, end in self._regions(source):
            place = _ends_in(self.old.text, source, self.new.text, start, end)
            if place is None:
                continue
            try:
                proposed = select(self.new, *place)
            except ValueError:
                continue
            like = fuzz.ratio(source.quote, proposed.quote)
            if like >= _LIKE and (best is None or like > best[0]):
                best = like, proposed
            if like >= _VERY_LIKE:
                break
        return None if best is None else best[1]

    def _regions(self, source: Anchor) -> Iterator[tuple[int, int]]:
        """Parts of the new text that may hold the quote, the likeliest first."""
        for start, end in self._opposite(source):
            yield from _narrowed(self.new.text, source.quote, start, end)
        length = len(self.new.text)
        reach = _MAX_COMPARED // (2 * len(source.quote))
        middle = source.start * length // max(1, len(self.old.text))
        yield from _narrowed(self.new.text, source.quote, max(0, middle - reach), min(length, middle + reach))

    def _opposite(self, source: Anchor) -> Iterator[tuple[int, int]]:
        """The paragraphs that took the place of the quote's paragraphs: one for one, then all of them."""
        starts = [passage.start for passage in self.old.passages]
        low, high = bisect_right(starts, source.start) - 1, bisect_left(starts, source.end) - 1
        steps = [step for step in self._aligned() if step[1] <= high and low < step[2] and step[3] < step[4]]
        if low < 0 or not steps:
            return
        places = []
        for kind, i, j, k, m in steps:
            if kind == "replace":
                share = (m - k) / (j - i)
                first = k + int((max(low, i) - i) * share)
                places.append((first, min(m, max(first + 1, k + ceil((min(high + 1, j) - i) * share)))))
            elif kind == "equal":
                places.append((k + max(low, i) - i, k + min(high + 1, j) - i))
            else:
                places.append((k, m))
        passages = self.new.passages
        yield passages[places[0][0]].start, passages[places[-1][1] - 1].end
        yield passages[steps[0][3]].start, passages[steps[-1][4] - 1].end

    def _aligned(self) -> list[tuple[str, int, int, int, int]]:
        """How the paragraphs of both texts correspond, unless there are too many."""
        if max(len(self.old.passages), len(self.new.passages)) > _MAX_ALIGNED:
            return []
        if self._steps is None:
            paragraphs = [[one.text[p.start : p.end] for p in one.passages] for one in (self.old, self.new)]
            matcher = SequenceMatcher(None, paragraphs[0], paragraphs[1], autojunk=False)
            self._steps = list(matcher.get_opcodes())
        return self._steps


def _narrowed(text: str, quote: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The part of [start, end) that is most like the quote, with some text around it."""
    if end - start <= 2 * len(quote) + _CONTEXT:
        yield start, end
    elif len(quote) * (end - start) <= _MAX_COMPARED:
        found = fuzz.partial_ratio_alignment(quote, text[start:end], score_cutoff=_LIKE)
        if found is not None:
            around = len(quote) + _CONTEXT
            yield max(start, start + found.dest_start - around), min(end, start + found.dest_end + around)


def _ends_in(old: str, source: Anchor, new: str, start: int, end: int) -> tuple[int, int] | None:
    """The ends of what took the quote's place in [start, end) of the new text, by the words around both."""
    before, after = max(0, source.start - _CONTEXT), min(len(old), source.end + _CONTEXT)
    left = [*_words(old, before, source.start), *_words(old, source.start, source.end)]
    first, last = len(_words(old, before, source.start)), len(left)
    left += _words(old, source.end, after)
    right = _words(new, max(0, start - _CONTEXT), min(len(new), end + _CONTEXT))
    matcher = SequenceMatcher(None, [word for word, _ in left], [word for word, _ in right], autojunk=False)
    found_start = found_end = None
    for kind, i, j, k, m in matcher.get_opcodes():
        if i <= first < j and found_start is None:
            found_start = k + first - i if kind == "equal" else k
        if i < last <= j:
            found_end = k + last - i if kind == "equal" else m
    if found_start is None or found_end is None or not found_start < found_end:
        return None
    return right[found_start][1], right[found_end - 1][1] + len(right[found_end - 1][0])


def _words(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Words and signs of [start, end), each with its place."""
    return [(found.group(), found.start()) for found in _WORD.finditer(text, start, end)]


_WORD = re.compile(r"\w+|[^\w\s]")
