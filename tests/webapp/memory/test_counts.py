"""What waits is found in one statement: named card by card up to a bound, and no further."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert

from tests.webapp.given import TODAY, card
from webapp.db import db
from webapp.memory import counts
from webapp.models import Card, User

SEEN: dict[str, Any] = {"direction": "forward", "stage": "review", "last_day": TODAY - 10}


@pytest.fixture
def many(app: Flask, alice: User) -> Any:
    """Give alice a number of cards, some of their columns told."""

    def give(count: int, name: str = "many", **over: Any) -> None:
        row = {"user_id": alice.id, "deck": "wide", **SEEN, "due_day": TODAY + 5, **over}
        with app.app_context():
            rows = [row | {"item": f"{name}-{number}"} for number in range(count)]
            db.session.execute(insert(Card), rows)
            db.session.commit()

    return give


def waiting(app: Flask, user: User) -> dict[str, Any]:
    with app.app_context():
        [row] = counts.WAITING.all(db.session.connection(), {"user": user.id, "today": TODAY, "until": TODAY})
    return row


def test_of_a_learner_without_cards_nothing_waits(app: Flask, alice: User) -> None:
    assert waiting(app, alice) == {"due": "", "learning": "", "met": "", "set_aside": 0}


def test_each_card_stands_where_it_waits(app: Flask, alice: User, bob: User) -> None:
    card(app, alice, "late", due_day=TODAY - 1)
    card(app, alice, "later", due_day=TODAY + 1)
    card(app, alice, "buried", due_day=TODAY, buried_day=TODAY)
    card(app, alice, "away", due_day=TODAY, suspended=True)
    card(app, bob, "another", due_day=TODAY)
    row = waiting(app, alice)
    assert row["due"] == "cooperation-strengthens/late/forward"
    assert len(row["met"].split()) == 4 and row["set_aside"] == 1


def test_new_cards_have_not_been_met(app: Flask, many: Any, alice: User) -> None:
    many(2, stage="new", due_day=None, last_day=None)
    assert waiting(app, alice)["met"] == ""


def test_one_more_than_the_most_is_told_of_what_is_due(app: Flask, many: Any, alice: User) -> None:
    many(counts.MOST_DUE + 20, due_day=TODAY)
    assert len(waiting(app, alice)["due"].split()) == counts.MOST_DUE + 1


@pytest.mark.parametrize(("cards", "told"), [(counts.MOST_MET, True), (counts.MOST_MET + 1, False)])
def test_a_larger_memory_is_not_named(app: Flask, many: Any, alice: User, cards: int, told: bool) -> None:
    many(cards)
    assert (waiting(app, alice)["met"] is not None) == told


def test_cards_not_in_review_count_towards_the_most(app: Flask, many: Any, alice: User) -> None:
    many(counts.MOST_MET)
    many(5, "aside", suspended=True)
    assert len(waiting(app, alice)["met"].split()) == counts.MOST_MET + 1  # which the page takes for too many
