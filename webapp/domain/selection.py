"""Which card comes next: learning cards when their time has come, then what is due, mixed with what is new.

Pure: the caller says what is due and what is new; what it gets back depends on nothing else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zlib import crc32

from question_bank.bank import Bank
from question_bank.item import Direction, Item, Kind

LEARN_AHEAD = timedelta(minutes=20)  # with nothing else left, a learning card may come this much early


class Key(NamedTuple):
    """What names a card of a user: one direction of one item."""

    deck: str
    item: str
    direction: Direction

    def __str__(self) -> str:
        return "/".join(self)

    @property
    def place(self) -> tuple[str, str]:
        """The item, whichever its direction: a card and its reverse share it."""
        return self.deck, self.item


class Picked(NamedTuple):
    """Cards chosen one by one: what an attempt at a quiz missed."""

    attempt: UUID
    title: str  # of the quiz
    keys: tuple[Key, ...]


class Scope(NamedTuple):
    """The part of the bank that is practised; nothing set means all of it."""

    document: str | None = None  # a document's slug
    deck: str | None = None
    kind: Kind | None = None
    picked: Picked | None = None


ALL = Scope()


@dataclass(frozen=True)
class Cards:
    """The cards of a scope in the order in which they are to be met, each with its place in that order."""

    keys: tuple[Key, ...]
    position: Mapping[Key, int] = field(repr=False)

    def __contains__(self, key: object) -> bool:
        return key in self.position


def cards_of(bank: Bank, scope: Scope) -> Cards:
    """The decks in turn, one item of each. First those of one document, then those that cross documents and
    build on them, and the reverse sides only after all that.
    """
    if scope.picked is not None:
        there = [key for key in scope.picked.keys if _is_in(bank, key)]
        return Cards(tuple(there), {key: position for position, key in enumerate(there)})
    if scope.document is None:
        document = None
    else:
        document = bank.documents_by_slug[scope.document].id
    rows: list[tuple[int, int, Key]] = []
    for deck in bank.decks.values():
        if scope.deck is not None and deck.id != scope.deck:
            continue
        items = [item for item in deck.items if _holds(item, document, scope.kind)]
        round_of_deck = 0 if deck.document is not None else 1
        for place, item in enumerate(items):
            rows.append((round_of_deck, place, Key(item.deck, item.id, "forward")))
            if item.reverse is not None:
                rows.append((2, place, Key(item.deck, item.id, "reverse")))
    ordered = tuple(key for _, _, key in sorted(rows, key=lambda row: row[:2]))
    return Cards(ordered, {key: position for position, key in enumerate(ordered)})


def _is_in(bank: Bank, key: Key) -> bool:
    item = bank.items.get(key.place)
    return item is not None and key.direction in item.directions


def scopes_of(item: Item, bank: Bank) -> tuple[Scope, ...]:
    """Every part of the bank, by one filter at most, that an item belongs to."""
    documents = (Scope(document=bank.documents[document].slug) for document in item.documents)
    return (ALL, Scope(deck=item.deck), Scope(kind=item.kind), *documents)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the bank by one filter at most, and which of them each card lies in."""

    groups: tuple[tuple[Scope, ...], ...]  # the parts that some cards have in common
    group_of: Mapping[str, int] = field(repr=False)  # by a card's name; retired ones have none
    cards: Mapping[Scope, int]  # how many there are in each part

    def count(self, names: Iterable[str]) -> Counter[Scope]:
        """How many of the cards with these names lie in each part."""
        return _counted(self.groups, map(self.group_of.get, names))


def parts_of(bank: Bank) -> Parts:
    groups: dict[tuple[Scope, ...], int] = {}
    group_of: dict[str, int] = {}
    for item in bank.items.values():
        group = groups.setdefault(scopes_of(item, bank), len(groups))
        for direction in item.directions:
            group_of[str(Key(item.deck, item.id, direction))] = group
    return Parts(tuple(groups), group_of, _counted(tuple(groups), group_of.values()))


def _counted(groups: Sequence[tuple[Scope, ...]], found: Iterable[int | None]) -> Counter[Scope]:
    counted: Counter[Scope] = Counter()
    for group, count in Counter(found).items():
        for scope in groups[group] if group is not None else ():
            counted[scope] += count
    return counted


def _holds(item: Item, document: str | None, kind: Kind | None) -> bool:
    return (kind is None or item.kind == kind) and (document is None or document in item.documents)


def apart(keys: Iterable[Key], met: Iterable[tuple[str, str]]) -> list[Key]:
    """The keys without a second side of any item, and without items that were met today already."""
    seen = set(met)
    kept = []
    for key in keys:
        if key.place not in seen:
            seen.add(key.place)
            kept.append(key)
    return kept


def mixed(due: Sequence[Key], new: Sequence[Key], seed: str) -> list[Key]:
    """Due cards in an order of chance that `seed` settles, new ones in their own order spread among them."""
    shuffled = sorted(due, key=lambda key: crc32("/".join((seed, *key)).encode()))
    by_due = [((place + 0.5) / len(due), 0, key) for place, key in enumerate(shuffled)]
    by_new = [((place + 0.5) / len(new), 1, key) for place, key in enumerate(new)]
    return [key for _, _, key in sorted(by_due + by_new)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card within its learning steps, due at a moment of this study day."""

    key: Key
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Left:
    """How many more new cards and reviews today's limits allow."""

    new: int
    reviews: int


def ready(waiting: Sequence[Waiting], now: datetime) -> Key | None:
    """The learning card whose time has come longest ago."""
    first = min(waiting, key=lambda card: card.due_at, default=None)
    return first.key if first and first.due_at <= now else None


def early(waiting: Sequence[Waiting], now: datetime) -> Key | None:
    """With nothing else left: the learning card that comes first, if it is only a little early."""
    return ready(waiting, now + LEARN_AHEAD)
