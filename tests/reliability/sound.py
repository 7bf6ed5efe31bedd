"""Whether what a database says of attempts, scores and cards is true of its own rows. Empty is good."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from question_bank.bank import Bank
from question_bank.quizzes.quiz import quiz_of
from webapp.db import Base, db
from webapp.domain.attempts import GRACE
from webapp.domain.log import BrokenLog, Line, rebuild
from webapp.domain.marking import mark
from webapp.domain.slots import given_of, slot_of
from webapp.memory import queries
from webapp.memory.record import UNMET, as_json
from webapp.memory.wording import item_of

Row = Mapping[str, Any]
Table = dict[Any, list[Row]]


def faults(app: Flask) -> list[str]:
    """Everything that is wrong, in words."""
    with app.app_context(), db.engine.connect() as connection:
        found = [*broken_files(connection), *broken_attempts(connection, app.extensions["bank"])]
        found += [f"the log of card {card} does not lead to it" for card in broken_logs(connection)]
        db.session.remove()
    return found


def rows(connection: Connection, name: str) -> list[Row]:
    return [dict(row) for row in connection.execute(select(Base.metadata.tables[name])).mappings()]


def grouped(found: list[Row], *names: str) -> Table:
    groups: Table = {}
    for row in found:
        key = row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)
        groups.setdefault(key, []).append(row)
    return groups


def broken_files(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        said = connection.execute(text("PRAGMA integrity_check")).scalars().all()
        yield from (line for line in said if line != "ok")
        yield from map(str, connection.execute(text("PRAGMA foreign_key_check")).all())


def broken_logs(connection: Connection) -> list[int]:
    """The cards that are not what their own log says."""
    broken = []
    logs = grouped(rows(connection, "review"), "card_id")
    for card in rows(connection, "card"):
        lines = [
            Line(row["base_rev"], row["action"], row["before"], row["after"])
            for row in logs.get(card["id"], [])
        ]
        now = as_json({name: card[name] for name in queries.STATE})
        try:
            found = rebuild(lines, as_json(UNMET))
        except BrokenLog:
            broken.append(card["id"])
        else:
            broken += [card["id"]] if (found.rev, found.state) != (card["rev"], now) else []
    return broken


def broken_attempts(connection: Connection, bank: Bank) -> Iterator[str]:
    attempts = rows(connection, "attempt")
    versions = {row["id"]: quiz_of(row["content"]) for row in rows(connection, "quiz_version")}
    wordings = {row["fingerprint"]: item_of(row["content"]) for row in rows(connection, "wording")}
    events = grouped(rows(connection, "answer_event"), "attempt_id")
    runs = grouped(rows(connection, "grading_run"), "attempt_id")
    scores = grouped(rows(connection, "slot_score"), "attempt_id", "run")
    for (user, quiz), group in grouped(attempts, "user_id", "quiz_id").items():
        if sum(row["state"] == "in_progress" for row in group) > 1:
            yield f"user {user} has two attempts open at quiz {quiz}"
        if sorted(row["number"] for row in group) != list(range(1, len(group) + 1)):
            yield f"the attempts of user {user} at quiz {quiz} are not numbered one after the other"
    for attempt in attempts:
        answers = events.get(attempt["id"], [])
        yield from (f"attempt {attempt['id']}: {what}" for what in broken_answers(attempt, answers))
        for run in runs.get(attempt["id"], []):
            marks = scores.get((attempt["id"], run["number"]), [])
            quiz = versions[attempt["quiz_version_id"]]
            for what in broken_run(attempt, answers, run, marks, quiz, wordings, bank):
                yield f"attempt {attempt['id']}, run {run['number']}: {what}"
        yield from broken_pointer(attempt, runs.get(attempt["id"], []))


def broken_answers(attempt: Row, answers: list[Row]) -> Iterator[str]:
    for slot, group in grouped(answers, "slot").items():
        if not 0 <= slot < len(attempt["slots"]):
            yield f"an answer to slot {slot}, which is not there"
        if sorted(row["seq"] for row in group) != list(range(1, len(group) + 1)):
            yield f"a gap in the answers to slot {slot}"
    deadline = attempt["deadline_at"]
    for row in answers:
        if deadline is not None and row["received_at"] > deadline + GRACE:
            yield f"an answer {row['received_at'] - deadline} after the deadline"
    if attempt["submitted_at"] is not None and deadline is not None and attempt["submitted_at"] > deadline:
        yield "handed in after its deadline"
    if attempt["last_event_at"] < attempt["started_at"]:
        yield "its time ran backwards"


def broken_run(
    attempt: Row,
    answers: list[Row],
    run: Row,
    marks: list[Row],
    quiz: Any,
    wordings: Mapping[str, Any],
    bank: Bank,
) -> Iterator[str]:
    """Whether each score follows from the answer, the wording and the quiz; and the sum from the scores."""
    slots = [slot_of(content) for content in attempt["slots"]]
    current = {row["slot"]: row for row in sorted(answers, key=lambda row: row["seq"])}
    if sorted(row["slot"] for row in marks) != list(range(len(slots))):
        yield "not every slot has its score"
        return
    for row in marks:
        slot, answer = slots[row["slot"]], current.get(row["slot"])
        if lost := {slot.fingerprint, row["fingerprint"]} - wordings.keys():
            yield f"slot {row['slot']} lost its wording {lost}"
            continue
        given = given_of(answer["body"]) if answer else None
        shown, key = (wordings[name].side(slot.direction) for name in (slot.fingerprint, row["fingerprint"]))
        found = mark(slot, shown, key, given, quiz, bank.names)
        stored = (row["outcome"], row["score"], row["out_of"], row["seq"])
        if stored != (found.outcome, found.score, found.out_of, answer["seq"] if answer else 0):
            yield f"slot {row['slot']} has {stored}, and {found} follows from {given}"
    total = max(0, sum(row["score"] for row in marks)), sum(row["out_of"] for row in marks)
    if total != (run["score"], run["out_of"]):
        yield f"its slots make {total}, and it says {run['score']} of {run['out_of']}"


def broken_pointer(attempt: Row, runs: list[Row]) -> Iterator[str]:
    """Whether the attempt shows one whole run, and only when it is over."""
    counted = [run for run in runs if run["number"] == attempt["run"]]
    if attempt["state"] == "in_progress" and runs:
        yield f"attempt {attempt['id']} is graded while it runs"
    if attempt["state"] == "graded" and not counted:
        yield f"attempt {attempt['id']} is graded by no run"
    for run in counted:
        if (attempt["score"], attempt["out_of"]) != (run["score"], run["out_of"]):
            yield f"attempt {attempt['id']} shows another score than its run"
