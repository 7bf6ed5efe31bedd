"""An attempt as it can be read at any time: what it asks, as it was worded then, and the answers.

Nothing here looks at the bank: an attempt stays as it was when a deck is edited.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Connection, RowMapping

from question_bank.item import Item, Side
from question_bank.quizzes.quiz import Quiz, quiz_of
from webapp.attempts import queries
from webapp.attempts.kept import kept
from webapp.db import early_read
from webapp.domain import prediction, slots
from webapp.domain.attempts import CloseReason, Release, State, Timing, timing
from webapp.domain.prediction import Prediction
from webapp.domain.slots import Given, Slot
from webapp.memory.release import release_of
from webapp.memory.wording import item_of


@dataclass(frozen=True, slots=True)
class Score:
    """What a slot got in the grading run that counts. Points are milli-points, the share of them 0 to 1."""

    slot: int
    seq: int  # of the answer that was graded; 0: none was given
    fingerprint: str  # the wording it was graded by: another than the slot's after a corrected key
    outcome: str  # right, partly, wrong, unclear, unanswered
    share: float
    score: int
    out_of: int
    why: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Of an attempt, what never changes once it has begun."""

    user_id: int
    version: int  # the id of the quiz's version
    quiz: Quiz
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """An attempt with all that a page may show of it. Slots count from 0; a tuple has an entry for each."""

    id: UUID
    user_id: int
    quiz_id: int
    quiz_key: str
    origin: str  # of the quiz: ready, own, set, deck
    owner_id: int | None  # of the quiz
    number: int
    rev: int
    state: State
    close_reason: CloseReason | None
    position: int  # of a sequential quiz: the only slot open
    flags: frozenset[int]
    started_at: datetime
    last_event_at: datetime
    submitted_at: datetime | None
    expected: Prediction | None
    run: int | None
    score: int | None  # milli-points; None until graded
    out_of: int | None
    quiz: Quiz  # as it was defined when the attempt began
    release: Release  # by the later of that quiz's close and today's
    timing: Timing
    slots: tuple[Slot, ...]
    items: tuple[Item, ...]  # in the wording that was asked
    keys: tuple[Item, ...]  # in the wording they were graded by; the same unless a key was corrected
    given: tuple[Given | None, ...]
    seqs: tuple[int, ...]  # 0: nothing given yet
    scores: tuple[Score, ...]  # of the run that counts; empty until graded

    def side(self, slot: int) -> Side:
        """What the slot asks."""
        return self.items[slot].side(self.slots[slot].direction)

    def key(self, slot: int) -> Side:
        """What the slot was graded by."""
        return self.keys[slot].side(self.slots[slot].direction)

    @property
    def answered(self) -> frozenset[int]:
        return frozenset(n for n, given in enumerate(self.given) if given is not None and given.answered)


def paper(user_id: int | None, attempt_id: UUID) -> Paper | None:
    """The attempt, if it is this user's; with None whoever's it is. None where there is none."""
    with early_read() as connection:
        row = connection.execute(queries.PAPER, {"attempt": attempt_id}).mappings().first()
        if row is None or user_id not in (None, row["user_id"]):
            return None
        fixed = asked(connection, attempt_id)
        return None if fixed is None else _paper(connection, row, fixed)


def question(user_id: int, attempt_id: UUID, slot: int) -> tuple[Slot, Side] | None:
    """What one slot of this user's attempt asks: no statement at all while the process has it in mind."""
    with early_read() as connection:
        fixed = asked(connection, attempt_id)
        if fixed is None or fixed.user_id != user_id or not 0 <= slot < len(fixed.slots):
            return None
        found = fixed.slots[slot]
        return found, items_of(connection, [found])[0].side(found.direction)


def asked(connection: Connection, attempt_id: UUID) -> Asked | None:
    """What the attempt asks and by which rules; from memory, or read once."""
    known: Asked | None = kept("asked").get(attempt_id)
    if known is not None:
        return known
    row = connection.execute(queries.ASKED, {"attempt": attempt_id}).mappings().first()
    if row is None:
        return None
    found = Asked(
        row["user_id"],
        row["quiz_version_id"],
        quiz_of_version(connection, row["quiz_version_id"]),
        tuple(slots.slot_of(content) for content in row["slots"]),
    )
    kept("asked").put(attempt_id, found)
    return found


def quiz_of_version(connection: Connection, version_id: int) -> Quiz:
    """The quiz as this version defines it."""
    known: Quiz | None = kept("quizzes").get(version_id)
    if known is not None:
        return known
    found = quiz_of(connection.execute(queries.VERSION, {"version": version_id}).scalar_one())
    kept("quizzes").put(version_id, found)
    return found


def items_of(connection: Connection, asked_slots: Sequence[Slot]) -> tuple[Item, ...]:
    """Each slot's item in the wording it was asked in."""
    return worded(connection, asked_slots, [slot.fingerprint for slot in asked_slots])


def worded(
    connection: Connection, asked_slots: Sequence[Slot], fingerprints: Sequence[str]
) -> tuple[Item, ...]:
    """Each slot's item in the wording that is named for it."""
    wordings = _wordings(connection, set(fingerprints))
    pairs = zip(asked_slots, fingerprints, strict=True)
    return tuple(_named(wordings[fingerprint], slot) for slot, fingerprint in pairs)


def _named(item: Item, slot: Slot) -> Item:
    """Two items may be worded alike: what is kept of one is the other's too, but for its name."""
    same = (item.deck, item.id) == (slot.deck, slot.item)
    return item if same else replace(item, deck=slot.deck, id=slot.item)


def _wordings(connection: Connection, fingerprints: Iterable[str]) -> Mapping[str, Item]:
    known = kept("items")
    found = {fingerprint: known.get(fingerprint) for fingerprint in fingerprints}
    if missing := [fingerprint for fingerprint, item in found.items() if item is None]:
        for fingerprint, content in connection.execute(queries.WORDINGS, {"fingerprints": missing}):
            found[fingerprint] = item_of(content)
            known.put(fingerprint, found[fingerprint])
    return found


def answers(connection: Connection, attempt_id: UUID) -> dict[int, tuple[int, Given]]:
    """The current answer of each slot that has one: its seq and what was given."""
    rows = connection.execute(queries.CURRENT, {"attempt": attempt_id})
    return {row.slot: (row.seq, slots.given_of(row.body)) for row in rows}


def scores_of(connection: Connection, attempt_id: UUID, run: int) -> tuple[Score, ...]:
    """What each slot got in a grading run."""
    return tuple(
        Score(*row) for row in connection.execute(queries.SCORES, {"attempt": attempt_id, "run": run})
    )


def timing_of(row: Mapping[str, Any], quiz: Quiz, extended: int) -> Timing:
    """The arithmetic of the deadline, which is the stored one."""
    found = timing(quiz, row["started_at"], row["extra_time"], extended)
    return replace(found, deadline=row["deadline_at"])


def _answers_and_scores(
    connection: Connection, row: RowMapping
) -> tuple[dict[int, tuple[int, Given]], tuple[Score, ...]]:
    """The answers that count; of a graded attempt those that were graded, beside what they got."""
    if row["run"] is None:
        return answers(connection, row["id"]), ()
    graded = connection.execute(queries.GRADED, {"attempt": row["id"], "run": row["run"]}).all()
    given = {found.slot: (found.seq, slots.given_of(found.body)) for found in graded if found.body}
    return given, tuple(Score(*found[:8]) for found in graded)


def _paper(connection: Connection, row: RowMapping, fixed: Asked) -> Paper:
    current, scores = _answers_and_scores(connection, row)
    numbers = range(len(fixed.slots))
    items = items_of(connection, fixed.slots)
    fingerprints = [score.fingerprint for score in scores]
    return Paper(
        id=row["id"],
        user_id=row["user_id"],
        quiz_id=row["quiz_id"],
        quiz_key=row["key"],
        origin=row["origin"],
        owner_id=row["owner_id"],
        number=row["number"],
        rev=row["rev"],
        state=row["state"],
        close_reason=row["close_reason"],
        position=row["position"],
        flags=frozenset(row["flags"]),
        started_at=row["started_at"],
        last_event_at=row["last_event_at"],
        submitted_at=row["submitted_at"],
        expected=None if row["expected"] is None else prediction.prediction_of(row["expected"]),
        run=row["run"],
        score=row["score"],
        out_of=row["out_of"],
        quiz=fixed.quiz,
        release=release_of(fixed.quiz, row["closes_now"]),
        timing=timing_of(dict(row), fixed.quiz, row["extended"]),
        slots=fixed.slots,
        items=items,
        keys=worded(connection, fixed.slots, fingerprints) if scores else items,
        given=tuple(current[n][1] if n in current else None for n in numbers),
        seqs=tuple(current[n][0] if n in current else 0 for n in numbers),
        scores=scores,
    )
