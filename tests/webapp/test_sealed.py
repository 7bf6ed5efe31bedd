"""What a quiz asks is kept from its learner elsewhere until the quiz shows its answers."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from question_bank.quizzes.quiz import SHOWN, Draw, Quiz, Review
from tests.webapp.attempts.trying import MINUTE, Trying, edit_item, offer, revise
from tests.webapp.conftest import sign_in
from tests.webapp.practice import conftest as practice
from tests.webapp.practice.practising import Practising, new_id, text_of
from tests.webapp.test_query_counts import statements
from webapp.bank import current_bank
from webapp.db import db
from webapp.memory.sealed import NOTHING, Sealed, sealed, unseal
from webapp.models import User

settings, clock, learner = practice.settings, practice.clock, practice.learner
NOW = practice.NOW
DOCUMENT = "003_fde5aab7314cabf6"
LATER = Review(just_after=(), later=(), after_close=SHOWN)
CLOSES = NOW + timedelta(hours=2)
ONE = Quiz("One item", (Draw(1, items=("milestones/relations",)),), ways=("typed",), open_book=True)
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


def begun(app: Flask, user: User, quiz: Quiz = ONE, **over: Any) -> Trying:
    found = Trying(app, user, offer(app, user, quiz, **({"review": LATER, "closes": CLOSES} | over)))
    found.start(NOW)
    return found


def told(client: FlaskClient, paths: tuple[str, ...] = PAGES) -> list[tuple[str, str]]:
    """Where a secret shows."""
    pages = {path: unescape(client.get(path, follow_redirects=True).text) for path in paths}
    return [(path, secret) for path, page in pages.items() for secret in SECRETS if secret in page]


def kept(app: Flask, user: User, at: datetime = NOW) -> Sealed:
    with app.app_context():
        return sealed(db.session.get(User, user.id), at)


def flag(app: Flask, user: User) -> bool:
    with app.app_context():
        found = db.session.get(User, user.id)
        assert found is not None
        return found.sealed


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


@pytest.mark.parametrize("later", [True, False])
def test_a_close_moved_later_keeps_it_for_so_long(app: Flask, alice: User, later: bool) -> None:
    trying = begun(app, alice)
    trying.submit(at=NOW + MINUTE)
    revise(app, trying.quiz, **({"closes": CLOSES + MINUTE} if later else {"title": "Renamed"}))
    assert bool(kept(app, alice, CLOSES).items) == later
    assert not kept(app, alice, CLOSES + MINUTE).items


@pytest.mark.parametrize("later", [True, False])
def test_a_quiz_that_is_opened_again_keeps_it_again(app: Flask, alice: User, later: bool) -> None:
    trying = begun(app, alice)
    trying.submit(at=NOW + MINUTE)
    with app.app_context():
        assert unseal(CLOSES) == 1
    revise(app, trying.quiz, **({"closes": CLOSES + 2 * MINUTE} if later else {"title": "Renamed"}))
    with app.app_context():
        unseal(CLOSES + MINUTE)
    assert bool(kept(app, alice, CLOSES + MINUTE).items) == later


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


def test_a_retired_item_still_puts_its_document_away(app: Flask, alice: User) -> None:
    begun(app, alice, open_book=False)
    with app.app_context():
        bank = current_bank()
    deck = bank.decks["milestones"]
    items = tuple(item for item in deck.items if item.id != "relations")
    app.extensions["bank"] = replace(bank, decks={**bank.decks, "milestones": replace(deck, items=items)})
    found = kept(app, alice)
    assert found.documents == {DOCUMENT}
    assert ("milestones", "relations") in found.items


@pytest.mark.parametrize("names", ["asked", "other"])
def test_what_would_tell_the_answer_is_kept_as_well(app: Flask, alice: User, names: str) -> None:
    """Whichever of the two items says that it conflicts with the other."""
    asked, other = "milestones/relations", "chronology/years"
    deck, item = (other if names == "other" else asked).split("/")
    edit_item(app, deck, item, conflicts_with=(asked if names == "other" else other,))
    begun(app, alice)
    assert kept(app, alice).items == {("milestones", "relations"), ("chronology", "years")}


def test_whoever_takes_no_quiz_pays_no_statement(app: Flask, alice: User) -> None:
    with app.app_context():
        user = db.session.get(User, alice.id)
        with statements(app) as sent:
            assert sealed(user, NOW) is NOTHING
            assert sealed(None, NOW) is NOTHING
    assert sent == []


def test_the_flag_is_cleared_when_nothing_is_kept(app: Flask, alice: User, bob: User) -> None:
    begun(app, alice).submit(at=NOW)
    begun(app, bob)
    with app.app_context():
        assert unseal(NOW) == 0
        assert unseal(CLOSES) == 1
    assert (flag(app, alice), flag(app, bob)) == (False, True)


def test_answers_shown_just_after_and_then_taken_back_keep_the_flag(app: Flask, alice: User) -> None:
    review = Review(just_after=SHOWN, later=(), after_close=())
    begun(app, alice, review=review).submit(at=NOW)
    assert not kept(app, alice).items
    with app.app_context():
        assert unseal(NOW + MINUTE) == 0
    assert kept(app, alice, NOW + 3 * MINUTE).items


def test_control_answers_shown_from_then_on_clear_it(app: Flask, alice: User) -> None:
    begun(app, alice, review=Review()).submit(at=NOW)
    with app.app_context():
        assert unseal(NOW) == 1


def test_one_attempt_can_be_left_out(app: Flask, alice: User) -> None:
    trying = begun(app, alice)
    with app.app_context():
        user = db.session.get(User, alice.id)
        assert not sealed(user, NOW, but=trying.id).items


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


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_the_flag_of_somebody_who_begins_just_now_is_left_alone(app: Flask, alice: User) -> None:
    begun(app, alice).submit(at=NOW)
    with app.app_context(), db.engine.connect() as beginning:
        beginning.execute(update(User).where(User.id == alice.id).values(sealed=True))
        assert unseal(CLOSES) == 0
        beginning.rollback()
        assert unseal(CLOSES) == 1
