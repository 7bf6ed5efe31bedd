"""`make run`, for real: it serves, keeps its secrets to itself, and goes when it is told to."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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
        if is_alive(make.pid):
            os.killpg(make.pid, signal.SIGKILL)
        make.communicate()


def is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def front_page(port: int) -> bytes:
    """What the server says once it is up."""
    for _ in range(600):
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


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_and_one_signal_ends_every_process(run: Run, port: int, sent: signal.Signals) -> None:
    make = run()
    assert b"Footnote" in front_page(port)
    time.sleep(0.5)  # the worker has done with the request; Ctrl-C does not wait for it
    # Ctrl-C reaches the whole group; TERM is sent to make alone.
    os.killpg(make.pid, sent) if sent == signal.SIGINT else make.send_signal(sent)
    printed, _ = make.communicate(timeout=20)
    assert not is_alive(make.pid)
    assert f"http://127.0.0.1:{port}" in printed and "Traceback" not in printed


def test_the_secrets_are_made_once_and_for_their_owner_only(run: Run, port: int, tmp_path: Path) -> None:
    secret = tmp_path / "my instance" / "secret_key"
    kept = []
    for _ in range(2):
        make = run()
        front_page(port)
        make.terminate()
        make.communicate(timeout=20)
        kept.append(secret.read_text())
    assert secret.stat().st_mode & 0o777 == 0o600
    assert len(kept[0]) > 40 and kept[0] == kept[1]


def test_a_port_in_use_is_one_sentence(run: Run, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        make = run()
        printed, _ = make.communicate(timeout=30)
    assert make.returncode != 0
    said = [line for line in printed.splitlines() if not line.startswith("make")]
    assert str(port) in said[-1] and len(said) == 1
