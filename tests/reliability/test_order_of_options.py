"""B13: options stand in an order that nobody can work out, drawn once for each attempt."""

import random
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from tests.reliability.offering import add_people, offer, quiz_of
from tests.reliability.taking import InProcess, Taker
from tests.webapp.conftest import sign_in
from webapp.attempts import starting
from webapp.db import db
from webapp.models import Attempt

OPENERS = [f"harbours/opener-{number}" for number in range(1, 5)]


def taker(app: Flask) -> Taker:
    (user,) = add_people(app, ["alice"])
    return Taker(InProcess(sign_in(app.test_client(), user)))


def asked(app: Flask, attempt: str) -> Any:
    with app.app_context():
        return db.session.scalars(select(Attempt.slots).filter_by(id=UUID(attempt))).one()


def drawn(app: Flask, taker: Taker, quiz: str) -> Any:
    """What an attempt asks, in which order, where Python's own chance was seeded; it is handed in again."""
    random.seed(13)
    attempt = taker.begin(quiz)
    found = asked(app, attempt)
    assert taker.begin(quiz) == attempt and asked(app, attempt) == found  # begun again it stays as it was
    taker.submit(attempt)
    return found


def test_b13_no_seed_tells_the_order_of_options(app: Flask) -> None:
    """There are 24 ** 5 orders of questions and options: four draws alike are no chance."""
    quiz, alice = offer(app, quiz_of(4, OPENERS, ways=("choice",))), taker(app)
    assert len({str(drawn(app, alice, quiz)) for _ in range(4)}) > 1


def test_b13_control_an_order_from_a_seed_is_guessed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "SystemRandom", lambda: random)
    quiz, alice = offer(app, quiz_of(4, OPENERS, ways=("choice",))), taker(app)
    assert len({str(drawn(app, alice, quiz)) for _ in range(4)}) == 1
