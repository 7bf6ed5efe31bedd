"""Quizzes as the database keeps them: made, looked up, revised, withdrawn. An edit makes a new version; an
attempt keeps the version it began with."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from question_bank.bank import Bank
from question_bank.quizzes.quiz import Quiz, quiz_of
from webapp import models
from webapp.attempts import definitions
from webapp.attempts.definitions import Revised
from webapp.db import db
from webapp.models import QuizVersion
from webapp.models.quizzes import FOR_ALL
from webapp.quizzes.ready import ready


@dataclass(frozen=True)
class Offered:
    """A quiz with its current definition. A ready one that nobody took yet has no row."""

    key: str
    quiz: Quiz
    row: models.Quiz | None = None
    withdrawn: bool = False

    @property
    def origin(self) -> str:
        return self.row.origin if self.row else "ready"

    @property
    def is_for_all(self) -> bool:
        """Whether instructors set it, in the browser or in a deck."""
        return self.origin in FOR_ALL

    @property
    def deck(self) -> str:
        """The deck that it stands in, if it is written in one."""
        return self.key.partition(".")[0] if self.origin == "deck" else ""

    @property
    def id(self) -> int | None:
        return self.row.id if self.row else None


def current() -> Select[Any]:
    """Quizzes with the content of their current versions."""
    return select(models.Quiz, QuizVersion.content).join(
        QuizVersion,
        (QuizVersion.quiz_id == models.Quiz.id) & (QuizVersion.number == models.Quiz.version),
    )


def offered(key: str, bank: Bank) -> Offered | None:
    """The quiz of this key. A ready one is as the bank has it now, whatever was kept of it."""
    found = db.session.execute(current().where(models.Quiz.key == key)).first()
    row, content = found if found else (None, None)
    if row is not None and row.origin != "ready":
        return Offered(key, quiz_of(content), row, row.withdrawn)
    made = ready(bank).get(key)
    if made is not None:
        return Offered(key, made, row)
    if row is None:
        return None
    return Offered(key, quiz_of(content), row, withdrawn=True)  # what it stood on has left the bank


def make(origin: Literal["own", "set"], quiz: Quiz, owner: int, now: datetime) -> str:
    """Keep a new quiz, and commit. Its key is of chance."""
    key = secrets.token_hex(8)
    definitions.add(db.session.connection(), key, origin, quiz, owner, now)
    db.session.commit()
    return key


def revise(row: models.Quiz, quiz: Quiz, base: int, by: int | None, now: datetime) -> Revised:
    """Make this the current version, and commit; "overtaken" where `base` is no longer the current one."""
    done = definitions.revise(db.session.connection(), row.id, quiz, base, by, now)
    if done == "overtaken":
        db.session.rollback()
    elif done == "saved":
        db.session.commit()
        db.session.refresh(row)
    return done


def kept_ready(offer: Offered, now: datetime) -> models.Quiz:
    """The row of a ready quiz, made when the first attempt begins; a changed bank makes a new version."""
    row = offer.row
    if row is None:
        try:
            definitions.add(db.session.connection(), offer.key, "ready", offer.quiz, None, now)
            db.session.commit()
        except IntegrityError:  # somebody else was first
            db.session.rollback()
        row = db.session.scalars(select(models.Quiz).filter_by(key=offer.key)).one()
    revise(row, offer.quiz, row.version, None, now)  # overtaken: by the same bank in another process
    return row
