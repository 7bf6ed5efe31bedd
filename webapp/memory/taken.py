"""A learner's attempts at quizzes, for the pages that list them: the ones under way, and the history."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from question_bank.quizzes.quiz import Quiz as Definition
from question_bank.quizzes.quiz import quiz_of
from webapp.db import db
from webapp.domain.attempts import MINUTE, released
from webapp.memory.release import CLOSES_NOW, release_of
from webapp.models import Attempt, Quiz, QuizVersion

MOST = 100  # listed at once
PAST = (
    *(Attempt.id, Quiz.title, Attempt.number, Attempt.state, Attempt.started_at, Attempt.submitted_at),
    *(Attempt.score, Attempt.out_of, Attempt.quiz_version_id, CLOSES_NOW),
)


@dataclass(frozen=True, slots=True)
class Open:
    """An attempt under way."""

    id: UUID
    title: str
    deadline: datetime | None
    now: datetime

    @property
    def left(self) -> str:
        """ "12 min left"; nothing without a limit."""
        if self.deadline is None:
            return ""
        left = self.deadline - self.now
        if left <= timedelta(0):
            return "time is up"
        minutes = -(-left // MINUTE)
        if minutes <= 1:
            return "less than a minute left"
        hours, rest = divmod(minutes, 60)
        if minutes < 60:
            return f"{minutes} min left"
        return f"{hours} h {rest} min left" if hours < 24 else f"{hours // 24} d {hours % 24} h left"


@dataclass(frozen=True, slots=True)
class Past:
    """An attempt that is over. Without a score where it may not be shown, or there is none."""

    id: UUID
    title: str
    number: int
    state: str
    started_at: datetime
    submitted_at: datetime
    score: int | None  # milli-points
    out_of: int | None
    pass_mark: int | None

    @property
    def percent(self) -> int | None:
        return None if self.score is None or not self.out_of else self.score * 100 // self.out_of

    @property
    def passed(self) -> bool | None:
        if self.score is None or not self.out_of or self.pass_mark is None:
            return None
        return self.score * 100 >= self.pass_mark * self.out_of


def under_way(user_id: int, now: datetime) -> list[Open]:
    """The attempts to go on with, the most pressing first."""
    rows = db.session.execute(
        select(Attempt.id, Quiz.title, Attempt.deadline_at)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(Attempt.user_id == user_id, Attempt.state == "in_progress")
        .order_by(Attempt.deadline_at.is_(None), Attempt.deadline_at, Attempt.started_at)
    )
    return [Open(attempt, title, deadline, now) for attempt, title, deadline in rows]


def history(user_id: int, now: datetime) -> tuple[list[Past], int]:
    """The attempts that are over, the latest first, and how many there are in all."""
    over = Attempt.user_id == user_id, Attempt.state != "in_progress"
    rows = db.session.execute(
        select(*PAST)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(*over)
        .order_by(Attempt.submitted_at.desc(), Attempt.id)
    ).all()
    some = rows[:MOST]
    versions = {row.quiz_version_id for row in some}
    contents = select(QuizVersion.id, QuizVersion.content).where(QuizVersion.id.in_(versions))
    quizzes = {key: quiz_of(content) for key, content in db.session.execute(contents)} if versions else {}
    return [_past(row, quizzes[row.quiz_version_id], now) for row in some], len(rows)


def _past(row: Any, quiz: Definition, now: datetime) -> Past:
    by = release_of(quiz, row.closes_now)
    shown = row.state == "graded" and "scores" in released(by, row.submitted_at, now)
    score, out_of = (row.score, row.out_of) if shown else (None, None)
    return Past(
        row.id,
        row.title,
        row.number,
        row.state,
        row.started_at,
        row.submitted_at,
        score,
        out_of,
        quiz.pass_mark,
    )
