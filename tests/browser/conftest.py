"""A real server, a real Chromium, and a watch on both: what goes wrong behind the page fails its test."""

import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response
from werkzeug.serving import make_server

from tests.conftest import new_database_of
from tests.webapp.conftest import AddUser, sign_in
from tests.webapp.conftest import add_user as add_user
from tools import chromium
from webapp.models import User

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
LOCAL = ("about:", "blob:", "data:")


@dataclass
class LiveApp:
    """The app and where it answers."""

    app: Flask
    url: str


@dataclass
class Faults:
    """What the pages of one test did wrong; `allow` takes a pattern of what is brought about on purpose."""

    home: str
    seen: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        self.allowed.append(pattern)

    def unexpected(self) -> list[str]:
        return [
            fault for fault in self.seen if not any(re.search(allowed, fault) for allowed in self.allowed)
        ]

    def watch(self, context: BrowserContext) -> None:
        """Note errors in the console (a policy violation is one), in scripts, in answers and in addresses."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.seen.append(f"script error: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.seen.append(f"console: {message.text} ({message.location['url']})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home + "/", *LOCAL)):
            self.seen.append(f"another host: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # leaving a page ends what it was still fetching
            self.seen.append(f"failed: {request.method} {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.seen.append(f"answer {response.status}: {response.request.method} {response.url}")


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """SQLite, unless a test asks: `@pytest.mark.parametrize("database", ["postgresql"], indirect=True)`."""
    yield from new_database_of(request, tmp_path)


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    """Forms carry their token, as they do for a learner."""
    return settings | {"WTF_CSRF_ENABLED": True}


def made_first(app: "WSGIApplication") -> "WSGIApplication":
    """Each answer is made and closed before it is sent: werkzeug's server forgets to close, say, a static
    file where a browser that has gone away resets the connection."""

    def serve(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        answer: Any = app(environ, start_response)
        with closing(answer):
            return [b"".join(answer)]

    return serve


@pytest.fixture
def live_app(app: Flask) -> Iterator[LiveApp]:
    """The app of this test, served on a free port as long as the test runs."""
    server = make_server("127.0.0.1", 0, made_first(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield LiveApp(app, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium that `make test` found; where pytest was started by hand, the one that it would find."""
    path = os.environ.get("CHROMIUM_PATH") or chromium.find()
    return {**browser_type_launch_args, "executable_path": path, "args": list(FLAGS)}


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], live_app: LiveApp) -> dict[str, Any]:
    """Paths are relative to the app; nothing moves, so that colours are measured at rest."""
    return {**browser_context_args, "base_url": live_app.url, "locale": "en-GB", "reduced_motion": "reduce"}


@pytest.fixture
def faults(live_app: LiveApp) -> Iterator[Faults]:
    """The watch over this test's pages; `faults.allow("answer 404")` for what is meant to happen."""
    watched = Faults(live_app.url)
    yield watched
    assert watched.unexpected() == []


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext], faults: Faults) -> Callable[..., BrowserContext]:
    """Every context that a test opens, the one of `page` too, is watched."""

    def watched(**options: Any) -> BrowserContext:
        context = new_context(**options)
        faults.watch(context)
        return context

    return watched


@pytest.fixture
def learner(add_user: AddUser) -> User:
    return add_user("learner")


@pytest.fixture
def seat(new_context: Callable[..., BrowserContext], live_app: LiveApp) -> Callable[..., Page]:
    """A page of a browser of its own, in which somebody is signed in: `seat(alice, has_touch=True)`."""

    def sit(user: User | None = None, **options: Any) -> Page:
        context = new_context(**options)
        if user:
            cookie = sign_in(live_app.app.test_client(), user).get_cookie("session")
            assert cookie
            context.add_cookies([{"name": "session", "value": cookie.value, "url": live_app.url}])
        return context.new_page()

    return sit
