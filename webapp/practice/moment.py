"""Who asks, when, and of which bank: what every page of practice is made from."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from flask import abort, request
from flask_security import current_user
from sqlalchemy.engine import Connection

from question_bank.bank import Bank
from question_bank.grading import Verdict, grade
from question_bank.item import Item, Side
from webapp import clock
from webapp.bank import current_bank, served
from webapp.db import db, early_read
from webapp.domain.selection import Key, Picked
from webapp.memory import queries, record
from webapp.memory.finder import Finder
from webapp.memory.missed import missed
from webapp.memory.record import Learner, Line, OtherBody, Recorded
from webapp.memory.sealed import NOTHING, Sealed, sealed
from webapp.memory.sitting import Sitting
from webapp.memory.wording import wording
from webapp.practice.forms import Shown
from webapp.practice.responses import Typed

EDITED = "This item was edited after you opened it. Your answer was judged by the wording you saw."
EDITED_UNKNOWN = "This item was edited after you opened it. Here is how it stands now."
RETIRED = "This item has been taken out of the bank since you opened it. Here is the next one."
SEALED = "A quiz of yours asks this. It comes back to practice when the quiz shows its answers."


@dataclass(frozen=True)
class Moment:
    """Who asks, when, and of which bank: what every page of practice is made from."""

    bank: Bank
    learner: Learner
    now: datetime
    today: int
    sitting: Sitting
    sealed: Sealed = NOTHING
    looks_on: Connection | None = None  # in place of the transaction in which a form writes

    @cached_property
    def connection(self) -> Connection:
        """Taken when first asked for: on SQLite a form then holds the write lock no longer than it must."""
        return self.looks_on or db.session.connection()

    def finder(self) -> Finder:
        return Finder(
            self.connection,
            self.bank,
            self.learner,
            self.sitting,
            self.now,
            self.today,
            self.sealed.items,
        )

    def sums(self) -> dict[str, int] | None:
        values = {"user": self.learner.id, "today": self.today}
        return queries.TODAY.first(self.connection, values)

    def seed(self, key: Key, rev: int) -> str:
        """Of the order of chance in which a card lists its things: the same until it is answered."""
        return f"{self.learner.id}/{key}/{rev}"

    def why_gone(self, key: Key) -> str:
        """Why a card that `item_or_404` does not give is not shown."""
        return SEALED if key.place in self.sealed.items else RETIRED


def moment_now() -> Moment:
    """Who asks, when, and what the address or form says of the row."""
    user = current_user._get_current_object()  # once, not at every attribute
    learner, now, bank = Learner.of(user), clock.now(), current_bank()
    values = request.form if request.method == "POST" else request.args
    sitting = Sitting.of(values, bank, picked(learner, values.get("attempt"), now))
    return Moment(bank, learner, now, learner.today(now), sitting, sealed(user, now))


@contextmanager
def looking(moment: Moment) -> Iterator[Moment]:
    """The same moment for those who write nothing, or nothing more: on SQLite nobody waits for them."""
    db.session.rollback()  # a form that has only looked so far holds the lock nevertheless
    with early_read() as connection:
        yield replace(moment, looks_on=connection)


def picked(learner: Learner, attempt: str | None, now: datetime) -> Picked | None:
    """The cards to which the address narrows practice. 404 where there is no such attempt of theirs."""
    if not attempt:
        return None
    try:
        attempt_id = UUID(attempt)
    except ValueError:
        abort(404)
    return missed(db.session.connection(), learner.id, attempt_id, now) or abort(404)


def item_or_404(moment: Moment, key: Key) -> Item | None:
    """The item of a card. None where it has been retired or a quiz keeps it from the learner for now; 404
    where there never was one."""
    if key.place in moment.sealed.items:
        return None
    item = moment.bank.items.get(key.place)
    if item is not None and key.direction in item.directions:
        return item
    if key.place in served().gone:
        return None
    known = moment.connection.execute(queries.KNOWN, {"deck": key.deck, "item": key.item}).first()
    return None if known is not None else abort(404)


def card_row(moment: Moment, key: Key) -> Any:
    values = {"user": moment.learner.id, "deck": key.deck, "item": key.item, "direction": key.direction}
    return queries.CARD.first(moment.connection, values)


def as_shown(moment: Moment, page: Shown, item: Item) -> tuple[Item, str]:
    """The item in the wording that the page showed, where that is known, and what to say of an edit."""
    if page.fingerprint in ("", item.fingerprint):
        return item, ""
    old = wording(moment.connection, page.fingerprint)
    if old is None or (old.deck, old.id) != page.key.place or page.key.direction not in old.directions:
        return item, EDITED_UNKNOWN
    return old, EDITED


def judged(moment: Moment, side: Side, typed: Typed) -> Verdict | None:
    """The grade of what was typed; None where nothing was, for then the learner just recalled."""
    if not typed.given:
        return None
    if isinstance(typed.response, str):
        return judged_text(side, typed.response, moment.bank.names)
    return grade(side, typed.response, moment.bank.names)


@lru_cache(maxsize=4096)
def judged_text(side: Side, response: str, names: frozenset[str]) -> Verdict:
    """Asked for twice: when the answer is shown and when it is rated."""
    return grade(side, response, names)


def write(moment: Moment, line: Line, shown: Item | None) -> Recorded:
    try:
        return record.record(moment.learner, line, shown, moment.now, moment.today)
    except OtherBody:
        abort(422)
