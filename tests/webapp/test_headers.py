"""Headers: on every response there is, errors and static files included."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import Client
from werkzeug.wrappers import Response

from tests.webapp.conftest import sign_in
from webapp.apart import Apart
from webapp.headers import HEADERS, POLICY
from webapp.models import User


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    return {**settings, "PROPAGATE_EXCEPTIONS": False}


def every_response(app: Flask, user: User | None = None) -> Iterator[tuple[str, Response]]:
    """One answer of every route, whatever it is to this visitor."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        path = adapter.build(rule.endpoint, {name: example(app, name) for name in rule.arguments})
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        client = sign_in(app.test_client(), user) if user else app.test_client()
        with client.open(path, method=method) as response:
            yield f"{method} {path}", response


def example(app: Flask, argument: str) -> str:
    deck = next(iter(app.extensions["bank"].decks), "none")
    known = {"filename": "footnote.css", "deck_id": deck, "deck": deck}
    return known.get(argument, "1")


def test_every_route_sends_every_header(app: Flask, alice: User) -> None:
    for visitor in (None, alice):
        for path, response in every_response(app, visitor):
            for name, value in HEADERS.items():
                assert response.headers.get(name) == value, (path, name)


def test_so_do_errors_and_the_fault_of_ours(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/broken", "broken", lambda: str(1 // 0))
    for path, code in (("/nothing", 404), ("/static/none.css", 404), ("/broken", 500)):
        response = client.get(path)
        assert response.status_code == code
        assert HEADERS.items() <= dict(response.headers).items()


def test_so_does_what_the_server_refuses_before_it_comes_to_the_app(app: Flask) -> None:
    client = Client(Apart(app, ("127.0.0.1", 0)).worker)
    cut_short, endless = {"CONTENT_LENGTH": "9"}, {"HTTP_TRANSFER_ENCODING": "chunked"}
    for announced, code in ((cut_short, 408), (endless, 411)):
        said = client.post("/practice", input_stream=BytesIO(b"cut"), environ_overrides=announced)
        assert said.status_code == code and "Nothing was changed" in said.text
        assert HEADERS.items() <= dict(said.headers).items()


def test_no_page_of_a_signed_in_reader_is_kept(app: Flask, alice: User) -> None:
    for path, response in every_response(app, alice):
        signed_out = path.endswith("out")
        if not path.startswith("GET /static/") and not signed_out:
            assert response.headers["Cache-Control"] == "no-store", path


def test_control_a_visitors_page_may_be_kept_if_asked_about_anew(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/plain", "plain", lambda: "no session here")
    assert client.get("/plain").headers["Cache-Control"] == "no-cache"


def test_the_policy_allows_nothing_inline_and_no_other_host() -> None:
    assert "unsafe" not in POLICY and "http" not in POLICY and "*" not in POLICY
    for part in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in POLICY


def test_over_tls_the_browser_is_told_to_stay_there(client: FlaskClient) -> None:
    secure = client.get("/library", base_url="https://localhost")
    assert "max-age=31536000" in secure.headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in client.get("/library").headers


def test_a_page_may_set_a_stricter_header_of_its_own(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/own", "own", lambda: Response("", headers={"Referrer-Policy": "no-referrer"}))
    assert client.get("/own").headers["Referrer-Policy"] == "no-referrer"
