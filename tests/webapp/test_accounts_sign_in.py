"""Signing in through the form, and out."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from argon2 import low_level
from flask import Flask
from flask.testing import FlaskClient
from flask_security import current_user
from pytest import MonkeyPatch
from sqlalchemy import update

from tests.webapp.conftest import PASSWORD, AddUser, sign_in
from webapp.db import db
from webapp.models import User

URL = "/accounts/sign-in"


def form(**over: str) -> dict[str, str]:
    return {"identity": "alice", "password": PASSWORD, **over}


@pytest.mark.parametrize("identity", ["alice", " Alice ", "alice@example.org", "ALICE@example.ORG"])
def test_a_name_or_an_address_and_the_password_sign_in(app: Flask, alice: User, identity: str) -> None:
    with app.test_client() as client:
        answer = client.post(URL, data=form(identity=identity))
        assert (answer.status_code, answer.location) == (302, "/")
        client.get("/")
        assert current_user.username == "alice"


def test_the_form_keeps_what_was_typed_but_never_the_password(client: FlaskClient, alice: User) -> None:
    answer = client.post(URL, data=form(identity="alice<", password="wrong horse"))
    assert answer.status_code == 422
    assert 'value="alice&lt;"' in answer.text and "wrong horse" not in answer.text


def test_the_session_is_new_after_signing_in(client: FlaskClient, alice: User) -> None:
    with client.session_transaction() as session:
        session["planted"] = session["csrf_token"] = "by an attacker"
    client.post(URL, data=form())
    with client.session_transaction() as session:
        assert "_user_id" in session and "planted" not in session
        assert session.get("csrf_token") != "by an attacker"


def test_an_account_that_is_not_there_looks_just_the_same(client: FlaskClient, alice: User) -> None:
    known = client.post(URL, data=form(password="not the password"))
    unknown = client.post(URL, data=form(identity="malice", password="not the password"))
    assert known.status_code == unknown.status_code == 422
    csrf = re.compile(r'value="[^"]*"')
    assert csrf.sub("", known.text) == csrf.sub("", unknown.text)


@pytest.mark.parametrize(
    "identity", ["alice", "nobody", "nobody@example.org", "alice@example.org", "no one@@"]
)
def test_it_costs_one_hash_whoever_it_is(
    client: FlaskClient, alice: User, identity: str, monkeypatch: MonkeyPatch
) -> None:
    hashes = count_hashes(monkeypatch)
    client.post(URL, data=form(identity=identity, password="not the password"))
    assert len(hashes) == 1


def count_hashes(monkeypatch: MonkeyPatch) -> list[object]:
    """A list that grows by one with each argon2 hash, for making one as for checking one."""
    made: list[object] = []
    for name in ("hash_secret", "verify_secret"):
        monkeypatch.setattr(low_level, name, counted(getattr(low_level, name), made))
    return made


def counted(hashing: Callable[..., Any], made: list[object]) -> Callable[..., Any]:
    def count(*args: Any, **more: Any) -> Any:
        made.append(hashing)
        return hashing(*args, **more)

    return count


def test_a_closed_account_cannot_sign_in_and_its_session_ends(app: Flask, alice: User) -> None:
    client = sign_in(app.test_client(), alice)
    assert client.get("/accounts/settings").status_code == 200
    with app.app_context():
        db.session.execute(update(User).values(active=False))
        db.session.commit()
    assert client.get("/accounts/settings").status_code == 302
    assert client.post(URL, data=form()).status_code == 422


def test_remember_me_outlives_the_session(app: Flask, alice: User) -> None:
    with app.test_client() as client:
        answer = client.post(URL, data=form(remember="y"))
        cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("remember_token"))
        assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie
        client.delete_cookie("session")
        client.get("/")
        assert current_user.username == "alice"


def test_control_without_it_the_session_is_all(client: FlaskClient, alice: User) -> None:
    answer = client.post(URL, data=form())
    assert not any(c.startswith("remember_token") for c in answer.headers.getlist("Set-Cookie"))


def test_signing_out_needs_a_post_and_ends_the_session(client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    assert client.get("/accounts/sign-out").status_code == 405
    assert client.post("/accounts/sign-out").location == "/"
    assert client.get("/accounts/settings").status_code == 302


def test_a_form_field_is_wanted_not_json(client: FlaskClient, alice: User) -> None:
    assert client.post(URL, json={"identity": {}, "password": ["x"]}).status_code == 400


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client: FlaskClient) -> None:
    answer = client.post("/practice/rate", headers={"Referer": "http://localhost/practice/card?deck=a"})
    assert answer.status_code == 302
    assert answer.location == "/accounts/sign-in?next=/practice/card?deck%3Da"


def test_who_is_signed_in_is_led_on(client: FlaskClient, alice: User) -> None:
    assert sign_in(client, alice).get(f"{URL}?next=/library").location == "/library"


HOSTS = [
    "evil.example",
    "evil.example/a",
    "localhost@evil.example",
    "localhost.evil.example",
    "evil.example:80",
]
STARTS = [
    "//",
    "///",
    "////",
    "/\\",
    "\\\\",
    "\\/",
    "http://",
    "https://",
    "http:",
    "https:/",
    "http:///",
    "/\t/",
]
STARTS += ["/\n/", "\r\n//", " //", "\x00//", "\x19//", "　//", "javascript://", "data:text/html,", "ftp://"]
ELSEWHERE = [start + host for start in STARTS for host in HOSTS] + [
    "evil.example",
    "@evil.example",
    "javascript:x",
]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("place", ["form", "address"])
def test_it_leads_to_no_other_site(app: Flask, add_user: AddUser, place: str) -> None:
    add_user("alice")
    assert len(ELSEWHERE) >= 80
    for text in ELSEWHERE:
        client = app.test_client()
        if place == "form":
            answer = client.post(URL, data=form(next=text))
        else:
            answer = client.post(URL, data=form(), query_string={"next": text})
        assert answer.location == "/", text


def test_control_it_leads_on_to_a_page_of_this_site(client: FlaskClient, alice: User) -> None:
    answer = client.post(URL, data=form(next="/practice/card?deck=state-visit&kind=date#p3"))
    assert answer.location == "/practice/card?deck=state-visit&kind=date#p3"


def test_the_forms_token_is_checked(app: Flask, alice: User) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()
    assert client.post(URL, data=form()).status_code == 400
    for url in ("/accounts/sign-out", "/accounts/theme", "/accounts/sign-up", "/accounts/password"):
        assert sign_in(client, alice).post(url).status_code == 400
    with app.test_client() as another:
        found = re.search(r'name="csrf_token" value="([^"]+)"', another.get(URL).text)
        assert found and another.post(URL, data=form(csrf_token=found[1])).status_code == 302
