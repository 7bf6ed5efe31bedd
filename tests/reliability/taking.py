"""What a browser sends while its learner takes a quiz: over Flask's test client, or over a real line."""

import http.client
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from typing import Any, Protocol
from urllib.parse import urlencode
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.conftest import sign_in
from webapp.models import User

Fields = Mapping[str, Any]  # a value that is a list is sent once for each entry
IN_PLACE = {"In-Place": "1"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, to the byte."""

    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def result(self) -> str:
        """What the answer in place calls itself; nothing for a page."""
        with suppress(ValueError, AttributeError):
            return str(self.json.get("result", ""))
        return ""

    @property
    def leads_to(self) -> str:
        return self.headers.get("Location", "")


class LineDown(Exception):
    """Nothing came back: whether the request arrived, nobody knows."""


class Line(Protocol):
    """Some way to the server."""

    def send(self, method: str, path: str, fields: Fields, headers: Mapping[str, str]) -> Reply: ...

    def close(self) -> None: ...


class InProcess:
    """No line at all: the app is called as a server would."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def send(self, method: str, path: str, fields: Fields, headers: Mapping[str, str]) -> Reply:
        answer = self.client.open(path, method=method, data=fields or None, headers=dict(headers))
        with answer:
            return Reply(answer.status_code, answer.get_data(), dict(answer.headers))

    def close(self) -> None:
        pass


class OverHttp:
    """A connection that is kept open, and the session's cookie."""

    def __init__(self, port: int, timeout: float = 20) -> None:
        self.port, self.timeout = port, timeout
        self.cookie = ""
        self.connection: http.client.HTTPConnection | None = None

    def send(self, method: str, path: str, fields: Fields, headers: Mapping[str, str]) -> Reply:
        try:
            return self._send(method, path, fields, headers)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise LineDown(repr(error)) from error

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def _send(self, method: str, path: str, fields: Fields, headers: Mapping[str, str]) -> Reply:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        sent = {**headers, "Cookie": self.cookie}
        body = urlencode(fields, doseq=True) if method == "POST" else None
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            if cookie.startswith("session="):
                self.cookie = cookie.partition(";")[0]
        return Reply(answer.status, content, dict(answer.headers.items()))


@dataclass(frozen=True, slots=True)
class Sent:
    """One edit of an answer as its page sends it; sent again it is the same, key and all."""

    slot: int  # from 1, as addresses count
    given: tuple[str, ...]
    base: int = 0
    key: UUID = UUID(int=0)
    certainty: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        return {
            "key": str(self.key),
            "base": str(self.base),
            "given": list(self.given),
            "certainty": self.certainty,
        }

    @property
    def plain(self) -> dict[str, Any]:
        return {"slot": self.slot, **self.fields, "base": self.base}


def edit(slot: int, *given: str, base: int = 0, certainty: str = "") -> Sent:
    """An edit with a key of its own."""
    return Sent(slot, given, base, uuid4(), certainty)


class Taker:
    """A learner's browser at quizzes. It keeps nothing but the token that forms carry."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.token = ""

    def get(self, path: str, in_place: bool = False) -> Reply:
        return self.line.send("GET", path, {}, IN_PLACE if in_place else {})

    def post(self, path: str, fields: Fields = {}, in_place: bool = True, **headers: str) -> Reply:  # noqa: B006
        token = {"csrf_token": self.token} if self.token else {}
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.line.send("POST", path, {**token, **fields}, {**(IN_PLACE if in_place else {}), **sent})

    def sign_in(self, name: str, password: str) -> "Taker":
        """By the real form."""
        self.token = token_of(self.get("/accounts/sign-in").text)
        answer = self.post("/accounts/sign-in", {"identity": name, "password": password}, in_place=False)
        assert answer.status in (302, 303), (answer.status, answer.text[:2000])
        self.token = token_of(self.get("/library").text)
        return self

    def start(self, quiz: str) -> Reply:
        return self.post(f"/quizzes/{quiz}/start", in_place=False)

    def begin(self, quiz: str) -> str:
        """Start, and the attempt that came of it."""
        answer = self.start(quiz)
        assert answer.status == 303, (answer.status, answer.text[:2000])
        return attempt_of(answer)

    def save(self, attempt: str, sent: Sent, **over: Any) -> Reply:
        return self.post(f"/quizzes/attempts/{attempt}/{sent.slot}", {**sent.fields, **over})

    def submit(self, attempt: str, unsaved: Sequence[Sent] = ()) -> Reply:
        fields = {"unsaved": json.dumps([one.plain for one in unsaved])}
        return self.post(f"/quizzes/attempts/{attempt}/submit", fields)

    def state(self, attempt: str) -> dict[str, Any]:
        return self.get(f"/quizzes/attempts/{attempt}/state").json


def seated(app: Flask, user: User, port: int) -> Taker:
    """A browser at a server with the secret and the database of `app`, in which this user is signed in."""
    cookie = sign_in(app.test_client(), user).get_cookie("session")
    assert cookie is not None
    line = OverHttp(port)
    line.cookie = f"session={cookie.value}"
    taker = Taker(line)
    taker.token = token_of(taker.get("/library").text)
    return taker


def attempt_of(started: Reply) -> str:
    """The attempt whose question the start led to."""
    found = re.search(r"/quizzes/attempts/([0-9a-f-]{32,36})", started.leads_to)
    assert found, (started.status, started.leads_to, started.text[:2000])
    return found[1]


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page[:2000]
    return unescape(found[1])
