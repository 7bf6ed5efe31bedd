"""Writing what a learner did: the card, its log, the day's sums and the wording, in one transaction.

A page carries the id of the line it will send and the card's rev it was made on. The same id again changes
nothing; another rev than the stored one changes nothing either. So a double tap, a resend, a stale tab or a
second device cannot answer a card twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from question_bank.grading import Verdict
from question_bank.item import Item
from webapp.db import EPOCH, MILLISECOND, db
from webapp.domain.log import Action
from webapp.domain.scheduling import Memory, Rating, fuzz_seed, outcome
from webapp.domain.selection import Key
from webapp.domain.study_day import study_day
from webapp.memory import queries
from webapp.memory.wording import is_kept, keep_wordings
from webapp.models import User
from webapp.prepared import Prepared, Values, together

MEMORY = queries.STATE[:-2]
UNMET: dict[str, Any] = {name: getattr(Memory(), name) for name in MEMORY} | {
    "suspended": False,
    "buried_day": None,
}


@dataclass(frozen=True, slots=True)
class Learner:
    """Of a user, what practice asks: plain values, which stay good when a transaction ends."""

    id: int
    time_zone: str
    day_start: int
    new_per_day: int
    reviews_per_day: int
    retention: float

    @classmethod
    def of(cls, user: User) -> "Learner":
        """From the signed-in user or the proxy of one, which would look it up anew for each value."""
        user = getattr(user, "_get_current_object", lambda: user)()
        return cls(
            user.id,
            user.time_zone,
            user.day_start,
            user.new_per_day,
            user.reviews_per_day,
            user.retention,
        )

    def today(self, now: datetime) -> int:
        return study_day(now, self.time_zone, self.day_start)


@dataclass(frozen=True, slots=True)
class Line:
    """What a page sends: a line of the log to be, and what it was made on."""

    id: UUID
    key: Key
    base_rev: int
    action: Action
    rating: Rating | None = None
    took_ms: int | None = None
    fingerprint: str = ""
    typed: str | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of a line: `done`, known already (`replayed`), or made on an old state (`stale`)."""

    result: Literal["done", "replayed", "stale"]
    day: Mapping[str, int] | None = None  # the day's sums now, where the line counts


class Overtaken(Exception):
    """Another line of the card came between reading and writing."""


class OtherBody(Exception):
    """The id of a line that is in the log already, sent with other contents."""


def record(learner: Learner, line: Line, item: Item | None, now: datetime, today: int) -> Recorded:
    """Write one line; the caller commits. Of two devices at once the second is told so, not failed."""
    for _ in range(2):
        try:
            return _record(db.session.connection(), learner, line, item, now, today)
        except (IntegrityError, Overtaken):
            db.session.rollback()  # somebody else's line came first: read it and judge again
    raise OtherBody(line.id)


def undo(learner: Learner, line_id: UUID, now: datetime, today: int) -> tuple[Key, bool] | None:
    """Take back the last of today's lines by a line of its own; the caller commits.

    Gives the card and whether it was an answer; None where there is nothing to take back.
    """
    for _ in range(2):
        try:
            return _undo(db.session.connection(), learner, line_id, now, today)
        except IntegrityError:
            db.session.rollback()
    return None


def set_flag(learner: Learner, key: Key, value: bool) -> None:
    """Mark a card, or unmark it: a note to oneself, no part of its memory."""
    try:
        _set_flag(db.session.connection(), learner, key, value)
    except IntegrityError:  # a double tap on a card without a row
        db.session.rollback()
        _set_flag(db.session.connection(), learner, key, value)


def _set_flag(connection: Connection, learner: Learner, key: Key, value: bool) -> None:
    row = queries.CARD.first(connection, _names(learner, key))
    if row is not None:
        connection.execute(queries.SET_FLAG, {"card_id": row["id"], "value": value})
    else:
        values = _card_values(learner, key) | {"rev": 0, "flagged": value, **UNMET}
        queries.INSERT_CARD.all(connection, values)


def state_of(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: row[name] for name in queries.STATE}


def memory_of(state: Mapping[str, Any]) -> Memory:
    return Memory(**{name: state[name] for name in MEMORY})


def as_json(state: Mapping[str, Any]) -> dict[str, Any]:
    """The state as the log keeps it: a moment as milliseconds, like its column."""
    due_at = state["due_at"]
    return {**state, "due_at": None if due_at is None else (due_at - EPOCH) // MILLISECOND}


def from_json(kept: Mapping[str, Any]) -> dict[str, Any]:
    due_at = kept["due_at"]
    return {**kept, "due_at": None if due_at is None else EPOCH + due_at * MILLISECOND}


def _record(
    connection: Connection, learner: Learner, line: Line, item: Item | None, now: datetime, today: int
) -> Recorded:
    row = queries.CARD_AND_LINE.first(connection, _names(learner, line.key) | {"line": line.id})
    if row is not None and row["line_card"] is not None:
        return _again(line, row)
    if line.base_rev != (0 if row is None else row["rev"]):
        return Recorded("stale")
    before = UNMET if row is None else state_of(row)
    after = _after(learner, line, before, now, today)
    steps = []
    if row is None:
        values = _card_values(learner, line.key) | {"rev": 1, "flagged": False, **after}
        [new] = queries.INSERT_CARD.all(connection, values)
        card_id = new["id"]
    else:
        card_id = row["id"]
        steps.append((queries.UPDATE_CARD, _changed(card_id, line.base_rev, after)))
    steps.append((queries.INSERT_LINE, _line_values(learner, line, card_id, before, after, now, today)))
    if item is not None and not is_kept(item):  # between the card and the day, as everywhere
        _write(connection, steps)
        steps = []
        keep_wordings(connection, [item])
    if line.action != "answer":
        _write(connection, steps)
        return Recorded("done")
    added = {"user": learner.id, "today": today, **sums(line, before, today)}
    steps.append((queries.ADD_TO_DAY, added))
    return Recorded("done", _write(connection, steps)[0])


def _write(connection: Connection, steps: Sequence[tuple[Prepared, Mapping[str, Any]]]) -> list[Values]:
    """All of them; what the last one gives. Raises Overtaken where one finds nothing to write."""
    if not steps:
        return []
    written = together(connection, *steps)
    if not all(count or rows for count, rows in written):
        raise Overtaken
    return written[-1][1]


def _again(line: Line, row: Mapping[str, Any]) -> Recorded:
    """The id is known: fine if the line is the same one, an error of the sender if not."""
    sent = (row["id"], line.base_rev, line.action, line.rating)
    if sent != (row["line_card"], row["line_base"], row["line_action"], row["line_rating"]):
        raise OtherBody(line.id)
    return Recorded("replayed")


def _after(
    learner: Learner, line: Line, before: Mapping[str, Any], now: datetime, today: int
) -> dict[str, Any]:
    match line.action:
        case "bury":
            return {**before, "buried_day": today}
        case "suspend":
            return {**before, "suspended": True, "buried_day": today}  # its reverse waits, too
        case "restore":
            return {**before, "suspended": False, "buried_day": None}
    assert line.rating is not None
    chance = fuzz_seed(learner.id, *line.key, rev=line.base_rev)
    memory = outcome(memory_of(before), line.rating, now, today, learner.retention, chance).memory
    return {
        **{name: getattr(memory, name) for name in MEMORY},
        "suspended": before["suspended"],
        "buried_day": before["buried_day"],
    }


def sums(line: Line, before: Mapping[str, Any], today: int) -> dict[str, int]:
    """What an answer adds to the sums of its day."""
    counted = before["stage"] == "review" and before["due_day"] is not None and before["due_day"] <= today
    return {
        "answers": 1,
        "new_cards": int(before["stage"] == "new"),
        "reviews": int(counted),
        "recalled": int(counted and line.rating is not Rating.AGAIN),
        "took_ms": line.took_ms or 0,
    }


def _undo(
    connection: Connection, learner: Learner, line_id: UUID, now: datetime, today: int
) -> tuple[Key, bool] | None:
    if connection.execute(queries.LINE, {"line": line_id}).first() is not None:
        return None  # this page has been sent before
    last = connection.execute(queries.LAST_LINE, {"user": learner.id, "today": today}).mappings().first()
    if last is None:
        return None
    key = Key(last["deck"], last["item"], last["direction"])
    now_state, then = state_of(last), from_json(last["before"])
    if as_json(now_state) != last["after"]:
        return None  # another device went on with this card meanwhile
    if not queries.UPDATE_CARD.write(connection, _changed(last["card_id"], last["rev"], then)):
        return None
    taken = Line(line_id, key, last["rev"], "undo", fingerprint=last["fingerprint"])
    values = _line_values(learner, taken, last["card_id"], now_state, then, now, today)
    queries.INSERT_LINE.write(connection, values | {"undoes": last["id"]})
    if last["action"] == "answer":
        answer = Line(last["id"], key, 0, "answer", Rating(last["rating"]), last["took_ms"])
        taken_back = {name: -value for name, value in sums(answer, then, today).items()}
        queries.ADD_TO_DAY.all(connection, {"user": learner.id, "today": today, **taken_back})
    return key, last["action"] == "answer"


def _names(learner: Learner, key: Key) -> dict[str, Any]:
    return {"user": learner.id, "deck": key.deck, "item": key.item, "direction": key.direction}


def _card_values(learner: Learner, key: Key) -> dict[str, Any]:
    return {"user_id": learner.id, "deck": key.deck, "item": key.item, "direction": key.direction}


def _changed(card_id: int, base_rev: int, state: Mapping[str, Any]) -> dict[str, Any]:
    """To change the card if it still is at this rev."""
    return {"card_id": card_id, "base_rev": base_rev, **{f"new_{name}": state[name] for name in state}}


def _line_values(
    learner: Learner,
    line: Line,
    card_id: int,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    now: datetime,
    today: int,
) -> dict[str, Any]:
    return {
        "id": line.id,
        "user_id": learner.id,
        "card_id": card_id,
        "base_rev": line.base_rev,
        "action": line.action,
        "undoes": None,
        "at": now,
        "study_day": today,
        "fingerprint": line.fingerprint,
        "rating": line.rating and int(line.rating),
        "took_ms": line.took_ms,
        "typed": line.typed,
        "outcome": line.verdict and line.verdict.outcome,
        "score": line.verdict and line.verdict.score,
        "before": as_json(before),
        "after": as_json(after),
    }
