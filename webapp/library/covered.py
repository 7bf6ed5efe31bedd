"""What of a document has an item and what has none, as its page for instructors shows it. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from question_bank.anchor import Anchor
from question_bank.coverage import Coverage, State, coverage
from question_bank.document import Document
from question_bank.item import KINDS, Item, Kind

SIGNS: dict[State, str] = {"covered": "✓", "uncovered": "○", "ignored": "†", "odd": "×"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention at its place; a span of the text, as the reader cuts it. Numbered from 1 in reading order."""

    number: int
    words: str
    coverage: Coverage

    @property
    def start(self) -> int:
        return self.coverage.mention.start

    @property
    def end(self) -> int:
        return self.coverage.mention.end

    @property
    def kind(self) -> Kind:
        return self.coverage.mention.kind

    @property
    def state(self) -> State:
        return self.coverage.state


@dataclass(frozen=True, slots=True)
class _Question:
    """A document and its items; fingerprints and places stand for the items, which are long to compare."""

    document: Document
    fingerprints: tuple[tuple[str, str, str, tuple[Anchor, ...]], ...]
    items: tuple[Item, ...] = field(compare=False)


def spots_in(document: Document, items: Iterable[Item]) -> tuple[Spot, ...]:
    """Every mention of the document with its state, in reading order. Found once for the same items."""
    own = tuple(item for item in items if document.id in item.documents)
    return _spots(_Question(document, tuple((i.deck, i.id, i.fingerprint, i.sources) for i in own), own))


@lru_cache(maxsize=256)
def _spots(question: _Question) -> tuple[Spot, ...]:
    document = question.document
    return tuple(
        Spot(number, " ".join(document.text[one.mention.start : one.mention.end].split()), one)
        for number, one in enumerate(coverage(document, question.items), 1)
    )


def counts(spots: Iterable[Spot]) -> dict[Kind, dict[State, int]]:
    """How many mentions of each kind are in each state; every kind and state is there."""
    counted = Counter((spot.kind, spot.state) for spot in spots)
    return {kind: {state: counted[kind, state] for state in SIGNS} for kind in KINDS}
