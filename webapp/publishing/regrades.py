"""Grading past attempts anew by corrected answers: ordered with a publication, done after it, one by one.

The order is a line of the audit, and so is its end: what a crash has cut short is found and goes on. Many
attempts are for the sweeper of the process apart, in whose rounds no learner and no instructor waits.
"""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import Row, select, text
from sqlalchemy.engine import Connection

from webapp.attempts import regrading
from webapp.attempts.oversight import audit
from webapp.attempts.regrading import Regraded
from webapp.attempts.sweeper import AGAIN, alone, give_way
from webapp.attempts.transactions import transaction
from webapp.bank import Place, look_again
from webapp.db import early_read
from webapp.models import Audit
from webapp.publishing.touched import GRADED, UNDER_WAY, graded, those, under_way

ORDERED, DONE = "regrade items", "items regraded"
REASON = "A correct answer was changed."
LOCK = 4_603_091_548  # any number but the sweeper's: one process of all does what was ordered
PUT_OFF = "regrades.put_off"
# The words of the index ix_audit_regrades, which a parameter in their place would not find.
LINES = select(Audit.id, Audit.at, Audit.act, Audit.by, Audit.detail).where(
    text("act IN ('regrade items', 'items regraded')")
)


@dataclass(frozen=True, slots=True)
class Order:
    """What was chosen to be graded anew when something was published. What was under way then is graded anew
    once it has ended: these are `left` after the others are done."""

    publication: int
    by: int | None
    places: tuple[Place, ...]
    reason: str
    at: datetime
    left: tuple[UUID, ...] | None = None


def order_regrade(
    connection: Connection,
    by: int | None,
    publication: int,
    places: Collection[Place],
    note: str,
    now: datetime,
) -> None:
    """Write down that attempts are to be graded anew by these items; the caller commits."""
    detail = {"items": [list(place) for place in sorted(places)], "reason": note or REASON}
    audit(connection, by, ORDERED, now, None, None, publication=publication, **detail)


def pending() -> list[Order]:
    """The orders that are not done yet, the oldest first."""
    with early_read() as connection:
        rows = _lines(connection)
    last = {row.detail["publication"]: row for row in rows if row.act == DONE}
    return [
        Order(
            row.detail["publication"],
            row.by,
            tuple((deck, item) for deck, item in row.detail["items"]),
            row.detail["reason"],
            row.at,
            done and tuple(map(UUID, done.detail["left"])),
        )
        for row in rows
        if row.act == ORDERED
        and ((done := last.get(row.detail["publication"])) is None or done.detail.get("left"))
    ]


def regraded(connection: Connection) -> dict[int, Regraded | None]:
    """What came of each publication's order; None: it is still under way."""
    found: dict[int, Regraded | None] = {}
    for row in _lines(connection):
        publication = row.detail["publication"]
        if row.act == ORDERED:
            found.setdefault(publication, None)
        else:  # two processes may have shared the work
            other = found.get(publication) or Regraded(0, 0, 0)
            changed = other.changed + row.detail["changed"]
            found[publication] = Regraded(max(other.attempts, row.detail["attempts"]), changed, 0)
    return found


def _lines(connection: Connection) -> Sequence[Row[Any]]:
    """Every order and every end of one, in their order."""
    return sorted(connection.execute(LINES).all(), key=lambda row: int(row.id))


def attempts_of(order: Order) -> list[UUID]:
    """The attempts that it is about and that can be graded now."""
    with early_read() as connection:
        if order.left is None:
            return graded(connection, order.places)
        return those(connection, order.left, GRADED)


def still_to_end(order: Order) -> list[UUID]:
    """The attempts that it is about and that are under way."""
    with early_read() as connection:
        if order.left is None:
            return under_way(connection, order.places, order.at)
        return those(connection, order.left, UNDER_WAY)


def regrade(order: Order, now: datetime) -> Regraded:
    """Grade each attempt that asks one of these items, a transaction each; again, it changes nothing more."""
    left = still_to_end(order)
    attempts = attempts_of(order)
    changed = failed = 0
    for attempt_id in attempts:
        began = time.perf_counter()
        look_again()  # a correction of the correction may have been published meanwhile
        try:
            changed += regrading.regrade_one(order.by, attempt_id, order.reason, now, frozenset(order.places))
        except Exception:
            current_app.logger.exception("attempt %s could not be regraded", attempt_id)
            failed += 1
        give_way(began)
    done = Regraded(len(attempts), changed, failed, len(left))
    if not failed and (attempts or not left or order.left is None):
        detail: dict[str, Any] = {
            "publication": order.publication,
            "attempts": len(attempts),
            "changed": changed,
        }
        detail["left"] = list(map(str, left))
        transaction(lambda connection: audit(connection, order.by, DONE, now, None, None, **detail))
    return done


def regrade_all(now: datetime) -> Regraded:
    """Do all that was ordered and is not done, while somebody waits for it."""
    return _all([regrade(order, now) for order in pending()])


def regrade_pending(now: datetime) -> Regraded:
    """The same in a round of the sweeper: by one process of all, and what failed only after a while again."""
    put_off: dict[int, datetime] = current_app.extensions.setdefault(PUT_OFF, {})
    orders = [order for order in pending() if put_off.get(order.publication, now) <= now]
    if not orders:
        return Regraded(0, 0, 0)
    with alone(LOCK) as first:
        done = {order.publication: regrade(order, now) for order in orders} if first else {}
    again = (publication for publication, one in done.items() if one.failed or one.under_way)
    put_off.update(dict.fromkeys(again, now + AGAIN))
    return _all(done.values())


def _all(done: Collection[Regraded]) -> Regraded:
    names = ("attempts", "changed", "failed", "under_way")
    return Regraded(*(sum(getattr(one, name) for one in done) for name in names))
