"""What the progress page reads: the days cards fall due, and the memory of each card."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.db import db
from webapp.models import Card


@dataclass(frozen=True, slots=True)
class Trace:
    """What is remembered of one side of an item."""

    deck: str
    item: str
    direction: str
    stability: float  # days
    last_day: int  # study day of the last answer


def due_by_day(
    user_id: int, until: int, decks: Sequence[str], sealed: Collection[tuple[str, str]] = ()
) -> dict[int, int]:
    """How many cards of the bank's decks fall due on each study day up to `until`. Those of items that a quiz
    keeps from the learner do not count: that they came due would tell how they were answered."""
    which = Card.user_id == user_id, Card.due_day <= until, ~Card.suspended, Card.deck.in_(decks)
    if sealed:
        rows = db.session.execute(select(Card.due_day, Card.deck, Card.item).where(*which))
        return Counter(day for day, deck, item in rows if day is not None and (deck, item) not in sealed)
    counts = db.session.execute(select(Card.due_day, func.count()).where(*which).group_by(Card.due_day))
    return {day: count for day, count in counts if day is not None}


def traces(user_id: int) -> list[Trace]:
    """Every card that the user ever rated."""
    rows = db.session.execute(
        select(Card.deck, Card.item, Card.direction, Card.stability, Card.last_day).where(
            Card.user_id == user_id
        )
    )
    return [
        Trace(deck, item, direction, stability, last_day)
        for deck, item, direction, stability, last_day in rows
        if stability is not None and last_day is not None
    ]
