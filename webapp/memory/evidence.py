"""What a quiz shows about cards: a line of the card's log, and what the learner lets it do to the schedule.

A card that comes back does so by its moment `due_at`, as within learning steps: every look for the next card
reads those anew, so a day that some process has planned already notices it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID, uuid5

from sqlalchemy import Uuid, bindparam, select, text, tuple_
from sqlalchemy.engine import Connection

from webapp.domain.scheduling import Rating, fuzz_seed, outcome
from webapp.domain.selection import Key
from webapp.memory import queries
from webapp.memory.queries import USER, card, review, state_columns
from webapp.memory.record import MEMORY, Learner, as_json, memory_of, state_of

Mode = Literal["none", "wrong_due", "full"]
State = Mapping[str, Any]
RATINGS = {"wrong": Rating.AGAIN, "partly": Rating.HARD, "right": Rating.GOOD}
JUDGED = ("right", "partly", "wrong", "unclear")

CARDS = (  # locked in one order, so that two attempts that end together do not wait for each other
    select(card.c.id, card.c.deck, card.c.item, card.c.direction, card.c.rev, *state_columns)
    .where(USER, tuple_(card.c.deck, card.c.item, card.c.direction).in_(bindparam("keys", expanding=True)))
    .order_by(card.c.id)
    .with_for_update(key_share=True)
)
ADD_CARD = text(
    """
    INSERT INTO card (user_id, deck, item, direction, rev, stage, reps, lapses, suspended, flagged)
    VALUES (:user_id, :deck, :item, :direction, 0, 'new', 0, 0, false, false)
    ON CONFLICT (user_id, deck, item, direction) DO NOTHING
    """
)
KNOWN_LINES = select(review.c.id).where(review.c.id.in_(bindparam("ids", expanding=True, type_=Uuid)))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one slot of an attempt showed about its card."""

    key: Key
    fingerprint: str  # the wording that was asked
    typed: str | None
    outcome: str  # right, partly, wrong, unclear, unanswered
    score: float | None
    slot: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a card's log to be, and what it makes of the card."""

    id: UUID
    key: Key
    after: Callable[[State, int], State]  # of the state before and the card's rev
    values: Mapping[str, Any]


def record_evidence(
    connection: Connection,
    learner: Learner,
    mode: Mode,
    attempt_id: UUID,
    evidence: Sequence[Evidence],
    now: datetime,
) -> None:
    """One line for each slot, written once however often this is called. The caller commits.

    A question left empty, or one whose answer asks back, leaves a line but never moves the card.
    """
    today = learner.today(now)

    def after(found: Evidence) -> Callable[[State, int], State]:
        rating = RATINGS.get(found.outcome)
        if rating is None or mode == "none":
            return lambda before, rev: before
        if mode == "full":
            return lambda before, rev: _rated(learner, found.key, rating, before, rev, now, today)
        return lambda before, rev: before if rating is Rating.GOOD else _due(before, now, today)

    lines = [
        _Line(uuid5(attempt_id, str(found.slot)), found.key, after(found), _told(found, mode))
        for found in evidence
    ]
    _write(connection, learner, lines, now, today)


def _told(found: Evidence, mode: Mode) -> dict[str, Any]:
    """What the line says of the answer."""
    judged, rated = found.outcome in JUDGED, mode == "full" and found.outcome in RATINGS
    return {
        "fingerprint": found.fingerprint,
        "rating": int(RATINGS[found.outcome]) if rated else None,
        "typed": found.typed,
        "outcome": found.outcome if judged else None,
        "score": found.score if judged else None,
    }


def bring_back(
    connection: Connection, learner: Learner, press: UUID, cards: Mapping[Key, str], now: datetime
) -> int:
    """Make exactly these cards due now, new ones too; each with the fingerprint of its wording. Those set
    aside for today come back as well, suspended ones stay where their learner put them.

    The same press of the button again changes nothing. Gives how many are suspended; the caller commits.
    """
    today = learner.today(now)
    nothing = {"rating": None, "typed": None, "outcome": None, "score": None}

    def after(before: State, rev: int) -> State:
        if before["suspended"]:
            return before
        return {**before, "due_day": today, "due_at": now, "buried_day": None}

    lines = [
        _Line(uuid5(press, str(key)), key, after, nothing | {"fingerprint": fingerprint})
        for key, fingerprint in cards.items()
    ]
    states = _write(connection, learner, lines, now, today)
    return sum(bool(state["suspended"]) for state in states.values())


def _due(before: State, now: datetime, today: int) -> State:
    """A card in review that is not due yet comes now; one in learning steps comes today by itself."""
    if before["stage"] != "review" or before["due_day"] <= today:
        return before
    return {**before, "due_day": today, "due_at": now}


def _rated(
    learner: Learner, key: Key, rating: Rating, before: State, rev: int, now: datetime, today: int
) -> State:
    chance = fuzz_seed(learner.id, *key, rev=rev)
    memory = outcome(memory_of(before), rating, now, today, learner.retention, chance).memory
    return {**before, **{name: getattr(memory, name) for name in MEMORY}}


def _write(
    connection: Connection, learner: Learner, lines: Sequence[_Line], now: datetime, today: int
) -> dict[Key, State]:
    """All lines that are not in the log yet, and the cards they lead to: six statements at most."""
    if not lines:
        return {}
    rows = _cards(connection, learner, sorted({line.key for line in lines}))
    known = set(connection.execute(KNOWN_LINES, {"ids": [line.id for line in lines]}).scalars())
    revs = {key: row["rev"] for key, row in rows.items()}
    states: dict[Key, State] = {key: state_of(row) for key, row in rows.items()}
    written = []
    for line in lines:
        if line.id in known:
            continue
        before, rev = states[line.key], revs[line.key]
        after = line.after(before, rev)
        states[line.key], revs[line.key] = after, rev + 1
        written.append(
            {
                "id": line.id,
                "user_id": learner.id,
                "card_id": rows[line.key]["id"],
                "base_rev": rev,
                "action": "quiz",
                "undoes": None,
                "at": now,
                "study_day": today,
                "took_ms": None,
                "before": as_json(before),
                "after": as_json(after),
                **line.values,
            }
        )
    changed = [key for key, rev in revs.items() if rev != rows[key]["rev"]]
    if changed:
        values = [_update(rows[key]["id"], revs[key], states[key]) for key in changed]
        connection.execute(UPDATE_CARDS, values)
        connection.execute(INSERT_LINES, written)
    return states


INSERT_LINES = review.insert()
UPDATE_CARDS = (
    card.update()
    .where(card.c.id == bindparam("card_id"))
    .values({card.c.rev: bindparam("new_rev"), **{card.c[n]: bindparam(f"new_{n}") for n in queries.STATE}})
)


def _update(card_id: int, rev: int, state: State) -> dict[str, Any]:
    return {"card_id": card_id, "new_rev": rev, **{f"new_{name}": state[name] for name in queries.STATE}}


def _cards(connection: Connection, learner: Learner, keys: Sequence[Key]) -> dict[Key, Any]:
    """The cards' rows, locked until the transaction ends; a card never met gets its row here."""
    rows = _locked(connection, learner, keys)
    missing = [key for key in keys if key not in rows]
    if missing:
        names = [{"user_id": learner.id, **key._asdict()} for key in missing]
        connection.execute(ADD_CARD, names)
        rows |= _locked(connection, learner, missing)
    return rows


def _locked(connection: Connection, learner: Learner, keys: Sequence[Key]) -> dict[Key, Any]:
    found = connection.execute(CARDS, {"user": learner.id, "keys": list(keys)}).mappings()
    return {Key(row["deck"], row["item"], row["direction"]): row for row in found}
