"""Grading a quiz's attempts anew by the bank's wordings of today: each attempt wholly, or not at all.

What was shown stays what it was: an answer is read by the wording that was asked and judged by the one that
stands in the bank now. Where an item has left the bank, or asks for another kind of answer, nothing changes.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, cast
from uuid import UUID

from flask import current_app
from sqlalchemy.engine import Connection

from question_bank.bank import Bank
from question_bank.item import Item
from question_bank.quizzes.quiz import Quiz, quiz_of
from webapp.attempts import queries
from webapp.attempts.closing import marked, write_run
from webapp.attempts.grading import Graded
from webapp.attempts.oversight import audit
from webapp.attempts.papers import Asked, Score, answers, asked, items_of, scores_of, worded
from webapp.attempts.transactions import Row, change, locked, transaction
from webapp.bank import current_bank
from webapp.db import db, early_read
from webapp.domain.attempts import released
from webapp.domain.marking import Mark, Outcome, total
from webapp.domain.slots import Given, Slot, given_of, slot_of
from webapp.memory.notices import tell
from webapp.memory.release import release_of
from webapp.memory.wording import keep_wordings, remember_wording

Only = Collection[tuple[str, str]] | None  # (deck, item) of those to be graded anew; None: all


@dataclass(frozen=True, slots=True)
class Change:
    """What regrading makes of one attempt; scores in milli-points."""

    attempt_id: UUID
    user_id: int
    username: str
    number: int
    old: int
    new: int
    out_of: int  # of the new grading
    slots: tuple[int, ...]  # those whose marks change, from 0; empty: nothing does


@dataclass(frozen=True, slots=True)
class Regraded:
    """How many attempts were looked at, how many of them changed, how many could not be graded, and how many
    are still to end."""

    attempts: int
    changed: int
    failed: int
    under_way: int = 0


def preview(quiz_id: int) -> list[Change]:
    """What `regrade` would do now to each graded attempt of the quiz; nothing is written. Seven statements
    at most, however many there are."""
    connection, bank, of = db.session.connection(), current_bank(), {"quiz": quiz_id}
    rows = connection.execute(queries.ASKED_OF, of).all()
    versions = {key: quiz_of(content) for key, content in connection.execute(queries.VERSIONS, of)}
    given: dict[UUID, dict[int, tuple[int, Given]]] = defaultdict(dict)
    for event in connection.execute(queries.CURRENT_OF, of):
        given[event.attempt_id][event.slot] = event.seq, given_of(event.body)
    before: dict[UUID, dict[int, Score]] = defaultdict(dict)
    for attempt_id, *score in connection.execute(queries.SCORES_OF, of):
        before[attempt_id][score[0]] = Score(*score)
    attempts = [_asked(row, versions) for row in rows]
    slots = [slot for fixed in attempts for slot in fixed.slots]
    last = [name for row, fixed in zip(rows, attempts, strict=True) for name in _last(fixed, before[row.id])]
    items, judged = iter(items_of(connection, slots)), iter(worded(connection, slots, last))
    found = []
    for row, fixed in zip(rows, attempts, strict=True):
        shown, by = (tuple(islice(one, len(fixed.slots))) for one in (items, judged))
        made, _ = _judged(fixed, shown, by, given[row.id], bank)
        changed = differing(made, before[row.id])
        found.append(
            Change(row.id, row.user_id, row.username, row.number, row.score, made.score, made.out_of, changed)
        )
    return found


def _asked(row: Any, versions: Mapping[int, Quiz]) -> Asked:
    slots = tuple(slot_of(content) for content in row.slots)
    return Asked(row.user_id, row.quiz_version_id, versions[row.quiz_version_id], slots)


def regrade(by: int, quiz_id: int, reason: str, now: datetime) -> Regraded:
    """Grade every graded attempt of the quiz anew, one transaction each; a second time changes nothing."""
    with early_read() as connection:
        ids = [row.id for row in connection.execute(queries.GRADED_OF, {"quiz": quiz_id})]
    changed = failed = 0
    for attempt_id in ids:
        try:
            changed += regrade_one(by, attempt_id, reason, now)
        except Exception:
            current_app.logger.exception("attempt %s could not be regraded", attempt_id)
            failed += 1
    return Regraded(len(ids), changed, failed)


def regrade_one(by: int | None, attempt_id: UUID, reason: str, now: datetime, only: Only = None) -> bool:
    """Make a new run of this attempt if that changes a mark; whether it did. The old run stays."""
    keys = transaction(lambda connection: _regrade(connection, by, attempt_id, reason, now, only))
    for item in keys:
        remember_wording(item)
    return bool(keys)


def _regrade(
    connection: Connection, by: int | None, attempt_id: UUID, reason: str, now: datetime, only: Only
) -> Sequence[Item]:
    """The wordings it was graded by anew; none where that changes nothing."""
    row = locked(connection, queries.LOCK, attempt=attempt_id)
    if row is None or row["state"] != "graded":
        return ()
    made, keys, changed = _regraded(connection, attempt_id, row["run"], current_bank(), only)
    if not changed:
        return ()
    keep_wordings(connection, keys)
    number = connection.execute(queries.LAST_RUN, {"attempt": attempt_id}).scalar_one() + 1
    write_run(connection, attempt_id, number, made, now, by, reason)
    change(connection, row, run=number, score=made.score, out_of=made.out_of)
    detail = {"run": number, "old": row["score"], "new": made.score, "reason": reason}
    audit(connection, by, "regrade", now, attempt_id, row["user_id"], **detail)
    fixed = asked(connection, attempt_id)
    if made.score != row["score"] and fixed is not None and _is_told(connection, row, fixed, now):
        told = {"attempt": str(attempt_id), "quiz": fixed.quiz.title, "why": reason}
        tell(connection, [row["user_id"]], "regraded", told, now)
    return keys


def _is_told(connection: Connection, row: Row, fixed: Asked, now: datetime) -> bool:
    """Whether the learner may know the score: that one they never saw has changed would tell of it."""
    closes_now = connection.execute(queries.CLOSE, {"attempt": row["id"]}).scalar()
    return "scores" in released(release_of(fixed.quiz, closes_now), row["submitted_at"], now)


def _regraded(
    connection: Connection, attempt_id: UUID, run: int, bank: Bank, only: Only = None
) -> tuple[Graded, Sequence[Item], tuple[int, ...]]:
    """A grading by the bank as it is, its wordings, and the slots that it marks otherwise than `run` does."""
    fixed = asked(connection, attempt_id)
    assert fixed is not None
    before = {score.slot: score for score in scores_of(connection, attempt_id, run)}
    shown, last = items_of(connection, fixed.slots), worded(connection, fixed.slots, _last(fixed, before))
    made, keys = _judged(fixed, shown, last, answers(connection, attempt_id), bank)
    if only is not None:
        made = _otherwise_kept(made, before, fixed, only)
    return made, keys, differing(made, before)


def _last(fixed: Asked, before: Mapping[int, Score]) -> list[str]:
    """The wordings by which the slots were graded."""
    return [before[n].fingerprint if n in before else slot.fingerprint for n, slot in enumerate(fixed.slots)]


def _judged(
    fixed: Asked,
    shown: Sequence[Item],
    last: Sequence[Item],
    given: Mapping[int, tuple[int, Given]],
    bank: Bank,
) -> tuple[Graded, Sequence[Item]]:
    """The attempt by the wordings that stand in the bank now, and these."""
    keys = [current(bank, slot, item) for slot, item in zip(fixed.slots, last, strict=True)]
    return marked(fixed, shown, keys, given), keys


def _otherwise_kept(
    made: Graded, before: Mapping[int, Score], fixed: Asked, only: Collection[object]
) -> Graded:
    """The new grading of these items alone: every other slot keeps its mark, and the wording it is of."""
    marks, fingerprints = list(made.marks), list(made.fingerprints)
    for number, slot in enumerate(fixed.slots):
        kept = before.get(number)
        if kept is not None and (slot.deck, slot.item) not in only:
            marks[number] = Mark(cast(Outcome, kept.outcome), kept.share, kept.score, kept.out_of, kept.why)
            fingerprints[number] = kept.fingerprint
    score, out_of = total(marks)
    return replace(made, marks=tuple(marks), fingerprints=tuple(fingerprints), score=score, out_of=out_of)


def current(bank: Bank, slot: Slot, last: Item) -> Item:
    """The item as the bank has it now, if it still asks for the same kind of answer; else in the wording it
    was graded by last, which may be a corrected one."""
    now = bank.items.get((slot.deck, slot.item))
    if now is None or slot.direction not in now.directions:
        return last
    asks, asked_for = now.side(slot.direction).answer, last.side(slot.direction).answer
    return now if type(asks) is type(asked_for) else last


def differing(made: Graded, before: Mapping[int, Score]) -> tuple[int, ...]:
    """The slots whose outcome or points are other ones. Other words for the same mark are no change."""
    return tuple(
        number
        for number, mark in enumerate(made.marks)
        if number not in before
        or (mark.outcome, mark.score, mark.out_of)
        != (before[number].outcome, before[number].score, before[number].out_of)
    )
