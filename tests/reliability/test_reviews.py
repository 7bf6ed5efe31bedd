"""However often and in whatever order reviews arrive: the card is what its distinct reviews make of it.

Each promise has its control: with the guard taken out, the same test must fail.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from tests.reliability import sound
from tests.reliability.conftest import Figures
from tests.reliability.effort import SEQUENCES
from tests.webapp.conftest import AddUser, add_user
from webapp.db import db
from webapp.domain.scheduling import NEW, Memory, Rating, fuzz_seed, outcomes
from webapp.domain.selection import Key
from webapp.memory import queries, record
from webapp.memory.record import Learner, Line, OtherBody, memory_of
from webapp.models import Card, Review

__all__ = ["add_user"]  # the fixture

FIRST = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
DAY = 20458


@dataclass(frozen=True, slots=True)
class Sent:
    """A review as some device sends it, once or more often."""

    line: Line
    at: datetime
    day: int


@pytest.fixture
def learner(add_user: AddUser) -> Learner:
    return Learner.of(add_user("alice"))


def deliver(learner: Learner, sent: Sent) -> str:
    """What one request does: write, commit."""
    try:
        result = record.record(learner, sent.line, None, sent.at, sent.day).result
    except OtherBody:
        db.session.rollback()
        return "refused"
    db.session.commit()
    return result


def some_reviews(chance: Random, number: int) -> list[Sent]:
    """A card's reviews in the order in which they were meant."""
    key, moment, day = Key("deck", f"item{number}", "forward"), FIRST, DAY
    reviews = []
    for rev in range(chance.randint(1, 5)):
        rating = Rating(chance.randint(1, 4))
        line_id = UUID(int=chance.getrandbits(128), version=4)
        line = Line(line_id, key, rev, "answer", rating, chance.randint(0, 60_000), "wording")
        reviews.append(Sent(line, moment, day))
        wait = chance.choice((0, 0, 1, 5, 30))
        day, moment = day + wait, moment + timedelta(days=wait, minutes=chance.randint(1, 30))
    return reviews


def arrivals(chance: Random, reviews: list[Sent]) -> list[Sent]:
    """Each review one to three times, in an order of chance, and at the end again by who heard no answer."""
    copies = [sent for sent in reviews for _ in range(chance.randint(1, 3))]
    chance.shuffle(copies)
    return [*copies, *reviews]


def folded(learner: Learner, reviews: list[Sent]) -> Memory:
    """What the distinct reviews, in order, make of the card: by the domain alone, without a database."""
    memory = NEW
    for sent in reviews:
        assert sent.line.rating is not None
        seed = fuzz_seed(learner.id, *sent.line.key, rev=sent.line.base_rev)
        memory = outcomes(memory, sent.at, sent.day, learner.retention, seed)[sent.line.rating].memory
    return memory


def differences(app: Flask, learner: Learner, count: int, seed: int = 14) -> int:
    """How many cards, after all arrivals, are not what their distinct reviews make of them."""
    chance, wrong = Random(seed), 0
    with app.app_context():
        for number in range(count):
            reviews = some_reviews(chance, number)
            for sent in arrivals(chance, reviews):
                deliver(learner, sent)
            card = stored(learner, reviews[0].line.key)
            wrong += (
                card is None or memory_of(card) != folded(learner, reviews) or card["rev"] != len(reviews)
            )
            db.session.rollback()
    return wrong


def stored(learner: Learner, key: Key) -> Any:
    names = {"user": learner.id, "deck": key.deck, "item": key.item, "direction": key.direction}
    return queries.CARD.first(db.session.connection(), names)


def broken_logs(app: Flask) -> int:
    """How many cards are not what their own log says."""
    with app.app_context(), db.engine.connect() as connection:
        return len(sound.broken_logs(connection))


def test_b14_repeated_and_reordered_reviews_fold_to_the_same_cards(
    app: Flask, learner: Learner, figures: Figures
) -> None:
    assert differences(app, learner, SEQUENCES) == 0
    assert broken_logs(app) == 0
    figures("B14", sequences_of_reviews=SEQUENCES, differences=0)


def test_b14_control_without_the_check_of_the_rev_they_do_not(
    app: Flask, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reviews are taken as they come, on whatever state the card is in."""
    unguarded(monkeypatch)
    assert differences(app, learner, 60) > 10


def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Record as one would who trusts every page to be fresh: each line is made on the rev that is stored."""
    guarded = record._record

    def on_any_state(connection: Any, learner: Learner, line: Line, *rest: Any) -> Any:
        card = stored(learner, line.key)
        return guarded(connection, learner, replace(line, base_rev=card["rev"] if card else 0), *rest)

    monkeypatch.setattr(record, "_record", on_any_state)


def test_a_card_whose_log_was_tampered_with_is_seen(app: Flask, learner: Learner) -> None:
    """The control of the check itself."""
    assert differences(app, learner, 5) == 0
    with app.app_context():
        card = db.session.scalars(select(Card).limit(1)).one()
        card.lapses += 1
        db.session.commit()
    assert broken_logs(app) == 1


def at_once(app: Flask, learner: Learner, sent: list[Sent]) -> list[str]:
    """Deliver all of these at the same moment, each from a thread of its own."""
    barrier = Barrier(len(sent))

    def one(each: Sent) -> str:
        with app.app_context():
            barrier.wait(timeout=30)
            try:
                return deliver(learner, each)
            except Exception as error:
                db.session.rollback()
                return type(error).__name__
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(sent)) as threads:
        return list(threads.map(one, sent))


def rows(app: Flask) -> tuple[int, int]:
    """How many reviews and cards there are."""
    with app.app_context():
        return tuple(len(db.session.scalars(select(table.id)).all()) for table in (Review, Card))  # type: ignore[return-value]


@pytest.mark.parametrize("met", [False, True])
def test_b14_eight_simultaneous_posts_of_one_review_make_one_row(
    app: Flask, learner: Learner, met: bool
) -> None:
    chance = Random(8)
    for number in range(10):
        sent = some_reviews(chance, number)[0]
        if met:
            at_once(app, learner, [sent])
            another = UUID(int=chance.getrandbits(128), version=4)
            sent = replace(sent, line=replace(sent.line, id=another, base_rev=1))
        results = at_once(app, learner, [sent] * 8)
        assert sorted(results) == ["done"] + ["replayed"] * 7
    assert rows(app) == (10 * (1 + met), 10)
    assert broken_logs(app) == 0


def test_b14_of_eight_devices_that_answer_at_once_one_counts(app: Flask, learner: Learner) -> None:
    chance = Random(9)
    for number in range(10):
        (first, *_) = some_reviews(chance, number)
        ids = [UUID(int=chance.getrandbits(128), version=4) for _ in range(8)]
        sent = [replace(first, line=replace(first.line, id=line_id)) for line_id in ids]
        assert sorted(at_once(app, learner, sent)) == ["done"] + ["stale"] * 7
    assert rows(app) == (10, 10)


@pytest.fixture
def look_then_write(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Take out what stops a second line: the id that is known and the rev of the card."""

    def without_guards() -> None:
        unguarded(monkeypatch)
        guarded = record._record

        def with_an_id_of_its_own(connection: Any, learner: Learner, line: Line, *rest: Any) -> Any:
            return guarded(connection, learner, replace(line, id=UUID(int=Random().getrandbits(128))), *rest)

        monkeypatch.setattr(record, "_record", with_an_id_of_its_own)

    return without_guards


def test_b14_control_without_the_guards_simultaneous_posts_make_many_rows(
    app: Flask, learner: Learner, look_then_write: Callable[[], None]
) -> None:
    look_then_write()
    (sent, *_) = some_reviews(Random(8), 0)
    at_once(app, learner, [sent] * 8)
    assert rows(app)[0] > 1
