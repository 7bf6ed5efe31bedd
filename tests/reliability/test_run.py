"""`make run`, for real: it serves, keeps its secrets to itself, and goes when it is told to."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.reliability.serving import wait_until

ROOT = Path(__file__).parents[2]
Run = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def run(tmp_path: Path, port: int) -> Iterator[Run]:
    """Start `make run` on an instance of its own, in a process group that is empty when all of it is gone."""
    started = []

    def start(**settings: str) -> "subprocess.Popen[str]":
        make = subprocess.Popen(
            ["make", "run"],
            cwd=ROOT,
            env={**os.environ, "INSTANCE": str(tmp_path / "my instance"), "PORT": str(port), **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        started.append(make)
        return make

    yield start
    for make in started:
        if not is_gone(make.pid):
            os.killpg(make.pid, signal.SIGKILL)
        make.communicate()


def is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def front_page(port: int) -> bytes:
    """What the server says once it is up."""
    ends = time.monotonic() + 90
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                body: bytes = answer.read()
                return body
        except ConnectionError:
            time.sleep(0.05)
        except urllib.error.URLError as error:
            assert isinstance(error.reason, ConnectionError), error
            time.sleep(0.05)
    raise AssertionError("the server did not answer")


@dataclass
class Ended:
    """What a run left behind that one signal had ended."""

    front: bytes
    printed: str
    secret: str
    mode: int


@pytest.fixture
def ended(run: Run, port: int, tmp_path: Path) -> dict[signal.Signals, Ended]:
    """Two runs of one instance, one after the other: TERM is sent to make alone, Ctrl-C reaches the group."""
    secret, found = tmp_path / "my instance" / "secret_key", {}
    for sent in (signal.SIGTERM, signal.SIGINT):
        make = run()
        front = front_page(port)
        time.sleep(0.5)  # the worker has done with the request; Ctrl-C does not wait for it
        os.killpg(make.pid, sent) if sent == signal.SIGINT else make.send_signal(sent)
        printed, _ = make.communicate(timeout=60)
        mode = secret.stat().st_mode & 0o777
        wait_until(partial(is_gone, make.pid), "every process has ended")
        found[sent] = Ended(front, printed, secret.read_text(), mode)
    return found


def test_it_serves_one_signal_ends_every_process_and_secrets_stay(
    ended: dict[signal.Signals, Ended], port: int
) -> None:
    for found in ended.values():
        assert b"Footnote" in found.front
        assert f"http://127.0.0.1:{port}" in found.printed and "Traceback" not in found.printed
    assert {found.mode for found in ended.values()} == {0o600}  # for their owner only
    (secret,) = {found.secret for found in ended.values()}  # made once
    assert len(secret) > 40


def test_a_port_in_use_is_one_sentence(run: Run, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        make = run()
        printed, _ = make.communicate(timeout=60)
    assert make.returncode != 0
    said = [line for line in printed.splitlines() if not line.startswith("make")]
    assert str(port) in said[-1] and len(said) == 1
