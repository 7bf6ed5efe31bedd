"""Instructors' requests go to a process of their own, as they came; all others are served in turns."""

import io
import threading
import time
from collections.abc import Callable, Iterator
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from flask import Flask, Response, jsonify, request
from werkzeug.test import Client, EnvironBuilder, run_wsgi_app

from webapp import apart as module
from webapp.apart import PASS, Apart, Turns, own_socket

ASKED_BY = {"REMOTE_ADDR": "203.0.113.9"}


class Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def go_on() -> threading.Event:
    """What the slow page waits for."""
    return threading.Event()


@pytest.fixture
def app(go_on: threading.Event) -> Flask:
    """It says what it was asked, and by whom."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000

    @app.route("/teaching/<path:rest>", methods=["GET", "POST"])
    def echo(rest: str) -> Response:
        who = {
            "asked by": request.remote_addr,
            "host": request.host,
            "cookie": request.cookies.get("session"),
        }
        said = jsonify(who | {"path": rest, **request.args, **request.form})
        said.set_cookie("one", "1")
        said.set_cookie("two", "2")
        return said

    @app.get("/teaching/slow")
    def slow() -> str:
        go_on.wait()
        return "slow"

    @app.get("/practice")
    def practice() -> str:
        return "practice"

    return app


@pytest.fixture
def apart(app: Flask) -> Iterator[Apart]:
    """Both sides, in one process; the desk serves on a thread."""
    made: Apart
    with make_server("127.0.0.1", 0, lambda *asked: made.desk(*asked), handler_class=Silent) as desk:
        made = Apart(app, ("127.0.0.1", desk.server_port))
        thread = threading.Thread(target=desk.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        desk.shutdown()
        thread.join()


def until(holds: Callable[[], object]) -> None:
    """Wait for what another thread is about to do."""
    while not holds():
        time.sleep(0.001)


def test_a_request_arrives_as_it_was_asked(apart: Apart) -> None:
    client = Client(apart.worker)
    client.set_cookie("session", "abc", domain="school.example")
    path, form, host = "/teaching/décks/a%20b?line=7&q=ü", {"text": "mø: 1"}, {"Host": "school.example"}
    said = client.post(path, data=form, headers=host, environ_base=ASKED_BY)
    who = {"asked by": "203.0.113.9", "host": "school.example", "cookie": "abc"}
    assert said.json == who | {"path": "décks/a b", "line": "7", "q": "ü", "text": "mø: 1"}
    assert said.status_code == 200 and len(said.headers.getlist("Set-Cookie")) == 2


def test_learners_are_served_where_they_asked(app: Flask) -> None:
    with own_socket() as nobody_listens:
        client = Client(Apart(app, nobody_listens.getsockname()).worker)
        assert client.get("/practice", environ_base=ASKED_BY).text == "practice"
        for path in ("/teaching/decks", "//teaching/decks"):
            asked = ASKED_BY | {"PATH_INFO": path}
            assert client.get(environ_overrides=asked).status_code == 503


def test_who_does_not_know_the_secret_is_refused(apart: Apart) -> None:
    def status(secret: str) -> str:
        environ = EnvironBuilder("/practice").get_environ() | {PASS: f"{secret} {{}}"}
        return run_wsgi_app(apart.desk, environ)[1]

    assert [status(apart.secret), status("guessed"), status("")] == [
        "200 OK",
        "403 Forbidden",
        "403 Forbidden",
    ]


def test_nobody_says_for_another_who_asks(apart: Apart) -> None:
    forged = {"Footnote-Pass": f'{apart.secret} {{"REMOTE_ADDR": "198.51.100.1"}}'}
    said = Client(apart.worker).get("/teaching/decks", headers=forged, environ_base=ASKED_BY)
    assert said.json is not None and said.json["asked by"] == "203.0.113.9"


def test_what_is_too_large_is_told_so_though_it_was_not_read(app: Flask, apart: Apart) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1_000
    said = Client(apart.worker).post("/teaching/x", data={"text": "x" * 9_000_000}, environ_base=ASKED_BY)
    assert said.status_code == 413


def asking(apart: Apart, path: str) -> threading.Thread:
    thread = threading.Thread(target=lambda: Client(apart.worker).get(path, environ_base=ASKED_BY))
    thread.start()
    return thread


def test_who_waits_for_it_keeps_nobody_waiting(apart: Apart, go_on: threading.Event) -> None:
    waits = asking(apart, "/teaching/slow")
    assert Client(apart.worker).get("/practice", environ_base=ASKED_BY).text == "practice"
    assert waits.is_alive()
    go_on.set()
    waits.join()


def test_but_a_few_wait_for_it_at_once(apart: Apart, go_on: threading.Event) -> None:
    slow = [asking(apart, "/teaching/slow") for _ in range(module.MOST_WAITING)]
    until(lambda: not apart.waiting._value)
    assert Client(apart.worker).get("/teaching/decks", environ_base=ASKED_BY).status_code == 503
    go_on.set()
    for thread in slow:
        thread.join()
    assert Client(apart.worker).get("/teaching/decks", environ_base=ASKED_BY).status_code == 200


class Line(io.BytesIO):
    """What comes over a line that stands still after its last byte, until somebody gives up or goes on."""

    def __init__(self, data: bytes, go_on: threading.Event) -> None:
        super().__init__(data)
        self.go_on = go_on

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        if not data:
            self.go_on.wait()
        return data


@pytest.mark.parametrize("path", ["/practice", "/teaching/decks"])
def test_who_stops_sending_keeps_nobody_waiting_and_is_refused(
    apart: Apart, go_on: threading.Event, path: str
) -> None:
    announced = {"CONTENT_LENGTH": "90"}
    half = {"input_stream": Line(b"text=half", go_on), "environ_overrides": ASKED_BY | announced}
    said: list[int] = []
    stopped = threading.Thread(
        target=lambda: said.append(Client(apart.worker).post(path, **half).status_code)
    )
    stopped.start()
    assert Client(apart.worker).get("/practice", environ_base=ASKED_BY).text == "practice"
    assert stopped.is_alive()
    go_on.set()  # the line is closed
    stopped.join()
    assert said == [408]


def test_what_is_of_no_announced_length_is_refused_unread(apart: Apart, go_on: threading.Event) -> None:
    go_on.set()
    sent = Line(b"9\r\ntext=half\r\n", go_on)
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    for path in ("/practice", "/teaching/decks"):
        said = Client(apart.worker).post(path, input_stream=sent, environ_overrides=ASKED_BY | chunked)
        assert said.status_code == 411
    assert sent.tell() == 0


def test_served_together_others_would_wait(
    apart: Apart, go_on: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATHS", ())
    slow = asking(apart, "/teaching/slow")
    until(lambda: apart.turns._busy)
    other = asking(apart, "/practice")
    until(lambda: apart.turns._waiting)
    go_on.set()
    slow.join()
    other.join()


def test_turns_come_in_order_and_one_at_a_time() -> None:
    turns, seen = Turns(), []

    def take(number: int) -> None:
        with turns:
            seen.append(number)

    threads = [threading.Thread(target=take, args=(number,)) for number in range(5)]
    with turns:
        for number, thread in enumerate(threads):
            thread.start()
            until(lambda number=number: len(turns._waiting) == number + 1)  # type: ignore[misc]
        assert seen == []
    for thread in threads:
        thread.join()
    assert seen == [0, 1, 2, 3, 4] and not turns._busy


def test_a_turn_that_ends_in_an_error_is_over() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns:
        raise ZeroDivisionError
    assert not turns._busy
