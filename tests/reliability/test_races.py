"""Everything at once: eight devices start, save and hand in at the same moment, on both databases.

Each promise has its control: with the guard taken out, the same story must end badly.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.reliability import sound
from tests.reliability.conftest import Figures
from tests.reliability.effort import ROUNDS
from tests.reliability.offering import add_people, offer, quiz_of
from tests.reliability.racing import DEVICES, Race
from tests.reliability.taking import Reply, Sent, Taker, attempt_of, edit
from webapp.db import Base, db
from webapp.models import User


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


def test_b2_nobody_races_past_the_limit_of_attempts(app: Flask, race: Race, figures: Figures) -> None:
    rounds = ROUNDS // 4
    for number in range(rounds):
        quiz = offer(app, quiz_of(2, attempts=3))
        devices = race.devices(add_people(app, [f"b2-{number}"])[0])
        race.at_once([partial(greedy, taker, quiz) for taker in devices])
        with_quiz = rows(app, "quiz", key=quiz)[0]["id"]
        assert count(app, "attempt", quiz_id=with_quiz) == 3
    assert sound.faults(app) == []
    figures("B2", rounds=rounds, over_the_limit=0)


def greedy(taker: Taker, quiz: str) -> None:
    """Start and hand in, again and again, until told that there are no more."""
    for _ in range(3):
        started = taker.start(quiz)
        assert started.status < 500, started.text
        if "/quizzes/attempts/" in started.leads_to:
            taker.submit(attempt_of(started))


def submits(race: Race, devices: list[Taker], app: Flask, quiz: str, rounds: int) -> int:
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
    assert submits(race, devices, app, offer(app, quiz_of(3, ways=("typed",))), ROUNDS) == 0
    assert count(app, "grading_run") == ROUNDS == count(app, "answer_event")
    assert sound.faults(app) == []
    figures("B3", rounds=ROUNDS, gradings=ROUNDS, different_answers=0)


def test_b4_one_key_sent_eight_times_is_one_answer(
    app: Flask, race: Race, devices: list[Taker], figures: Figures
) -> None:
    attempt = devices[0].begin(offer(app, quiz_of(1, TYPED, ways=("typed",))))
    for base in range(ROUNDS):
        sent = edit(1, f"answer {base}", base=base)
        replies = race.at_once([partial(taker.save, attempt, sent) for taker in devices])
        assert statuses(replies) == [200] * DEVICES and len({reply.body for reply in replies}) == 1
        other = devices[0].save(attempt, sent, given="another answer")
        assert (other.status, other.result) == (422, "other_body")
    assert count(app, "answer_event") == ROUNDS
    figures("B4", rounds=ROUNDS, rows=ROUNDS, other_body_taken=0)


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
