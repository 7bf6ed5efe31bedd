"""How often a password may be tried. A try is counted before it is looked at; parallel tries gain nothing.

An account's wrong tries make the next one wait 1, 2, 4 … seconds, at most 15 minutes, until a right one.
An address may fail so many times in each quarter of an hour. Only keyed hashes of either are stored.
"""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, request
from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from werkzeug.exceptions import TooManyRequests

from webapp.db import db
from webapp.models import SignInFailure

LONGEST = timedelta(minutes=15)  # whoever owns the account gets in again after this
FORGOTTEN = timedelta(days=1)
PER_ADDRESS = 60  # a class behind one address mistypes now and then


@dataclass(frozen=True)
class Subject:
    """What is counted, under the name it is stored by."""

    key: str
    window: bool  # so many in each quarter of an hour, rather than longer and longer waits


class TooManyTries(TooManyRequests):
    """Says when to try again."""

    def __init__(self, wait: timedelta) -> None:
        self.seconds = max(1, -(-wait // timedelta(seconds=1)))
        super().__init__(retry_after=self.seconds)


def wait_for(count: int, last_at: datetime, now: datetime, window: bool) -> timedelta:
    """How long after `now` the next try may be made; zero if at once."""
    since = now - last_at
    if window:
        return max(LONGEST - since, timedelta()) if count >= PER_ADDRESS else timedelta()
    if count == 0 or since >= FORGOTTEN:
        return timedelta()
    delay = min(timedelta(seconds=2 ** min(count - 1, 10)), LONGEST)
    return max(delay - since, timedelta())


def counted(count: int, last_at: datetime, now: datetime, window: bool) -> tuple[int, datetime]:
    """The count and its time, with one more try."""
    if now - last_at >= (LONGEST if window else FORGOTTEN):
        return 1, now
    return count + 1, last_at if window and count else now


def account(name: str) -> Subject:
    return Subject(keyed(f"account {name}"), window=False)


def address(purpose: str) -> Subject:
    """The network this request comes from; an IPv6 subscriber has a whole /64."""
    text = request.remote_addr or "unknown"
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
        if found.version == 6:
            text = str(ipaddress.ip_network((found, 64), strict=False))
    except ValueError:
        pass  # a socket without an address: one subject for all
    return Subject(keyed(f"{purpose} {text}"), window=True)


def keyed(text: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def take(subjects: list[Subject], now: datetime) -> None:
    """Count a try for each, and commit, so that no lock outlives the counting. Raises TooManyTries."""
    counts = []
    for subject in subjects:
        count, last_at = locked_row(subject, now)
        if wait := wait_for(count, last_at, now, subject.window):
            db.session.rollback()
            raise TooManyTries(wait)
        count, last_at = counted(count, last_at, now, subject.window)
        store(subject, count, last_at)
        counts.append(count)
    db.session.commit()
    if any(count == 1 for count in counts):
        forget_old(now)


def give_back(subjects: list[Subject]) -> None:
    """The try was right: the account starts afresh, the address has one less. The caller commits."""
    for subject in subjects:
        row = SignInFailure.subject == subject.key
        if subject.window:
            fewer = SignInFailure.count - 1
            db.session.execute(update(SignInFailure).where(row, SignInFailure.count > 0).values(count=fewer))
        else:
            db.session.execute(delete(SignInFailure).where(row))


def locked_row(subject: Subject, now: datetime) -> tuple[int, datetime]:
    """The count so far. Others who want it wait: for the row on PostgreSQL, for the database on SQLite."""
    insert = (sqlite if db.engine.dialect.name == "sqlite" else postgresql).insert
    new = insert(SignInFailure).values(subject=subject.key, count=0, last_at=now)
    db.session.execute(new.on_conflict_do_nothing(index_elements=["subject"]))
    found = select(SignInFailure.count, SignInFailure.last_at).where(SignInFailure.subject == subject.key)
    count, last_at = db.session.execute(found.with_for_update()).one()
    return count, last_at


def store(subject: Subject, count: int, last_at: datetime) -> None:
    row = update(SignInFailure).where(SignInFailure.subject == subject.key)
    db.session.execute(row.values(count=count, last_at=last_at))


def forget_old(now: datetime) -> None:
    """Sweep out what counts no longer, in a transaction of its own: it waits for rows in no agreed order."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.last_at < now - FORGOTTEN))
    db.session.commit()
