"""The editor of a deck: what it says is wrong, the draft it keeps, and what two tabs are told."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from question_bank.check import check
from tests.webapp.conftest import sign_in
from tests.webapp.publishing.course import BURNED, DECK, FOUNDER
from tests.webapp.teaching.decks.writing import Writing, problems_in, words_of
from webapp.db import db
from webapp.models import Draft, User
from webapp.teaching.decks import drafts as drafts_module

WRONG = (
    DECK.replace("in 1931\n", "in 1913\n")
    .replace("kind: figure", "kind: sum")
    .replace("date: 1944", "dat: 1944")
)


@pytest.fixture
def settings(course: dict[str, Any]) -> dict[str, Any]:
    return course


def closed(answer: TestResponse) -> TestResponse:
    """The client leaves a large body open."""
    answer.request.environ["wsgi.input"].close()
    return answer


def drafts(app: Flask) -> list[tuple[str | None, int, str]]:
    with app.app_context():
        return [(one.deck, one.rev, one.text) for one in db.session.scalars(select(Draft))]


def test_a_deck_of_the_files_is_opened_as_it_stands_there(app: Flask, writing: Writing) -> None:
    assert writing.open().text == DECK
    assert "no changes yet" in writing.page
    assert drafts(app) == []


def test_one_draft_too_many_is_said_and_the_text_not_lost(
    app: Flask, writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing.open()
    monkeypatch.setattr(drafts_module, "MOST", 0)
    answer = writing.send(FOUNDER)
    assert answer.status_code == 422 and "Publish one or throw one away" in answer.text
    assert writing.hold(answer).text == FOUNDER
    assert writing.in_place(FOUNDER).text == "You have 0 drafts. Publish one or throw one away first."
    assert drafts(app) == []


def test_a_draft_that_is_there_is_saved_however_many_there_are(
    writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing.open().check(DECK + "# mine\n")
    monkeypatch.setattr(drafts_module, "MOST", 0)
    assert writing.check(DECK + "# mine, too\n").text == DECK + "# mine, too\n"


def test_it_says_what_the_command_line_says(
    writing: Writing, course: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Path(course["DECKS"]) / "mill.yaml"
    page = writing.open().check(WRONG).page
    file.write_text(WRONG)
    monkeypatch.chdir(file.parent)
    said = [" ".join(str(one).split()) for one in check([file])]
    assert len(said) > 2 and problems_in(page) == said


def test_in_place_it_says_the_same(writing: Writing) -> None:
    loud = problems_in(writing.open().check(WRONG).page)
    assert problems_in(writing.in_place(WRONG).text) == loud


def test_each_problem_shows_its_line(writing: Writing) -> None:
    page = words_of(writing.open().check(WRONG).page)
    assert "quote: Anna Berg founded the mill in 1913" in page
    assert 'data-lines="' in writing.page


def test_control_a_sound_deck_has_no_problems(writing: Writing) -> None:
    page = writing.open().check(DECK + "# a remark\n").page
    assert "ready to be" in words_of(page) and 'class="problem is-error"' not in page


def test_a_check_keeps_the_draft(app: Flask, writing: Writing) -> None:
    writing.open().check(DECK + "# one\n").check(DECK + "# two\n")
    assert drafts(app) == [("mill", 2, DECK + "# two\n")]
    assert Writing(writing.client).open().text == DECK + "# two\n"


def test_looking_and_checking_without_a_change_begin_no_draft(app: Flask, writing: Writing) -> None:
    writing.open().check(DECK)
    assert drafts(app) == []


def test_sent_twice_it_is_kept_once(app: Flask, writing: Writing) -> None:
    writing.open()
    assert [writing.send(DECK + "# one\n").status_code for _ in range(2)] == [303, 303]
    assert drafts(app) == [("mill", 1, DECK + "# one\n")]


def test_of_two_tabs_the_later_is_told_and_both_texts_stand(app: Flask, writing: Writing) -> None:
    other = Writing(writing.client).open()
    writing.open().in_place(DECK + "# mine\n")
    answer = other.send(DECK + "# theirs\n")
    assert answer.status_code == 409
    assert "# mine" in answer.text and "# theirs" in answer.text
    assert drafts(app) == [("mill", 1, DECK + "# mine\n")]


def test_having_seen_both_one_saves_over_the_other(app: Flask, writing: Writing) -> None:
    other = Writing(writing.client).open()
    writing.open().in_place(DECK + "# mine\n")
    other.hold(other.send(DECK + "# theirs\n")).check(DECK + "# theirs\n")
    assert drafts(app) == [("mill", 2, DECK + "# theirs\n")]


def test_control_one_tab_alone_is_told_nothing(writing: Writing) -> None:
    writing.open()
    assert [writing.in_place(DECK + f"# {n}\n").status_code for n in range(3)] == [200, 200, 200]


def test_a_draft_thrown_away_elsewhere_is_not_lost_here(app: Flask, writing: Writing) -> None:
    writing.open().in_place(DECK + "# mine\n")
    writing.client.post(f"{writing.path}/discard")
    answer = writing.send(DECK + "# more\n")
    assert answer.status_code == 409 and "# more" in answer.text


def test_a_draft_is_ones_own(app: Flask, client: FlaskClient, writing: Writing, ada: User) -> None:
    writing.open().in_place(DECK + "# mine\n")
    other = Writing(sign_in(app.test_client(), ada)).open()
    assert other.text == DECK
    other.client.post(f"{other.path}/discard")
    assert len(drafts(app)) == 1


def test_an_item_is_shown_as_card_and_as_question(writing: Writing) -> None:
    page = words_of(writing.client.get("/teaching/decks/mill?item=founder").text)
    assert "Flashcard Who founded the mill, according to the text? Anna Berg" in page
    assert "Quiz question Who founded the mill, according to the text? To type" in page


def test_its_passage_is_marked(writing: Writing) -> None:
    page = writing.client.get("/teaching/decks/mill?item=burned").text
    assert "<mark>The mill burned down on 4 May 1944</mark>" in page


def test_the_item_of_a_line_is_shown_in_place(writing: Writing) -> None:
    line = DECK.split("\n").index("  - id: builder") + 3
    page = writing.client.get(f"/teaching/decks/mill?line={line}", headers={"In-Place": "1"}).text
    assert 'data-item="builder"' in page and "The other way round" in page
    assert "<html" not in page


def test_an_item_to_be_mended_is_said_to_be_so(writing: Writing) -> None:
    writing.open().check(WRONG)
    page = words_of(writing.client.get("/teaching/decks/mill?item=founder").text)
    assert "cannot be shown yet" in page


def test_choices_are_shown_with_their_options(writing: Writing) -> None:
    text = DECK.replace(
        "founded the mill in 1931\n",
        "founded the mill in 1931\n    distractors: [Ida Holm, Per Dahl, Jan Moe]\n",
    )
    writing.open().check(text)
    page = writing.client.get("/teaching/decks/mill?item=founder").text
    assert "To choose from" in page and "<span>Per Dahl</span>" in page


def test_a_deck_keeps_its_id(writing: Writing) -> None:
    page = writing.open().check(DECK.replace("deck: mill", "deck: mills")).page
    assert any("the deck’s id was mill" in one for one in problems_in(page))


@pytest.mark.parametrize("text", ["", "deck", "- a\n- b\n", "[" * 5_000, "a: &x 1\nb: *x\n", "deck: \x07\n"])
def test_any_text_is_checked_and_kept(app: Flask, writing: Writing, text: str) -> None:
    page = writing.open().check(text).page
    assert problems_in(page)
    assert drafts(app) == [("mill", 1, text)]


def test_a_nul_is_no_fault_of_the_database(app: Flask, writing: Writing) -> None:
    assert writing.open().send(DECK + "# \0\n").status_code == 303
    assert drafts(app)[0][2].endswith("# \ufffd\n")


def test_more_than_a_megabyte_is_refused(app: Flask, writing: Writing) -> None:
    assert closed(writing.open().send("x" * 1_300_000)).status_code == 413
    assert drafts(app) == []
    assert closed(writing.send("# " + "x" * 1_050_000)).status_code == 303
    assert "larger than 1 MB" in writing.open().page


def test_a_deck_that_is_not_there_is_not_found(writing: Writing) -> None:
    for path in ("", "/review", "/versions", "/passage", "/withdraw"):
        assert writing.client.get(f"/teaching/decks/none{path}").status_code == 404, path


@pytest.mark.parametrize("name", ["alice", None])
def test_students_and_visitors_stay_out(app: Flask, add_user: Any, name: str | None) -> None:
    client = app.test_client()
    if name:
        sign_in(client, add_user(name))
    answer = client.post("/teaching/decks/mill/check", data={"text": FOUNDER + BURNED})
    assert answer.status_code == (403 if name else 302)
    assert drafts(app) == []
