"""Errors: a page in our own look that says what happened and what to do, and tells nothing of the inside."""

import logging
from typing import Any

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.exceptions import HTTPException, LengthRequired, RequestTimeout, TooManyRequests

from tests.webapp.conftest import sign_in
from webapp import errors
from webapp.db import db
from webapp.models import User


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    return {**settings, "PROPAGATE_EXCEPTIONS": False}


@pytest.fixture
def app(app: Flask) -> Flask:
    """The app with pages that fail."""

    def fail(code: int) -> str:
        abort(code)

    def wait() -> str:
        raise TooManyRequests(retry_after=7)

    def broken() -> str:
        raise ZeroDivisionError("SELECT secret FROM user -- /srv/app/views.py")

    app.add_url_rule("/fail/<int:code>", "fail", fail)
    app.add_url_rule("/wait", "wait", wait)
    app.add_url_rule("/broken", "broken", broken, methods=["GET", "POST"])
    return app


def test_each_error_says_what_happened_and_what_to_do(client: FlaskClient) -> None:
    for code, words in errors.WORDS.items():
        response = client.get(f"/fail/{code}")
        assert response.status_code == code
        assert words.what in response.text and words.next in response.text
        assert 'href="/"' in response.text


def test_an_error_without_words_of_its_own_borrows_its_familys(client: FlaskClient) -> None:
    response = client.get("/fail/418")
    assert response.status_code == 418
    assert errors.WORDS[400].what in response.text


def test_a_script_gets_the_words_without_a_page(client: FlaskClient) -> None:
    fragment = client.get("/fail/403", headers={"In-Place": "1"}).text
    assert errors.WORDS[403].what in fragment
    assert "<html" not in fragment


def test_a_fault_of_ours_has_a_number_that_stands_in_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        page = client.get("/broken").text
    lines = [record.getMessage() for record in caplog.records if "incident" in record.getMessage()]
    assert len(lines) == 1
    number = lines[0].split()[1].rstrip(":")
    assert f"<code>{number}</code>" in page
    assert "\n" not in lines[0] and "'/broken'" in lines[0]


def test_a_fault_of_ours_tells_nothing_of_the_inside(client: FlaskClient) -> None:
    response = client.get("/broken")
    assert response.status_code == 500
    for inside in ("SELECT", "ZeroDivision", "Traceback", "views.py", "Werkzeug", "Flask"):
        assert inside not in response.text


def test_the_way_to_the_incident_is_no_way_into_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, app: Flask
) -> None:
    app.add_url_rule("/broken/<path:rest>", "broken_path", lambda rest: abort(500))
    client.get("/broken/a%0Aincident%20forged")
    lines = [record.getMessage() for record in caplog.records]
    assert not any("\n" in line for line in lines if line.startswith("incident"))


def test_an_error_shows_when_the_database_knows_nobody(client: FlaskClient, alice: User, app: Flask) -> None:
    sign_in(client, alice)
    with app.app_context():
        db.session.execute(text('ALTER TABLE "user" RENAME TO gone'))
        db.session.commit()
    response = client.get("/library")
    assert response.status_code == 500
    assert errors.WORDS[500].what in response.text
    assert "alice" not in response.text and "Sign in" in response.text
    assert app.test_client().get("/library").status_code == 200  # control: a visitor needs no database


def test_a_signed_in_reader_stays_signed_in_on_an_error_page(client: FlaskClient, alice: User) -> None:
    assert "alice" in sign_in(client, alice).get("/fail/403").text
    assert "alice" not in client.application.test_client().get("/fail/403").text  # control


def test_the_wait_is_told(client: FlaskClient) -> None:
    response = client.get("/wait")
    assert response.headers["Retry-After"] == "7"
    assert "7 seconds" in response.text


def test_the_methods_that_are_allowed_are_told(client: FlaskClient) -> None:
    response = client.post("/library")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_too_large_a_form_is_refused(client: FlaskClient, app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    response = client.post("/broken", data={"comment": "x" * 1_300_000})
    assert response.status_code == 413
    assert errors.WORDS[413].what in response.text


def test_a_page_of_another_session_gives_back_what_was_typed(client: FlaskClient, app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    response = client.post("/broken", data={"typed": "30 <January> 1950", "password": "hunter2"})
    assert response.status_code == 400
    assert errors.STALE.what in response.text
    assert "30 &lt;January&gt; 1950" in response.text
    assert "hunter2" not in response.text


def test_a_form_with_a_field_of_another_gives_back_what_was_typed(client: FlaskClient, alice: User) -> None:
    planted = {"typed": "my <answer>", "extension": "1"}
    refused = sign_in(client, alice).post("/practice/show", data=planted)
    assert refused.status_code == 400 and "my &lt;answer&gt;" in refused.text
    assert "a field that is not its own" in refused.text


def test_what_an_instructor_wrote_is_given_back_as_well(client: FlaskClient, ines: User) -> None:
    planted = {"title": "Ports", "description": "Read chapter <two> first.", "extension": "1"}
    refused = sign_in(client, ines).post("/quizzes/set", data=planted)
    assert refused.status_code == 400 and "Read chapter &lt;two&gt; first." in refused.text


@pytest.mark.parametrize("refusal", [RequestTimeout, LengthRequired])
def test_what_does_not_arrive_whole_has_words_of_its_own(app: Flask, refusal: type[HTTPException]) -> None:
    words = errors.words_for(refusal())
    assert words is not errors.WORDS[400] and "Nothing was changed." in words.next


def test_a_redirect_is_no_error(client: FlaskClient, app: Flask) -> None:
    app.add_url_rule("/slash/", "slash", lambda: "here")
    assert client.get("/slash").status_code == 308


def test_bare_words_are_left_when_even_the_page_fails(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.jinja_env.globals, "url_for", None)
    response = client.get("/fail/404")
    assert response.status_code == 404
    assert errors.WORDS[404].what in response.text
