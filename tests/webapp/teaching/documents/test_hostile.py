"""E11, hostile files over HTTP: each is refused in words or safely read; nothing of them runs or is kept."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from question_bank.extraction import SUFFIXES
from tests.question_bank.hostile_documents import FILE_NAMES, HOSTILE
from tests.question_bank.made_documents import a_pdf, a_word
from tests.webapp.conftest import sign_in
from tests.webapp.teaching.documents.bringing import errors_of, send
from webapp.db import db
from webapp.models import Upload, User

# One takes all the 20 seconds of processor that a file may have; test_extraction refuses it after 2.
NAMES = [name for name in HOSTILE if name != "two million accents on one letter"]
FIRST, SECOND = NAMES[::2], NAMES[1::2]  # each file once, half of them on each database
MARKUP = re.compile(r"<(script|svg|img)[^>]*>?alert")
SAFE = {"a name with a NUL": "harbour.pdf .txt"}  # text by its ending, and text it is


@pytest.mark.parametrize(
    ("database", "names"), [("sqlite", FIRST), ("postgresql", SECOND)], indirect=["database"]
)
@pytest.mark.timeout(600)
def test_e11_hostile_files_are_refused_in_words(
    app: Flask, client: FlaskClient, ines: User, names: list[str]
) -> None:
    sign_in(client, ines)
    before = files_of(app)
    for name in names:
        suffix, make, _ = HOSTILE[name]
        answer = send(client, make(), f"harbour{suffix}")
        if name in SAFE:
            assert SAFE[name] in client.get(answer.headers["Location"]).text
        else:
            assert (answer.status_code, len(errors_of(answer))) == (422, 1), name
            assert not kept(app), name
        forget(app)
    assert files_of(app) - before <= {"reading-0.lock", "reading-1.lock"}


def test_e11_control_each_kind_of_file_that_is_none_is_read(client: FlaskClient, ines: User) -> None:
    sign_in(client, ines)
    plain = b"The Harbour Treaty"
    files = dict(zip(SUFFIXES, (plain, plain, a_word("Harbour"), a_pdf(["Harbour"])), strict=True))
    for suffix, data in files.items():
        assert send(client, data, f"harbour{suffix}").status_code == 303, suffix


def test_e11_a_hostile_name_is_only_words_beside_the_text(
    app: Flask, client: FlaskClient, ines: User
) -> None:
    """The text is kept in the database under a number of chance; no file is named by whoever sends it."""
    sign_in(client, ines)
    before = files_of(app)
    for name in FILE_NAMES:
        answer = send(client, b"The Harbour Treaty", name)
        place = answer.headers.get("Location", "/teaching/documents")
        page = client.get(place)
        assert (answer.status_code == 303) == kept(app), name  # else it has no ending that is known
        assert answer.status_code == 422 or UUID(place.rpartition("/")[2])
        assert (page.mimetype, page.headers["X-Content-Type-Options"]) == ("text/html", "nosniff"), name
        assert not MARKUP.search(page.text), name
        forget(app)
    assert files_of(app) - before <= {"reading-0.lock", "reading-1.lock"}
    assert len([name for name in FILE_NAMES if MARKUP.search(name)]) == 2  # the control


def test_e11_no_route_gives_a_document_back_as_a_file(app: Flask, client: FlaskClient, ines: User) -> None:
    """What was brought in is only ever shown within our own pages, whatever it holds."""
    sign_in(client, ines)
    place = send(client, b"Harbour <script>alert(1)</script> Treaty").headers["Location"]
    page = client.get(place)
    assert page.mimetype == "text/html" and "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    for path in (f"{place}.txt", f"{place}/file", "/static/harbour.txt", "/static/..%2fharbour.txt"):
        assert client.get(path).status_code == 404, path


def files_of(app: Flask) -> set[str]:
    """Every file of the instance but the database."""
    folder = Path(app.instance_path)
    return {path.name for path in folder.rglob("*") if path.is_file() and "sqlite" not in path.name}


def kept(app: Flask) -> bool:
    with app.app_context():
        return db.session.scalar(select(Upload.id).where(Upload.text != "")) is not None


def forget(app: Flask) -> None:
    """As if a minute had passed."""
    with app.app_context():
        db.session.execute(delete(Upload))
        db.session.commit()
