"""The real server, as `make run` starts it: in a process group of its own, to be killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).parents[2]
# As in tests/postgres.py the shell waits on a pipe from us: kill -9 of the tests ends the server, too.
KEEPER = 'read -r never; kill -KILL -- "-$1"'
SECRETS = {"SECRET_KEY": "for the tests only", "PASSWORD_SALT": "for the tests only"}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


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
        self.process: subprocess.Popen[bytes] | None = None
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
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", self.module]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environ, stdout=log, stderr=log, start_new_session=True
            )
        keep = ["sh", "-c", KEEPER, "keeper", str(self.process.pid)]
        self.keeper = subprocess.Popen(keep, stdin=subprocess.PIPE, start_new_session=True)

    def wait_until_up(self) -> float:
        """How many seconds until it answered."""
        began = time.monotonic()
        while time.monotonic() - began < 60:
            assert self.process is not None and self.process.poll() is None, self.log.read_text()
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
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def stop(self) -> None:
        """As Ctrl-C or a service manager ends it."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(30)
        self.let_go()
        self.process = None

    def let_go(self) -> None:
        """Send the keeper home, before the number of its group can be another's."""
        assert self.keeper is not None and self.keeper.stdin is not None
        self.keeper.kill()
        self.keeper.stdin.close()
        self.keeper.wait()


@contextmanager
def paused(server: Server) -> Iterator[None]:
    """No server for as long as the block lasts."""
    server.kill()
    yield
    server.start()
    server.wait_until_up()
