"""What instructors see of a quiz's attempts: one statement for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from webapp.db import db
from webapp.models import Attempt, Extension, QuizVersion, User
from webapp.quizzes.words import percent

STATES = {
    "in_progress": "under way",
    "submitted": "handed in, not marked yet",
    "graded": "marked",
    "voided": "voided",
}
REASONS = {"deadline": "time was up", "instructor": "ended by an instructor"}


@dataclass(frozen=True)
class Seen:
    """Somebody's attempt as instructors see it."""

    id: UUID
    user: int
    who: str
    number: int
    version: int
    state: str
    close_reason: str | None
    started_at: datetime
    submitted_at: datetime | None
    deadline_at: datetime | None
    score: int | None
    out_of: int | None
    extra_time: int  # per cent
    extended: int  # minutes

    @property
    def percent(self) -> int | None:
        return None if self.score is None or self.out_of is None else percent(self.score, self.out_of)

    @property
    def took(self) -> timedelta | None:
        return self.submitted_at - self.started_at if self.submitted_at else None

    @property
    def runs(self) -> bool:
        return self.state == "in_progress"

    @property
    def said(self) -> str:
        """Its state in words, with what ended it where that was not the learner."""
        why = REASONS.get(self.close_reason or "")
        return STATES[self.state] + (f", {why}" if why and self.state != "voided" else "")


def attempts_of(quiz: int) -> list[Seen]:
    """Every attempt at a quiz, by learner and number."""
    extended = (
        select(func.coalesce(func.sum(Extension.minutes), 0))
        .where(Extension.attempt_id == Attempt.id)
        .scalar_subquery()
    )
    rows: Iterable[Any] = db.session.execute(
        select(
            *(
                Attempt.id,
                Attempt.user_id,
                User.shown_name,
                Attempt.number,
                QuizVersion.number,
                Attempt.state,
            ),
            *(Attempt.close_reason, Attempt.started_at, Attempt.submitted_at, Attempt.deadline_at),
            *(Attempt.score, Attempt.out_of, Attempt.extra_time, extended),
        )
        .join(User, User.id == Attempt.user_id)
        .join(QuizVersion, QuizVersion.id == Attempt.quiz_version_id)
        .where(Attempt.quiz_id == quiz)
        .order_by(User.username, Attempt.number)
    )
    return [Seen(*row) for row in rows]
