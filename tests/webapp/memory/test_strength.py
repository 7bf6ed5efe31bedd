"""What is remembered of a learner's sums and put right is, to the last bit, what all cards add up to."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from math import fsum
from random import Random
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from question_bank.bank import Bank
from question_bank.item import Item
from tests.webapp.given import NOON, TODAY, card
from tests.webapp.statements import statements
from webapp.db import db
from webapp.domain.scheduling import Rating, recall_chance
from webapp.domain.selection import ALL, Key, Scope
from webapp.domain.statistics import Strength
from webapp.memory import strength
from webapp.memory.evidence import Evidence, bring_back, record_evidence
from webapp.memory.record import Learner, Line, record, undo
from webapp.memory.strength import Summing, Whole
from webapp.models import Card, User

AHEAD = 30
ACTS = ("answer",) * 6 + (
    "undo",
    "undo",
    "bury",
    "suspend",
    "restore",
    "quiz",
    "again",
    "hours",
    "days",
    "zone",
)
ZONES = (("UTC", 4), ("Pacific/Kiritimati", 0), ("Etc/GMT+12", 23))


def summed(bank: Bank, user: User, today: int) -> Whole:
    return Summing(db.session.connection(), bank, user.id, today, today + AHEAD).whole()


def plainly(bank: Bank, user: User, today: int) -> Whole:
    """The same by a look at every card for every figure."""
    cards = db.session.execute(select(Card).where(Card.user_id == user.id)).scalars().all()
    met = [one for one in cards if one.stability is not None]
    due = (one.due_day for one in cards if not one.suspended and one.deck in bank.decks)
    scopes: dict[Scope, list[Item]] = {ALL: list(bank.items.values())}
    for item in bank.items.values():
        scopes.setdefault(Scope(deck=item.deck), []).append(item)
        scopes.setdefault(Scope(kind=item.kind), []).append(item)
        for document in item.documents:
            scopes.setdefault(Scope(document=bank.documents[document].slug), []).append(item)
    return Whole(
        {scope: strength_of(items, met, today) for scope, items in scopes.items()},
        Counter(day for day in due if day is not None and day <= today + AHEAD),
        len({(one.deck, one.item) for one in met} & bank.items.keys()),
    )


def strength_of(items: list[Item], met: list[Card], today: int) -> Strength:
    keys = {Key(item.deck, item.id, direction) for item in items for direction in item.directions}
    chances = [
        recall_chance(one.stability or 0, today - (one.last_day or 0))
        for one in met
        if (one.deck, one.item, one.direction) in keys
    ]
    return Strength(len(keys), len(chances), fsum(chances))


def agree(bank: Bank, user: User, today: int) -> Whole:
    found, plain = summed(bank, user, today), plainly(bank, user, today)
    assert found.strength == plain.strength and found.items == plain.items
    assert {day: count for day, count in found.due.items() if count} == plain.due
    return found


def smaller(bank: Bank, luck: Random) -> Bank:
    """The bank as it might be published anew: items removed, reverse sides dropped, a deck withdrawn."""
    kept = luck.sample(sorted(bank.decks), len(bank.decks) - 1)

    def items_of(name: str) -> tuple[Item, ...]:
        some = (item for item in bank.decks[name].items if luck.random() < 0.9)
        return tuple(item if luck.random() < 0.7 else replace(item, reverse=None) for item in some)

    return Bank({name: replace(bank.decks[name], items=items_of(name)) for name in kept}, bank.documents)


class History:
    """One learner's acts at random, on few items so that they meet again, from two processes."""

    def __init__(self, bank: Bank, learner: Learner, luck: Random) -> None:
        self.bank, self.learner, self.luck, self.now = bank, learner, luck, NOON
        two_sided = [item for item in bank.items.values() if item.reverse is not None]
        self.items = luck.sample(two_sided, 5) + luck.sample(list(bank.items.values()), 5)

    @property
    def today(self) -> int:
        return self.learner.today(self.now)

    def act(self) -> None:
        act = self.luck.choice(ACTS)
        item = self.luck.choice(self.items)
        key = Key(item.deck, item.id, self.luck.choice(item.directions))
        self.now += timedelta(seconds=1)
        match act:
            case "hours" | "days":
                self.now += timedelta(**{act: self.luck.randint(1, 20)})
            case "zone":
                zone, day_start = self.luck.choice(ZONES)
                self.learner = replace(self.learner, time_zone=zone, day_start=day_start)
            case "undo":
                undo(self.learner, self.id(), self.now, self.today)
            case "quiz":
                found = Evidence(key, item.fingerprint, "", self.luck.choice(("wrong", "right")), 0.0, 1)
                mode = self.luck.choice(("wrong_due", "full"))
                record_evidence(db.session.connection(), self.learner, mode, self.id(), [found], self.now)  # type: ignore[arg-type]
            case "again":
                press = self.id()
                bring_back(db.session.connection(), self.learner, press, {key: item.fingerprint}, self.now)
            case _:
                rating = Rating(self.luck.randint(1, 4)) if act == "answer" else None
                line = Line(self.id(), key, self.rev(key), act, rating, 5_000, item.fingerprint)  # type: ignore[arg-type]
                assert record(self.learner, line, item, self.now, self.today).result == "done"
        db.session.commit()

    def id(self) -> UUID:
        return UUID(int=self.luck.getrandbits(128))

    def rev(self, key: Key) -> int:
        statement = select(Card.rev).where(Card.user_id == self.learner.id, Card.deck == key.deck)
        statement = statement.where(Card.item == key.item, Card.direction == key.direction)
        return db.session.scalar(statement) or 0


@pytest.mark.parametrize("seed", range(4))
def test_a_random_history_adds_up_as_if_every_card_were_looked_at(app: Flask, alice: User, seed: int) -> None:
    luck = Random(seed)
    history = History(app.extensions["bank"], Learner.of(alice), luck)
    processes: list[dict[int, Any]] = [{}, {}]
    with app.app_context():
        for _ in range(120):
            history.act()
            app.extensions[strength.EXTENSION] = luck.choice(processes)
            if luck.random() < 0.04:
                history.bank = smaller(app.extensions["bank"], luck)
            agree(history.bank, alice, history.today)
            db.session.rollback()


@pytest.fixture
def sums(app: Flask, alice: User) -> Callable[[], Whole]:
    """Alice's sums today, which are right."""

    def found() -> Whole:
        with app.app_context():
            return agree(app.extensions["bank"], alice, TODAY)

    return found


def answer(app: Flask, user: User, item: str, at: datetime = NOON, rev: int = 3) -> None:
    bank: Bank = app.extensions["bank"]
    key = Key("cooperation-strengthens", item, "forward")
    learner = Learner.of(user)
    line = Line(UUID(int=rev), key, rev, "answer", Rating.GOOD, 5_000, bank.items[key.place].fingerprint)
    with app.app_context():
        record(learner, line, bank.items[key.place], at, learner.today(at))
        db.session.commit()


def test_a_second_look_reads_the_days_lines_alone(app: Flask, alice: User, sums: Callable[[], Whole]) -> None:
    card(app, alice, "relations-established", due_day=TODAY)
    with app.app_context():
        bank = app.extensions["bank"]
        first = summed(bank, alice, TODAY)
        with statements(app) as sent:
            assert summed(bank, alice, TODAY) == first
    assert len(sent) == 1 and "FROM card" not in sent[0]


def test_an_answer_is_in_the_next_look(app: Flask, alice: User, sums: Callable[[], Whole]) -> None:
    card(app, alice, "relations-established", due_day=TODAY)
    before = sums()
    answer(app, alice, "relations-established")
    after = sums()
    assert before.due == {TODAY: 1} and after.due.get(TODAY, 0) == 0
    assert after.strength[ALL].recalled > before.strength[ALL].recalled


def test_a_line_of_the_day_before_that_comes_late_is_in_the_next_look(
    app: Flask, alice: User, sums: Callable[[], Whole]
) -> None:
    card(app, alice, "relations-established", due_day=TODAY)
    before = sums()
    answer(app, alice, "relations-established", at=NOON - timedelta(days=1))
    assert sums().strength[ALL].recalled > before.strength[ALL].recalled


def test_no_more_learners_are_remembered_than_there_is_room_for(
    app: Flask, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strength, "MOST_LEARNERS", 1)
    with app.app_context():
        for user in (alice, bob):
            summed(app.extensions["bank"], user, TODAY)
    assert list(app.extensions[strength.EXTENSION]) == [bob.id]


def test_of_a_bank_that_is_served_no_longer_nothing_is_kept(app: Flask, alice: User, bob: User) -> None:
    bank: Bank = app.extensions["bank"]
    with app.app_context():
        summed(bank, alice, TODAY)
        summed(Bank(bank.decks, bank.documents), bob, TODAY)
    assert list(app.extensions[strength.EXTENSION]) == [bob.id]
