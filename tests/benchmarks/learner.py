"""A learner whose browser answers cards: the same forms as the page's script sends, over WSGI or HTTP."""

import re
from html import unescape
from io import BytesIO
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from flask import Flask

from tests.benchmarks import generated
from tests.benchmarks.learners import PASSWORD
from webapp.page import IN_PLACE

AGENT = "benchmark"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
RIGHT = "3"  # Good: the card is done for the day


def fields_of(page: str) -> dict[str, str]:
    """What the card's form sends besides its buttons. At the end of a row there is none."""
    card = page[page.index('id="card"') :].partition("</main>")[0]
    return {name: unescape(value) for name, value in HIDDEN.findall(card)}


class RowEnded(Exception):
    """No card is left: the benchmark has too few cards, and would measure another page."""


class Learner:
    """Signed in by the real form, once; holds the session's cookie and what the last card's form carries."""

    def __init__(self, app: Flask, name: str) -> None:
        client = app.test_client()
        browser: dict[str, Any] = {"headers": {"User-Agent": AGENT}}
        page = client.get("/accounts/sign-in", **browser).text
        token = dict(HIDDEN.findall(page))["csrf_token"]
        form = {"identity": name, "password": PASSWORD, "csrf_token": token}
        signed_in = client.post("/accounts/sign-in", data=form, **browser)
        assert signed_in.status_code in (302, 303), signed_in.text
        page = client.get("/practice/card", **browser).text
        cookie = client.get_cookie("session")
        assert cookie is not None
        self.cookie = f"session={cookie.value}"
        self.take(page)

    def take(self, page: str) -> None:
        """Look at the card that was sent."""
        self.fields = fields_of(page)
        if "card" not in self.fields:
            raise RowEnded(page[:500])

    def known(self) -> str:
        """The right answer."""
        return generated.typed(generated.number_of(self.fields["card"]))

    def form(self, typed: str | None = None) -> bytes:
        """What is sent when the card is answered: the typed text once more, and the rating."""
        typed = self.known() if typed is None else typed
        return urlencode({**self.fields, "side": "back", "typed": typed, "rating": RIGHT}).encode()

    def request(self) -> bytes:
        """The answer as it goes over the line."""
        body = self.form()
        head = (
            f"POST /practice/rate HTTP/1.1\r\nHost: 127.0.0.1\r\n{IN_PLACE}: 1\r\n"
            f"User-Agent: {AGENT}\r\nCookie: {self.cookie}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


class Caller:
    """Calls an app as a server does. The environment is built once; only the body changes."""

    def __init__(self, app: Flask, method: str, path: str, cookie: str = "", part: bool = False) -> None:
        self.app = app
        self.status = ""
        self.environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_USER_AGENT": AGENT,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        if method == "POST":
            self.environ["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
        if cookie:
            self.environ["HTTP_COOKIE"] = cookie
        if part:
            self.environ["HTTP_" + IN_PLACE.upper().replace("-", "_")] = "1"

    def call(self, body: bytes = b"") -> tuple[float, bytes]:
        """How long it took, to the last byte, and what came."""
        environ = {**self.environ, "wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        start = perf_counter()
        chunks = self.app.wsgi_app(environ, self._start)
        page = b"".join(chunks)
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
        took = perf_counter() - start
        assert self.status.startswith("200"), (self.status, page[:500])
        return took, page

    def _start(self, status: str, _headers: object, _error: object = None) -> Any:
        self.status = status
        return lambda _data: None
