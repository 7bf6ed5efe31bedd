"""What the progress page reads: day sums, the days cards fall due, and the memory of each card."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.db import db
from webapp.domain.statistics import DaySum
from webapp.models import Card, Day


@dataclass(frozen=True, slots=True)
class Trace:
    """What is remembered of one side of an item; `stability` is None while it was never rated."""

    deck: str
    item: str
    stability: float | None
    last_day: int | None


def day_sums(user_id: int, since: int) -> list[DaySum]:
    """The user's days from study day `since` on on which anything was done."""
    rows = db.session.execute(
        select(Day.study_day, Day.answers, Day.new_cards, Day.reviews, Day.recalled, Day.took_ms).where(
            Day.user_id == user_id, Day.study_day >= since
        )
    )
    return [DaySum(*row) for row in rows]


def due_by_day(user_id: int, until: int, decks: Sequence[str]) -> dict[int, int]:
    """How many cards of the bank's decks fall due on each study day up to `until`."""
    rows = db.session.execute(
        select(Card.due_day, func.count())
        .where(Card.user_id == user_id, Card.due_day <= until, ~Card.suspended, Card.deck.in_(decks))
        .group_by(Card.due_day)
    )
    return {day: count for day, count in rows if day is not None}


def traces(user_id: int) -> list[Trace]:
    """Every card of the user."""
    rows = db.session.execute(
        select(Card.deck, Card.item, Card.stability, Card.last_day).where(Card.user_id == user_id)
    )
    return [Trace(*row) for row in rows]
