"""D1, D3, D4 over HTTP: no hostile or half bad deck changes anything, and what is typed is what is shown."""

import io
import re
from html import escape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete
from werkzeug.test import TestResponse

from tests.question_bank.decks import HEAD, SIGNER, TEXT, item
from tests.question_bank.hostile_yaml import HOSTILE
from tests.question_bank.test_yaml_reader import AS_TYPED
from tests.webapp.conftest import sign_in
from tests.webapp.guards.world import World
from tests.webapp.practice.practising import IN_PLACE
from tests.webapp.publishing.course import Desk, settings_of
from webapp.db import db
from webapp.models import Draft, User
from webapp.publishing.edits import hash_of

FIRST, SECOND = list(HOSTILE)[::2], list(HOSTILE)[1::2]  # each file once, half of them on each database
CATALOGUE = """\
documents:
  - {{file: {0}, slug: harbour, title: The Harbour, author: Nobody, publisher: The town, dated: 1950}}
"""
DECK = "/teaching/decks/harbour"
TYPED = tuple(dict.fromkeys(AS_TYPED))
SIGNS = "The signs\n\n" + "".join(f"Sign {n} reads {typed} in red.\n\n" for n, typed in enumerate(TYPED))
SIGNS_HEAD = "deck: signs\ntitle: The signs\ndocument: signs\nitems:\n"
UNSAID = ("~", "=", "<<")  # signs that are no words: the quote proves them by another


def served_from(settings: dict[str, Any], folder: Path, name: str, text: str, deck: str) -> dict[str, Any]:
    """Settings that serve one document and one deck."""
    (folder / "decks").mkdir(parents=True)
    (folder / "documents").mkdir()
    (folder / "decks/deck.yaml").write_text(deck, encoding="utf-8")
    (folder / "documents/catalogue.yaml").write_text(CATALOGUE.format(name), encoding="utf-8")
    (folder / f"documents/{name}.txt").write_text(text, encoding="utf-8")
    return settings | settings_of(folder)


@pytest.fixture
def settings(settings: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    return served_from(settings, tmp_path / "harbour", "000_harbour", TEXT, HEAD + SIGNER)


@pytest.fixture
def author(client: FlaskClient, ines: User) -> FlaskClient:
    return sign_in(client, ines)


def upload(author: FlaskClient, source: str | bytes) -> TestResponse:
    data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    answer = author.post("/teaching/decks/upload", data={"file": (io.BytesIO(data), "deck.yaml")},
                         content_type="multipart/form-data")  # fmt: skip
    answer.request.environ["wsgi.input"].close()  # the client leaves a large body open
    return author.get(answer.headers["Location"]) if answer.status_code == 303 else answer


def check(author: FlaskClient, text: str) -> TestResponse:
    """As the editor's script does while somebody types."""
    base = {"base": "0", "base_hash": hash_of(HEAD + SIGNER)}
    return author.post(f"{DECK}/check", data=base | {"text": text, "rev": "0"}, headers=IN_PLACE)


def publish(author: FlaskClient, text: str) -> TestResponse:
    return author.post(f"{DECK}/publish", data={"hash": hash_of(text), "rev": "1"})


def places(page: str) -> list[tuple[int, int]]:
    """Line and column of each problem that the page shows."""
    found = re.findall(r'data-line="(\d+)" data-column="(\d+)"', page)
    return [(int(line), int(column)) for line, column in found]


def forget_drafts(app: Flask) -> None:
    with app.app_context():
        db.session.execute(delete(Draft))
        db.session.commit()


@pytest.mark.parametrize(
    ("database", "names"), [("sqlite", FIRST), ("postgresql", SECOND)], indirect=["database"]
)
def test_d1_hostile_decks_are_refused_with_their_place_and_nothing_is_published(
    app: Flask, author: FlaskClient, ines: User, names: list[str]
) -> None:
    world = World(app, {"ines": ines})
    before = world.rows()
    for name in names:
        source, line, _ = HOSTILE[name]
        answer = upload(author, source)
        assert answer.status_code in (200, 413, 422), name
        if answer.status_code != 413 and source:  # too much to be looked at; or nothing, which is asked for
            assert places(answer.text)[0][0] == line, name
        forget_drafts(app)
        if isinstance(source, str) and "\ud800" not in source:
            checked = check(author, source)
            assert checked.status_code in (200, 413, 422), name
            assert checked.status_code != 200 or places(checked.text), name
            assert publish(author, source.replace("\0", "\ufffd")).status_code != 303, name
        forget_drafts(app)
    assert world.rows() == before
    sound = (
        HEAD.replace("The harbour", "A harbour") + SIGNER
    )  # the control: the same way leads somewhere, and the app is alive to go it
    assert check(author, sound).status_code == 200 and publish(author, sound).status_code == 303


def half_bad(faults: int) -> str:
    """A deck of good items and of so many bad ones among them."""
    bad = (item(id=f"bad{n}", quote=f"Anna Berg signed {n} treaties") for n in range(faults))
    return (
        HEAD
        + SIGNER
        + "".join(bad)
        + item(id="last", prompt="Who was later the president?", quote="Anna Berg was president")
    )


def test_d3_half_of_a_deck_is_none_and_all_its_faults_are_told_at_once(
    app: Flask, author: FlaskClient, ines: User
) -> None:
    world = World(app, {"ines": ines})
    before = world.rows()
    for faults in (1, 60):
        told = places(check(author, half_bad(faults)).text)
        assert len({line for line, _ in told}) >= min(faults, 50)
        assert publish(author, half_bad(faults)).status_code == 409
        forget_drafts(app)
    assert world.rows() == before
    check(author, half_bad(0))
    assert publish(author, half_bad(0)).status_code == 303  # the control


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def sign(number: int, typed: str) -> str:
    return (
        f"  - id: sign-{number}\n    kind: figure\n    prompt: What does sign {number} read?\n"
        f"    answer: {typed}\n    explanation: {typed}\n    hint: {typed}\n"
        f"    quote: {quoted(f'Sign {number} reads {typed} in red')}\n"
        + ("    answer_from: red\n" if typed in UNSAID else "")
    )


class TestScalars:
    @pytest.fixture
    def settings(self, settings: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
        return served_from(settings, tmp_path / "signs", "signs", SIGNS, SIGNS_HEAD + sign(0, TYPED[0]))

    def test_d4_sixty_scalars_are_shown_to_students_as_they_were_typed(
        self, app: Flask, client: FlaskClient, alice: User
    ) -> None:
        Desk(app).publish(SIGNS_HEAD + "".join(sign(number, typed) for number, typed in enumerate(TYPED)))
        sign_in(client, alice)
        for number, typed in enumerate(TYPED):
            shown = escape(typed).replace("&#x27;", "&#39;")
            page = client.get(f"/practice/card?card=signs/sign-{number}/forward&side=back").text
            assert f'id="answer" tabindex="-1">{shown}<' in page, typed
            assert f"<p>{shown}</p>" in page, typed
        assert len(TYPED) >= 60
