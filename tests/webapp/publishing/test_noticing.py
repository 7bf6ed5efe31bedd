"""Every process serves what was published at its next request, and asks no statement more for that."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update

from question_bank.item import Deck
from question_bank.stored import plain_deck
from tests.conftest import close, make_app
from tests.webapp.conftest import sign_in
from tests.webapp.publishing.course import DECK, GIFT, NOW, OTHER, Desk
from tests.webapp.statements import statements
from webapp.bank import current_bank, look_again, served
from webapp.db import db
from webapp.models import DeckVersion, Publication, User
from webapp.publishing.edits import DeckEdit, Edits
from webapp.publishing.publish import publish

REWORDED = DECK.replace("Who built the new mill?", "Who, then, built the new mill?")


@pytest.fixture
def other(app: Flask, settings: dict[str, Any]) -> Iterator[Flask]:
    """Another server process on the same database: an app, an engine and a bank of its own."""
    made = make_app(settings)
    yield made
    close(made)


def test_another_process_serves_it_at_its_next_request(desk: Desk, other: Flask, alice: User) -> None:
    client = sign_in(other.test_client(), alice)
    assert "Who built the new mill?" in client.get("/library/decks/mill").text
    desk.publish(REWORDED)
    assert "Who, then, built the new mill?" in client.get("/library/decks/mill").text


def test_who_is_not_signed_in_is_served_it_as_well(desk: Desk, other: Flask) -> None:
    desk.publish(OTHER)
    assert [*Desk(other).bank.decks] == ["mill", "town"]


def test_a_process_that_begins_later_serves_it_from_the_first(desk: Desk, settings: dict[str, Any]) -> None:
    desk.publish(REWORDED, OTHER)
    desk.withdraw("mill")
    later = make_app(settings)
    assert [*Desk(later).bank.decks] == ["town"]
    close(later)


def test_only_what_changed_is_built_anew(desk: Desk, other: Flask) -> None:
    desk.publish(OTHER)
    before = Desk(other).bank
    desk.publish(REWORDED)
    after = Desk(other).bank
    assert after.decks["town"] is before.decks["town"] and after.decks["mill"] != before.decks["mill"]


def test_nothing_new_is_the_same_bank(desk: Desk) -> None:
    desk.publish(OTHER)
    assert desk.bank is desk.bank


def test_a_request_keeps_the_bank_it_began_with(desk: Desk, other: Flask) -> None:
    with other.app_context():
        before = current_bank()
        desk.publish(DECK.replace(GIFT, ""))
        assert current_bank() is before and served().bank is before
    assert Desk(other).bank is not before


def test_a_card_that_is_taken_out_while_somebody_looks_at_it_is_told_so(
    desk: Desk, other: Flask, alice: User
) -> None:
    client = sign_in(other.test_client(), alice)
    client.get("/practice/card")
    desk.publish(DECK.replace(GIFT, ""))
    form = {"line": str(UUID(int=1)), "rev": "0", "rating": "3"}
    rated = client.post("/practice/rate", data={**form, "card": "mill/gift/forward"})
    assert rated.status_code == 303 and "taken out of the bank" in client.get(rated.location).text
    assert client.post("/practice/rate", data={**form, "card": "mill/never/forward"}).status_code == 404


def test_who_publishes_may_look_again(desk: Desk) -> None:
    def work() -> tuple[int, int]:
        before = len(current_bank().items)
        publish(desk.by, Edits((DeckEdit(OTHER, "town"),)), "", NOW)
        return before, len(current_bank().items)

    assert desk.do(work) == (4, 5)


def test_a_signed_in_request_asks_no_statement_more(desk: Desk, app: Flask, alice: User) -> None:
    client = sign_in(app.test_client(), alice)
    desk.publish(REWORDED)
    client.get("/library/decks/mill")
    with statements(app) as sent:
        client.get("/library/decks/mill")
    assert len(sent) == 1 and "max(publication.id)" in sent[0]


def test_a_version_that_cannot_be_read_leaves_what_was_served(desk: Desk, other: Flask) -> None:
    before = Desk(other).bank
    desk.publish(REWORDED)

    def spoil() -> None:
        db.session.execute(update(DeckVersion).values(content={"id": "mill"}))
        db.session.commit()

    desk.do(spoil)
    assert Desk(other).bank.items == before.items


def test_two_thousand_items_are_built_in_a_moment(desk: Desk, other: Flask) -> None:
    """From verified content: half a second is generous, for a busy machine, verifying takes many."""
    small = desk.bank.decks["mill"]
    items = tuple(
        replace(item, id=f"{item.id}-{n}", deck="large") for n in range(500) for item in small.items
    )
    content = plain_deck(Deck("large", "Large", items, "mill"))

    def write() -> None:
        made = Publication(made_at=NOW, summary="2000 new")
        db.session.add(made)
        db.session.flush()
        version = DeckVersion(publication_id=made.id, deck="large", number=1, text="", content=content)
        db.session.add(version)
        db.session.commit()

    desk.do(write)

    def build() -> float:
        look_again()
        began = time.perf_counter()
        assert len(current_bank().items) == 2004
        return time.perf_counter() - began

    assert Desk(other).do(build) < 0.5
