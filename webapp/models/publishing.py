"""What instructors publish: decks and documents as whole texts, version by version. Drafts, and notices."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UTCDateTime


class Publication(Base):
    """One act of publishing. The newest one's id is the version of the bank that every process serves."""

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str] = mapped_column(String(200))  # "12 unchanged, 2 reworded, 1 removed"


class DeckVersion(Base):
    """A deck as it was published at some time, over the one of the same id in the files; never changed."""

    __tablename__ = "deck_version"
    __table_args__ = (UniqueConstraint("deck", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"), index=True)
    deck: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]  # 1, 2, … of this deck
    text: Mapped[str | None] = mapped_column(Text)  # None: withdrawn, and its items retired
    content: Mapped[dict[str, Any] | None] = mapped_column(
        JSON
    )  # verified: what a process builds its deck from


class DocumentVersion(Base):
    """A document as it was published at some time; never changed."""

    __tablename__ = "document_version"
    __table_args__ = (UniqueConstraint("document", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"), index=True)
    document: Mapped[str] = mapped_column(String(100))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    about: Mapped[dict[str, Any]] = mapped_column(JSON)  # question_bank.catalogue.DocumentEntry


class HeldItem(Base):
    """An item whose passage a changed document no longer holds as quoted: not asked until that is settled."""

    __tablename__ = "held_item"
    __table_args__ = (CheckConstraint("state IN ('altered', 'gone')", "state"),)

    deck: Mapped[str] = mapped_column(String(64), primary_key=True)
    item: Mapped[str] = mapped_column(String(64), primary_key=True)
    source: Mapped[int] = mapped_column(primary_key=True)  # of the item's sources, from 0
    state: Mapped[str] = mapped_column(String(7))
    proposed: Mapped[str | None] = mapped_column(Text)  # the nearest passage, of an altered one
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))


class Draft(Base):
    """A deck that somebody is writing: it survives a closed tab, and knows what it was begun on."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("owner_id", "deck"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    deck: Mapped[str | None] = mapped_column(String(64))  # None: a new one
    base: Mapped[int] = mapped_column(default=0)  # the number of the deck's version it was begun on; 0: files
    base_hash: Mapped[str] = mapped_column(String(64), default="")  # of the text it was begun on
    rev: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Upload(Base):
    """A document brought in and not yet approved: the text that was read out of it."""

    __tablename__ = "upload"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))  # as the browser called it; only ever shown
    size: Mapped[int]  # bytes
    text: Mapped[str] = mapped_column(Text)
    about: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Notice(Base):
    """Something a learner is told once: an answer was corrected, a score changed, a report was answered."""

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("kind IN ('corrected', 'regraded', 'answered')", "kind"),
        Index(
            "ix_notice_unread",
            "user_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    kind: Mapped[str] = mapped_column(String(9))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
