"""Somebody in the middle of a quiz of one item, with open books, whose answers show after the close."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from question_bank.quizzes.quiz import SHOWN, Draw, Quiz, Review
from tests.webapp.attempts.trying import Trying, offer
from tests.webapp.practice import conftest as practice
from webapp.db import db
from webapp.memory.sealed import Sealed, sealed
from webapp.models import User

NOW = practice.NOW
LATER = Review(just_after=(), later=(), after_close=SHOWN)
CLOSES = NOW + timedelta(hours=2)
ONE = Quiz("One item", (Draw(1, items=("milestones/relations",)),), ways=("typed",), open_book=True)


def begun(app: Flask, user: User, quiz: Quiz = ONE, **over: Any) -> Trying:
    found = Trying(app, user, offer(app, user, quiz, **({"review": LATER, "closes": CLOSES} | over)))
    found.start(NOW)
    return found


def kept(app: Flask, user: User, at: datetime = NOW) -> Sealed:
    with app.app_context():
        return sealed(db.session.get(User, user.id), at)


def flag(app: Flask, user: User) -> bool:
    with app.app_context():
        found = db.session.get(User, user.id)
        assert found is not None
        return found.sealed
