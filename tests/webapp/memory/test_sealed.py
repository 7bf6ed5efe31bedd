"""What a quiz asks is kept from its learner elsewhere until the quiz shows its answers."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from question_bank.quizzes.quiz import Draw
from tests.webapp.attempts.trying import MINUTE, Trying
from tests.webapp.conftest import sign_in
from tests.webapp.memory.sealing import CLOSES, NOW, ONE, begun
from tests.webapp.practice import conftest as practice
from tests.webapp.practice.practising import Practising, new_id, text_of
from webapp.models import User

settings, clock, learner = practice.settings, practice.clock, practice.learner
SECRETS = ("30 January 1950", "It was in winter.", "The article gives the day.")
"""The answer, hint and explanation of milestones/relations."""
PAGES = (
    "/practice",
    "/practice/card",
    "/practice/card?deck=milestones",
    "/practice/card?card=milestones/relations/forward",
    "/practice/card?card=milestones/relations/forward&side=back",
    "/practice/card?card=milestones/relations/reverse&side=back",
    "/practice/report?card=milestones/relations/forward",
    "/practice/set-aside",
    "/library/decks/milestones",
    "/library/decks/milestones/print",
    "/library",
    "/",
    "/progress",
)
"""Everywhere an item shows but in its document, whose own text tells all that it asks."""


@pytest.fixture
def trying(app: Flask, alice: User) -> Trying:
    """Alice in the middle of a quiz of one item, with open books, whose answers show after the close."""
    return begun(app, alice)


def told(client: FlaskClient, paths: tuple[str, ...] = PAGES) -> list[tuple[str, str]]:
    """Where a secret shows."""
    pages = {path: unescape(client.get(path, follow_redirects=True).text) for path in paths}
    return [(path, secret) for path, page in pages.items() for secret in SECRETS if secret in page]


def test_while_the_attempt_runs_no_page_tells_the_answer(learner: Practising, trying: Trying) -> None:
    assert told(learner.client) == []


def test_control_before_the_attempt_pages_tell_it(learner: Practising) -> None:
    assert {path for path, _ in told(learner.client)} >= {"/library/decks/milestones", PAGES[4]}


def test_nobody_else_notices(app: Flask, learner: Practising, trying: Trying, bob: User) -> None:
    assert told(sign_in(app.test_client(), bob))
    assert told(app.test_client())


def test_it_stays_kept_until_the_answers_are_released(
    learner: Practising, trying: Trying, clock: time_machine.Traveller, alice: User
) -> None:
    trying.submit(at=NOW + MINUTE)
    clock.shift(timedelta(minutes=30))
    assert told(learner.client) == []
    clock.move_to(CLOSES)
    assert told(sign_in(learner.client, alice))


@pytest.mark.parametrize("action", ["show", "rate", "bury", "suspend", "undo", "flag"])
@pytest.mark.parametrize("in_place", [True, False])
def test_a_page_opened_before_the_attempt_shows_nothing_more(
    app: Flask, learner: Practising, alice: User, action: str, in_place: bool
) -> None:
    learner.open("/practice/card?card=milestones/relations/forward")
    begun(app, alice)
    headers = {"In-Place": "1"} if in_place else None
    response = learner.send(action, headers, typed="30 January", rating="3", side="back", flag="on")
    assert response.status_code == 200
    assert not [secret for secret in SECRETS if secret in response.text]
    assert "milestones/relations/" not in response.text.split('id="card"')[1]


def test_control_without_an_attempt_it_does(learner: Practising) -> None:
    learner.open("/practice/card?card=milestones/relations/forward")
    assert SECRETS[0] in learner.show("30 January").page


def test_a_card_typed_by_hand_says_why_it_rests(learner: Practising, trying: Trying) -> None:
    page = learner.open("/practice/card?card=milestones/relations/forward")
    assert "A quiz of yours asks this" in page.text
    assert page.card != "milestones/relations/forward"


def test_undo_takes_back_but_does_not_show(app: Flask, learner: Practising, alice: User) -> None:
    learner.open("/practice/card?card=milestones/relations/forward").answer(3)
    begun(app, alice)
    learner.open().post("undo", line=new_id())
    assert "Undone." in learner.text
    assert "milestones/relations/forward" not in learner.page.split('id="card"')[1]


def test_a_suspended_card_is_not_listed(app: Flask, learner: Practising, alice: User) -> None:
    learner.open("/practice/card?card=milestones/relations/forward").post("suspend", line=new_id())
    assert "On what date" in learner.client.get("/practice/set-aside").text
    begun(app, alice)
    assert "On what date" not in learner.client.get("/practice/set-aside").text


def test_practice_never_asks_it(learner: Practising, trying: Trying) -> None:
    asked = []
    learner.open("/practice/card?new=99")
    while learner.side != "end":
        asked.append(learner.card)
        learner.answer(4)
    assert asked and not [card for card in asked if card.startswith("milestones/relations/")]


def test_a_plan_made_before_the_attempt_does_not_ask_it(app: Flask, learner: Practising, alice: User) -> None:
    first = learner.open().card
    deck, item, _ = first.split("/")
    begun(app, alice, replace(ONE, draws=(Draw(1, items=(f"{deck}/{item}",)),)))
    assert learner.open().card != first


def test_a_document_with_open_books_leaves_the_item_out(app: Flask, learner: Practising, alice: User) -> None:
    path = "/library/cooperation-strengthens?item=milestones/relations"
    assert "On what date" in learner.client.get(path).text
    begun(app, alice)
    page = learner.client.get(path).text
    assert "On what date" not in page and "The article gives the day" not in page


@pytest.mark.parametrize("open_book", [True, False])
def test_with_closed_books_the_document_is_put_away(
    app: Flask, learner: Practising, alice: User, open_book: bool
) -> None:
    trying = begun(app, alice, open_book=open_book)
    page = learner.client.get("/library/cooperation-strengthens").text
    assert ("put away" in page) is not open_book
    assert (f"/quizzes/attempts/{trying.id}" in page) is not open_book
    assert ("diplomatic relations were established" in page) is open_book


def test_the_document_is_back_when_the_attempt_is_over(app: Flask, learner: Practising, alice: User) -> None:
    begun(app, alice, open_book=False).submit(at=NOW + MINUTE)
    assert "diplomatic relations were" in learner.client.get("/library/cooperation-strengthens").text


@pytest.mark.parametrize("away", [True, False])
def test_other_cards_of_a_document_put_away_do_not_quote_it(
    app: Flask, learner: Practising, alice: User, away: bool
) -> None:
    if away:
        begun(app, alice, open_book=False)
    paths = ("/practice/card?card=milestones/treaty/forward&side=back", "/library/decks/milestones")
    pages = [learner.client.get(path).text for path in (*paths, "/library/decks/milestones/print")]
    quoted = ["such fundamental instruments as" in page for page in pages]
    assert quoted == [not away] * 3


def test_the_coverage_of_a_document_names_no_kept_item(app: Flask, client: FlaskClient, ines: User) -> None:
    path = "/library/cooperation-strengthens/coverage"
    prompt = "On what date were diplomatic relations"
    with practice_clock():
        sign_in(client, ines)
        assert prompt in client.get(path).text
        begun(app, ines)
        assert prompt not in client.get(path).text
        begun(app, ines, open_book=False)
        assert "put away" in client.get(path).text


@contextmanager
def practice_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_library_says_how_many_are_kept_back(learner: Practising, trying: Trying) -> None:
    page = text_of(learner.client.get("/library/decks/milestones").text)
    assert re.search(r"1 item of this deck is kept back", page)


def test_how_many_are_due_does_not_tell_what_was_wrong(
    app: Flask, learner: Practising, alice: User, clock: time_machine.Traveller
) -> None:
    """A wrong answer makes its card due; until the release nothing shows it."""
    learner.open("/practice/card?card=milestones/relations/forward").answer(4)
    before = {path: text_of(learner.client.get(path).text) for path in ("/practice", "/progress", "/")}
    trying = begun(app, alice)
    trying.save(0, "1066")
    trying.submit(at=NOW)
    assert "Nothing now" in text_of(learner.client.get("/progress").text)
    assert "1 due" not in text_of(learner.client.get("/practice").text) + before["/practice"]
    clock.move_to(CLOSES)
    sign_in(learner.client, alice)
    assert "1 now" in text_of(learner.client.get("/progress").text)
