"""What a learner is told once: that a report was answered, an answer corrected, an attempt graded anew.

`detail` of a notice, by its kind:
answered   deck, item, prompt, reason (in words), answer (the instructor's words)
corrected  deck, item, prompt, and optionally was, now (answers in words)
regraded   attempt (its id), quiz (its title), and optionally why
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from webapp.memory.sealed import Sealed
from webapp.models import Notice

Kind = Literal["answered", "corrected", "regraded"]
MOST_AT_HOME, MOST = 3, 200

UNREAD = (
    select(Notice.id, Notice.at, Notice.kind, Notice.detail, Notice.read_at)
    .where(Notice.read_at.is_(None))
    .order_by(Notice.at.desc(), Notice.id.desc())
)
ALL = select(Notice.id, Notice.at, Notice.kind, Notice.detail, Notice.read_at).order_by(
    Notice.at.desc(), Notice.id.desc()
)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as pages show it."""

    id: int
    at: datetime
    kind: str
    detail: Mapping[str, Any]
    read: bool


def tell(connection: Connection, whom: Collection[int], kind: Kind, detail: Any, at: datetime) -> None:
    """The same notice to each of these learners. The caller commits."""
    rows = [{"user_id": user, "at": at, "kind": kind, "detail": detail} for user in sorted(set(whom))]
    if rows:
        connection.execute(insert(Notice), rows)


def unread(connection: Connection, user_id: int, kept: Sealed, most: int = MOST_AT_HOME) -> list[Told]:
    """The newest they have not read yet."""
    return _told(connection, UNREAD.where(Notice.user_id == user_id).limit(most), kept)


def all_of(connection: Connection, user_id: int, kept: Sealed) -> list[Told]:
    """All they were told, the newest first."""
    return _told(connection, ALL.where(Notice.user_id == user_id).limit(MOST), kept)


def _told(connection: Connection, found: Any, kept: Sealed) -> list[Told]:
    """A notice about an item that a quiz asks just now waits until the quiz has released its answers."""
    rows = connection.execute(found)
    told = [Told(id, at, kind, detail, read_at is not None) for id, at, kind, detail, read_at in rows]
    return [one for one in told if (one.detail.get("deck"), one.detail.get("item")) not in kept.items]


def mark_read(connection: Connection, user_id: int, ids: Sequence[int], at: datetime) -> bool:
    """Whether all of these are theirs; they are read then. The caller commits."""
    own = select(Notice.id).where(Notice.user_id == user_id, Notice.id.in_(ids))
    if set(connection.execute(own).scalars()) != set(ids):
        return False
    unread = update(Notice).where(Notice.id.in_(ids), Notice.user_id == user_id, Notice.read_at.is_(None))
    connection.execute(unread.values(read_at=at))
    return True
