"""Quizzes as they are defined: made, and changed by a new version. An attempt keeps the one it began with."""

from datetime import datetime
from typing import Literal

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from question_bank.quizzes.quiz import Quiz, plain, quiz_of
from webapp import models
from webapp.memory.sealed import reseal
from webapp.models import QuizVersion

Origin = Literal["ready", "own", "set", "deck"]
Revised = Literal["saved", "same", "overtaken"]


def add(
    connection: Connection, key: str, origin: Origin, quiz: Quiz, owner: int | None, now: datetime
) -> None:
    """Write a new quiz; the caller commits. Raises IntegrityError where the key is taken."""
    values = {"key": key, "origin": origin, "owner_id": owner, "title": quiz.title, "version": 1,
              "withdrawn": False, "created_at": now}  # fmt: skip
    row = connection.execute(insert(models.Quiz).returning(models.Quiz.id), values).scalar_one()
    _add_version(connection, row, 1, quiz, owner, now)


def revise(connection: Connection, row: int, quiz: Quiz, base: int, by: int | None, now: datetime) -> Revised:
    """Make this the current version; "overtaken" where `base` is no longer the current one.

    The caller commits, or rolls back what was overtaken.
    """
    current = (
        select(models.Quiz.version, QuizVersion.content)
        .join(
            QuizVersion,
            (QuizVersion.quiz_id == models.Quiz.id) & (QuizVersion.number == models.Quiz.version),
        )
        .where(models.Quiz.id == row)
    )
    version, content = connection.execute(current).one()
    if version != base:
        return "overtaken"
    if content == plain(quiz):
        return "same"
    changed = update(models.Quiz).where(models.Quiz.id == row, models.Quiz.version == base)
    if connection.execute(changed.values(version=base + 1, title=quiz.title)).rowcount != 1:
        return "overtaken"
    _add_version(connection, row, base + 1, quiz, by, now)
    if quiz.closes != quiz_of(content).closes:
        reseal(connection, row)
    return "saved"


def _add_version(
    connection: Connection, row: int, number: int, quiz: Quiz, by: int | None, now: datetime
) -> None:
    values = {"quiz_id": row, "number": number, "content": plain(quiz), "made_by": by, "made_at": now}
    connection.execute(insert(QuizVersion), values)
