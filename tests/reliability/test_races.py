"""Everything at once: eight devices start, save and hand in at the same moment, on both databases.

Each promise has its control: with the guard taken out, the same story must end badly.
"""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import bindparam, func, select, text

from tests.reliability import sound
from tests.reliability.conftest import Figures
from tests.reliability.effort import ROUNDS
from tests.reliability.offering import add_people, offer, quiz_of
from tests.reliability.racing import DEVICES, MANY, Race
from tests.reliability.taking import Reply, Sent, Taker, attempt_of, edit
from webapp.attempts import queries, starting, transactions
from webapp.db import Base, UTCDateTime, db
from webapp.models import User

numbers = itertools.count(1)


@pytest.fixture
def race(app: Flask) -> Iterator[Race]:
    with Race(app) as race:
        yield race


@pytest.fixture
def alice(app: Flask) -> User:
    return add_people(app, ["alice"])[0]


@pytest.fixture
def devices(race: Race, alice: User) -> list[Taker]:
    return race.devices(alice)


def count(app: Flask, table: str, **where: Any) -> int:
    with app.app_context():
        rows = select(func.count()).select_from(Base.metadata.tables[table]).filter_by(**where)
        found = db.session.scalar(rows) or 0
        db.session.rollback()
    return found


def rows(app: Flask, table: str, **where: Any) -> list[dict[str, Any]]:
    with app.app_context():
        found = db.session.execute(select(Base.metadata.tables[table]).filter_by(**where)).mappings().all()
        db.session.rollback()
    return [dict(row) for row in found]


def statuses(replies: list[Reply]) -> list[int]:
    return sorted(reply.status for reply in replies)


def starts(race: Race, devices: list[Taker], quiz: str, rounds: int) -> tuple[int, int]:
    """Start from every device at once, so many times: rounds with more than one attempt, and failures."""
    many = failed = 0
    for _ in range(rounds):
        replies = race.at_once([partial(taker.start, quiz) for taker in devices])
        attempts = {attempt_of(reply) for reply in replies if reply.status == 303}
        many += len(attempts) > 1
        failed += sum(reply.status != 303 for reply in replies)
        for attempt in attempts:
            devices[0].submit(attempt)
    return many, failed


def test_b1_eight_starts_at_once_are_one_attempt(
    app: Flask, race: Race, devices: list[Taker], figures: Figures
) -> None:
    assert starts(race, devices, offer(app, quiz_of(3)), ROUNDS) == (0, 0)
    assert count(app, "attempt") == ROUNDS
    assert sound.faults(app) == []
    figures("B1", rounds=ROUNDS, second_attempts=0, failed=0)


def past_the_limit(app: Flask, race: Race, rounds: int) -> int:
    """Eight devices of one learner start and hand in three times each: how often there were over three."""
    over = 0
    for _ in range(rounds):
        quiz = offer(app, quiz_of(2, attempts=3))
        devices = race.devices(add_people(app, [f"b2-{next(numbers)}"])[0])
        race.at_once([partial(greedy, taker, quiz) for taker in devices])
        over += count(app, "attempt", quiz_id=rows(app, "quiz", key=quiz)[0]["id"]) != 3
    return over


def test_b2_nobody_races_past_the_limit_of_attempts(app: Flask, race: Race, figures: Figures) -> None:
    rounds = ROUNDS // 2
    assert past_the_limit(app, race, rounds) == 0
    assert sound.faults(app) == []
    figures("B2", rounds=rounds, over_the_limit=0)


def greedy(taker: Taker, quiz: str) -> None:
    """Start and hand in, again and again, until told that there are no more."""
    for _ in range(3):
        started = taker.start(quiz)
        assert started.status < 500, started.text
        if "/quizzes/attempts/" in started.leads_to:
            taker.submit(attempt_of(started))


def submits(race: Race, devices: list[Taker], quiz: str, rounds: int) -> int:
    """How many rounds of eight submits had not eight equal answers."""
    differed = 0
    for _ in range(rounds):
        attempt = devices[0].begin(quiz)
        last = edit(1, "Anna Berg")
        replies = race.at_once([partial(taker.submit, attempt, [last]) for taker in devices])
        differed += len({(reply.status, reply.body) for reply in replies}) > 1 or replies[0].status != 200
    return differed


def test_b3_eight_submits_at_once_grade_once_and_answer_alike(
    app: Flask, race: Race, devices: list[Taker], figures: Figures
) -> None:
    assert submits(race, devices, offer(app, quiz_of(3, ways=("typed",))), ROUNDS) == 0
    assert count(app, "grading_run") == ROUNDS == count(app, "answer_event")
    assert sound.faults(app) == []
    figures("B3", rounds=ROUNDS, gradings=ROUNDS, different_answers=0)


def resends(race: Race, devices: list[Taker], attempt: str, rounds: int) -> int:
    """One key from eight devices at once: rounds in which they were not told the same."""
    differed = 0
    for base in range(rounds):
        sent = edit(1, f"answer {base}", base=base)
        replies = race.at_once([partial(taker.save, attempt, sent) for taker in devices])
        differed += statuses(replies) != [200] * DEVICES or len({reply.body for reply in replies}) > 1
    return differed


def test_b4_one_key_sent_eight_times_is_one_answer(
    app: Flask, race: Race, devices: list[Taker], figures: Figures
) -> None:
    attempt = devices[0].begin(offer(app, quiz_of(1, TYPED, ways=("typed",))))
    assert resends(race, devices, attempt, ROUNDS) == 0
    assert count(app, "answer_event") == ROUNDS
    figures("B4", rounds=ROUNDS, rows=ROUNDS, different_answers=0)


def test_b4_one_key_with_eight_bodies_takes_one(app: Flask, race: Race, devices: list[Taker]) -> None:
    attempt = devices[0].begin(offer(app, quiz_of(1, TYPED, ways=("typed",))))
    for base in range(ROUNDS // 2):
        key = uuid4()
        edits = [Sent(1, (f"body {number}",), base, key) for number in range(DEVICES)]
        acts = [partial(taker.save, attempt, sent) for taker, sent in zip(devices, edits, strict=True)]
        assert statuses(race.at_once(acts)) == [200] + [422] * (DEVICES - 1)
    assert sound.faults(app) == []


TYPED = [f"harbours/opener-{number}" for number in range(1, 5)]


def tabs(race: Race, devices: list[Taker], attempt: str, rounds: int) -> tuple[int, int]:
    """Eight tabs answer from the same base: rounds without one winner, and losers not told its answer."""
    wrong = untold = base = 0
    for number in range(rounds):
        edits = [edit(1, f"{number}, tab {tab}", base=base) for tab in range(DEVICES)]
        acts = [partial(taker.save, attempt, sent) for taker, sent in zip(devices, edits, strict=True)]
        replies = race.at_once(acts)
        won = [tab for tab, reply in enumerate(replies) if reply.status == 200]
        wrong += len(won) != 1
        told = [f"{number}, tab {won[0]}"] if won else []
        untold += sum(
            reply.status != 409 or (reply.result, reply.json["given"]) != ("stale", told)
            for tab, reply in enumerate(replies)
            if tab not in won
        )
        base = max((reply.json["seq"] for reply in replies if reply.status == 200), default=base)
    return wrong, untold


def test_b5_of_eight_tabs_one_wins_and_the_others_are_told(
    app: Flask, race: Race, devices: list[Taker], figures: Figures
) -> None:
    attempt = devices[0].begin(offer(app, quiz_of(1, TYPED, ways=("typed",))))
    assert tabs(race, devices, attempt, ROUNDS) == (0, 0)
    assert count(app, "answer_event") == ROUNDS
    figures("B5", rounds=ROUNDS, rounds_without_one_winner=0, losers_not_told=0)


def ungraded(app: Flask, race: Race, devices: list[Taker], quiz: str, rounds: int) -> int:
    """Seven saves race one submit: how many that were acknowledged are not in the graded set, or against."""
    wrong = 0
    for number in range(rounds):
        attempt = devices[0].begin(quiz)
        edits = [edit(slot, f"answer {number}") for slot in range(1, DEVICES)]
        saves = [partial(taker.save, attempt, sent) for taker, sent in zip(devices, edits, strict=False)]
        *replies, _ = race.at_once([*saves, partial(devices[-1].submit, attempt)])
        acked = {sent.slot - 1 for sent, reply in zip(edits, replies, strict=True) if reply.status == 200}
        graded = {row["slot"] for row in rows(app, "slot_score", attempt_id=UUID(attempt)) if row["seq"]}
        wrong += acked != graded or any(reply.status not in (200, 409) for reply in replies)
    return wrong


def test_b6_what_was_saved_while_handing_in_is_graded(
    app: Flask, race: Race, devices: list[Taker], figures: Figures
) -> None:
    quiz = offer(app, quiz_of(7, ways=("typed",), points={}))
    assert ungraded(app, race, devices, quiz, ROUNDS) == 0
    assert sound.faults(app) == []
    figures("B6", rounds=ROUNDS, acknowledged_but_ungraded=0)


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for anybody, nobody looks again before writing, and nobody tries again."""
    read_only = select(*queries.ROW).where(queries.ID, queries.OWNER)
    monkeypatch.setattr(queries, "LOCK_OWN", read_only)
    monkeypatch.setattr("webapp.db.request_reads", lambda: True)  # SQLite: no write lock from the beginning
    blind = queries.attempt.update().where(queries.ID)
    monkeypatch.setattr(queries, "CHANGE", blind.values(changed()))
    monkeypatch.setattr(queries, "TOUCH", blind.values(last_event_at=bindparam("at", type_=UTCDateTime)))
    monkeypatch.setattr(transactions, "TRIES", 1)


def changed() -> dict[Any, Any]:
    return {queries.attempt.c[name]: bindparam(f"new_{name}") for name in queries.CHANGEABLE}


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("goal", ["b3", "b4", "b5", "b6"])
def test_control_without_the_guards_each_story_ends_badly(
    app: Flask, race: Race, devices: list[Taker], goal: str
) -> None:
    def once() -> int:
        quiz = offer(app, quiz_of(7, ways=("typed",)))
        stories = {
            "b3": lambda: submits(race, devices, quiz, 1),
            "b4": lambda: resends(race, devices, devices[0].begin(quiz), 1),
            "b5": lambda: sum(tabs(race, devices, devices[0].begin(quiz), 1)),
            "b6": lambda: ungraded(app, race, devices, quiz, 1),
        }
        return stories[goal]()

    assert any(once() for _ in range(MANY))


@pytest.fixture
def unnumbered(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the database would refuse is let in: a second open attempt, an attempt of the same number."""
    with app.app_context():
        db.session.execute(text("DROP INDEX uq_attempt_open"))
        db.session.commit()
    plan = starting._plan

    def of_chance(*arguments: Any) -> Any:
        return replace(plan(*arguments), number=int(uuid4()) % 10**9)

    monkeypatch.setattr(starting, "_plan", of_chance)


@pytest.mark.usefixtures("unnumbered")
def test_b1_b2_control_without_the_constraints_there_are_too_many_attempts(
    app: Flask, race: Race, devices: list[Taker]
) -> None:
    quiz = offer(app, quiz_of(3))
    assert any(sum(starts(race, devices, quiz, 1)) for _ in range(MANY))
    assert any(past_the_limit(app, race, 1) for _ in range(MANY))
