"""Bringing in a document: read, looked at, described, approved."""

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.webapp.conftest import AddUser, sign_in
from tests.webapp.teaching.documents.bringing import NEW, TREATY, approve, brought, errors_of, paste, send
from webapp.db import db
from webapp.models import Publication, Upload, User


def uploads(app: Flask) -> list[Upload]:
    with app.app_context():
        return list(db.session.scalars(select(Upload).order_by(Upload.at)))


def test_pasted_text_is_shown_with_its_title_and_an_address(teacher: FlaskClient) -> None:
    page = teacher.get(brought(teacher)).text
    assert 'value="The Harbour Treaty"' in page and 'value="the-harbour-treaty"' in page
    assert "On 3 March 2021 the two towns signed" in page and "pasted text" in page


def test_a_file_is_shown_by_its_name_and_not_kept(app: Flask, teacher: FlaskClient) -> None:
    answer = send(teacher, TREATY.encode(), "Treaty of 2021.md")
    assert "Treaty of 2021.md" in teacher.get(answer.headers["Location"]).text
    (kept,) = uploads(app)
    assert kept.text == TREATY and kept.size == len(TREATY.encode())


def test_the_list_tells_what_waits_to_its_owner_alone(teacher: FlaskClient, app: Flask, ada: User) -> None:
    brought(teacher)
    assert "Waiting for your approval" in teacher.get("/teaching/documents").text
    others = sign_in(app.test_client(), ada).get("/teaching/documents").text
    assert "Waiting for your approval" not in others and "as the files have it" in others


def test_anothers_upload_is_not_there(teacher: FlaskClient, app: Flask, ada: User) -> None:
    place = brought(teacher)
    other = sign_in(app.test_client(), ada)
    assert other.get(place).status_code == 404 and approve(other, place).status_code == 404
    assert other.post(f"{place}/discard").status_code == 404
    assert other.get(f"{place}/changes").status_code == other.post(f"{place}/changes").status_code == 404
    assert teacher.get(place).status_code == 200


def test_neither_file_nor_text_and_both_at_once_are_told_apart(teacher: FlaskClient) -> None:
    assert errors_of(paste(teacher, "  ")) == ["Choose a file, or paste the text below."]
    both = {"text": TREATY, "file": (io.BytesIO(b"Harbour"), "a.txt")}
    answer = teacher.post(NEW, data=both, content_type="multipart/form-data")
    assert "which one is meant" in errors_of(answer)[0] and "bridge of 12 kilometres" in answer.text


def test_pasted_text_that_is_refused_is_not_lost(teacher: FlaskClient) -> None:
    answer = paste(teacher, "Harbour\n\nTreaty \u202e of Port Alba")
    assert answer.status_code == 422 and "Treaty \u202e of Port Alba" in answer.text
    assert errors_of(answer) == [
        "Line 3 holds the character U+202E, which no quote may hold. "
        "Delete it: it is invisible, or turns text round."
    ]


def test_what_was_typed_is_kept_for_later(teacher: FlaskClient) -> None:
    place = brought(teacher)
    approve(teacher, place, do="keep", title="", author="Ida Berg", slug="Not an address")
    page = teacher.get(place).text
    assert 'value="Ida Berg"' in page and 'value="Not an address"' in page


def test_approval_asks_for_what_is_missing_and_loses_nothing(teacher: FlaskClient) -> None:
    place = brought(teacher)
    answer = approve(teacher, place, title="", slug="Harbour Treaty")
    assert answer.status_code == 422 and len(errors_of(answer)) == 2
    assert 'value="Harbour Treaty"' in answer.text and 'value="Ida Berg"' in answer.text


def test_an_address_that_is_taken_is_refused_by_name(teacher: FlaskClient) -> None:
    answer = approve(teacher, brought(teacher), slug="international-cooperation")
    assert answer.status_code == 422 and "has this address" in errors_of(answer)[0]


def test_thrown_away_nothing_of_it_is_kept(app: Flask, teacher: FlaskClient) -> None:
    place = brought(teacher)
    assert teacher.post(f"{place}/discard").headers["Location"] == "/teaching/documents"
    assert teacher.get(place).status_code == 404
    assert {(row.text, row.file_name, row.size) for row in uploads(app)} == {("", "", 0)}


def test_approved_it_is_in_the_library_under_a_name_of_its_own(app: Flask, teacher: FlaskClient) -> None:
    answer = approve(teacher, brought(teacher), publisher="")
    assert answer.headers["Location"] == "/library/harbour-treaty"
    page = teacher.get("/library/harbour-treaty").text
    assert "bridge of 12 kilometres" in page and "own-harbour-treaty" in page and "Ida Berg" in page
    listed = teacher.get("/teaching/documents").text
    assert "version 1, published by ines" in listed and "Waiting for your approval" not in listed
    assert {(row.text, row.file_name) for row in uploads(app)} == {("", "")}


class TestWithTokens:
    """Forms carry their token, as they do for people."""

    @pytest.fixture
    def settings(self, settings: dict[str, Any]) -> dict[str, Any]:
        return settings | {"WTF_CSRF_ENABLED": True}

    def test_text_of_a_page_that_was_open_too_long_is_shown_to_be_copied(self, teacher: FlaskClient) -> None:
        answer = paste(teacher)
        assert answer.status_code == 400 and "bridge of 12 kilometres" in answer.text


class TestMarks:
    """Words that are not the document's own."""

    def test_pasted_words_are_marked(self, app: Flask, teacher: FlaskClient) -> None:
        place = brought(teacher)
        answer = approve(teacher, place, do="mark", words="Read also:\n the lighthouse", note="A teaser")
        assert answer.headers["Location"].endswith("#odd")
        (mark,) = uploads(app)[0].about["odd"]
        assert TREATY[mark["start"] : mark["end"]] == "Read also: the lighthouse"
        assert "A teaser" in teacher.get(place).text

    def test_marking_nothing_is_asked_about(self, teacher: FlaskClient) -> None:
        answer = approve(teacher, brought(teacher), do="mark")
        assert answer.status_code == 422 and "Paste the words that are to be marked." in answer.text

    def test_a_cleared_box_takes_the_mark_away(self, app: Flask, teacher: FlaskClient) -> None:
        place = brought(teacher)
        approve(teacher, place, do="mark", words="Read also")
        approve(teacher, place, do="mark", odd="0")
        assert len(uploads(app)[0].about["odd"]) == 1
        approve(teacher, place, do="mark")
        assert uploads(app)[0].about["odd"] == []

    @pytest.mark.parametrize(
        ("words", "said"),
        [("no such words", "do not stand in the text"), ("Port Alba", "stand 2 times in the text")],
    )
    def test_words_that_are_not_there_once_are_told(
        self, teacher: FlaskClient, words: str, said: str
    ) -> None:
        answer = approve(teacher, brought(teacher), do="mark", words=words)
        assert answer.status_code == 422 and said in errors_of(answer)[0] and words in answer.text

    def test_every_place_can_be_meant(self, app: Flask, teacher: FlaskClient) -> None:
        approve(teacher, brought(teacher), do="mark", words="Port Alba", everywhere="y", kind="chrome")
        assert [mark["kind"] for mark in uploads(app)[0].about["odd"]] == ["chrome", "chrome"]

    def test_marks_do_not_overlap(self, teacher: FlaskClient) -> None:
        place = brought(teacher)
        approve(teacher, place, do="mark", words="Read also")
        answer = approve(teacher, place, do="mark", odd="0", words="also: the")
        assert errors_of(answer) == ["Some of these words are marked already. Take that mark away first."]


@pytest.mark.parametrize("path", ["", "/new", "/cooperation-strengthens/held"])
def test_a_student_may_not(client: FlaskClient, bob: User, path: str) -> None:
    assert sign_in(client, bob).get(f"/teaching/documents{path}").status_code == 403


def test_a_student_may_not_send_a_large_file_either(client: FlaskClient, bob: User) -> None:
    assert send(sign_in(client, bob), b"Harbour " * 300_000).status_code in (403, 413)


def test_an_administrator_may(client: FlaskClient, add_user: AddUser) -> None:
    admin = sign_in(client, add_user("adam", role="administrator"))
    assert admin.get(brought(admin)).status_code == 200


def test_who_published_is_named_unless_it_was_the_command_line(app: Flask, teacher: FlaskClient) -> None:
    approve(teacher, brought(teacher))
    assert "published by ines" in teacher.get("/teaching/documents").text
    with app.app_context():
        db.session.execute(update(Publication).values(made_by=None))
        db.session.commit()
    assert "published by the command line, or someone whose" in teacher.get("/teaching/documents").text
