"""The day that a story begins on, and its rows."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask

from webapp.db import db
from webapp.domain.study_day import study_day
from webapp.models import Card, Day, User

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = study_day(NOON, "UTC", 4)
DECK = "cooperation-strengthens"


def card(app: Flask, user: User, item: str, **over: Any) -> None:
    """A card in review of the deck on document 003, seen ten days ago and due unless told otherwise."""
    values: dict[str, Any] = dict(
        user_id=user.id,
        deck=DECK,
        item=item,
        direction="forward",
        rev=3,
        stage="review",
        stability=10.0,
        difficulty=5.0,
        last_day=over.get("due_day", 0) - 10,
        due_day=0,
        reps=3,
    )
    add(app, Card(**{**values, **over}))


def day_sum(app: Flask, user: User, day: int, **sums: int) -> None:
    add(app, Day(user_id=user.id, study_day=day, **sums))


def add(app: Flask, row: object) -> None:
    with app.app_context():
        db.session.add(row)
        db.session.commit()
