"""Instructors set quizzes and edit them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from question_bank.quizzes.quiz import Draw, Quiz, Review
from tests.webapp.attempts.trying import NOW, rows
from tests.webapp.conftest import AddUser, sign_in
from tests.webapp.quizzes.offered import TWO, Form, form_at, own_quiz, set_quiz, versions, words
from tests.webapp.quizzes.resulting import another
from webapp.models import Attempt, Audit, User
from webapp.models import Quiz as QuizRow

SET = "/quizzes/set"
FULL = Quiz(
    title="Week 3: “treaties” & dates",
    draws=(
        Draw(1, kinds=("agreement",), documents=("cooperation-strengthens",)),
        Draw(2, decks=("milestones",), items=("milestones/relations", "milestones/documents")),
    ),
    description="What was agreed.\nAnd when <b>.",
    minutes=20,
    opens=datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
    closes=datetime(2026, 11, 23, 4, 30, 15, 250_000, tzinfo=UTC),
    attempts=2,
    counts="mean",
    unseen_first=False,
    stratified=True,
    shuffled=False,
    sequential=True,
    ways=("choice", "typed"),
    reverse=True,
    pass_mark=60,
    points={"milestones/relations": 2500},
    penalty=25,
    date_credit=False,
    open_book=True,
    review=Review((), ("correctness", "scores"), ("scores",), ("correctness", "scores", "answers")),
)


@pytest.fixture
def instructor(client: FlaskClient, add_user: AddUser) -> FlaskClient:
    return sign_in(client, add_user("linh", role="instructor", time_zone="Asia/Ho_Chi_Minh"))


@pytest.fixture
def full(app: Flask, ines: User) -> str:
    """The address of a quiz with a value of its own in every field."""
    return "/quizzes/" + set_quiz(app, ines, FULL, NOW)


def filled(client: FlaskClient, path: str = SET, **over: Any) -> Any:
    data = form_at(client, path)
    for name, value in over.items():
        data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return data


def test_setting_a_quiz_offers_it_to_everybody(app: Flask, instructor: FlaskClient, alice: User) -> None:
    data = filled(instructor, title="Week 3", draws__0__count="2", opens="2026-11-21T09:30", minutes="20")
    answer = instructor.post(SET, data=data, follow_redirects=True)
    assert "The quiz is set." in words(answer)
    opens = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)  # 09:30 by the instructor's clock
    assert versions(app) == [Quiz("Week 3", (Draw(2),), opens=opens, minutes=20)]
    (row,) = rows(app, QuizRow)
    assert row["origin"] == "set"
    assert "Week 3" in words(sign_in(app.test_client(), alice).get("/quizzes"))


MOMENTS = ("during", "just_after", "later", "after_close")


@pytest.mark.parametrize(
    ("answers_at", "closes", "warned"),
    [
        ((), "", True),
        (("after_close",), "", True),
        (("after_close",), "2026-12-01T10:00", False),
        (("later", "after_close"), "", False),
    ],
)
def test_who_sets_a_quiz_that_never_shows_its_answers_is_told_what_that_means(
    instructor: FlaskClient, answers_at: tuple[str, ...], closes: str, warned: bool
) -> None:
    ticks = {name: ["correctness", *(["answers"] if name in answers_at else [])] for name in MOMENTS}
    shown: dict[str, Any] = {name: ticks[name] for name in MOMENTS[1:]}
    data = filled(instructor, title="Spring", draws__0__count="2", closes=closes, during=[], **shown)
    assert ("are never shown" in words(instructor.post(SET, data=data | {"do": "count"}))) is warned
    answer = instructor.post(SET, data=data, follow_redirects=True)
    assert ("This quiz never shows the right answers" in answer.text) is warned
    assert ("keeps them back for good" in words(answer)) is warned


def test_a_form_sent_back_as_it_stands_changes_nothing(
    app: Flask, instructor: FlaskClient, full: str
) -> None:
    answer = instructor.post(full + "/edit", data=form_at(instructor, full + "/edit"), follow_redirects=True)
    assert "Nothing was changed." in words(answer)
    assert versions(app) == [FULL]


@pytest.mark.parametrize(("closes", "warned"), [("", True), ("2021-01-01T00:00", False)])
def test_who_opens_a_closed_quiz_again_is_told_what_was_seen(
    app: Flask, instructor: FlaskClient, alice: User, closes: str, warned: bool
) -> None:
    trying = another(app, alice, origin="set", closes=NOW.replace(year=2020))
    trying.start(NOW.replace(year=2019))
    path = f"/quizzes/{trying.quiz.key}/edit"
    data = filled(instructor, path, title="Again", closes=closes)
    answer = words(instructor.post(path, data=data, follow_redirects=True))
    assert "Saved as version 2." in answer and ("may have seen" in answer) is warned


def test_an_edit_makes_a_new_version_and_an_attempt_keeps_its_own(
    app: Flask, instructor: FlaskClient, ines: User, alice: User
) -> None:
    path = "/quizzes/" + set_quiz(app, ines, Quiz("Short", TWO, minutes=20), NOW)
    question = sign_in(app.test_client(), alice).post(path + "/start").headers["Location"]
    page = words(instructor.get(path + "/edit"))
    assert "1 attempt has begun and keeps the version it began with" in page
    data = filled(instructor, path + "/edit", title="Shorter", minutes="5", draws__0__count="1")
    assert "Saved as version 2." in words(instructor.post(path + "/edit", data=data, follow_redirects=True))
    assert [(quiz.title, quiz.minutes) for quiz in versions(app)] == [("Short", 20), ("Shorter", 5)]
    (attempt,) = rows(app, Attempt)
    assert (attempt["deadline_at"] - attempt["started_at"]).seconds == 20 * 60 and len(attempt["slots"]) == 2
    student = sign_in(app.test_client(), alice)
    assert student.get(question).status_code == 200 and "Shorter" in words(student.get(path))


def test_two_who_edit_at_once_do_not_overwrite_each_other_unseen(
    app: Flask, instructor: FlaskClient, full: str
) -> None:
    mine, theirs = (filled(instructor, full + "/edit", title=title) for title in ("Mine", "Theirs"))
    instructor.post(full + "/edit", data=theirs)
    answer = instructor.post(full + "/edit", data=mine)
    assert answer.status_code == 409 and "Somebody else saved this quiz meanwhile" in words(answer)
    again = Form(answer.text, full + "/edit").data
    assert again["title"] == "Mine"
    instructor.post(full + "/edit", data=again)
    assert [quiz.title for quiz in versions(app)] == [FULL.title, "Theirs", "Mine"]


def test_parts_are_added_and_removed_and_nothing_typed_is_lost(
    app: Flask, instructor: FlaskClient, full: str
) -> None:
    path = full + "/edit"
    added = instructor.post(path, data=filled(instructor, path, title="Half done", do="add"))
    form = Form(added.text, path).data
    assert added.status_code == 200 and form["title"] == "Half done" and form["draws-2-count"] == "10"
    form["do"] = "remove-0"
    removed = Form(instructor.post(path, data=form).text, path).data
    assert removed.getlist("draws-0-decks") == ["milestones"] and removed["draws-1-count"] == "10"
    assert "draws-2-count" not in removed and versions(app) == [FULL]


def test_the_last_part_stays(instructor: FlaskClient) -> None:
    page = instructor.post(SET, data=filled(instructor, do="remove-0"))
    assert "draws-0-count" in Form(page.text, SET).data


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", " ", "Give the quiz a title."),
        ("draws__0__count", "400", "Type a whole number from 1 to 200."),
        ("draws__0__count", "40", "this part of the bank has 6"),
        ("draws__0__tags", ["none"], "There is no tag “none”."),
        ("draws__0__items", "milestones/nothing", "There is no item “milestones/nothing”."),
        ("opens", "soon", "Write a date and a time"),
        ("opens", "2026-11-21T09:30Z", "Write a date and a time"),
        ("opens", "9999-12-31T23:59", "Choose a year from 2000 to 2100."),
        ("closes", "2020-01-01T00:00", "would close before it opens"),
        ("minutes", "1441", "Type a whole number from 1 to 1440."),
        ("attempts", "0", "Type a whole number from 1 to 1000."),
        ("counts", "median", "Not a valid choice"),
        ("ways", [], "Tick at least one."),
        ("pass_mark", "101", "Type a whole number from 0 to 100."),
        ("points", "milestones/treaty two", "is not an item and its points"),
        ("points", "milestones/nothing: 2", "There is no item “milestones/nothing”."),
        ("during", ["answers"], "Answers without correctness"),
        ("later", ["everything"], "not a valid choice"),
    ],
)
def test_what_does_not_fit_stands_beside_its_field(
    app: Flask, instructor: FlaskClient, field: str, value: Any, said: str
) -> None:
    usual = {"title": "Week 3", "opens": "2026-11-21T09:30", "draws__0__count": "2"}
    data = filled(instructor, **{**usual, field: value})
    answer = instructor.post(SET, data=data)
    assert answer.status_code == 422 and said in words(answer) and rows(app, QuizRow) == []
    kept = Form(answer.text, SET).data
    assert kept["opens"] == data["opens"] and kept["draws-0-count"] == data["draws-0-count"]


def test_a_time_that_the_clocks_skip_is_refused(client: FlaskClient, add_user: AddUser) -> None:
    there = sign_in(client, add_user("berta", role="instructor", time_zone="Europe/Berlin"))
    answer = there.post(SET, data=filled(there, title="Spring", opens="2026-03-29T02:30"))
    assert answer.status_code == 422 and "The clocks are put forward over this time." in words(answer)


@pytest.mark.parametrize("name", ["draws-²-count", "draws-99999999999-count", "draws--count", "draws-x"])
def test_hostile_names_of_fields_are_refused(app: Flask, instructor: FlaskClient, name: str) -> None:
    data = filled(instructor, title="Week 3", draws__0__count="2") | {name: "7"}
    assert instructor.post(SET, data=data).status_code == 400 and rows(app, QuizRow) == []


def test_what_has_left_the_bank_is_seen_ticked_and_said(
    app: Flask, instructor: FlaskClient, full: str
) -> None:
    bank = app.extensions["bank"]
    app.extensions["bank"] = replace(bank, decks={"chronology": bank.decks["chronology"]})
    page = instructor.get(full + "/edit")
    assert "milestones (no longer in the bank)" in page.text
    answer = instructor.post(full + "/edit", data=form_at(instructor, full + "/edit"))
    assert answer.status_code == 422 and "There is no deck “milestones”." in words(answer)


def test_a_withdrawn_quiz_is_offered_no_more_until_it_is_again(
    app: Flask, instructor: FlaskClient, ines: User, alice: User
) -> None:
    path = "/quizzes/" + set_quiz(app, ines, Quiz("Week 3", TWO), NOW)
    student = sign_in(app.test_client(), alice)
    instructor.post(path + "/withdraw")
    assert "Week 3" not in words(student.get("/quizzes")) and "no longer offered" in words(student.get(path))
    assert "no longer offered" in words(student.post(path + "/start", follow_redirects=True))
    assert "Withdrawn 1 Week 3" in words(instructor.get("/quizzes"))
    instructor.post(path + "/withdraw", data={"offered": "yes"})
    assert "Week 3" in words(student.get("/quizzes"))
    assert [row["act"] for row in rows(app, Audit)] == ["withdraw", "withdraw"]


def test_learners_cannot_set_edit_or_withdraw(
    app: Flask, client: FlaskClient, alice: User, full: str
) -> None:
    student = sign_in(client, alice)
    for path in (SET, full + "/edit"):
        assert student.get(path).status_code == student.post(path).status_code == 403
    assert student.post(full + "/withdraw").status_code == 404
    assert "Set a quiz" not in student.get("/quizzes").text and "Edit" not in words(student.get(full))


def test_only_quizzes_that_are_set_can_be_edited(app: Flask, instructor: FlaskClient, alice: User) -> None:
    own = own_quiz(app, alice, Quiz("Mine", TWO), NOW)
    for key in (own, "mixed", "none"):
        for page in ("edit", "attempts", "regrade"):
            assert instructor.get(f"/quizzes/{key}/{page}").status_code == 404
