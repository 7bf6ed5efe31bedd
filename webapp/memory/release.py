"""What quizzes may show of attempts: the one column a statement needs to know it, and its reading."""

from datetime import datetime

from sqlalchemy import select

from question_bank.quizzes.quiz import Quiz
from webapp.domain.attempts import Release, release
from webapp.models import Attempt, QuizVersion
from webapp.models import Quiz as QuizRow

# Of an attempt: the close of its quiz as it stands now, which may be another than the one it began with.
CLOSES_NOW = (
    select(QuizVersion.content["closes"].as_string())
    .join(QuizRow, (QuizRow.id == QuizVersion.quiz_id) & (QuizRow.version == QuizVersion.number))
    .where(QuizRow.id == Attempt.quiz_id)
    .correlate(Attempt)
    .scalar_subquery()
    .label("closes_now")
)


def release_of(quiz: Quiz, closes_now: str | None) -> Release:
    """What an attempt that began with this quiz shows when, with `CLOSES_NOW` of it."""
    return release(quiz, datetime.fromisoformat(closes_now) if closes_now else None)
