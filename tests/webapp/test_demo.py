"""The made-up class: real rows through the app's own engine, the same each time, never among real people."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from webapp import demo
from webapp.bank import current_bank
from webapp.db import db
from webapp.demo import Student
from webapp.models import Card, Day, Review, User

NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)
TWO = (Student("lan", "Asia/Ho_Chi_Minh", 80, 0.9, 14, 0.8), Student("amir", "Asia/Kolkata", 84, 0.9, 3, 1.8))


def filled(app: Flask) -> int:
    with app.app_context():
        return demo.fill(current_bank(), "no password", NOW, seed=1, students=TWO)


def test_the_class_has_cards_reviews_and_days_that_agree(app: Flask) -> None:
    answers = filled(app)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Review)) == answers > 50
        assert db.session.scalar(select(func.sum(Day.answers))) == answers
        assert db.session.scalar(select(func.sum(Card.rev))) == answers


def test_nobody_answers_in_the_future(app: Flask) -> None:
    filled(app)
    with app.app_context():
        last = db.session.scalar(select(func.max(Review.at)))
        assert last is not None and last <= NOW


def test_a_database_with_real_users_is_refused(app: Flask, alice: User) -> None:
    with pytest.raises(demo.RealUsers):
        filled(app)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Review)) == 0


def test_the_command_refuses_too_and_says_what_to_do(app: Flask, alice: User) -> None:
    result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 1
    assert "INSTANCE" in result.output
