"""A real server of several processes: what was published is what each of them serves at its next request."""

import os
import signal
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from tests.reliability.named import DEAF, PROCESS
from tests.reliability.serving import Server
from tests.webapp.conftest import sign_in
from tests.webapp.publishing.course import DECK, Desk
from webapp.__main__ import WORKERS
from webapp.models import User

OLD, NEW = "Who built the new mill?", "Who, then, built the new mill?"
Said = dict[str, bool]  # of each process, whether it served the new wording


@contextmanager
def served(settings: dict[str, Any], database: str) -> Iterator[str]:
    """The address of the deck on a server with the same course and secret as the app of the test."""
    environ = {name: str(settings[name]) for name in ("DECKS", "DOCUMENTS", "SECRET_KEY")}
    with Server(Path(settings["INSTANCE"]), database, "tests.reliability.named", environ) as server:
        yield f"http://127.0.0.1:{server.port}/library/decks/mill"


def each(url: str, **headers: str) -> Said:
    """Ask until every process has answered: who has, is stopped, so that another one must."""
    said: Said = {}
    try:
        while len(said) < WORKERS:
            with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as answer:
                page, process = answer.read().decode(), answer.headers[PROCESS]
            assert process not in said and (OLD in page) != (NEW in page)
            said[process] = NEW in page
            os.kill(int(process), signal.SIGSTOP)
    finally:
        for process in said:
            os.kill(int(process), signal.SIGCONT)
    return said


def test_each_process_serves_what_was_published(
    app: Flask, desk: Desk, alice: User, settings: dict[str, Any], database: str
) -> None:
    client = sign_in(app.test_client(), alice)
    session = client.get_cookie("session")
    assert session is not None
    with served(settings, database) as url:
        before = each(url)
        desk.publish(DECK.replace(OLD, NEW))
        assert {*before.values()} == {False}
        assert each(url, **{DEAF: "1"}) == before  # the control: who does not look, serves the old one
        assert set(each(url, Cookie=f"session={session.value}").values()) == {True}
        desk.publish(DECK)
        assert each(url) == before
