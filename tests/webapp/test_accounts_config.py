"""What the environment decides about cookies, addresses and secrets."""

import stat
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request

from tests.conftest import close
from tests.webapp.conftest import PASSWORD
from webapp import config, create_app
from webapp.accounts import people
from webapp.accounts.passwords import hashed
from webapp.db import db

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_cookies_are_for_https_where_the_site_is(settings: dict[str, Any]) -> None:
    app = create_app({**settings, "SECURE_COOKIES": True})
    with app.app_context():
        people.add_user("alice", hashed(PASSWORD))
        db.session.commit()
    data = {"identity": "alice", "password": PASSWORD, "remember": "y"}
    answer = app.test_client().post("/accounts/sign-in", data=data, base_url="https://localhost")
    cookies = answer.headers.getlist("Set-Cookie")
    close(app)
    assert len(cookies) == 2
    assert all("Secure" in c and "HttpOnly" in c and "SameSite=Lax" in c for c in cookies)


@pytest.mark.parametrize(
    ("url", "secure"), [("https://learn.example.org", True), ("http://learn.example.org", False)]
)
def test_the_base_url_says_whether_it_is(
    settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch, url: str, secure: bool
) -> None:
    monkeypatch.setenv("BASE_URL", url)
    app = create_app(settings)
    close(app)
    assert app.config["SESSION_COOKIE_SECURE"] is app.config["REMEMBER_COOKIE_SECURE"] is secure


def seen(app: Flask) -> tuple[str | None, str]:
    """Who asks and for which scheme, as the app sees a request that claims to be forwarded twice."""
    app.add_url_rule("/seen", view_func=lambda: f"{request.remote_addr} {request.scheme}")
    headers = {"X-Forwarded-For": "203.0.113.9, 192.0.2.7", "X-Forwarded-Proto": "http, https"}
    address, scheme = app.test_client().get("/seen", headers=headers).text.split()
    close(app)
    return address, scheme


@pytest.mark.parametrize(
    ("proxies", "who"),
    [(0, ("127.0.0.1", "http")), (1, ("192.0.2.7", "https")), (2, ("203.0.113.9", "http"))],
)
def test_only_counted_proxies_are_believed(
    settings: dict[str, Any], proxies: int, who: tuple[str, str]
) -> None:
    assert seen(create_app({**settings, "PROXIES": proxies})) == who


def test_secrets_are_made_once_for_their_owner_only(tmp_path: Path, database: str) -> None:
    first = config.secret(tmp_path / "instance", "secret_key")
    assert config.secret(tmp_path / "instance", "secret_key") == first and len(first) > 40
    assert stat.S_IMODE((tmp_path / "instance" / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("host", "port", "url"),
    [
        (None, None, "http://127.0.0.1:8000"),
        ("0.0.0.0", "9000", "http://127.0.0.1:9000"),
        ("::1", "80", "http://[::1]:80"),
        ("learn.local", "80", "http://learn.local:80"),
    ],
)
def test_links_name_this_machine_unless_told_otherwise(
    database: str, host: str | None, port: str | None, url: str
) -> None:
    assert config.base_url_of(host, port) == url


def test_a_password_costs_what_is_advised_where_nothing_else_is_configured(settings: dict[str, Any]) -> None:
    del settings["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"]  # with which the tests save time
    app = create_app(settings)
    with app.app_context():
        made = hashed(PASSWORD)
    close(app)
    assert made.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
