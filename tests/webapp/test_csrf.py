"""A form's token: good in the session it was made for, however often it came before, and unchanged."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.conftest import sign_in
from webapp import csrf
from webapp.models import User

URL = "/accounts/theme"
PATTERN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    return settings | {"WTF_CSRF_ENABLED": True}


def token(client: FlaskClient, base_url: str = "http://localhost") -> str:
    found = PATTERN.search(client.get("/library", base_url=base_url).text)
    assert found
    return found[1]


def post(client: FlaskClient, sent: str, base_url: str = "http://localhost", **headers: str) -> int:
    data = {"theme": "dark", "csrf_token": sent}
    return client.post(URL, data=data, base_url=base_url, headers=headers).status_code


def test_a_token_is_good_as_often_as_it_comes(client: FlaskClient, alice: User) -> None:
    mine = token(sign_in(client, alice))
    assert [post(client, mine) for _ in range(3)] == [302, 302, 302]


def test_in_another_session_it_is_not_though_it_was_good_in_its_own(app: Flask, alice: User) -> None:
    mine, other = sign_in(app.test_client(), alice), sign_in(app.test_client(), alice)
    sent, others = token(mine), token(other)
    assert post(mine, sent) == 302
    assert [post(other, sent), post(other, sent), post(mine, others)] == [400, 400, 400]
    assert [post(mine, sent), post(other, others)] == [302, 302]


def test_one_without_a_session_is_refused_though_it_was_good(app: Flask, alice: User) -> None:
    mine = sign_in(app.test_client(), alice)
    sent = token(mine)
    assert post(mine, sent) == 302
    assert [post(app.test_client(), sent) for _ in range(2)] == [400, 400]


def test_one_that_was_changed_is_refused_each_time(client: FlaskClient, alice: User) -> None:
    mine = token(sign_in(client, alice))
    assert post(client, mine) == 302
    for changed in ("", mine[:-1], f"x{mine}", mine.upper()):
        assert [post(client, changed) for _ in range(2)] == [400, 400], changed


def test_by_https_the_referrer_is_looked_at_each_time(client: FlaskClient, alice: User) -> None:
    """The token is known from http, too."""
    mine = token(sign_in(client, alice))
    assert post(client, mine) == 302
    safe, theirs = "https://localhost", "https://elsewhere.example/"
    assert post(client, mine, safe, Referer=f"{safe}/library") == 302
    assert [post(client, mine, safe), post(client, mine, safe, Referer=theirs)] == [400, 400]


@pytest.mark.parametrize("url", ["/nowhere", "/library", "/static/nothing.css"])
def test_one_that_nobody_verified_is_not_known_from_elsewhere(
    client: FlaskClient, alice: User, url: str
) -> None:
    """An address that is not there, or takes no form, looks at no token."""
    sign_in(client, alice)
    assert client.post(url, data={"csrf_token": "forged"}).status_code in (404, 405)
    assert post(client, "forged") == 400


def test_nor_where_there_is_no_session(app: Flask, alice: User) -> None:
    form = {"identity": "alice", "password": "correct horse", "csrf_token": "forged"}
    assert app.test_client().post("/nowhere", data=form).status_code == 404
    for _ in range(2):
        assert app.test_client().post("/accounts/sign-in", data=form).status_code == 400


def remembered(app: Flask) -> int:
    return len(app.extensions["csrf"]._signed)


def test_no_more_than_so_many_are_remembered(
    app: Flask, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csrf, "MOST", 2)
    clients = [sign_in(app.test_client(), alice) for _ in range(4)]
    tokens = [token(client) for client in clients]
    assert [post(*one) for one in zip(clients, tokens, strict=True)] == [302] * 4
    assert remembered(app) == 2
    assert [post(*one) for one in zip(clients, tokens, strict=True)] == [302] * 4


def test_and_none_that_is_long(app: Flask, client: FlaskClient, alice: User) -> None:
    """The library overlooks some characters in a signature: one token has spellings without end."""
    mine = token(sign_in(client, alice))
    assert post(client, mine[:-1] + "!" * 1000 + mine[-1]) == 302
    assert remembered(app) == 0
    assert post(client, mine) == 302 and remembered(app) == 1
