"""Quizzes to take, and people to take them, put into the database of an app."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from flask import Flask
from flask_security import hash_password
from sqlalchemy import select

from question_bank.bank import Bank
from question_bank.item import Date, Number, Text
from question_bank.quizzes.quiz import Draw, Quiz, plain
from webapp import clock
from webapp.accounts import people
from webapp.db import db
from webapp.models import Quiz as QuizRow
from webapp.models import QuizVersion, User

INSTRUCTOR = "ines"
PASSWORD = "a fixed cast needs no secrets"


def offer(app: Flask, quiz: Quiz) -> str:
    """The quiz as an instructor set it; its key."""
    owner = owner_id(app)
    with app.app_context():
        key, now = f"set-{uuid4().hex[:12]}", clock.now()
        row = QuizRow(key=key, origin="set", owner_id=owner, title=quiz.title, created_at=now)
        db.session.add(row)
        db.session.flush()
        db.session.add(QuizVersion(quiz_id=row.id, number=1, content=plain(quiz), made_by=owner, made_at=now))
        db.session.commit()
    return key


def owner_id(app: Flask) -> int:
    """The instructor, who is made if need be."""
    with app.app_context():
        found = db.session.scalar(select(User.id).where(User.username == INSTRUCTOR))
    return found or add_people(app, [INSTRUCTOR], role="instructor")[0].id


def quiz_of(count: int, items: Sequence[str] = (), **over: Any) -> Quiz:
    """So many items of the whole bank, or of these."""
    return Quiz(over.pop("title", "A quiz"), (Draw(count, items=tuple(items)),), **over)


def typed_items(bank: Bank, count: int) -> list[str]:
    """Items that are answered in one line, and that no other of them conflicts with."""
    plain_ones = [
        f"{deck}/{item.id}"
        for (deck, _), item in bank.items.items()
        if isinstance(item.answer, Text | Date | Number) and not item.conflicts_with
    ]
    return plain_ones[:count]


def add_people(app: Flask, names: Sequence[str], role: str = "student", **settings: Any) -> list[User]:
    """Accounts with one password, their hash as cheap as the app under test makes it."""
    with app.app_context():
        hashed = hash_password(PASSWORD)
        users = [people.add_user(name, hashed, role=role) for name in names]
        for user in users:
            for name, value in settings.items():
                setattr(user, name, value)
        db.session.commit()
        for user in users:
            db.session.refresh(user)
            user.roles  # noqa: B018  loaded while there is a session
        db.session.expunge_all()
    return users
