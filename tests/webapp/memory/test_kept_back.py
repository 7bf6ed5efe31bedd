"""Which items and documents are kept from a learner, and the flag that says whether to look at all."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import update

from question_bank.quizzes.quiz import SHOWN, Review
from tests.webapp.attempts.trying import MINUTE, edit_item, revise
from tests.webapp.memory.sealing import CLOSES, NOW, begun, flag, kept
from tests.webapp.practice import conftest as practice
from tests.webapp.statements import statements
from webapp.bank import current_bank
from webapp.db import db
from webapp.memory.sealed import NOTHING, sealed, unseal
from webapp.models import User

settings = practice.settings
DOCUMENT = "003_fde5aab7314cabf6"


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


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_the_flag_of_somebody_who_begins_just_now_is_left_alone(app: Flask, alice: User) -> None:
    begun(app, alice).submit(at=NOW)
    with app.app_context(), db.engine.connect() as beginning:
        beginning.execute(update(User).where(User.id == alice.id).values(sealed=True))
        assert unseal(CLOSES) == 0
        beginning.rollback()
        assert unseal(CLOSES) == 1
