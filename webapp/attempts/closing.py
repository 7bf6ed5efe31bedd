"""Closing an attempt and grading it, with what it shows about the learner's cards: all in one transaction."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from question_bank.item import Item
from webapp.attempts import queries
from webapp.attempts.grading import Graded, graded
from webapp.attempts.kept import kept
from webapp.attempts.papers import Asked, answers, asked, items_of
from webapp.attempts.transactions import Row, change
from webapp.bank import current_bank
from webapp.db import db, early_read
from webapp.domain.attempts import CloseReason, is_late
from webapp.domain.selection import Key
from webapp.domain.slots import Given, given_in_words
from webapp.memory.evidence import Evidence, record_evidence
from webapp.memory.record import Learner

FIRST = 1  # the number of an attempt's first grading run


def close_late(connection: Connection, row: Row, fixed: Asked, at: datetime) -> Row | None:
    """Close the attempt if its time was over by then; else None. Done at once, it cannot be open again when
    the clock is set back."""
    at = max(at, row["last_event_at"])
    return close(connection, row, fixed, at, "deadline") if is_late(at, row["deadline_at"]) else None


def close(connection: Connection, row: Row, fixed: Asked, at: datetime, reason: CloseReason) -> Row:
    """End an attempt that runs; the row as it is then. One that cannot be graded is closed all the same, and
    the sweeper tries again."""
    deadline = row["deadline_at"]
    new = {
        "close_reason": reason,
        "submitted_at": at if deadline is None else min(at, deadline),
        "last_event_at": at,
    }
    try:
        return grade(connection, row, fixed, at, new)
    except OperationalError:
        raise  # of the moment: the whole transaction is tried again, or the request
    except Exception as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise
        current_app.logger.exception("attempt %s is closed, but could not be graded", row["id"])
        return change(connection, row, state="submitted", **new)


def grade(connection: Connection, row: Row, fixed: Asked, at: datetime, new: Mapping[str, Any]) -> Row:
    """Grade an attempt for the first time and set what is `new` of it: wholly, or not at all."""
    given = answers(connection, row["id"])
    items = items_of(connection, fixed.slots)
    made = marked(fixed, items, items, given)
    for left in (1, 0):
        try:
            with connection.begin_nested():
                write_run(connection, row["id"], FIRST, made, at)
                _record(connection, row, _evidence(fixed, made, given, items), at)
                run = {"run": FIRST, "score": made.score, "out_of": made.out_of}
                return change(connection, row, state="graded", retry_at=None, **run, **new)
        except IntegrityError:  # practice met one of the cards at this very moment
            if not left:
                raise
    raise AssertionError("not reached")


def marked(
    fixed: Asked, shown: Sequence[Item], keys: Sequence[Item], given: Mapping[int, tuple[int, Given]]
) -> Graded:
    """The grading of an attempt; what this process has marked before is not marked again."""
    names = current_bank().names
    return graded(fixed.quiz, fixed.slots, shown, keys, given, names, kept("marks"), fixed.version)


def mark_early(user_id: int | None, attempt_id: UUID, unsaved: Mapping[int, Given]) -> None:
    """Mark what will be graded soon, before the one write lock of SQLite is taken: marking takes longer than
    writing, and nobody else need wait for it. What goes wrong here goes wrong again where it is told."""
    if db.engine.dialect.name != "sqlite":
        return
    with suppress(Exception), early_read() as connection:
        fixed = asked(connection, attempt_id)
        if fixed is not None and user_id in (None, fixed.user_id):
            items = items_of(connection, fixed.slots)
            given = answers(connection, attempt_id) | {slot: (0, sent) for slot, sent in unsaved.items()}
            marked(fixed, items, items, given)


def write_run(
    connection: Connection,
    attempt_id: UUID,
    number: int,
    made: Graded,
    at: datetime,
    by: int | None = None,
    reason: str = "",
) -> None:
    """A grading run with the score of every slot."""
    run = {"attempt_id": attempt_id, "number": number, "made_at": at, "made_by": by, "reason": reason}
    connection.execute(queries.INSERT_RUN, run | {"score": made.score, "out_of": made.out_of})
    parts = zip(made.marks, made.seqs, made.fingerprints, strict=True)
    rows = [
        {
            "attempt_id": attempt_id,
            "run": number,
            "slot": slot,
            "seq": seq,
            "fingerprint": fingerprint,
            "outcome": mark.outcome,
            "share": mark.share,
            "score": mark.score,
            "out_of": mark.out_of,
            "why": mark.why,
        }
        for slot, (mark, seq, fingerprint) in enumerate(parts)
    ]
    connection.execute(queries.INSERT_SCORES, rows)


def _evidence(
    fixed: Asked, made: Graded, given: Mapping[int, tuple[int, Given]], items: Sequence[Item]
) -> list[Evidence]:
    found = []
    for number, (slot, item, mark) in enumerate(zip(fixed.slots, items, made.marks, strict=True)):
        key = Key(slot.deck, slot.item, slot.direction)
        words = ""
        if number in given:
            words = given_in_words(slot, item.side(slot.direction), given[number][1])
        found.append(Evidence(key, slot.fingerprint, words or None, mark.outcome, mark.share, number))
    return found


def _record(connection: Connection, row: Row, evidence: Sequence[Evidence], at: datetime) -> None:
    user = connection.execute(queries.LEARNER, {"user": row["user_id"]}).mappings().one()
    names = ("id", "time_zone", "day_start", "new_per_day", "reviews_per_day", "retention")
    learner = Learner(**{name: user[name] for name in names})
    record_evidence(connection, learner, user["quiz_evidence"], row["id"], evidence, at)
