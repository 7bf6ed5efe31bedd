"""The list of decks, and how a new one begins: on a document, from a file, from a pasted text."""

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.webapp.conftest import sign_in
from tests.webapp.publishing.course import DECK, OTHER
from tests.webapp.teaching.decks.writing import Writing, problems_in, words_of
from webapp.db import db
from webapp.models import Draft, User

LIST, UPLOAD = "/teaching/decks", "/teaching/decks/upload"


@pytest.fixture
def settings(course: dict[str, Any]) -> dict[str, Any]:
    return course


@pytest.fixture
def instructor(client: FlaskClient, ines: User) -> FlaskClient:
    return sign_in(client, ines)


def drafts(app: Flask) -> dict[str | None, str]:
    with app.app_context():
        return {one.deck: one.text for one in db.session.scalars(select(Draft))}


def bring(client: FlaskClient, data: bytes, name: str = "town.yaml") -> TestResponse:
    answer = client.post(UPLOAD, data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()
    return answer


def paste(client: FlaskClient, text: str) -> TestResponse:
    return client.post(UPLOAD, data={"text": text}, content_type="multipart/form-data")


def test_every_deck_is_listed_with_its_version(instructor: FlaskClient, writing: Writing) -> None:
    assert "The mill 4 items · from the files" in words_of(instructor.get(LIST).text)
    writing.open().check(DECK + "# a remark\n")
    assert "your draft" in words_of(instructor.get(LIST).text)
    writing.publish()
    assert "version 1, ines" in words_of(instructor.get(LIST).text)


def test_a_new_deck_on_a_document_is_sound_as_it_stands(app: Flask, instructor: FlaskClient) -> None:
    answer = instructor.post(LIST, data={"document": "the-mill"})
    assert answer.headers["Location"] == "/teaching/decks/the-mill"
    page = instructor.get("/teaching/decks/the-mill").text
    assert "ready to be" in words_of(page)
    assert "# A deck is a list of items" in drafts(app)["the-mill"]
    assert "the-mill not published yet" in words_of(instructor.get(LIST).text)


def test_a_second_one_gets_another_id(instructor: FlaskClient) -> None:
    places = [instructor.post(LIST, data={"document": "the-mill"}).headers["Location"] for _ in range(2)]
    assert places == ["/teaching/decks/the-mill", "/teaching/decks/the-mill-2"]


@pytest.mark.parametrize("document", ["", "none", "mill\0"])
def test_without_a_document_it_says_so(instructor: FlaskClient, document: str) -> None:
    answer = instructor.post(LIST, data={"document": document})
    assert answer.status_code == 422 and "Choose the document" in answer.text


def test_a_file_becomes_a_draft(app: Flask, instructor: FlaskClient) -> None:
    answer = bring(instructor, b"\xef\xbb\xbf" + OTHER.replace("\n", "\r\n").encode())
    assert answer.headers["Location"] == "/teaching/decks/town"
    assert drafts(app) == {"town": OTHER}


def test_so_does_a_pasted_text_with_faults(app: Flask, instructor: FlaskClient) -> None:
    answer = paste(instructor, OTHER.replace("kind: figure", "kind: sum"))
    assert answer.headers["Location"] == "/teaching/decks/town"
    assert problems_in(instructor.get("/teaching/decks/town").text)


def test_a_text_that_names_no_deck_is_kept_under_a_name_of_its_own(
    app: Flask, instructor: FlaskClient
) -> None:
    assert paste(instructor, "- just\n- a list\n").headers["Location"] == "/teaching/decks/new-deck"
    assert list(drafts(app)) == ["new-deck"]


def test_a_text_of_a_deck_that_is_there_is_a_draft_of_its_next_version(
    instructor: FlaskClient, writing: Writing
) -> None:
    paste(instructor, DECK + "# brought\n")
    assert writing.open().fields["base"] == "0" and writing.text.endswith("# brought\n")
    assert "draft of its next version" in writing.page


def test_a_draft_of_ones_own_is_not_written_over(
    app: Flask, instructor: FlaskClient, writing: Writing
) -> None:
    writing.open().check(DECK + "# mine\n")
    answer = paste(instructor, DECK + "# brought\n")
    assert answer.status_code == 409 and "# brought" in answer.text
    assert drafts(app) == {"mill": DECK + "# mine\n"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Choose a file"),
        (b"  \n", "Choose a file"),
        (b"deck: \xff\xfe", "is not UTF-8"),
        ("deck: mill".encode("utf-16"), "is not UTF-8"),
        (b"# " + b"x" * 1_000_001, "larger than 1 MB"),
        (b"deck: a\0b", "U+0000"),
    ],
)
def test_what_is_no_text_is_refused_in_words(
    app: Flask, instructor: FlaskClient, data: bytes, words: str
) -> None:
    answer = bring(instructor, data)
    assert answer.status_code == 422 and words in words_of(answer.text)
    assert drafts(app) == {}


@pytest.mark.parametrize("name", ["../../etc/passwd", "<script>.yaml", "a\0b.yaml", "x" * 5_000, "deck.exe"])
def test_the_name_of_a_file_is_of_no_account(app: Flask, instructor: FlaskClient, name: str) -> None:
    assert bring(instructor, OTHER.encode(), name).status_code == 303
    assert drafts(app) == {"town": OTHER}


def test_a_new_deck_may_not_take_the_id_of_another(instructor: FlaskClient) -> None:
    instructor.post(LIST, data={"document": "the-mill"})
    writing = Writing(instructor, "the-mill").open()
    page = writing.check(DECK).page
    assert any("there is a deck mill already" in one for one in problems_in(page))
