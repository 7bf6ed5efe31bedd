"""A database of learners with a long history, built by bulk inserts, and the app upon it."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from flask_security import hash_password
from sqlalchemy import insert, text
from sqlalchemy.engine import Connection

from question_bank.bank import Bank
from tests.benchmarks import generated
from webapp import create_app
from webapp.clock import now
from webapp.db import Base, db
from webapp.domain.study_day import study_day
from webapp.models import Card, Day, Review, User, Wording

PASSWORD = "an answer a day"
DUE = 0.16  # of the cards
UNMET = 0.1  # of the items have no card yet
BATCH = 20_000
STATE = {
    "stage": "review",
    "step": None,
    "stability": 20.0,
    "difficulty": 5.0,
    "due_at": None,
    "reps": 1,
    "lapses": 0,
    "suspended": False,
    "buried_day": None,
}


def settings(folder: Path, url: str = "") -> dict[str, Any]:
    """As `make run` configures it, but for a cheap hash of the password, which is checked once."""
    return {
        "INSTANCE": str(folder),
        "SECRET_KEY": "for the benchmark only",
        "SECURITY_PASSWORD_SALT": "for the benchmark only",
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__time_cost": 1,
            "argon2__memory_cost": 8,
            "argon2__parallelism": 1,
        },
        "SQLALCHEMY_DATABASE_URI": url or f"sqlite:///{folder / 'footnote.sqlite'}",
    }


def app_on(folder: Path, bank: Bank, url: str = "") -> Flask:
    """The whole app with this bank in place of the shipped one."""
    app = create_app(settings(folder, url))
    app.extensions["bank"] = bank
    return app


def items_for(cards: int) -> int:
    """How large a bank is of which a learner has met `cards`."""
    return round(cards * (1 + UNMET))


def name_of(learner: int) -> str:
    return f"learner-{learner}"


def keep_wordings(connection: Connection, bank: Bank) -> None:
    """Every item has been answered before, by these learners or by others."""
    rows = ((item.fingerprint, item.deck, item.id) for item in bank.items.values())
    while batch := list(islice(rows, BATCH)):
        names = ("fingerprint", "deck", "item")
        connection.execute(
            insert(Wording), [{**dict(zip(names, row, strict=True)), "content": {}} for row in batch]
        )


def build(app: Flask, cards: int, learners: int = 1) -> None:
    """Each learner with `cards` cards, each answered once, 16 % of them due."""
    with app.app_context():
        Base.metadata.create_all(db.engine)
        for learner in range(learners):
            db.session.add(
                User(
                    username=name_of(learner),
                    password=hash_password(PASSWORD),
                    fs_uniquifier=name_of(learner),
                    reviews_per_day=9999,
                )
            )
        db.session.commit()
        with db.engine.begin() as connection:
            keep_wordings(connection, app.extensions["bank"])
            for learner in range(learners):
                fill(connection, learner, cards)
            if connection.dialect.name == "postgresql":  # its numbers go on behind ours
                connection.execute(text(f"SELECT setval('card_id_seq', {cards * learners})"))
        db.session.remove()


def fill(connection: Connection, learner: int, cards: int) -> None:
    """The rows of one learner. Cards and their lines have ids in the order of their making, as in life."""
    moment = now()
    today = study_day(moment, "UTC", 4)
    first = learner * cards
    user = learner + 1
    for start in range(0, cards, BATCH):
        numbers = range(start, min(start + BATCH, cards))
        rows = list(card_rows(user, first, numbers, today))
        connection.execute(insert(Card), rows)
        connection.execute(insert(Review), [line_of(row, moment, today) for row in rows])
    days = [
        {
            "user_id": user,
            "study_day": today - ago,
            "answers": 100,
            "new_cards": 10,
            "reviews": 85,
            "recalled": 76,
            "took_ms": 800_000,
        }
        for ago in range(1, 366)
    ]
    connection.execute(insert(Day), days)


def card_rows(user: int, first: int, numbers: range, today: int) -> Iterator[dict[str, Any]]:
    for number in numbers:
        due = number * 7919 % 10_000 < DUE * 10_000
        due_day = today - number % 30 if due else today + 1 + number % 200
        yield {
            "id": first + number + 1,
            "user_id": user,
            "deck": generated.deck_of(number),
            "item": f"item-{number}",
            "direction": "forward",
            "rev": 1,
            "flagged": False,
            **STATE,
            "due_day": due_day,
            "last_day": min(due_day, today) - 1 - number % 20,
        }


def line_of(card: dict[str, Any], moment: Any, today: int) -> dict[str, Any]:
    number = generated.number_of(f"/{card['item']}/")
    return {
        "id": UUID(int=card["id"]),
        "user_id": card["user_id"],
        "card_id": card["id"],
        "base_rev": 0,
        "action": "answer",
        "at": moment - timedelta(days=today - card["last_day"]),
        "study_day": card["last_day"],
        "fingerprint": f"{number:064x}",
        "rating": 3,
        "took_ms": 8_000,
        "typed": generated.typed(number),
        "outcome": "right",
        "score": 1.0,
        "before": {**STATE, "stage": "new", "due_day": None, "last_day": None},
        "after": {**STATE, "due_day": card["due_day"], "last_day": card["last_day"]},
    }
