"""A PostgreSQL server that commits for real and can be crashed: `pg_ctl restart -m immediate`."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from tests.postgres import PLAIN, Account, binaries, connect, numbers

# As in tests/postgres.py the shell waits on a pipe from us: however the tests end, the server goes with them.
KEEPER = '"$@" start && echo up && read -r never; "$@" -m immediate stop; rm -rf "$FOLDER"'
DURABLE = "fsync=on synchronous_commit=on full_page_writes=on"
if sys.platform == "linux":  # after a crash the file system is synced once, not each of a thousand files
    DURABLE += " recovery_init_sync_method=syncfs"
# Nothing is written before ten seconds have passed, whatever was answered: for the control.
CARELESS = {
    "synchronous_commit": "off",
    "wal_writer_delay": "10s",
    "wal_writer_flush_after": "1GB",
    "bgwriter_lru_maxpages": "0",
}


class Crashable:
    """The server's administrator URL, and a way to crash it."""

    def __init__(self, account: Account, folder: Path, place: Path) -> None:
        self.account, self.folder, self.place = account, folder, place
        self.url = URL.create(
            "postgresql+psycopg", account.name, database="postgres", query={"host": str(folder)}
        )

    def new_database(self) -> URL:
        """An empty one. It goes when the server goes."""
        name = f"footnote_{next(numbers)}"
        with connect(self.url) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url.set(database=name)

    @contextmanager
    def careless(self) -> Iterator[None]:
        """Keep all there is so far; from now on answer first, and write when there is time."""
        with connect(self.url) as connection:
            for name, value in CARELESS.items():
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CHECKPOINT")
        yield
        with connect(self.url) as connection:
            connection.execute("ALTER SYSTEM RESET ALL")
            connection.execute("SELECT pg_reload_conf()")

    def crash(self) -> None:
        """Every process of it dies as it stands; it recovers from its log and is up when this returns."""
        command = [*control(self.place, self.folder), "-m", "immediate", "restart"]
        with open(self.folder / "log", "ab") as log:
            done = self.account.popen(command, cwd=self.folder, stdout=log, stderr=log).wait()
        assert done == 0, (self.folder / "log").read_text()


def control(place: Path, folder: Path) -> Sequence[str | Path]:
    return [place / "pg_ctl", "-D", folder / "data", "-l", folder / "server.log", "-w", "-s"]


@contextmanager
def crashable() -> Iterator[Crashable]:
    account = Account()
    folder = account.folder()
    place = account.reachable(binaries(), folder)
    with open(folder / "log", "ab") as log:
        make: list[str | Path] = [
            place / "initdb",
            "-U",
            account.name,
            "-A",
            "trust",
            *PLAIN,
            folder / "data",
        ]
        assert account.popen(make, cwd=folder, stdout=log, stderr=log).wait() == 0
        conf = ["listen_addresses=''", f"unix_socket_directories='{folder}'", *DURABLE.split()]
        configure = account.popen(
            ["tee", "-a", folder / "data" / "postgresql.conf"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        configure.communicate("\n".join(conf).encode())
        keeper = account.popen(
            ["sh", "-c", KEEPER, "keeper", *control(place, folder)],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
            env={**os.environ, "FOLDER": str(folder)},
        )
    assert keeper.stdin and keeper.stdout
    try:
        assert keeper.stdout.readline() == b"up\n", (folder / "log").read_text()
        yield Crashable(account, folder, place)
    finally:
        keeper.stdin.close()
        keeper.wait(30)
        keeper.stdout.close()
