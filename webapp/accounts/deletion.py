"""Forgetting a person: asked for, taken back within fourteen days, then done so that nothing of theirs stays.

What they made for others stays without their name: published texts, answers to reports, quizzes they set,
which an administrator takes over. Lines of the audit keep a word of chance in place of who it was.
"""

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import ColumnElement, case, delete, func, or_, select, update
from sqlalchemy.engine import Connection

from webapp.accounts import people
from webapp.accounts.data_map import TABLES, Person, personal
from webapp.db import Base, db, sqlite_library
from webapp.models import Attempt, Audit, Quiz, Role, User, user_role

WITHIN = timedelta(days=14)  # the person may take it back
TOKEN_WITHIN = timedelta(minutes=15)  # between signing in and saying that the account is to stay
PLAIN = (bool, int, float, type(None))  # of an audit's detail, what tells nothing of a person
TO_SCRUB = 1  # SQLite's user_version: rows were purged, and their bytes are not overwritten yet


class NoHeir(ValueError):
    """Quizzes were set for others, and there is nobody to take them over."""


def ask(user: User, now: datetime) -> None:
    """Close the account now and purge it in fourteen days. Raises LastAdministrator, NoHeir; the caller
    commits."""
    people.lock_administrators()
    refuse_last(user)
    with db.session.no_autoflush:
        if sets_quizzes(db.session.connection(), user.id) and heir(db.session.connection(), user.id) is None:
            raise NoHeir(user.username)
    user.delete_at = now + WITHIN
    user.fs_uniquifier = people.new_session_key()  # every session is over


def refuse_last(user: User) -> None:
    if any(role.name == "administrator" for role in user.roles) and people.administrators() == 1:
        raise people.LastAdministrator(user.username)


def keep_token(user: User) -> str:
    """For whoever has just signed in to a closed account: it opens the account again."""
    return _serializer().dumps(user.fs_uniquifier)


def kept(token: str) -> User | None:
    """The account that the token opens again, open; None if it is too late. The caller commits."""
    try:
        key = _serializer().loads(token, max_age=int(TOKEN_WITHIN.total_seconds()))
    except BadSignature:
        return None
    closed = select(User).where(User.fs_uniquifier == str(key), User.delete_at.is_not(None), User.active)
    user = db.session.scalar(closed.with_for_update())
    if user is not None:
        user.delete_at = None
    return user


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="keep the account")


def purge(now: datetime) -> int:
    """Purge everyone whose fourteen days are over, each in a transaction of their own; how many.

    For the sweeper: any number of processes may call it at once. One purge that fails holds up no other.
    """
    with db.engine.connect() as connection:  # most times nobody is found, and no writer has to wait
        due = select(User.id).where(User.delete_at <= now).order_by(User.id)
        found = connection.execution_options(reads=True).execute(due).scalars().all()
    done = [_tried(user_id, now) for user_id in found].count(True)
    scrub()
    return done


def _tried(user_id: int, now: datetime) -> bool:
    try:
        with db.engine.begin() as connection:
            return purge_one(connection, user_id, now)
    except Exception:
        current_app.logger.exception("account %s could not be purged", user_id)
        return False


def purge_one(connection: Connection, user_id: int, now: datetime) -> bool:
    """Delete the person and all that is theirs; False if they took it back meanwhile. Raises NoHeir.

    After the commit, `scrub` makes SQLite's file forget the bytes, too.
    """
    locked = select(User.username).where(User.id == user_id, User.delete_at <= now).with_for_update()
    name = connection.execute(locked).scalar()
    if name is None:
        return False
    _hand_over(connection, user_id)
    person = Person.named(user_id, name)
    _leave_a_tombstone(connection, user_id, now)
    for table in reversed(Base.metadata.sorted_tables):
        held = dict(personal()).get(table.name)
        if held is not None and held.rows is not None and not held.stays:
            connection.execute(delete(table).where(held.rows(person)))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {TO_SCRUB}")
    return True


def sets_quizzes(connection: Connection, user_id: int) -> int:
    """How many quizzes they set for others."""
    found = select(func.count()).where(Quiz.owner_id == user_id, Quiz.origin == "set")
    return connection.execute(found).scalar_one()


def heir(connection: Connection, user_id: int) -> int | None:
    """Who takes over what they set: the first administrator who stays, else the first instructor."""
    rank = case((Role.name == "administrator", 0), else_=1)
    staying = User.delete_at.is_(None) & User.active & (User.id != user_id)
    found = (
        select(User.id)
        .join(user_role, user_role.c.user_id == User.id)
        .join(Role, Role.id == user_role.c.role_id)
        .where(staying, Role.name.in_(("administrator", "instructor")))
        .order_by(rank, User.id)
        .limit(1)
    )
    return connection.execute(found).scalar()


def _hand_over(connection: Connection, user_id: int) -> None:
    """Quizzes for others, and one's own that others have taken after all, go to somebody who stays."""
    others = select(Attempt.quiz_id).where(Attempt.user_id != user_id)
    wanted = (Quiz.owner_id == user_id) & or_(Quiz.origin == "set", Quiz.id.in_(others))
    if connection.execute(select(func.count()).where(wanted)).scalar_one():
        new = heir(connection, user_id)
        if new is None:
            raise NoHeir(str(user_id))
        connection.execute(update(Quiz).where(wanted).values(owner_id=new))


def _leave_a_tombstone(connection: Connection, user_id: int, now: datetime) -> None:
    """The audit still tells what was done and when, but not to whom or by whom."""
    tombstone = f"gone-{secrets.token_hex(8)}"
    own = Audit.attempt_id.in_(select(Attempt.id).where(Attempt.user_id == user_id))
    about: ColumnElement[bool] = or_(Audit.user_id == user_id, own)
    for line in connection.execute(select(Audit.id, Audit.by, Audit.detail).where(about)).all():
        new: dict[str, Any] = {name: one for name, one in line.detail.items() if isinstance(one, PLAIN)}
        new |= {"person": tombstone} | ({"made_by": tombstone} if line.by == user_id else {})
        nobody = {"user_id": None, "attempt_id": None, "by": None if line.by == user_id else line.by}
        connection.execute(update(Audit).where(Audit.id == line.id).values(detail=new, **nobody))
    for line in connection.execute(select(Audit.id, Audit.detail).where(Audit.by == user_id)).all():
        new = {**line.detail, "made_by": tombstone}
        connection.execute(update(Audit).where(Audit.id == line.id).values(detail=new, by=None))
    audit = TABLES["audit"].insert()
    connection.execute(audit.values(at=now, act="delete", detail={"person": tombstone}))


def rewrite() -> bool:
    """Write the whole database anew, so that no byte of what was deleted is in its files. On PostgreSQL each
    table is closed to everybody meanwhile: for a quiet hour."""
    if db.engine.dialect.name == "sqlite":
        with db.engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA user_version = {TO_SCRUB}")
        return scrub()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("VACUUM FULL")
        connection.exec_driver_sql("RESET statement_timeout")
    return True


def scrub(wait: float = 5.0) -> bool:
    """On SQLite, write the file anew and empty its log, if something was purged: no byte of it stays.

    Whoever reads meanwhile holds this up; then the next round tries again. True: nothing is left to do.
    PostgreSQL overwrites the bytes when it needs their room again; `rewrite` makes it do so at once.
    """
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return True
    if not Path(url.database).exists():
        return True
    library = sqlite_library()
    connection = library.connect(url.database, isolation_level=None, timeout=wait)
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != TO_SCRUB:
            return True
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("VACUUM")
        if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            return False  # busy
        connection.execute("PRAGMA user_version = 0")
        return True
    except library.OperationalError:
        return False
    finally:
        connection.close()
