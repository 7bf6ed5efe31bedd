"""What a learner does in an attempt: saving, moving on, handing in. Every function is one transaction.

Resending is harmless: an answer carries a key made once for its edit, and the same key again gets what it got
the first time. Time is `arrived`, the server's moment of arrival, and never runs backwards within an attempt.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy.engine import Connection
from sqlalchemy.engine import Row as EventRow

from webapp.attempts import queries
from webapp.attempts.closing import close, close_late, mark_early
from webapp.attempts.papers import Asked, answers, asked
from webapp.attempts.transactions import Overtaken, Row, change, locked, transaction
from webapp.domain import slots
from webapp.domain.attempts import CloseReason, State
from webapp.domain.slots import Given

Result = Literal["saved", "other_body", "closed", "late", "stale", "out_of_order", "final", "no_slot"]
Done = Literal["done", "closed", "late", "out_of_order", "no_slot"]


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as a page sends it: for which slot (from 0), under which key, made on which seq of it."""

    slot: int
    key: UUID
    base: int
    given: Given


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of an answer. `seq`, `saved_at` and `stored` are those of the answer that now counts:
    the one sent where it was saved, the earlier one where it was refused (0 and None: there is none)."""

    result: Result
    seq: int
    saved_at: datetime | None
    stored: Given | None
    deadline: datetime | None
    state: State


@dataclass(frozen=True, slots=True)
class Submitted:
    """An attempt that is over; the same however often it is handed in."""

    submitted_at: datetime
    close_reason: CloseReason
    answered: int
    items: int


def save(user_id: int, attempt_id: UUID, sent: Sent, arrived: datetime) -> Saved | None:
    """Keep an answer. None where there is no such attempt of this user."""
    return transaction(lambda connection: _save(connection, user_id, attempt_id, sent, arrived))


def submit(user_id: int, attempt_id: UUID, unsaved: Sequence[Sent], arrived: datetime) -> Submitted | None:
    """Keep what the page had not saved yet, close, grade. None where there is no such attempt of theirs."""
    mark_early(user_id, attempt_id, {sent.slot: sent.given for sent in unsaved})
    return transaction(lambda connection: _submit(connection, user_id, attempt_id, unsaved, arrived))


def go_to(user_id: int, attempt_id: UUID, position: int, arrived: datetime) -> Done | None:
    """Open a slot: of a sequential quiz only the next, which closes the one before; else nothing is done."""

    def work(connection: Connection) -> Done | None:
        return _in_time(connection, user_id, attempt_id, position, arrived, _moved)

    return transaction(work)


def set_flag(user_id: int, attempt_id: UUID, slot: int, on: bool, arrived: datetime) -> Done | None:
    """Mark a slot to come back to, or unmark it."""

    def flagged(row: Row, fixed: Asked, slot: int) -> dict[str, Any] | None:
        marked = {*row["flags"], slot} if on else {*row["flags"]} - {slot}
        return {"flags": sorted(marked)}

    def work(connection: Connection) -> Done | None:
        return _in_time(connection, user_id, attempt_id, slot, arrived, flagged)

    return transaction(work)


def _save(
    connection: Connection, user_id: int, attempt_id: UUID, sent: Sent, arrived: datetime
) -> Saved | None:
    row = _locked(connection, user_id, attempt_id)
    fixed = asked(connection, attempt_id)
    if row is None or fixed is None:
        return None
    if not 0 <= sent.slot < len(fixed.slots):
        return Saved("no_slot", 0, None, None, row["deadline_at"], row["state"])
    known, current = _answers(connection, attempt_id, sent)
    if known is not None:
        same = (known.slot, known.body_hash) == (sent.slot, body_hash(sent.given))
        return _saved("saved" if same else "other_body", known, row)
    if row["state"] != "in_progress":
        return _saved("closed", current, row)
    if (closed := close_late(connection, row, fixed, arrived)) is not None:
        return _saved("late", current, closed)
    refused = _refusal(row, fixed, sent, current)
    if refused is not None:
        return _saved(refused, current, row)
    at = max(arrived, row["last_event_at"])
    _insert(connection, attempt_id, sent, sent.base + 1, at)
    touched = {"attempt": attempt_id, "from_rev": row["rev"], "at": at}
    if connection.execute(queries.TOUCH, touched).rowcount != 1:
        raise Overtaken
    return Saved("saved", sent.base + 1, at, sent.given, row["deadline_at"], row["state"])


def _submit(
    connection: Connection, user_id: int, attempt_id: UUID, unsaved: Sequence[Sent], arrived: datetime
) -> Submitted | None:
    row = _locked(connection, user_id, attempt_id)
    fixed = asked(connection, attempt_id)
    if row is None or fixed is None:
        return None
    now = row
    if row["state"] == "in_progress":
        now = close_late(connection, row, fixed, arrived) or _hand_in(
            connection, row, fixed, unsaved, max(arrived, row["last_event_at"])
        )
    answered = sum(given.answered for _, given in answers(connection, attempt_id).values())
    return Submitted(now["submitted_at"], now["close_reason"], answered, len(fixed.slots))


def _hand_in(connection: Connection, row: Row, fixed: Asked, unsaved: Sequence[Sent], at: datetime) -> Row:
    """Keep what may still be kept, then close. What another page changed meanwhile stays as it was saved."""
    mine: dict[int, int] = {}  # of a slot edited twice before anything was saved, the later edit counts
    for sent in unsaved:
        if not 0 <= sent.slot < len(fixed.slots):
            continue
        known, current = _answers(connection, row["id"], sent)
        if known is None:
            sent = replace(sent, base=max(sent.base, mine.get(sent.slot, 0)))
            if _refusal(row, fixed, sent, current) is not None:
                continue
            _insert(connection, row["id"], sent, sent.base + 1, at)
            mine[sent.slot] = sent.base + 1
        elif known.slot == sent.slot:
            mine[sent.slot] = known.seq
    return close(connection, row, fixed, at, "student")


def _in_time(
    connection: Connection,
    user_id: int,
    attempt_id: UUID,
    slot: int,
    arrived: datetime,
    new: Callable[[Row, Asked, int], dict[str, Any] | None],
) -> Done | None:
    """Change an attempt that runs, unless `new` finds that this is not its order."""
    row = _locked(connection, user_id, attempt_id)
    fixed = asked(connection, attempt_id)
    if row is None or fixed is None:
        return None
    if not 0 <= slot < len(fixed.slots):
        return "no_slot"
    if row["state"] != "in_progress":
        return "closed"
    if close_late(connection, row, fixed, arrived) is not None:
        return "late"
    values = new(row, fixed, slot)
    if values is None:
        return "out_of_order"
    if any(row[name] != value for name, value in values.items()):
        change(connection, row, last_event_at=max(arrived, row["last_event_at"]), **values)
    return "done"


def _moved(row: Row, fixed: Asked, position: int) -> dict[str, Any] | None:
    if not fixed.quiz.sequential:
        return {}
    return {"position": position} if position - row["position"] in (0, 1) else None


def _refusal(row: Row, fixed: Asked, sent: Sent, current: EventRow[Any] | None) -> Result | None:
    """Why this answer may not be kept although there is time."""
    if fixed.quiz.sequential and sent.slot != row["position"]:
        return "out_of_order"
    if current is not None and current.body["final"]:
        return "final"
    return None if sent.base == (0 if current is None else current.seq) else "stale"


def _locked(connection: Connection, user_id: int, attempt_id: UUID) -> Row | None:
    return locked(connection, queries.LOCK_OWN, attempt=attempt_id, user=user_id)


def _answers(
    connection: Connection, attempt_id: UUID, sent: Sent
) -> tuple[EventRow[Any] | None, EventRow[Any] | None]:
    """The answer that has this key already, and the current one of the slot."""
    names = {"attempt": attempt_id, "key": sent.key, "slot": sent.slot}
    rows = connection.execute(queries.ANSWER, names).all()
    known = next((row for row in rows if row.client_key == sent.key), None)
    of_slot = [row for row in rows if row.slot == sent.slot]
    return known, max(of_slot, key=lambda row: row.seq, default=None)


def _saved(result: Result, counts: EventRow[Any] | None, row: Row) -> Saved:
    if counts is None:
        return Saved(result, 0, None, None, row["deadline_at"], row["state"])
    given = slots.given_of(counts.body)
    return Saved(result, counts.seq, counts.received_at, given, row["deadline_at"], row["state"])


def _insert(connection: Connection, attempt_id: UUID, sent: Sent, seq: int, at: datetime) -> None:
    values = {
        "attempt_id": attempt_id,
        "slot": sent.slot,
        "seq": seq,
        "client_key": sent.key,
        "body": slots.plain_given(sent.given),
        "body_hash": body_hash(sent.given),
        "received_at": at,
    }
    connection.execute(queries.INSERT_ANSWER, values)


def body_hash(given: Given) -> str:
    """What tells whether an answer sent again is the same one."""
    body = json.dumps(slots.plain_given(given), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()
