"""How many statements each page of practice sends to the database: a number that may only fall."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import DECKS, IN_PLACE, Practising, new_id
from tests.webapp.statements import USER, statements
from webapp.models import User


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    return settings | {"DECKS": DECKS}


@pytest.fixture
def learner(client: FlaskClient, alice: User) -> Practising:
    """Somewhat into a row, so that what is remembered between requests is."""
    return Practising(sign_in(client, alice)).open("/practice/card?deck=milestones").answer(3)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/practice/card?deck=milestones", USER + 2),  # the day's sums, the next card
        ("/practice/card?card=milestones/treaty/forward", USER + 10),  # and a plan of the whole bank
        ("/practice", USER + 10),  # the same, and counts of every part
        ("/practice/set-aside", USER + 1),
        ("/practice/report?card=milestones/treaty/forward", USER),
    ],
)
def test_a_page_asks_no_more_than_it_did(app: Flask, learner: Practising, path: str, expected: int) -> None:
    with statements(app) as sent:
        learner.client.get(path)
    assert len(sent) <= expected, "\n".join(sent)


def test_showing_the_answer_asks_for_the_card_alone(app: Flask, learner: Practising) -> None:
    with statements(app) as sent:
        learner.send("show", headers=IN_PLACE)
    assert len(sent) == USER + 1, "\n".join(sent)


@pytest.fixture
def known(app: Flask, bob: User) -> None:
    """Somebody else has answered all of these cards: their wordings are kept already."""
    row = Practising(sign_in(app.test_client(), bob)).open("/practice/card?deck=milestones")
    row.answer(4).answer(4).answer(4)


def verbs(sent: list[str]) -> list[str]:
    return [statement.split()[0] for statement in sent]


def test_a_rating_and_the_next_card_take_six_statements(app: Flask, known: None, learner: Practising) -> None:
    """User, card and line, the card made, the line, the sums of the day, the next card."""
    learner.show()
    with statements(app) as sent:
        response = learner.send("rate", headers=IN_PLACE, rating="3")
    assert 'data-side="front"' in response.text
    assert verbs(sent) == ["SELECT"] * 2 + ["INSERT"] * 3 + ["SELECT"], "\n".join(sent)


def test_a_wording_that_nobody_answered_yet_is_one_more(app: Flask, learner: Practising) -> None:
    learner.show()
    with statements(app) as sent:
        learner.send("rate", headers=IN_PLACE, rating="3")
    assert len(sent) == 7 and "INTO wording" in sent[4]


@pytest.mark.parametrize(
    ("action", "expected"), [("bury", USER + 5), ("suspend", USER + 5), ("flag", USER + 5)]
)
def test_setting_aside_costs_no_more_than_an_answer(
    app: Flask, known: None, learner: Practising, action: str, expected: int
) -> None:
    with statements(app) as sent:
        learner.send(action, headers=IN_PLACE, line=new_id(), flag="on")
    assert len(sent) <= USER + 5, "\n".join(sent)


def test_undo_takes_twelve_and_a_plan(app: Flask, known: None, learner: Practising) -> None:
    """User, the id, the last line, card, line and day changed; then the card, the day, and what is left."""
    with statements(app) as sent:
        learner.send("undo", headers=IN_PLACE, line=new_id())
    assert verbs(sent)[:6] == ["SELECT", "SELECT", "SELECT", "UPDATE", "INSERT", "INSERT"]
    assert len(sent) <= USER + 15, "\n".join(sent)
