"""The database: one declarative base, UTC times, and SQLite set up so that it neither loses nor blocks."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from types import ModuleType
from typing import Any, TypeVar

from flask import Flask, current_app, has_request_context
from flask.globals import request_ctx
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, Dialect, MetaData, event, make_url
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from webapp import driver
from webapp.session import Session

View = TypeVar("View", bound=Callable[..., Any])
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
SERVED, FRESH = "footnote.served", 1.0  # seconds
FIRST_LOOK, LATER_LOOKS, LONGEST_LOOK = 0.0002, 0.000_01, 0.005  # seconds, see `looking_often`


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment, kept as whole milliseconds since 1970 UTC: the same on SQLite and PostgreSQL."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive time ({value}) reached the database; use clock.now()")
        return (value - EPOCH) // MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + value * MILLISECOND


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can name them too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(
    metadata=Base.metadata,
    session_options={
        "class_": Session,
        "join_transaction_mode": "control_fully",
        "expire_on_commit": False,  # a page shows what was read without asking again
    },
)
migrate = Migrate(directory=str(Path(__file__).with_name("migrations")))


def normalised(url: str) -> str:
    """The URL with the spelling SQLAlchemy knows for PostgreSQL."""
    for old in ("postgres://", "postgresql://"):
        if url.startswith(old):
            return "postgresql+psycopg://" + url.removeprefix(old)
    return url


def sqlite_library() -> ModuleType:
    """The newer of the bundled SQLite and Python's own."""
    try:
        import pysqlite3
    except ImportError:  # Windows has no wheel
        return sqlite3
    newer: ModuleType = pysqlite3
    return newer if newer.sqlite_version_info > sqlite3.sqlite_version_info else sqlite3


def safe_with_wal(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite is free of the WAL-reset fault of 3.7.0 to 3.51.2, which can lose commits."""
    return (
        version >= (3, 51, 3)
        or version[:2] == (3, 50)
        and version[2] >= 7
        or (version[:2] == (3, 44) and version[2] >= 6)
    )


def engine_options(url: str) -> dict[str, Any]:
    """How to open the database behind `url`."""
    private = {"hide_parameters": True}  # an error's words go to the log; what people wrote does not
    if make_url(url).get_backend_name() == "sqlite":
        # A full cache of prepared statements keeps the old ones, and prepares each new one at every use.
        connect = {"isolation_level": None, "timeout": 10, "cached_statements": 1000}
        return {"module": sqlite_library(), "connect_args": connect, **private}
    limits = "-c lock_timeout=5s -c statement_timeout=30s -c idle_in_transaction_session_timeout=30s"
    return {"connect_args": {"options": limits}, **private}


def set_up_postgresql(engine: Engine) -> None:
    """Ask a connection that lay idle whether it still lives: the server may have begun anew meanwhile. One
    that served just now is not asked; a request that finds it dead is told to come again."""

    @event.listens_for(engine, "connect")
    @event.listens_for(engine, "checkin")
    def served(_connection: Any, record: Any) -> None:
        record.info[SERVED] = monotonic()

    @event.listens_for(engine, "checkout")
    def ask(connection: Any, record: Any, _proxy: Any) -> None:
        if monotonic() - record.info[SERVED] > FRESH:
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error as error:
                raise InvalidatePoolError from error


def set_up_sqlite(engine: Engine) -> None:
    """On every connection: durable, strict about keys. Readers never queue for the writer."""
    library = sqlite_library()
    journal = "WAL" if safe_with_wal(library.sqlite_version_info) else "DELETE"

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for setting in (
            f"journal_mode={journal}",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "wal_autocheckpoint=10000",  # the server checkpoints between requests, not inside one
        ):
            cursor.execute(f"PRAGMA {setting}")
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0] / 1000
        cursor.close()
        if hasattr(connection, "set_busy_handler"):  # not in Python's own library
            connection.set_busy_handler(looking_often(patience))

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads") or request_reads()
        driver.run(connection.connection, connection.dialect, "BEGIN" if reads else "BEGIN IMMEDIATE")


def looking_often(patience: float) -> Callable[[int], bool]:
    """What SQLite asks whether to try again where another holds the lock; `patience` is in seconds.

    Its own way waits longer after each try, up to 100 ms, and who comes at a better moment is served first.
    """
    until = 0.0

    def look_again(tries: int) -> bool:
        nonlocal until
        if tries == 0:
            until = monotonic() + patience
        sleep(min(FIRST_LOOK + tries * LATER_LOOKS, LONGEST_LOOK))
        return monotonic() < until

    return look_again


def reads_only(view: View) -> View:
    """Mark a view that takes a form and writes nothing: on SQLite it then waits for no writer."""
    view.reads_only = True  # type: ignore[attr-defined]
    return view


def request_reads() -> bool:
    """Whether this request may not write."""
    if not has_request_context():
        return False
    asked = request_ctx.request  # once, not at every attribute
    if asked.method in ("GET", "HEAD", "OPTIONS"):
        return True
    return getattr(current_app.view_functions.get(asked.endpoint or ""), "reads_only", False)


@contextmanager
def early_read() -> Iterator[Connection]:
    """To read from before the request's own transaction, which on SQLite begins with the write lock."""
    if not reads_apart():
        yield db.session.connection()
        return
    with db.engine.connect() as connection:
        yield connection.execution_options(reads=True)


def reads_apart() -> bool:
    """Whether an early read needs a connection of its own."""
    return db.engine.dialect.name == "sqlite" and not request_reads()


def init_app(app: Flask) -> None:
    url = normalised(app.config["SQLALCHEMY_DATABASE_URI"])
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", engine_options(url))
    db.init_app(app)
    migrate.init_app(app, db, render_as_batch=True, compare_type=True)
    with app.app_context():
        (set_up_sqlite if db.engine.dialect.name == "sqlite" else set_up_postgresql)(db.engine)
