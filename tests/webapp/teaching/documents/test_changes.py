"""A document's next version: what becomes of each item is said first, then published, then settled."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.webapp.conftest import sign_in
from tests.webapp.publishing.learning import Learning
from tests.webapp.teaching.documents.bringing import TREATY, approve, brought, errors_of, fields_of, words_of
from webapp import clock
from webapp.bank import served
from webapp.db import db
from webapp.models import DeckVersion, DocumentVersion, HeldItem, Publication, User
from webapp.publishing.edits import DeckEdit, Edits
from webapp.publishing.publish import Published, publish

REPLACE = "/teaching/documents/harbour-treaty/replace"
HELD = "/teaching/documents/harbour-treaty/held"
DECK = """\
# Kept as it is written.
deck: harbour
title: The harbour
document: own-harbour-treaty
items:
  - id: signed
    kind: date
    prompt: When did the two towns sign the Harbour Treaty in Port Alba?
    answer: {date: 2021-03-03}
    quote: On 3 March 2021 the two towns signed the Harbour Treaty  # by whom?
  - id: mayor
    kind: person
    prompt: Which mayor spoke of a bridge in the report on the Harbour Treaty?
    answer: Ida Berg
    quote: Mayor Ida Berg called it a bridge of 12 kilometres.
  - id: length
    kind: figure
    prompt: How long is the bridge that the mayor compared the Harbour Treaty to?
    answer: {number: 12, unit: kilometres}
    quote: a bridge of 12 kilometres
"""
ALTERED = TREATY.replace("Mayor Ida Berg called it a bridge", "Mayor Ida Berg has called it a bridge")


@pytest.fixture
def teacher(teacher: FlaskClient, app: Flask, ines: User) -> FlaskClient:
    """Ines, with the treaty in the library and a deck on it."""
    approve(teacher, brought(teacher))
    with app.test_request_context():
        done = publish(ines.id, Edits((DeckEdit(DECK, "harbour"),)), "", clock.now())
    assert isinstance(done, Published), done.problems
    return teacher


def changes(client: FlaskClient, text: str) -> tuple[str, str]:
    """Bring in this text as the next version: the address and the page that says what changes."""
    place = brought(client, text, REPLACE)
    answer = approve(client, place)
    assert answer.headers["Location"] == f"{place}/changes", errors_of(answer)
    return f"{place}/changes", client.get(f"{place}/changes").text


def held(app: Flask) -> dict[str, str]:
    with app.app_context():
        return {row.item: row.state for row in db.session.scalars(select(HeldItem))}


def asked(app: Flask) -> set[str]:
    with app.test_request_context():
        return {item for deck, item in served().bank.items if deck == "harbour"}


def newest(app: Flask) -> str:
    with app.app_context():
        query = select(DeckVersion.text).where(DeckVersion.deck == "harbour")
        return db.session.scalar(query.order_by(DeckVersion.number.desc())) or ""


def test_what_only_moves_needs_nobody(app: Flask, teacher: FlaskClient) -> None:
    place, page = changes(teacher, f"A preface.\n\n{TREATY}")
    assert "3 quotes moved: nothing to do" in page and 'name="confirm"' not in page
    answer = teacher.post(place, data=fields_of(page))
    assert answer.headers["Location"] == "/library/harbour-treaty"
    assert held(app) == {} and asked(app) == {"signed", "mayor", "length"}
    assert "version 2, published by ines" in teacher.get("/teaching/documents").text


def test_reading_what_changes_changes_nothing(app: Flask, teacher: FlaskClient) -> None:
    changes(teacher, ALTERED)
    with app.app_context():
        assert [one.number for one in db.session.scalars(select(DocumentVersion))] == [1]


def test_an_altered_quote_is_shown_as_a_marked_difference(teacher: FlaskClient) -> None:
    _, page = changes(teacher, ALTERED)
    assert "Mayor Ida Berg<ins>[now:  has]</ins> called it" in words_of(page)
    assert page.count('name="confirm"') == 1 and "Which mayor spoke of a bridge" in page


def test_it_says_whose_cards_the_items_that_wait_touch(app: Flask, teacher: FlaskClient, alice: User) -> None:
    Learning(app, alice, "harbour").study("mayor", "signed")
    _, page = changes(teacher, ALTERED)
    assert page.count("1 learner has 1 card of it, with 1 answer in practice.") == 1
    assert "1 card and 0 quiz attempts know items whose words are altered or gone" in words_of(page)


def test_control_what_moves_touches_nobody(app: Flask, teacher: FlaskClient, alice: User) -> None:
    Learning(app, alice, "harbour").study("mayor", "signed")
    _, page = changes(teacher, f"A preface.\n\n{TREATY}")
    assert "know items whose words" not in page


def test_confirmed_it_is_the_quote_of_its_deck_and_asked_on(app: Flask, teacher: FlaskClient) -> None:
    place, page = changes(teacher, ALTERED)
    answer = teacher.post(place, data=fields_of(page, tick=True))
    assert answer.headers["Location"] == "/library/harbour-treaty"
    assert held(app) == {} and asked(app) == {"signed", "mayor", "length"}
    changed = DECK.replace("Ida Berg called it a bridge of", "Ida Berg has called it a bridge of")
    assert newest(app) == changed


def test_unconfirmed_it_waits_and_is_confirmed_later(app: Flask, teacher: FlaskClient) -> None:
    place, page = changes(teacher, ALTERED)
    assert teacher.post(place, data=fields_of(page)).headers["Location"] == HELD
    assert held(app) == {"mayor": "altered"} and asked(app) == {"signed", "length"}
    assert "1 item to settle" in words_of(teacher.get("/teaching/documents").text)
    page = teacher.get(HELD).text
    assert teacher.post(HELD, data=fields_of(page, tick=True)).headers["Location"] == HELD
    assert held(app) == {} and asked(app) == {"signed", "mayor", "length"}
    assert "Nothing to settle" in teacher.get(HELD).text


def test_what_is_gone_waits_to_be_mended(app: Flask, teacher: FlaskClient) -> None:
    place, page = changes(
        teacher,
        TREATY.replace("On 3 March 2021 the two towns signed the Harbour Treaty in Port Alba.", "Fish."),
    )
    assert "mend it in the deck" in page and 'name="confirm"' not in page
    teacher.post(place, data=fields_of(page))
    assert held(app) == {"signed": "gone"} and asked(app) == {"mayor", "length"}
    page = teacher.get(HELD).text
    assert "When did the two towns sign" in page and "Confirm what is ticked" not in page


def test_new_words_that_do_not_prove_the_answer_are_not_taken(app: Flask, teacher: FlaskClient) -> None:
    place, page = changes(teacher, TREATY.replace("Mayor Ida Berg called", "Mayor Anna Holm called"))
    answer = teacher.post(place, data=fields_of(page, tick=True), follow_redirects=True)
    assert "harbour.yaml, line 14" in answer.text and "Items to settle" in answer.text
    assert held(app) == {"mayor": "altered"} and newest(app) == DECK


def test_of_two_quotes_of_an_item_one_alone_is_not_confirmed(app: Flask, teacher: FlaskClient) -> None:
    both = DECK.replace(
        "    quote: Mayor Ida Berg called it a bridge of 12 kilometres.\n",
        "    sources:\n      - quote: Mayor Ida Berg called it a bridge\n"
        "      - quote: the lighthouse of Port Alba\n"
        "    answer_from: [Ida Berg]\n",
    )
    with app.test_request_context():
        done = publish(None, Edits((DeckEdit(both, "harbour"),)), "", clock.now())
    assert isinstance(done, Published), done.problems
    place, page = changes(teacher, ALTERED.replace("the lighthouse of", "the old lighthouse of"))
    ticks = fields_of(page, tick=True)
    assert len(ticks["confirm"]) == 2
    answer = teacher.post(place, data=ticks | {"confirm": ticks["confirm"][:1]})
    assert answer.status_code == 422 and "harbour/mayor has another quote that waits" in answer.text
    assert answer.text.count(" checked>") == 1 and held(app) == {}
    teacher.post(place, data=ticks)
    assert held(app) == {} and asked(app) == {"signed", "mayor", "length"}


def test_nothing_ticked_is_said(teacher: FlaskClient) -> None:
    place, page = changes(teacher, ALTERED)
    teacher.post(place, data=fields_of(page))
    answer = teacher.post(HELD, data={"confirm": "harbour/mayor/0|another"})
    assert answer.status_code == 422 and "Nothing was confirmed" in answer.text


def test_of_two_who_replace_it_the_second_is_told(app: Flask, teacher: FlaskClient, ada: User) -> None:
    place, page = changes(teacher, ALTERED)
    other = sign_in(app.test_client(), ada)
    theirs, their_page = changes(other, f"A preface.\n\n{TREATY}")
    assert other.post(theirs, data=fields_of(their_page)).status_code == 303
    answer = teacher.post(place, data={**fields_of(page), "note": "A correction"})
    assert answer.status_code == 409 and "ada published another version" in answer.text
    assert 'value="A correction"' in answer.text
    assert teacher.post(place, data=fields_of(answer.text)).status_code == 303


def test_the_same_text_with_another_title_touches_no_item(app: Flask, teacher: FlaskClient) -> None:
    place = brought(teacher, TREATY, REPLACE)
    approve(teacher, place, title="The Treaty of Port Alba", do="publish")
    page = teacher.get(f"{place}/changes").text
    assert "The text is the same as before" in page
    teacher.post(f"{place}/changes", data=fields_of(page))
    assert "The Treaty of Port Alba" in teacher.get("/library/harbour-treaty").text


def test_marks_go_along_and_the_lost_ones_are_named(teacher: FlaskClient) -> None:
    place = brought(teacher, TREATY, REPLACE)
    approve(teacher, place, do="mark", words="Read also: the lighthouse of Port Alba.")
    approve(teacher, place, odd="0")
    page = teacher.get(f"{place}/changes").text
    teacher.post(f"{place}/changes", data=fields_of(page))
    again = teacher.get(brought(teacher, f"A preface.\n\n{TREATY}", REPLACE)).text
    assert 'name="odd" value="0" checked' in again
    lost = teacher.get(brought(teacher, TREATY.replace("the lighthouse", "a lighthouse"), REPLACE)).text
    assert "Mark it again if it is still there" in lost


def test_a_note_stands_with_the_publication(app: Flask, teacher: FlaskClient) -> None:
    place, page = changes(teacher, ALTERED)
    teacher.post(place, data={**fields_of(page), "note": "The new edition"})
    with app.app_context():
        newest = db.session.scalars(select(Publication).order_by(Publication.id.desc())).first()
    assert newest is not None and newest.note == "The new edition" and "1 altered" in newest.summary


def test_without_a_base_nothing_is_published(teacher: FlaskClient) -> None:
    place, _ = changes(teacher, ALTERED)
    for base in ("", "x", "1" * 30, "-1"):
        assert teacher.post(place, data={"base": base}).status_code == 400
