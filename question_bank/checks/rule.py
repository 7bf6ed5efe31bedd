"""What a rule is: a function that finds, with the rule's name, why it matters and how to mend."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from question_bank.checks.people import People
from question_bank.document import Document
from question_bank.item import Direction, Item, Side
from question_bank.validation import Location

T = TypeVar("T")
Found = Iterable[tuple[Location, str]]  # where, below what is checked, and what


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """A rule that sees a T. Calling it finds every place that breaks it."""

    name: str
    why: str
    cure: str
    find: Callable[[T], Found]

    def __call__(self, seen: T) -> Found:
        return self.find(seen)


def rule(name: str, *, why: str, cure: str) -> Callable[[Callable[[T], Found]], Rule[T]]:
    """Make a rule of a function."""
    return lambda find: Rule(name, why, cure, find)


@dataclass(frozen=True, slots=True)
class Asking:
    """One direction of an item, with what it is held against."""

    item: Item
    direction: Direction
    documents: Mapping[str, Document]
    people: People

    @property
    def side(self) -> Side:
        return self.item.side(self.direction)

    @property
    def own_documents(self) -> tuple[Document, ...]:
        return tuple(self.documents[name] for name in self.item.documents)
