"""A document cut into pieces, so that every anchored passage can be marked, overlapping ones too. Pure."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from question_bank.document import Document, OddPlace, Passage
from question_bank.item import Item


class Span(Protocol):
    """Characters [start, end) of a document's text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Span)


@dataclass(frozen=True, slots=True)
class Cited:
    """An item that a quote proves, and which of the item's sources the quote is, from 1."""

    item: Item
    source: int

    @property
    def name(self) -> str:
        return f"{self.item.deck}/{self.item.id}"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of a document: its number there, where its quote stands, and the items it proves."""

    number: int
    start: int
    end: int
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that the same spans cover from first to last."""

    text: str
    covered_by: tuple[int, ...] = ()  # indices of the spans
    begins: tuple[int, ...] = ()  # those of them that begin with this piece
    ends: tuple[int, ...] = ()  # those of them that end with this piece
    odd: OddPlace | None = None


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[S]):
    """A passage as the reader shows it, with the spans that begin in it: notes, or mentions."""

    passage: Passage
    pieces: tuple[Piece, ...]
    begun: tuple[S, ...] = ()
    odd: OddPlace | None = None  # set where the whole paragraph lies in an odd place

    @property
    def is_short(self) -> bool:
        """A line rather than a paragraph: a heading, a place and date."""
        text = "".join(piece.text for piece in self.pieces)
        return len(text) < 80 and not text.rstrip("”’\"')").endswith((".", "!", "?", ":", ";"))


def cut(
    text: str, start: int, end: int, spans: Mapping[int, Span], odd: Sequence[OddPlace] = ()
) -> tuple[Piece, ...]:
    """Characters [start, end) in pieces; joined they are those characters, and each span is whole pieces."""
    within = [(i, max(span.start, start), min(span.end, end)) for i, span in spans.items()]
    within = [(i, low, high) for i, low, high in within if low < high]
    bounds = {start, end, *(low for _, low, _ in within), *(high for _, _, high in within)}
    bounds |= {edge for place in odd for edge in (place.start, place.end) if start < edge < end}
    edges = sorted(bounds)
    piece_at = {edge: piece for piece, edge in enumerate(edges)}
    covered: list[list[int]] = [[] for _ in edges]
    for i, low, high in within:
        for piece in range(piece_at[low], piece_at[high]):
            covered[piece].append(i)
    return tuple(
        Piece(
            text[a:b],
            tuple(over),
            tuple(i for i in over if spans[i].start == a),
            tuple(i for i in over if spans[i].end == b),
            next((place for place in odd if place.start <= a and b <= place.end), None),
        )
        for a, b, over in zip(edges, edges[1:], covered, strict=False)
    )


def notes_in(document: Document, items: Iterable[Item]) -> tuple[Note, ...]:
    """Every quote of the items in the document, numbered in reading order: a quote is one note."""
    cited: dict[tuple[int, int], list[Cited]] = {}
    for item in items:
        for source, anchor in enumerate(item.sources, 1):
            if anchor.document == document.id:
                cited.setdefault((anchor.start, anchor.end), []).append(Cited(item, source))
    return tuple(
        Note(number, start, end, tuple(cited[start, end]))
        for number, (start, end) in enumerate(sorted(cited), 1)
    )


def beside_and_folded(
    notes: Iterable[Note], decks: Collection[str], wanted: str | None = None
) -> tuple[tuple[Note, ...], tuple[Note, ...]]:
    """The notes cut in two: items of these decks with the one wanted, and items of all others."""

    def only(beside: bool) -> tuple[Note, ...]:
        parts = (
            replace(
                note,
                cited=tuple(c for c in note.cited if (c.item.deck in decks or c.name == wanted) == beside),
            )
            for note in notes
        )
        return tuple(part for part in parts if part.cited)

    notes = tuple(notes)
    return only(True), only(False)


def paragraphs(document: Document, spans: Sequence[S]) -> tuple[Paragraph[S], ...]:
    """The document's passages, cut and with what begins in them."""
    begun: dict[Passage, list[S]] = defaultdict(list)
    for span in spans:
        begun[document.passage_at(span.start)].append(span)
    touching = by_passage(document, spans)
    odd = {passage: tuple(places.values()) for passage, places in by_passage(document, document.odd).items()}
    return tuple(
        Paragraph(
            passage,
            cut(document.text, passage.start, passage.end, touching[passage], odd[passage]),
            tuple(begun[passage]),
            next((o for o in odd[passage] if o.start <= passage.start and passage.end <= o.end), None),
        )
        for passage in document.passages
    )


def by_passage(document: Document, spans: Sequence[S]) -> dict[Passage, dict[int, S]]:
    """The spans that share a character with each passage, by their indices."""
    passages = document.passages
    found: dict[Passage, dict[int, S]] = {passage: {} for passage in passages}
    for index, span in enumerate(spans):
        first = bisect_right(passages, span.start, key=lambda passage: passage.end)
        for passage in passages[first : bisect_left(passages, span.end, key=lambda passage: passage.start)]:
            found[passage][index] = span
    return found
