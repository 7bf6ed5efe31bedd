"""Whom a change touches: learners' cards, and their answers in practice and in quizzes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, cast, func, or_, select, true, tuple_
from sqlalchemy import Text as SqlText
from sqlalchemy.engine import Connection

from question_bank.item import Direction
from webapp.bank import Place
from webapp.models import AnswerEvent, Attempt, Card, Review

Rows = Select[*tuple[Any, ...]]
AT_ONCE = 5_000  # items of one statement
MOST_NAMED = 20  # decks that are looked for in the words of an attempt, before its slots are read


@dataclass(frozen=True, slots=True)
class Touched:
    """What learners have to do with an item."""

    learners: int = 0  # who have a card of it
    cards: int = 0
    reviews: int = 0  # answers in practice
    attempts: int = 0  # quizzes taken, or under way, that ask it
    answers: int = 0  # given there

    @property
    def is_any(self) -> bool:
        return bool(self.cards or self.attempts)


NOBODY = Touched()
GRADED, UNDER_WAY = Attempt.state == "graded", Attempt.state.in_(("in_progress", "submitted"))


def touched(connection: Connection, places: Collection[Place]) -> dict[Place, Touched]:
    """What each of these items touches; what touches nothing is left out."""
    found: dict[Place, Touched] = {}
    for some in _parts(places):
        cards = {(row[0], row[1]): row[2:] for row in connection.execute(_cards(some))}
        slots = {(row[0], row[1]): row[2:] for row in connection.execute(_slots(connection, some))}
        for place in cards.keys() | slots.keys():
            found[place] = Touched(*cards.get(place, (0, 0, 0)), *slots.get(place, (0, 0)))
    return found


def learners(connection: Connection, sides: Collection[tuple[Place, Direction]]) -> dict[Any, set[int]]:
    """Who has studied or answered each of these sides of items."""
    found: dict[Any, set[int]] = {side: set() for side in sides}
    for some in _parts({place for place, _ in sides}):
        studied = select(Card.deck, Card.item, Card.direction, Card.user_id).where(
            tuple_(Card.deck, Card.item).in_(some), Card.reps > 0
        )
        slot = _Slot(connection)
        answered = slot.of(some).where(slot.answered).with_only_columns(
            slot.deck, slot.item, slot.direction, Attempt.user_id, maintain_column_froms=True
        )  # fmt: skip
        for statement in (studied, answered.distinct()):
            for deck, item, direction, user in connection.execute(statement):
                if ((deck, item), direction) in found:
                    found[(deck, item), direction].add(user)
    return found


def graded(connection: Connection, places: Collection[Place]) -> list[UUID]:
    """The graded attempts that ask any of these items, in one order always."""
    return _asking(connection, places, GRADED)


def under_way(connection: Connection, places: Collection[Place], before: datetime) -> list[UUID]:
    """The attempts begun before then that ask any of these items and are not graded yet."""
    return _asking(connection, places, UNDER_WAY & (Attempt.started_at <= before))


def those(connection: Connection, attempts: Collection[UUID], which: ColumnElement[bool]) -> list[UUID]:
    """Of these attempts, those of which it is true."""
    found = select(Attempt.id).where(Attempt.id.in_(attempts), which)
    return sorted(connection.execute(found).scalars())


def _asking(connection: Connection, places: Collection[Place], which: ColumnElement[bool]) -> list[UUID]:
    found: set[UUID] = set()
    for some in _parts(places):
        slot = _Slot(connection)
        attempts = slot.of(some).where(which)
        found.update(
            connection.execute(attempts.with_only_columns(Attempt.id, maintain_column_froms=True)).scalars()
        )
    return sorted(found)


def _parts(places: Collection[Place]) -> Iterator[list[Place]]:
    left = iter(sorted(places))
    while some := list(islice(left, AT_ONCE)):
        yield some


def _cards(places: Collection[Place]) -> Rows:
    answers = (Review.card_id == Card.id) & (Review.action == "answer")
    return (
        select(
            Card.deck,
            Card.item,
            func.count(Card.user_id.distinct()),
            func.count(Card.id.distinct()),
            func.count(Review.id),
        )
        .outerjoin(Review, answers)
        .where(tuple_(Card.deck, Card.item).in_(places), Card.reps > 0)
        .group_by(Card.deck, Card.item)
    )


def _slots(connection: Connection, places: Collection[Place]) -> Rows:
    slot = _Slot(connection)
    counts = func.count(Attempt.id.distinct()), func.count(AnswerEvent.seq)
    columns = (slot.deck, slot.item, *counts)
    return (
        slot.of(places).with_only_columns(*columns, maintain_column_froms=True).group_by(slot.deck, slot.item)
    )


class _Slot:
    """The slots of attempts as rows, which each database takes out of JSON in its own way."""

    def __init__(self, connection: Connection) -> None:
        self.answered = AnswerEvent.seq.is_not(None)
        if connection.dialect.name == "sqlite":
            self.each = func.json_each(Attempt.slots).table_valued("key", "value", name="slot")
            self.number: ColumnElement[int] = self.each.c.key
        else:
            elements = func.json_array_elements(Attempt.slots)
            self.each = elements.table_valued("value", with_ordinality="key", name="slot").render_derived()
            self.number = self.each.c.key - 1
        self.is_sqlite = connection.dialect.name == "sqlite"
        self.deck, self.item, self.direction = map(self._value, ("deck", "item", "direction"))

    def _value(self, name: str) -> ColumnElement[str]:
        value = self.each.c.value
        return func.json_extract(value, f"$.{name}") if self.is_sqlite else value.op("->>")(name)

    def of(self, places: Collection[Place]) -> Rows:
        """Slots that ask one of these items, with the answer given there if one was."""
        decks = {deck for deck, _ in places}
        given = (
            (AnswerEvent.attempt_id == Attempt.id)
            & (AnswerEvent.slot == self.number)
            & (AnswerEvent.seq == 1)
        )
        named = [cast(Attempt.slots, SqlText).contains(f'"{deck}"', autoescape=True) for deck in decks]
        found = (
            select(Attempt.id)
            .select_from(Attempt)
            .join(self.each, true())
            .outerjoin(AnswerEvent, given)
            .where(tuple_(self.deck, self.item).in_(places), Attempt.state != "voided")
        )
        return found.where(or_(*named)) if len(named) <= MOST_NAMED else found


def total(of: Mapping[Place, Touched]) -> Touched:
    """All of them together; learners and attempts are counted for each item."""
    sums = (sum(getattr(one, name) for one in of.values()) for name in Touched.__slots__)
    return Touched(*sums)
