"""The real server, as `make run` starts it: in a process group of its own, to be killed and started again.

All that differs: its modules are imported once for all servers of a run, for that takes most of a start.
"""

import importlib
import multiprocessing
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).parents[2]
STARTER = multiprocessing.get_context("forkserver")  # a clean process that has read the modules, and forks
STARTER.set_forkserver_preload(["webapp.__main__"])
# As in tests/postgres.py the shell waits on a pipe from us: kill -9 of the tests ends the server, too.
# A server that has only just begun has no group of its own yet.
KEEPER = 'read -r never; kill -9 "-$1" || kill -9 "$1"'  # dash knows no -- here
SECRETS = {"SECRET_KEY": "for the tests only", "PASSWORD_SALT": "for the tests only"}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_until(true: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Look again and again: a slow machine takes longer, and a quick one is not held up."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, f"{what}: not within {seconds} seconds"
        time.sleep(0.01)


def bank_of(settings: Mapping[str, Any]) -> dict[str, str]:
    """The environment of a server on the same bank as an app with these settings."""
    return {name: str(settings[name]) for name in ("DECKS", "DOCUMENTS")}


def serve(module: str, environ: Mapping[str, str], log: Path) -> None:
    """What a process of its own does that is started as `python -m module`."""
    os.setsid()
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environ)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    importlib.import_module(module)
    importlib.import_module("webapp.__main__").main()


class Server:
    """`python -m webapp` on a database, or another module that does the same."""

    def __init__(
        self, instance: Path, url: str, module: str = "webapp", settings: Mapping[str, str] | None = None
    ) -> None:
        self.instance, self.module = instance, module
        self.port = free_port()
        self.log = instance / "server.log"
        self.environ = {
            **os.environ,
            **SECRETS,
            "INSTANCE": str(instance),
            "DATABASE_URL": url,
            "PORT": str(self.port),
            **(settings or {}),
        }
        self.process: ForkServerProcess | None = None
        self.keeper: subprocess.Popen[bytes] | None = None
        instance.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> "Server":
        self.start()
        self.wait_until_up()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.kill()

    def start(self) -> None:
        assert self.process is None
        self.process = STARTER.Process(target=serve, args=(self.module, self.environ, self.log))
        self.process.start()
        keep = ["sh", "-c", KEEPER, "keeper", str(self.process.pid)]
        self.keeper = subprocess.Popen(keep, stdin=subprocess.PIPE, start_new_session=True)

    def wait_until_up(self) -> float:
        """How many seconds until it answered."""
        began = time.monotonic()
        while time.monotonic() - began < 60:
            assert self.process is not None and self.process.is_alive(), self.log.read_text()
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/accounts/sign-in", timeout=10):
                    return time.monotonic() - began
            except (OSError, urllib.error.URLError):
                time.sleep(0.02)
        raise AssertionError(f"the server did not answer:\n{self.log.read_text()}")

    def kill(self) -> None:
        """kill -9, every process of it at once."""
        if self.process is not None:
            self.let_go()
            with suppress(ProcessLookupError):  # it had ended, or had no group of its own yet
                os.killpg(self.process.pid or 0, signal.SIGKILL)
            self.process.kill()
            self.process.join()
            wait_until(self.is_port_free, "the port is free again")
        self.process = None

    def is_port_free(self) -> bool:
        """Whether the last of its processes has gone: they die at once, but one after the other."""
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                trial.bind(("127.0.0.1", self.port))
                trial.listen(1)
                return True
        return False

    def let_go(self) -> None:
        """Send the keeper home, before the number of its group can be another's."""
        assert self.keeper is not None and self.keeper.stdin is not None
        self.keeper.kill()
        self.keeper.stdin.close()
        self.keeper.wait()
