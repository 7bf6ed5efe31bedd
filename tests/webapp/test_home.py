"""The first page: a visitor's, a new learner's, and one with work behind and before them."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.conftest import sign_in
from tests.webapp.given import TODAY, card, day_sum
from webapp.home.views import greeting
from webapp.models import User

pytestmark = pytest.mark.usefixtures("at_noon")


def test_a_visitor_reads_what_footnote_is_and_how_to_begin(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "Learn what the documents say" in page
    assert "/accounts/sign-up" in page


def test_a_new_learner_is_offered_a_start(client: FlaskClient, alice: User) -> None:
    page = sign_in(client, alice).get("/").text
    assert "20 cards today" in page  # new cards, to the day's limit
    assert "Your answers of each day will show here" in page


def test_due_cards_are_counted(app: Flask, client: FlaskClient, alice: User) -> None:
    card(app, alice, "relations-established", due_day=TODAY - 3)
    card(app, alice, "yak-130-value", due_day=TODAY + 1)
    assert "1 due;" in sign_in(client, alice).get("/").text


def test_cards_of_another_learner_are_not_counted(
    app: Flask, client: FlaskClient, alice: User, bob: User
) -> None:
    card(app, bob, "relations-established", due_day=TODAY)
    assert "Nothing due" in sign_in(client, alice).get("/").text


def test_the_week_is_drawn_with_its_numbers(app: Flask, client: FlaskClient, alice: User) -> None:
    day_sum(app, alice, TODAY, answers=12, reviews=10, recalled=9)
    page = sign_in(client, alice).get("/").text
    assert ">today</text>" in page and ">12</text>" in page
    assert "9 of 10 due reviews recalled" in page


@pytest.mark.parametrize(
    ("hour", "zone", "words"),
    [(6, "UTC", "Good morning"), (12, "UTC", "Good afternoon"), (12, "Asia/Ho_Chi_Minh", "Good evening")],
)
def test_the_greeting_goes_by_the_learners_clock(hour: int, zone: str, words: str) -> None:
    assert greeting(datetime(2026, 11, 21, hour, tzinfo=UTC), zone) == words
