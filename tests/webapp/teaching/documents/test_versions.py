"""The versions of a document in the browser: listed, compared, brought back over approval and review."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from question_bank.quizzes.quiz import Draw, Quiz
from tests.webapp.attempts.trying import Trying, offer
from tests.webapp.teaching.documents.bringing import TREATY, approve, brought, fields_of, words_of
from webapp import clock
from webapp.bank import current_bank
from webapp.models import User
from webapp.teaching.documents import uploads

PAGE = "/teaching/documents/harbour-treaty/versions"
REPLACE = "/teaching/documents/harbour-treaty/replace"
LATER = TREATY.replace("12 kilometres", "13 kilometres")


@pytest.fixture
def teacher(teacher: FlaskClient) -> FlaskClient:
    """Ines, with two versions of the treaty in the library."""
    approve(teacher, brought(teacher))
    settle(teacher, brought(teacher, LATER, REPLACE), title="A later title")
    return teacher


def settle(client: FlaskClient, place: str, **over: Any) -> None:
    """Approve the text that waits there, look at what changes, and publish."""
    changes = approve(client, place, **over).headers["Location"]
    answer = client.post(changes, data=fields_of(client.get(changes).text))
    assert answer.headers["Location"] == "/library/harbour-treaty"


def restore(client: FlaskClient, number: int) -> str:
    return str(client.post(f"{PAGE}/{number}/restore").headers["Location"])


def test_they_are_listed_and_compared(teacher: FlaskClient) -> None:
    page = words_of(teacher.get(f"{PAGE}?old=1&new=2").text)
    assert page.index("Version 2") < page.index("served now") < page.index("Version 1")
    assert "called it a bridge of 13 kilometres" in page and "called it a bridge of 12 kilometres" in page
    assert PAGE in teacher.get("/teaching/documents").text


def test_an_old_one_comes_back_text_and_title(app: Flask, teacher: FlaskClient) -> None:
    place = restore(teacher, 1)
    assert 'value="The Harbour Treaty"' in teacher.get(place).text
    with app.test_request_context():
        assert current_bank().documents_by_slug["harbour-treaty"].title == "A later title"
    settle(teacher, place)
    with app.test_request_context():
        document = current_bank().documents_by_slug["harbour-treaty"]
    assert (document.text, document.title) == (TREATY, "The Harbour Treaty")
    assert "Version 3" in words_of(teacher.get(PAGE).text)


def test_its_odd_places_come_with_it(teacher: FlaskClient) -> None:
    words = "Read also: the lighthouse of Port Alba."
    place = restore(teacher, 2)
    teacher.post(place, data={"do": "mark", "words": words, "kind": "teaser", "title": "A title"})
    assert words in teacher.get(place).text and 'name="odd" value="0"' in teacher.get(place).text
    settle(teacher, place, odd="0")
    assert 'name="odd" value="0"' in teacher.get(restore(teacher, 3)).text
    assert 'name="odd"' not in teacher.get(restore(teacher, 1)).text


def test_what_is_not_there_is_not_found(teacher: FlaskClient) -> None:
    assert teacher.post(f"{PAGE}/9/restore").status_code == 404
    assert teacher.get(f"{PAGE}?old=1&new=9").status_code == 404
    assert teacher.get(PAGE.replace("harbour", "no")).status_code == 404


def test_it_counts_as_an_upload(teacher: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "/uploads/" in restore(teacher, 1)
    monkeypatch.setattr(uploads, "MOST_BYTES", 10)
    assert restore(teacher, 1) == PAGE
    assert "wait for approval" in teacher.get(PAGE).text


@pytest.mark.parametrize("open_book", [True, False])
def test_a_document_that_a_quiz_puts_away_is_not_read_here(
    app: Flask, teacher: FlaskClient, ines: User, open_book: bool
) -> None:
    path = "/teaching/documents/cooperation-strengthens/versions"
    quiz = Quiz("One", (Draw(1, items=("milestones/relations",)),), ways=("typed",), open_book=open_book)
    Trying(app, ines, offer(app, ines, quiz)).start(clock.now())
    asked = [teacher.get(path), teacher.post(f"{path}/0/restore")]
    assert [answer.status_code for answer in asked] == ([200, 303] if open_book else [404, 404])
