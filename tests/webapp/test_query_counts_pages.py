"""How many statements each page sends to the database: a number that may only fall."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import DECKS, Practising
from tests.webapp.test_query_counts import USER, statements
from webapp.models import User

NOBODY = 0  # no user is looked up
# Every page that is asked for with GET, by endpoint: an address of it, and its statements for an instructor.
PAGES = {
    "static": ("/static/footnote.css", NOBODY),
    "script": ("/static/footnote.js", NOBODY),
    "security.login": ("/accounts/sign-in", USER),
    "security.register": ("/accounts/sign-up", USER),
    "security.change_password": ("/accounts/password", USER),
    "security.forgot_password": ("/accounts/reset", USER),
    "security.reset_password": ("/accounts/reset/x", USER),
    "accounts.first": ("/accounts/first/x", USER),
    "accounts.settings": ("/accounts/settings", USER),
    "home.show": ("/", USER + 13),  # a plan of the day, the week, and counts of every part
    "library.index": ("/library", USER),
    "library.document": ("/library/cooperation-strengthens", USER),
    "library.coverage": ("/library/cooperation-strengthens/coverage", USER),
    "library.deck": ("/library/decks/milestones", USER),
    "library.print_deck": ("/library/decks/milestones/print", USER),
    "practice.index": ("/practice", USER + 13),
    "practice.card": ("/practice/card?deck=milestones", USER + 2),  # the day's sums, the next card
    "practice.set_aside": ("/practice/set-aside", USER + 1),
    "practice.report": ("/practice/report?card=milestones/treaty/forward", USER),
    "progress.show": ("/progress", USER + 3),
    "teaching.reports": ("/teaching/reports", USER + 2),
}


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    return settings | {"DECKS": DECKS}


@pytest.fixture
def instructor(client: FlaskClient, ines: User) -> FlaskClient:
    """Ines, who has begun to study herself."""
    return Practising(sign_in(client, ines)).open("/practice/card?deck=milestones").answer(3).client


def test_every_page_is_counted(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())} == set(PAGES)


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page_asks_no_more_than_it_did(app: Flask, instructor: FlaskClient, endpoint: str) -> None:
    path, expected = PAGES[endpoint]
    with statements(app) as sent:
        instructor.get(path).close()
    assert len(sent) <= expected, "\n".join(sent)
