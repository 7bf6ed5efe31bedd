"""Attempts that are over, and their pages as a learner sees them four minutes after the start."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from question_bank.quizzes.quiz import SHOWN, Quiz, Review
from tests.webapp.attempts.trying import MINUTE, NOW, TYPED, Trying, offer
from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import text_of
from webapp import models
from webapp.db import db
from webapp.models import User

RIGHT, WRONG, PARTLY = "30 January 1950", "Treaty of Peace", "1950"
HOUR = timedelta(hours=1)
CLOSES = NOW + 2 * HOUR
AFTER = Review(just_after=(), later=(), after_close=SHOWN)


@pytest.fixture
def over(trying: Trying) -> Trying:
    """Four items: partly right, right, wrong, and one left empty. Over after three minutes."""
    return taken(trying)


def taken(trying: Trying, at: Any = NOW) -> Trying:
    trying.start(at)
    for item, given in (("relations", PARTLY), ("documents", "over eighty documents"), ("treaty", WRONG)):
        trying.save(slot_of(trying, item), given, at=at)
    trying.submit(at=at + 3 * MINUTE)
    return trying


def slot_of(trying: Trying, item: str) -> int:
    return [slot.item for slot in trying.paper.slots].index(item)


def another(app: Flask, user: User, quiz: Quiz = TYPED, origin: str = "own", **over: Any) -> Trying:
    row = offer(app, user, quiz, **over)
    if origin != "own":
        with app.app_context():
            db.session.get_one(models.Quiz, row.id).origin = origin
            db.session.commit()
    return Trying(app, user, row)


def page(client: FlaskClient, trying: Trying, part: str = "", status: int = 200) -> str:
    response = client.get(f"/quizzes/attempts/{trying.id}{part}")
    assert response.status_code == status, response.text
    return response.text


def seen(client: FlaskClient, trying: Trying, part: str = "") -> str:
    return text_of(page(client, trying, part))


@pytest.fixture
def client(clock: time_machine.Traveller, client: FlaskClient, alice: User) -> FlaskClient:
    clock.move_to(NOW + 4 * MINUTE)
    return sign_in(client, alice)
