"""Quizzes as the database keeps them: made, looked up, revised, withdrawn. An edit makes a new version; an
attempt keeps the version it began with."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError

from question_bank.bank import Bank
from question_bank.quizzes.quiz import Quiz, plain, quiz_of
from webapp import models
from webapp.db import db
from webapp.memory.sealed import reseal
from webapp.models import QuizVersion
from webapp.quizzes.ready import ready

Revised = Literal["saved", "same", "overtaken"]


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
    row = models.Quiz(
        key=secrets.token_hex(8), origin=origin, owner_id=owner, title=quiz.title, created_at=now
    )
    _add(row, quiz, owner, now)
    db.session.commit()
    return row.key


def revise(row: models.Quiz, quiz: Quiz, base: int, by: int | None, now: datetime) -> Revised:
    """Make this the current version, and commit; "overtaken" where `base` is no longer the current one."""
    version, key = row.version, row.id
    content = db.session.scalar(select(QuizVersion.content).filter_by(quiz_id=key, number=version))
    if base != version:
        return "overtaken"
    if content == plain(quiz):
        return "same"
    changed = (
        update(models.Quiz)
        .where(models.Quiz.id == key, models.Quiz.version == base)
        .values(version=base + 1, title=quiz.title)
        .execution_options(synchronize_session=False)
    )
    made: Any = db.session.execute(changed)
    if made.rowcount != 1:
        db.session.rollback()
        return "overtaken"
    db.session.add(QuizVersion(quiz_id=key, number=base + 1, content=plain(quiz), made_by=by, made_at=now))
    if quiz.closes != quiz_of(content).closes:
        reseal(db.session.connection(), key)
    db.session.commit()
    db.session.refresh(row)
    return "saved"


def kept_ready(offer: Offered, now: datetime) -> models.Quiz:
    """The row of a ready quiz, made when the first attempt begins; a changed bank makes a new version."""
    row = offer.row
    if row is None:
        row = models.Quiz(key=offer.key, origin="ready", title=offer.quiz.title, created_at=now)
        try:
            _add(row, offer.quiz, None, now)
            db.session.commit()
            return row
        except IntegrityError:  # somebody else was first
            db.session.rollback()
            row = db.session.scalars(select(models.Quiz).filter_by(key=offer.key)).one()
    revise(row, offer.quiz, row.version, None, now)  # overtaken: by the same bank in another process
    return row


def _add(row: models.Quiz, quiz: Quiz, by: int | None, now: datetime) -> None:
    db.session.add(row)
    db.session.flush()
    db.session.add(QuizVersion(quiz_id=row.id, number=1, content=plain(quiz), made_by=by, made_at=now))
