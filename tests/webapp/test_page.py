"""What every page says of itself: who looks, in which theme, where one is."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.conftest import sign_in
from webapp.db import db
from webapp.models import User
from webapp.page import safe_path

THERE = ["/", "/practice/card?deck=a&kind=date", "/library/a%20b#p3"]
ELSEWHERE = [
    None,
    "",
    "practice",
    "//x.org",
    "/\\x.org",
    "\\/x.org",
    "https://x.org",
    "javascript:x",
    "/\t/x.org",
]
ELSEWHERE += ["/a\nb", "/\x00", " /a", "/ü", "/" + "a" * 2001]


@pytest.mark.parametrize("path", THERE)
def test_a_path_of_this_site_is_safe(path: str) -> None:
    assert safe_path(path) == path


@pytest.mark.parametrize("path", ELSEWHERE)
def test_anything_else_is_not(path: str | None) -> None:
    assert safe_path(path) is None


def test_the_current_place_is_marked(client: FlaskClient) -> None:
    page = client.get("/library").text
    assert re.search(r'href="/library" aria-current="page"', page)
    assert "aria-current" not in client.get("/nothing").text  # control


def test_a_visitors_theme_is_in_a_cookie(client: FlaskClient) -> None:
    assert 'data-theme="system"' in client.get("/library").text
    client.set_cookie("theme", "dark")
    assert 'data-theme="dark"' in client.get("/library").text
    client.set_cookie("theme", '"><script>')
    assert 'data-theme="system"' in client.get("/library").text


def test_a_learners_theme_is_their_own(app: Flask, client: FlaskClient, alice: User) -> None:
    with app.app_context():
        user = db.session.get(User, alice.id)
        assert user
        user.theme = "light"
        db.session.commit()
    assert 'data-theme="light"' in sign_in(client, alice).get("/library").text


def test_only_instructors_are_led_to_the_reports(app: Flask, alice: User, ines: User) -> None:
    assert "/teaching/reports" in sign_in(app.test_client(), ines).get("/library").text
    assert "/teaching/reports" not in sign_in(app.test_client(), alice).get("/library").text
