"""Beginning an attempt, or going on with the one that is open. The constraints of its table decide races."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from random import SystemRandom
from typing import Literal
from uuid import UUID, uuid4

from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from question_bank.bank import Bank
from question_bank.item import Item
from question_bank.quizzes.drawing import Place
from question_bank.quizzes.quiz import Quiz
from webapp import models
from webapp.attempts import queries
from webapp.attempts.closing import close_late
from webapp.attempts.expectation import expectation, seen_by
from webapp.attempts.papers import asked, quiz_of_version
from webapp.attempts.transactions import locked, transaction
from webapp.bank import current_bank
from webapp.db import early_read
from webapp.domain import prediction, slots
from webapp.domain.attempts import is_late, may_begin, timing
from webapp.domain.draw import TooFew, draw, points_of
from webapp.domain.prediction import Prediction
from webapp.domain.slots import Slot, make_slot
from webapp.memory.record import Learner
from webapp.memory.sealed import sealed_by_set
from webapp.memory.wording import keep_wordings, remember_wording
from webapp.models import User
from webapp.models.quizzes import FOR_ALL

Reason = Literal["not_yet", "closed", "no_more", "too_few", "kept_back", "withdrawn"]
TRIES = 5  # each lost one means that somebody, that is this user elsewhere, began or ended an attempt


class Refused(Exception):
    """An attempt cannot begin."""

    def __init__(self, reason: Reason, words: str = "") -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.words = words  # with numbers, where too few items are there


@dataclass(frozen=True, slots=True)
class Started:
    """An attempt to go to; `resumed` if it was open already."""

    id: UUID
    resumed: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    """An attempt to be: all that is decided before anything is written."""

    version_id: int
    number: int
    quiz: Quiz
    slots: tuple[Slot, ...]
    items: tuple[Item, ...]
    expected: Prediction


def start(user: User, quiz_row: models.Quiz, now: datetime) -> Started:
    """The open attempt of this user at this quiz, or a new one. Raises Refused."""
    learner, extra_time, quiz_id, sealed = Learner.of(user), user.extra_time, quiz_row.id, user.sealed
    for left in reversed(range(TRIES)):
        with early_read() as connection:
            names = {"user": learner.id, "quiz": quiz_id}
            found = connection.execute(queries.OPEN_ATTEMPT, names).mappings().first()
            plan = None if found else _plan(connection, learner, sealed, quiz_id, now)
        if found is not None:
            if not is_late(max(now, found["last_event_at"]), found["deadline_at"]):
                return Started(found["id"], resumed=True)
            _close(found["id"], now)
            continue
        assert plan is not None
        try:
            return Started(_begin(learner, extra_time, quiz_id, plan, now), resumed=False)
        except IntegrityError:  # an attempt begun elsewhere meanwhile: go on with that one
            if not left:
                raise
    raise AssertionError("not reached")


def _plan(connection: Connection, learner: Learner, sealed: bool, quiz_id: int, now: datetime) -> _Plan:
    offer = connection.execute(queries.OFFER, {"user": learner.id, "quiz": quiz_id}).mappings().first()
    if offer is None or offer["withdrawn"]:
        raise Refused("withdrawn")
    quiz = quiz_of_version(connection, offer["version_id"])
    verdict = may_begin(quiz, now, offer["taken"])
    if verdict != "yes":
        raise Refused(verdict)
    whole, chance = current_bank(), SystemRandom()
    kept = frozenset[Place]()
    if sealed and offer["origin"] not in FOR_ALL:
        kept = sealed_by_set(connection, learner.id, whole, now)
    bank = _without(whole, kept)
    seen = seen_by(connection, learner.id) if quiz.unseen_first else frozenset()
    try:
        picked = draw(quiz, bank, seen, chance)
    except TooFew as error:
        raise Refused("kept_back" if kept else "too_few", str(error)) from error
    made = tuple(
        make_slot(item, direction, quiz.ways, points_of(quiz, item), chance) for item, direction in picked
    )
    stated = expectation(connection, learner, quiz, bank, seen, now)
    items = tuple(item for item, _ in picked)
    return _Plan(offer["version_id"], offer["last"] + 1, quiz, made, items, stated)


def _without(bank: Bank, kept: Collection[Place]) -> Bank:
    if not kept:
        return bank
    decks = {
        id: replace(deck, items=tuple(item for item in deck.items if (item.deck, item.id) not in kept))
        for id, deck in bank.decks.items()
    }
    return Bank(decks, bank.documents)


def _begin(learner: Learner, extra_time: int, quiz_id: int, plan: _Plan, now: datetime) -> UUID:
    """Write the attempt, with the wordings it asks; IntegrityError where another one came first."""
    attempt_id = uuid4()
    values = {
        "id": attempt_id,
        "user_id": learner.id,
        "quiz_id": quiz_id,
        "quiz_version_id": plan.version_id,
        "number": plan.number,
        "rev": 0,
        "state": "in_progress",
        "slots": [slots.plain(slot) for slot in plan.slots],
        "position": 0,
        "flags": [],
        "started_at": now,
        "deadline_at": timing(plan.quiz, now, extra_time).deadline,
        "extra_time": extra_time,
        "last_event_at": now,
        "expected": prediction.plain(plan.expected),
        "failures": 0,
    }

    def work(connection: Connection) -> None:
        connection.execute(
            queries.SEAL, {"user_id": learner.id}
        )  # locks the user: first in the order of locks
        keep_wordings(connection, plan.items)
        connection.execute(queries.INSERT_ATTEMPT, values)

    transaction(work, rereads=False)
    for item in plan.items:
        remember_wording(item)
    return attempt_id


def _close(attempt_id: UUID, now: datetime) -> None:
    """Close an attempt whose time is over, so that another may begin."""

    def work(connection: Connection) -> None:
        row = locked(connection, queries.LOCK, attempt=attempt_id)
        fixed = asked(connection, attempt_id)
        if row is not None and fixed is not None and row["state"] == "in_progress":
            close_late(connection, row, fixed, now)

    transaction(work)
