"""The cards of what an attempt at a quiz got wrong, to be practised by themselves."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.engine import Connection

from question_bank.quizzes.quiz import quiz_of
from webapp.domain.attempts import released
from webapp.domain.selection import Key, Picked
from webapp.memory.release import CLOSES_NOW, release_of
from webapp.models import Attempt, QuizVersion, SlotScore


def missed(connection: Connection, user_id: int, attempt_id: UUID, now: datetime) -> Picked | None:
    """What this user missed in an attempt; nothing while the quiz does not show it. None where there is no
    such attempt of theirs."""
    statement = (
        select(Attempt.slots, Attempt.submitted_at, Attempt.run, QuizVersion.content, CLOSES_NOW)
        .join(QuizVersion, QuizVersion.id == Attempt.quiz_version_id)
        .where(Attempt.id == attempt_id, Attempt.user_id == user_id, Attempt.state == "graded")
    )
    row = connection.execute(statement).first()
    if row is None:
        return None
    slots, submitted_at, run, content, closes_now = row
    quiz = quiz_of(content)
    if "correctness" not in released(release_of(quiz, closes_now), submitted_at, now):
        return Picked(attempt_id, quiz.title, ())
    wrong = select(SlotScore.slot).where(
        SlotScore.attempt_id == attempt_id, SlotScore.run == run, SlotScore.outcome != "right"
    )
    asked = (slots[slot] for slot in sorted(connection.execute(wrong).scalars()))
    keys = tuple(Key(slot["deck"], slot["item"], slot["direction"]) for slot in asked)
    return Picked(attempt_id, quiz.title, keys)
