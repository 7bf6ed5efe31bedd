"""A mention: a place in a text that names a date, a figure, an agreement or a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from question_bank.dates import Edtf
from question_bank.item import Kind


@dataclass(frozen=True, slots=True)
class Amount:
    """The value of a figure; of a range, the value at its upper end."""

    number: Decimal
    unit: str | None = None


Value = Edtf | Amount | str


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters [start, end) of a text. `value` is what they mean, or the words where that is all there is:
    for a person the name, for an agreement its title, for "September" the word."""

    kind: Kind
    start: int
    end: int
    value: Value
    title: str = ""  # of a person, as written before or after the name

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


def longest(found: Iterable[Mention]) -> list[Mention]:
    """Of mentions that overlap, the one that begins first, and of these the longest; in order."""
    kept: list[Mention] = []
    for one in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def outside(found: Iterable[Mention], others: Iterable[Mention]) -> list[Mention]:
    """Those of `found` that share no character with any of `others`; both in order, without overlaps."""
    free: list[Mention] = []
    rest = iter(others)
    other = next(rest, None)
    for one in found:
        while other is not None and other.end <= one.start:
            other = next(rest, None)
        if other is None or not one.overlaps(other.start, other.end):
            free.append(one)
    return free
