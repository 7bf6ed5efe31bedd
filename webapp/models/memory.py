"""What a learner remembers: cards, the log of what was done with them, days in sums, wordings, reports."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UTCDateTime


class Card(Base):
    """A user's memory of one side of an item. It can be rebuilt from its reviews.

    Days are study days: days since 1970-01-01 in the learner's zone, each beginning at their day start.
    """

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("user_id", "deck", "item", "direction"),
        CheckConstraint("stage IN ('new', 'learning', 'review', 'relearning')", "stage"),
        CheckConstraint("direction IN ('forward', 'reverse')", "direction"),
        Index(
            "ix_card_due",
            "user_id",
            "due_day",
            "id",
            "deck",  # from here on, so that what is due is told without a look at each row
            "item",
            "direction",
            "buried_day",
            sqlite_where=text("NOT suspended AND due_at IS NULL"),
            postgresql_where=text("NOT suspended AND due_at IS NULL"),
        ),
        Index(  # few at a time: what is due within this study day
            "ix_card_learning",
            "user_id",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        Index(
            "ix_card_suspended",
            "user_id",
            sqlite_where=text("suspended"),
            postgresql_where=text("suspended"),
        ),
        Index("ix_card_user", "user_id", "id"),  # the card met last: where new ones go on
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    deck: Mapped[str] = mapped_column(String(64))
    item: Mapped[str] = mapped_column(String(64))
    direction: Mapped[str] = mapped_column(String(7))
    rev: Mapped[int] = mapped_column(default=0)  # counts every change: a stale page is known by it

    stage: Mapped[str] = mapped_column(String(10), default="new")
    step: Mapped[int | None]  # of the learning steps
    stability: Mapped[float | None]  # days until recall falls to 90 %
    difficulty: Mapped[float | None]  # 1 to 10
    last_day: Mapped[int | None]  # study day of the last review
    due_day: Mapped[int | None]  # None while new
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # set while due within a study day
    reps: Mapped[int] = mapped_column(default=0)
    lapses: Mapped[int] = mapped_column(default=0)

    suspended: Mapped[bool] = mapped_column(default=False)
    buried_day: Mapped[int | None]  # set aside until this study day is over
    flagged: Mapped[bool] = mapped_column(default=False)


class Review(Base):
    """A line of a card's log, never changed: an answer, a setting aside, a taking back, an undoing, or what a
    quiz showed about the card.

    `id` is the key made for the page that sent it: the same key again changes nothing.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("card_id", "base_rev"),
        CheckConstraint("action IN ('answer', 'bury', 'suspend', 'restore', 'undo', 'quiz')", "action"),
        CheckConstraint("rating BETWEEN 1 AND 4", "rating"),
        Index("ix_review_user_day", "user_id", "study_day"),
        Index(  # a line is undone once; few lines undo one, and the others cost this index nothing
            "uq_review_undoes",
            "undoes",
            unique=True,
            sqlite_where=text("undoes IS NOT NULL"),
            postgresql_where=text("undoes IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"))
    base_rev: Mapped[int]  # the card's rev this line was made on
    action: Mapped[str] = mapped_column(String(7), default="answer")
    undoes: Mapped[UUID | None] = mapped_column(ForeignKey("review.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    study_day: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(String(64))  # the wording that was shown
    rating: Mapped[int | None]  # 1 again, 2 hard, 3 good, 4 easy
    took_ms: Mapped[int | None]
    typed: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(7))  # of what was typed
    score: Mapped[float | None]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)  # of a card, what a line may change
    after: Mapped[dict[str, Any]] = mapped_column(JSON)


class Day(Base):
    """One user's study day in sums, so that no page has to read the log."""

    __tablename__ = "day"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    study_day: Mapped[int] = mapped_column(Integer, primary_key=True)
    answers: Mapped[int] = mapped_column(default=0)
    new_cards: Mapped[int] = mapped_column(default=0)  # met for the first time
    reviews: Mapped[int] = mapped_column(default=0)  # answers on cards in review, due
    recalled: Mapped[int] = mapped_column(default=0)  # of those, rated other than again: true retention
    took_ms: Mapped[int] = mapped_column(default=0)


class Wording(Base):
    """The content of each fingerprint ever shown, so that an old answer can be shown as it was asked."""

    __tablename__ = "wording"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    deck: Mapped[str] = mapped_column(String(64))
    item: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class Report(Base):
    """A learner's "something is wrong with this item", for instructors."""

    __tablename__ = "report"
    __table_args__ = (CheckConstraint("state IN ('open', 'closed')", "state"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)  # made for the page that sent it
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    deck: Mapped[str] = mapped_column(String(64))
    item: Mapped[str] = mapped_column(String(64))
    direction: Mapped[str] = mapped_column(String(7))
    fingerprint: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(20))
    comment: Mapped[str] = mapped_column(Text, default="")
    typed: Mapped[str | None] = mapped_column(Text)  # the answer that was judged, if one was
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    state: Mapped[str] = mapped_column(String(6), default="open")
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    answer: Mapped[str] = mapped_column(Text, default="")  # what the learner is told
