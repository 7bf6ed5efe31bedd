"""Quizzes, attempts at them with every answer and grading, and what instructors did to them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UTCDateTime

FOR_ALL = ("set", "deck")  # the origins of what instructors set for everybody


class Quiz(Base):
    """Something to take an attempt at. What it asks and how stands in its versions."""

    __tablename__ = "quiz"
    __table_args__ = (
        CheckConstraint("origin IN ('ready', 'own', 'set', 'deck')", "origin"),
        CheckConstraint("(origin IN ('ready', 'deck')) = (owner_id IS NULL)", "owner"),
        Index("ix_quiz_owner", "owner_id"),
        {"sqlite_autoincrement": True},  # what a process keeps in mind of a deleted one is of no other
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(
        String(80), unique=True
    )  # its address: of chance, of a ready one's part, of the deck
    origin: Mapped[str] = mapped_column(
        String(5)
    )  # ready: made from the bank; own: a learner's; set: a teacher's; deck: a teacher's, written in a deck
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(default=1)  # the number of the current one
    withdrawn: Mapped[bool] = mapped_column(default=False)  # no longer offered; attempts stay
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class QuizVersion(Base):
    """A quiz as it was defined at some time; never changed. Attempts keep the one they began with."""

    __tablename__ = "quiz_version"
    __table_args__ = (UniqueConstraint("quiz_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)  # question_bank.quizzes.quiz.plain(Quiz)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Attempt(Base):
    """One person's try at a quiz: in_progress → submitted → graded, or voided; never back.

    `webapp/attempts` alone writes it, by compare-and-set on `state` and `rev`. The deadline is set
    at the start; only an Extension moves it.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("user_id", "quiz_id", "number"),
        CheckConstraint("state IN ('in_progress', 'submitted', 'graded', 'voided')", "state"),
        CheckConstraint("(state = 'in_progress') = (submitted_at IS NULL)", "submitted"),
        CheckConstraint("(state = 'in_progress') = (close_reason IS NULL)", "closed"),
        CheckConstraint("close_reason IN ('student', 'deadline', 'instructor')", "close_reason"),
        CheckConstraint("state <> 'graded' OR run IS NOT NULL", "run"),
        Index(
            "uq_attempt_open",
            "user_id",
            "quiz_id",
            unique=True,
            sqlite_where=text("state = 'in_progress'"),
            postgresql_where=text("state = 'in_progress'"),
        ),
        Index(  # what the sweeper looks for
            "ix_attempt_deadline",
            "deadline_at",
            sqlite_where=text("state = 'in_progress' AND deadline_at IS NOT NULL"),
            postgresql_where=text("state = 'in_progress' AND deadline_at IS NOT NULL"),
        ),
        Index(
            "ix_attempt_ungraded",
            "submitted_at",
            sqlite_where=text("state = 'submitted'"),
            postgresql_where=text("state = 'submitted'"),
        ),
        Index("ix_attempt_quiz", "quiz_id"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)  # of chance: it cannot be guessed
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id", ondelete="CASCADE"))
    quiz_version_id: Mapped[int] = mapped_column(ForeignKey("quiz_version.id"))
    number: Mapped[int]  # 1, 2, … of this user at this quiz
    rev: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(11), default="in_progress")
    close_reason: Mapped[str | None] = mapped_column(String(10))
    slots: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # domain.slots.plain(Slot), in their order
    position: Mapped[int] = mapped_column(default=0)  # of a sequential quiz: the only slot open, from 0
    flags: Mapped[list[int]] = mapped_column(JSON, default=list)  # slots the learner wants to come back to

    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    deadline_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    extra_time: Mapped[int] = mapped_column(default=0)  # the learner's per cent, as it was at the start
    last_event_at: Mapped[datetime] = mapped_column(UTCDateTime)  # its time never runs backwards
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    expected: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # domain.prediction.plain(Prediction)
    run: Mapped[int | None]  # the number of the grading run that counts
    score: Mapped[int | None]  # milli-points of that run
    out_of: Mapped[int | None]  # milli-points
    failures: Mapped[int] = mapped_column(default=0)  # tries of the sweeper that failed
    retry_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # when it tries this one again


class AnswerEvent(Base):
    """An answer as it was given, never changed. The current one of a slot has the highest `seq`."""

    __tablename__ = "answer_event"
    __table_args__ = (UniqueConstraint("attempt_id", "client_key"),)

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)  # from 0
    seq: Mapped[int] = mapped_column(primary_key=True)  # 1, 2, … of this slot
    client_key: Mapped[UUID] = mapped_column(Uuid)  # made once for each edit: a resend changes nothing
    body: Mapped[dict[str, Any]] = mapped_column(JSON)  # domain.slots.Given: given, certainty, final
    body_hash: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)


class GradingRun(Base):
    """The grading of an attempt; a corrected key makes a new one, and the old one stays."""

    __tablename__ = "grading_run"

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))  # None: by itself
    reason: Mapped[str] = mapped_column(Text, default="")
    score: Mapped[int]  # milli-points
    out_of: Mapped[int]


class SlotScore(Base):
    """What one slot got in a grading run, by which wording of the item, and why."""

    __tablename__ = "slot_score"
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "run"], ["grading_run.attempt_id", "grading_run.number"], ondelete="CASCADE"
        ),
    )

    attempt_id: Mapped[UUID] = mapped_column(primary_key=True)
    run: Mapped[int] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]  # of the answer graded; 0: none was given
    fingerprint: Mapped[str] = mapped_column(String(64))  # the wording it was graded by
    outcome: Mapped[str] = mapped_column(String(10))  # right, partly, wrong, unclear, unanswered
    share: Mapped[float]  # 0 to 1: the verdict's score, before points, penalty and certainty
    score: Mapped[int]  # milli-points
    out_of: Mapped[int]
    why: Mapped[str] = mapped_column(Text, default="")


class Extension(Base):
    """More time for one attempt while it runs, given by an instructor."""

    __tablename__ = "extension"
    __table_args__ = (CheckConstraint("minutes BETWEEN 1 AND 1440", "minutes"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)  # made for the form that sent it
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), index=True)
    minutes: Mapped[int]
    by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Audit(Base):
    """A line for every act of an instructor upon somebody's attempt or time; never changed."""

    __tablename__ = "audit"
    __table_args__ = (  # looked for every few seconds: what was ordered to be regraded, and what is done
        Index(
            "ix_audit_regrades",
            "act",
            sqlite_where=text("act IN ('regrade items', 'items regraded')"),
            postgresql_where=text("act IN ('regrade items', 'items regraded')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    act: Mapped[str] = mapped_column(String(20))  # extend, void, regrade, extra_time, close
    attempt_id: Mapped[UUID | None] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))  # whom it concerns
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
