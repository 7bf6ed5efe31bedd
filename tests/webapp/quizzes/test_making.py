"""Making a quiz for oneself."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from question_bank.quizzes.quiz import SHOWN, Draw, Quiz
from tests.webapp.attempts.trying import rows
from tests.webapp.conftest import sign_in
from tests.webapp.quizzes.offered import form_at, versions, words
from webapp.models import Quiz as QuizRow
from webapp.models import User

NEW = "/quizzes/new"


@pytest.fixture
def learner(client: FlaskClient, alice: User) -> FlaskClient:
    return sign_in(client, alice)


def filled(client: FlaskClient, **over: Any) -> Any:
    """The form as it opens, with other values in some fields."""
    data = form_at(client, NEW)
    for name, value in over.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def test_a_made_quiz_is_ones_own_and_stands_on_the_list(
    app: Flask, learner: FlaskClient, alice: User
) -> None:
    data = filled(learner, count="2", decks=["milestones"], minutes="", ways=["typed"], title="My dates")
    answer = learner.post(NEW, data=data, follow_redirects=True)
    assert "My dates" in words(answer) and "Start" in words(answer)
    (row,) = rows(app, QuizRow)
    assert (row["origin"], row["owner_id"], row["title"]) == ("own", alice.id, "My dates")
    assert versions(app) == [Quiz("My dates", (Draw(2, decks=("milestones",)),), ways=("typed",))]
    assert "My dates" in words(learner.get("/quizzes"))


def test_without_a_name_it_is_named_after_what_it_asks(app: Flask, learner: FlaskClient) -> None:
    learner.post(NEW, data=filled(learner, count="1", kinds=["date"]))
    learner.post(NEW, data=filled(learner, count="2", decks=["milestones"]))
    assert [quiz.title for quiz in versions(app)] == ["1 date", "2 items, Milestones"]


def test_feedback_at_once_shows_a_checked_answer(app: Flask, learner: FlaskClient) -> None:
    learner.post(NEW, data=filled(learner, count="1", feedback="at_once"))
    learner.post(NEW, data=filled(learner, count="1"))
    assert [quiz.review.during for quiz in versions(app)] == [SHOWN, ()]


def test_it_says_how_many_items_fit(app: Flask, learner: FlaskClient) -> None:
    page = learner.post(NEW, data=filled(learner, do="count", decks=["milestones"], count="")).text
    assert "<b>3 items fit</b>" in page and "Nothing is saved" not in page
    assert rows(app, QuizRow) == []


def test_too_many_are_said_beside_the_number_and_everything_typed_is_kept(
    app: Flask, learner: FlaskClient
) -> None:
    data = filled(learner, count="50", decks=["milestones"], title="A “name”", ways=["cloze"], minutes="7")
    answer = learner.post(NEW, data=data)
    assert answer.status_code == 422 and rows(app, QuizRow) == []
    assert "Ask for at most 3" in answer.text and 'aria-describedby="count-error"' in answer.text
    kept = form_of(answer.text)
    assert {name: kept.getlist(name) for name in data} == {name: data.getlist(name) for name in data}


def form_of(page: str) -> Any:
    from tests.webapp.quizzes.offered import Form

    return Form(page, NEW).data


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("count", "", "Type a whole number from 1 to 200."),
        ("count", "ten", "Type a whole number from 1 to 200."),
        ("count", "9" * 5000, "Type a whole number from 1 to 200."),
        ("minutes", "0", "Type a whole number from 1 to 1440."),
        ("ways", [], "Tick at least one."),
        ("kinds", ["colour"], "not a valid choice"),
        ("decks", ["none\0"], "There is no deck “none”"),
        ("documents", ["none"], "There is no document “none”"),
        ("feedback", "never", "Not a valid choice"),
        ("title", "x" * 201, "Use at most 200 characters."),
    ],
)
def test_what_does_not_fit_is_said(
    app: Flask, learner: FlaskClient, field: str, value: Any, said: str
) -> None:
    answer = learner.post(NEW, data=filled(learner, **{"count": "1", field: value}))
    assert answer.status_code == 422 and said in words(answer)
    assert rows(app, QuizRow) == []


def test_an_address_may_tick_a_part_of_the_bank(learner: FlaskClient) -> None:
    page = learner.get(f"{NEW}?deck=milestones&kind=date").text
    assert form_of(page).getlist("decks") == ["milestones"]
    assert form_of(page).getlist("kinds") == ["date"]
