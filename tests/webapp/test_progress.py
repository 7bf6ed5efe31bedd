"""The progress page says what the tables say."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.conftest import sign_in
from tests.webapp.given import TODAY, card, day_sum
from webapp.models import User

pytestmark = pytest.mark.usefixtures("at_noon")


def text_of(client: FlaskClient, user: User) -> str:
    """The words of the page, tags and runs of white space left out."""
    page = sign_in(client, user).get("/progress").text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<main")[1])).replace(" ;", ";")


def test_before_the_first_card_the_page_says_what_will_be_there(client: FlaskClient, alice: User) -> None:
    words = text_of(client, alice)
    assert "It begins with your first card" in words
    assert "Choose what to study" in words


def test_what_is_due_now_and_in_thirty_days_is_counted(app: Flask, client: FlaskClient, alice: User) -> None:
    for item, due in (("relations-established", -5), ("yak-130-value", 0), ("yak-130-count", 30)):
        card(app, alice, item, due_day=TODAY + due)
    card(app, alice, "legal-framework", due_day=TODAY + 31)
    words = text_of(client, alice)
    assert "2 now, overdue ones included; 1 in the 30 days after" in words


def test_suspended_cards_are_not_due(app: Flask, client: FlaskClient, alice: User) -> None:
    card(app, alice, "relations-established", due_day=TODAY, suspended=True)
    assert "Nothing now; 0 in the 30 days after" in text_of(client, alice)


def test_true_retention_is_the_share_of_due_reviews_recalled(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    card(app, alice, "relations-established", due_day=TODAY)
    day_sum(app, alice, TODAY - 1, answers=30, reviews=20, recalled=17)
    day_sum(app, alice, TODAY - 8, answers=20, reviews=20, recalled=19)
    words = text_of(client, alice)
    assert "Of the 40 due reviews in these weeks you recalled 90 %" in words
    assert "64 % to 95 %" in words  # Wilson's interval for 17 of 20


def test_strength_is_given_by_document_and_kind(app: Flask, client: FlaskClient, alice: User) -> None:
    card(app, alice, "relations-established", last_day=TODAY, due_day=TODAY + 10)
    words = text_of(client, alice)
    assert "Of the 1 cards" not in words
    assert re.search(r"Cooperation between Russia and Vietnam Strengthens Steadily \d+ 1 1 \d+ %", words)
    assert re.search(r"Date \d+ 1 1 \d+ %", words)
    assert "not begun" in words


def test_another_learners_cards_do_not_count(app: Flask, client: FlaskClient, alice: User, bob: User) -> None:
    card(app, bob, "relations-established", due_day=TODAY)
    assert "It begins with your first card" in text_of(client, alice)


def test_cards_of_a_retired_deck_are_left_out(app: Flask, client: FlaskClient, alice: User) -> None:
    card(app, alice, "relations-established", due_day=TODAY)
    card(app, alice, "gone", deck="no-such-deck", due_day=TODAY)
    assert "1 now, overdue ones included" in text_of(client, alice)
