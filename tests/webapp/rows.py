"""A row in every table, tied to each other as they are in life: for what has to know of every table."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from question_bank.quizzes.quiz import Draw, Quiz, plain
from webapp import models
from webapp.accounts import limits
from webapp.db import db
from webapp.models import User

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
NAMED = {"deck": "a-deck", "item": "an-item"}
SLOT = {
    **NAMED,
    "direction": "forward",
    "fingerprint": "f",
    "presentation": "text",
    "points": 1000,
    "order": [],
}


def fill(app: Flask, user: User, words: str = "1950 – Nguyễn") -> None:
    """Rows that belong to `user`; what a person writes is `words`."""
    with app.app_context():
        subject = limits.account(user.username).key
        db.session.add(models.SignInFailure(subject=subject, count=2, last_at=NOW))
        add_memory(db.session(), user.id, words)
        add_quiz(db.session(), user.id, words)
        add_publishing(db.session(), user.id, words)
        db.session.commit()


def add_memory(session: Session, user: int, words: str) -> None:
    session.merge(models.Wording(fingerprint="f", content={"prompt": "When?"}, **NAMED))
    card = models.Card(user_id=user, direction="forward", due_at=NOW, **NAMED)
    session.add(card)
    session.flush()
    log: dict[str, Any] = {
        "user_id": user,
        "card_id": card.id,
        "at": NOW,
        "study_day": 20778,
        "fingerprint": "f",
        "before": {"stage": "new"},
        "after": {"stage": "learning"},
    }
    answer = models.Review(id=uuid7(), base_rev=0, rating=3, typed=words, **log)
    session.add(answer)
    session.flush()
    session.add_all(
        [
            models.Review(id=uuid7(), base_rev=1, action="undo", undoes=answer.id, **log),
            models.Day(user_id=user, study_day=20778, answers=1),
            models.Report(
                id=uuid7(), user_id=user, direction="forward", fingerprint="f", reason="other", at=NOW,
                comment=words, closed_by=user, state="closed", **NAMED,
            ),
        ]
    )  # fmt: skip


def add_quiz(session: Session, user: int, words: str) -> None:
    quiz = models.Quiz(key=f"own-{user}", origin="own", owner_id=user, title=words, created_at=NOW)
    session.add(quiz)
    session.flush()
    content = plain(Quiz(words, (Draw(1),)))
    version = models.QuizVersion(quiz_id=quiz.id, number=1, content=content, made_by=user, made_at=NOW)
    session.add(version)
    session.flush()
    attempt = models.Attempt(
        id=uuid7(), user_id=user, quiz_id=quiz.id, quiz_version_id=version.id, number=1,
        slots=[SLOT], flags=[], state="graded", close_reason="student", started_at=NOW, last_event_at=NOW,
        submitted_at=NOW, run=1, score=500, out_of=1000,
    )  # fmt: skip
    session.add(attempt)
    session.flush()
    about = {"attempt_id": attempt.id}
    session.add(models.GradingRun(number=1, made_at=NOW, made_by=user, score=500, out_of=1000, **about))
    session.flush()
    session.add_all(
        [
            models.AnswerEvent(
                slot=0, seq=1, client_key=uuid7(), body={"given": [words]}, body_hash="h", received_at=NOW,
                **about,
            ),
            models.SlotScore(
                run=1, slot=0, seq=1, fingerprint="f", outcome="partly", share=0.5, score=500, out_of=1000,
                why=words, **about,
            ),
            models.Extension(id=uuid7(), minutes=5, by=user, reason=words, at=NOW, **about),
            models.Audit(at=NOW, by=user, act="extend", user_id=user, detail={"minutes": 5}, **about),
        ]
    )  # fmt: skip


def add_publishing(session: Session, user: int, words: str) -> None:
    publication = models.Publication(made_at=NOW, made_by=user, note=words, summary="1 new")
    session.add(publication)
    session.flush()
    by = {"publication_id": publication.id}
    session.add_all(
        [
            models.DeckVersion(deck=f"deck-{user}", number=1, text=words, content={"items": []}, **by),
            models.DocumentVersion(document=f"doc-{user}", number=1, text=words, about={}, **by),
            models.HeldItem(deck=f"deck-{user}", item="an-item", source=0, state="gone", **by),
            models.Draft(id=uuid7(), owner_id=user, deck="a-deck", text=words, updated_at=NOW),
            models.Upload(
                id=uuid7(), owner_id=user, file_name=words, size=4, text=words, about={}, at=NOW
            ),
            models.Notice(user_id=user, at=NOW, kind="answered", detail={"answer": words}),
        ]
    )  # fmt: skip
