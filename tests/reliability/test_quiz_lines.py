"""B14, with quizzes: what attempts show about a card is in its log once, however often it arrives."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from tests.reliability import sound
from tests.reliability.conftest import Figures
from tests.reliability.effort import ROUNDS
from tests.reliability.racing import DEVICES, Race
from tests.reliability.test_reviews import DAY, FIRST, Sent, deliver, learner, some_reviews, stored
from tests.webapp.conftest import add_user
from webapp.db import db
from webapp.domain.selection import Key
from webapp.memory import evidence
from webapp.memory.evidence import Evidence, Mode, record_evidence
from webapp.memory.record import Learner, memory_of
from webapp.models import Card, Review

__all__ = ["add_user", "learner"]  # the fixtures

MODES: tuple[Mode, ...] = ("none", "wrong_due", "full")
OUTCOMES = ("right", "partly", "wrong", "unclear", "unanswered")


@dataclass(frozen=True, slots=True)
class Shown:
    """What an attempt showed about a card, as closing the attempt writes it; the sweeper may do so again."""

    attempt: UUID
    mode: Mode
    found: tuple[Evidence, ...]
    day: int


def hand_in(learner: Learner, shown: Shown) -> str:
    at = FIRST + timedelta(days=shown.day - DAY)
    connection = db.session.connection()
    record_evidence(connection, learner, shown.mode, shown.attempt, shown.found, at)
    db.session.commit()
    return "done"


def some_attempts(chance: Random, key: Key) -> list[Shown]:
    return [
        Shown(
            UUID(int=chance.getrandbits(128), version=4),
            chance.choice(MODES),
            (Evidence(key, "wording", "typed", chance.choice(OUTCOMES), 0.0, 0),),
            DAY + chance.randint(0, 40),
        )
        for _ in range(chance.randint(1, 3))
    ]


def differences(app: Flask, learner: Learner, sequences: int) -> int:
    """How many cards, after reviews and attempts in an order of chance, are not what their log makes of them,
    or have another number of lines than attempts."""
    chance, wrong = Random(15), 0
    with app.app_context():
        for number in range(sequences):
            reviews = some_reviews(chance, number)
            attempts = some_attempts(chance, reviews[0].line.key)
            every: list[Sent | Shown] = [*reviews, *attempts]
            acts = [one for one in every for _ in range(chance.randint(1, 3))]
            chance.shuffle(acts)
            for act in acts:
                deliver(learner, act) if isinstance(act, Sent) else hand_in(learner, act)
            card = stored(learner, reviews[0].line.key)
            lines = db.session.scalars(select(Review.id).filter_by(card_id=card["id"], action="quiz")).all()
            wrong += len(lines) != len(attempts)
            db.session.rollback()
        with db.engine.connect() as connection:
            return wrong + len(sound.broken_logs(connection))


def test_b14_repeated_and_reordered_attempts_leave_one_line_each(
    app: Flask, learner: Learner, figures: Figures
) -> None:
    sequences = ROUNDS * 3
    assert differences(app, learner, sequences) == 0
    figures("B14", sequences_with_quizzes=sequences, differences=0)


def test_b14_control_without_the_look_for_known_lines_there_are_more(
    app: Flask, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "uuid5", lambda attempt, slot: uuid4())
    assert differences(app, learner, 20) > 0


def test_b14_what_only_records_leaves_the_card_as_reviews_alone_make_it(app: Flask, learner: Learner) -> None:
    chance = Random(16)
    with app.app_context():
        for number in range(20):
            (first, *_) = some_reviews(chance, number)
            deliver(learner, first)
            before = memory_of(stored(learner, first.line.key))
            for shown in some_attempts(chance, first.line.key):
                hand_in(learner, replace(shown, mode="none"))
            assert memory_of(stored(learner, first.line.key)) == before
            db.session.rollback()


def in_context(app: Flask, act: Callable[[], str]) -> str:
    with app.app_context():
        try:
            return act()
        except Exception as error:
            db.session.rollback()
            return type(error).__name__
        finally:
            db.session.remove()


def test_b14_an_attempt_closed_and_a_card_answered_at_the_same_moment_both_count(
    app: Flask, learner: Learner, figures: Figures
) -> None:
    """The card has been met: what meets it for the first time at this moment is closing.py's to try again."""
    chance, rounds, found = Random(17), max(ROUNDS // 4, 5), []
    with Race(app) as race:
        for number in range(rounds):
            first, *_ = some_reviews(chance, number)
            in_context(app, partial(deliver, learner, first))
            again = replace(first, line=replace(first.line, id=uuid4(), base_rev=1))
            shown = some_attempts(chance, first.line.key)[0]
            acts: list[Any] = [partial(hand_in, learner, shown)] * (DEVICES - 1) + [
                partial(deliver, learner, again)
            ]
            *closed, answered = race.at_once([partial(in_context, app, act) for act in acts])
            found += [answered]
            assert "done" in closed and answered in ("done", "stale")
    with app.app_context():
        cards = db.session.scalars(select(Card.rev)).all()
        assert sorted(cards) == sorted(2 + (answered == "done") for answered in found)
        assert sound.broken_logs(db.session.connection()) == []
        db.session.rollback()
    figures("B14", rounds_of_attempt_against_review=rounds, doubled=0)
