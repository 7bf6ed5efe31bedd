"""A real server of several processes: what was published is what each of them serves at its next request."""

import os
import signal
import socket
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.reliability.named import DEAF, PROCESS
from tests.reliability.serving import Server, wait_until
from tests.webapp.conftest import sign_in
from tests.webapp.publishing.course import DECK, Desk
from webapp.__main__ import WORKERS
from webapp.models import User

OLD, NEW = "Who built the new mill?", "Who, then, built the new mill?"
Said = dict[str, bool]  # of each process, whether it served the new wording


@contextmanager
def served(settings: dict[str, Any], database: str) -> Iterator[str]:
    """The address of a server with the same course and secret as the app of the test."""
    with server_of(settings, database) as server:
        yield address_of(server)


def server_of(settings: dict[str, Any], database: str) -> Server:
    environ = {name: str(settings[name]) for name in ("DECKS", "DOCUMENTS", "SECRET_KEY")}
    return Server(Path(settings["INSTANCE"]), database, "tests.reliability.named", environ)


def address_of(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


def ask(url: str, **headers: str) -> tuple[str, str]:
    """The page, and the process that made it."""
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as answer:
        return answer.read().decode(), answer.headers[PROCESS]


def each(url: str, **headers: str) -> Said:
    """Ask for the deck until every worker has answered: who has, is stopped, so that another one must."""
    said: Said = {}
    try:
        while len(said) < WORKERS:
            page, process = ask(f"{url}/library/decks/mill", **headers)
            assert process not in said and (OLD in page) != (NEW in page)
            said[process] = NEW in page
            os.kill(int(process), signal.SIGSTOP)
    finally:
        for process in said:
            os.kill(int(process), signal.SIGCONT)
    return said


def session_of(app: Flask, user: User) -> str:
    """The cookie of somebody who is signed in."""
    found = sign_in(app.test_client(), user).get_cookie("session")
    assert found is not None
    return f"session={found.value}"


def test_each_process_serves_what_was_published(
    app: Flask, desk: Desk, alice: User, settings: dict[str, Any], database: str
) -> None:
    session = session_of(app, alice)
    with served(settings, database) as url:
        before = each(url)
        desk.publish(DECK.replace(OLD, NEW))
        assert {*before.values()} == {False}
        assert each(url, **{DEAF: "1"}) == before  # the control: who does not look, serves the old one
        assert set(each(url, Cookie=session).values()) == {True}
        desk.publish(DECK)
        assert each(url) == before


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_instructors_have_a_process_of_their_own_and_another_follows_it(
    app: Flask, ines: User, settings: dict[str, Any], database: str
) -> None:
    session = session_of(app, ines)
    with served(settings, database) as url:
        page, first = ask(f"{url}/teaching/decks", Cookie=session)
        os.kill(int(first), signal.SIGKILL)
        again, second = ask(f"{url}/teaching/decks", Cookie=session)
        assert "The mill" in page and "The mill" in again and first != second
        assert not {first, second} & each(url).keys()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_they_have_it_still_after_somebody_asked_for_fewer_processes(
    app: Flask, ines: User, settings: dict[str, Any], database: str
) -> None:
    session = session_of(app, ines)
    with server_of(settings, database) as server:
        first = ask(f"{address_of(server)}/teaching/decks", Cookie=session)[1]
        assert server.process is not None and server.process.pid is not None
        os.kill(server.process.pid, signal.SIGTTOU)
        os.kill(int(first), signal.SIGKILL)
        again, second = ask(f"{address_of(server)}/teaching/decks", Cookie=session)
        assert "The mill" in again and first != second


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_who_does_not_close_a_line_keeps_nobody_waiting(settings: dict[str, Any], database: str) -> None:
    asked = b"GET /accounts/sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with server_of(settings, database) as server, ExitStack() as lines:
        began = time.monotonic()
        for _ in range(12):  # each would hold a process for two seconds
            line = lines.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
            line.sendall(asked)
            while line.recv(4096):
                pass
        assert time.monotonic() - began < 6


def held_by(server: Server, lines: int, kept: ExitStack) -> Counter[str]:
    """How many of so many lines, opened one after the other and kept, each process has."""
    held: Counter[str] = Counter()
    for _ in range(lines):
        line = kept.enter_context(closing(HTTPConnection("127.0.0.1", server.port, timeout=30)))
        line.request("GET", "/accounts/sign-in")
        answer = line.getresponse()
        answer.read()
        held[answer.headers[PROCESS]] += 1
    return held


def shares(server: Server, lines: int) -> list[int]:
    with ExitStack() as kept:
        return [*held_by(server, lines, kept).values(), 0][:WORKERS]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_lines_that_stay_open_are_shared_evenly(settings: dict[str, Any], database: str) -> None:
    """Left to chance, six times sixteen lines were 46 to 56 off in all."""
    with server_of(settings, database) as server:
        off = [abs(first - second) for first, second in (shares(server, 16) for _ in range(6))]
        assert sum(off) <= 16, off
        first, second = shares(server, 40)
        assert abs(first - second) <= 8


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_also_with_a_process_that_follows_one_that_ended(settings: dict[str, Any], database: str) -> None:
    with server_of(settings, database) as server, ExitStack() as kept:
        ended = held_by(server, 8, kept).most_common()[0][0]
        os.kill(int(ended), signal.SIGKILL)
        kept.close()
        wait_until(lambda: len(each(address_of(server))) == WORKERS, "another follows")
        off = [abs(first - second) for first, second in (shares(server, 16) for _ in range(6))]
        assert sum(off) <= 16, off
