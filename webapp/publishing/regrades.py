"""Grading past attempts anew by corrected answers: ordered with a publication, done after it, one by one.

The order is a line of the audit, and so is its end: what a crash has cut short is found and goes on.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.engine import Connection

from webapp.attempts import regrading
from webapp.attempts.oversight import audit
from webapp.attempts.regrading import Regraded
from webapp.attempts.transactions import transaction
from webapp.bank import Place, look_again
from webapp.db import early_read
from webapp.models import Audit
from webapp.publishing.touched import graded

ORDERED, DONE = "regrade items", "items regraded"
REASON = "A correct answer was changed."


@dataclass(frozen=True, slots=True)
class Order:
    """What was chosen to be graded anew when something was published."""

    publication: int
    by: int | None
    places: tuple[Place, ...]
    reason: str


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
    lines = select(Audit.act, Audit.by, Audit.detail).where(Audit.act.in_((ORDERED, DONE)))
    with early_read() as connection:
        rows = connection.execute(lines.order_by(Audit.id)).all()
    done = {row.detail["publication"] for row in rows if row.act == DONE}
    return [
        Order(
            row.detail["publication"],
            row.by,
            tuple((deck, item) for deck, item in row.detail["items"]),
            row.detail["reason"],
        )
        for row in rows
        if row.act == ORDERED and row.detail["publication"] not in done
    ]


def regrade(order: Order, now: datetime) -> Regraded:
    """Grade each attempt that asks one of these items, a transaction each; again, it changes nothing more."""
    look_again()
    with early_read() as connection:
        attempts = graded(connection, order.places)
    changed = failed = 0
    for attempt_id in attempts:
        try:
            changed += regrading.regrade_one(order.by, attempt_id, order.reason, now, frozenset(order.places))
        except Exception:
            current_app.logger.exception("attempt %s could not be regraded", attempt_id)
            failed += 1
    done = Regraded(len(attempts), changed, failed)
    if not failed:
        counts = {"publication": order.publication, "attempts": done.attempts, "changed": changed}
        transaction(lambda connection: audit(connection, order.by, DONE, now, None, None, **counts))
    return done


def regrade_pending(now: datetime) -> Regraded:
    """Do all that was ordered and is not done: after a publication, and after a crash."""
    done = [regrade(order, now) for order in pending()]
    return Regraded(*(sum(getattr(one, name) for one in done) for name in ("attempts", "changed", "failed")))
