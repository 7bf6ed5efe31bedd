"""What an instructor does to somebody's attempt or time. Each act leaves a line in the audit."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Connection

from webapp.attempts import queries
from webapp.attempts.closing import close_late
from webapp.attempts.papers import asked, timing_of
from webapp.attempts.transactions import change, locked, transaction
from webapp.domain.attempts import Timing, timing


def extend(
    by: int, attempt_id: UUID, extension_id: UUID, minutes: int, reason: str, now: datetime
) -> Timing | None:
    """Give a running attempt more minutes; the same `extension_id` again gives none. None where it is over
    (it is closed then), has no end to put off, or is not there."""
    return transaction(
        lambda connection: _extend(connection, by, attempt_id, extension_id, minutes, reason, now)
    )


def void(by: int, attempt_id: UUID, reason: str, now: datetime) -> bool:
    """Make an attempt count for nothing; its rows stay. False where there is none."""
    return transaction(lambda connection: _void(connection, by, attempt_id, reason, now))


def set_extra_time(by: int, user_id: int, percent: int, now: datetime) -> bool:
    """So many per cent more of every time limit from the next attempt on. False: there is no such user."""
    return transaction(lambda connection: _set_extra_time(connection, by, user_id, percent, now))


def _extend(
    connection: Connection,
    by: int,
    attempt_id: UUID,
    extension_id: UUID,
    minutes: int,
    reason: str,
    now: datetime,
) -> Timing | None:
    row = locked(connection, queries.LOCK, attempt=attempt_id)
    fixed = asked(connection, attempt_id)
    if row is None or fixed is None or row["deadline_at"] is None:
        return None
    extended = connection.execute(queries.EXTENDED_BY, {"attempt": attempt_id}).scalar_one()
    given_to = connection.execute(queries.GIVEN_EXTENSION, {"extension": extension_id}).scalar()
    if given_to is not None:
        return timing_of(row, fixed.quiz, extended) if given_to == attempt_id else None
    if row["state"] != "in_progress" or close_late(connection, row, fixed, now) is not None:
        return None
    new = timing(fixed.quiz, row["started_at"], row["extra_time"], extended + minutes)
    values = {"id": extension_id, "attempt_id": attempt_id, "minutes": minutes, "by": by, "reason": reason}
    connection.execute(queries.INSERT_EXTENSION, values | {"at": now})
    last = max(now, row["last_event_at"])
    change(connection, row, deadline_at=new.deadline, last_event_at=last)
    audit(connection, by, "extend", now, attempt_id, row["user_id"], minutes=minutes, reason=reason)
    return new


def _void(connection: Connection, by: int, attempt_id: UUID, reason: str, now: datetime) -> bool:
    row = locked(connection, queries.LOCK, attempt=attempt_id)
    if row is None:
        return False
    if row["state"] == "voided":
        return True
    new: dict[str, Any] = {"state": "voided"}
    if row["state"] == "in_progress":
        at, deadline = max(now, row["last_event_at"]), row["deadline_at"]
        ended = at if deadline is None else min(at, deadline)
        new |= {"close_reason": "instructor", "submitted_at": ended, "last_event_at": at}
    change(connection, row, **new)
    audit(connection, by, "void", now, attempt_id, row["user_id"], reason=reason, was=row["state"])
    return True


def _set_extra_time(connection: Connection, by: int, user_id: int, percent: int, now: datetime) -> bool:
    found = connection.execute(queries.LEARNER, {"user": user_id}).mappings().first()
    if found is None:
        return False
    if found["extra_time"] != percent:
        connection.execute(queries.SET_EXTRA_TIME, {"user_id": user_id, "percent": percent})
        was = found["extra_time"]
        audit(connection, by, "extra_time", now, None, user_id, percent=percent, was=was)
    return True


def audit(
    connection: Connection,
    by: int | None,
    act: str,
    at: datetime,
    attempt_id: UUID | None,
    user_id: int | None,
    **detail: Any,
) -> None:
    """Write down who did what to whom."""
    values: Mapping[str, Any] = {
        "at": at,
        "by": by,
        "act": act,
        "attempt_id": attempt_id,
        "user_id": user_id,
        "detail": detail,
    }
    connection.execute(queries.INSERT_AUDIT, values)
