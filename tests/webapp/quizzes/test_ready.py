"""Quizzes ready for everyone: made of the bank as it is, and kept once somebody begins."""

from dataclasses import replace
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.attempts.trying import at_once, edit_item, rows
from tests.webapp.conftest import AddUser, sign_in
from tests.webapp.practice.conftest import clock as clock
from tests.webapp.quizzes.offered import begin, hand_in, versions, words
from webapp.models import Attempt, User
from webapp.models import Quiz as QuizRow

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def learner(client: FlaskClient, alice: User) -> FlaskClient:
    return sign_in(client, alice)


def test_the_list_offers_a_quiz_for_each_document_and_kind_and_more(learner: FlaskClient) -> None:
    page = learner.get("/quizzes").text
    for key in ("document-cooperation-strengthens", "kind-date", "kind-agreement", "mixed", "chronology"):
        assert f'href="/quizzes/{key}"' in page
    assert 'href="/quizzes/kind-person"' not in page  # the bank has none


def test_an_empty_bank_says_what_will_be_there(app: Flask, learner: FlaskClient) -> None:
    app.extensions["bank"] = replace(app.extensions["bank"], decks={})
    assert "Quizzes will be here as soon as" in words(learner.get("/quizzes"))


def test_looking_makes_no_row_and_starting_makes_one(app: Flask, learner: FlaskClient) -> None:
    learner.get("/quizzes")
    learner.get("/quizzes/mixed")
    assert rows(app, QuizRow) == []
    question = begin(learner, "/quizzes/mixed")
    (row,) = rows(app, QuizRow)
    assert (row["key"], row["origin"], row["version"]) == ("mixed", "ready", 1)
    assert learner.get(question).status_code == 200


def test_a_ready_quiz_has_one_row_for_all_and_a_version_for_each_bank(
    app: Flask, learner: FlaskClient, bob: User
) -> None:
    begin(learner, "/quizzes/mixed")
    begin(sign_in(app.test_client(), bob), "/quizzes/mixed")
    assert [row["version"] for row in rows(app, QuizRow)] == [1]
    edit_item(app, "milestones", "treaty", kind="person")  # not in its number of items
    hand_in(learner, begin(learner, "/quizzes/mixed"))
    assert len(versions(app)) == 1
    decks = app.extensions["bank"].decks
    app.extensions["bank"] = replace(app.extensions["bank"], decks={"milestones": decks["milestones"]})
    begin(learner, "/quizzes/mixed")
    assert [quiz.draws[0].count for quiz in versions(app)] == [6, 3]


def test_a_ready_quiz_whose_document_has_gone_is_no_longer_offered(app: Flask, learner: FlaskClient) -> None:
    hand_in(learner, begin(learner, "/quizzes/chronology"))
    bank = app.extensions["bank"]
    items = tuple(item for item in bank.decks["milestones"].items if item.kind != "date")
    app.extensions["bank"] = replace(
        bank, decks={"milestones": replace(bank.decks["milestones"], items=items)}
    )
    page = words(learner.get("/quizzes/chronology"))
    assert "no longer offered" in page and "Attempt 1" in page
    assert (
        learner.post("/quizzes/chronology/start", follow_redirects=True).text.count("Nothing was begun") == 1
    )


def test_a_ready_quiz_begun_by_many_at_once_is_kept_once(app: Flask, add_user: AddUser) -> None:
    clients = [sign_in(app.test_client(), add_user(f"learner-{number}")) for number in range(6)]
    answers = at_once(app, [partial(client.post, "/quizzes/mixed/start") for client in clients])
    assert {answer.status_code for answer in answers} == {303}
    assert [row["key"] for row in rows(app, QuizRow)] == ["mixed"]
    assert len(versions(app)) == 1 and len(rows(app, Attempt)) == 6


def test_a_changed_bank_met_by_many_at_once_makes_one_version(app: Flask, add_user: AddUser) -> None:
    clients = [sign_in(app.test_client(), add_user(f"learner-{number}")) for number in range(6)]
    hand_in(clients[0], begin(clients[0], "/quizzes/mixed"))
    bank = app.extensions["bank"]
    app.extensions["bank"] = replace(bank, decks={"milestones": bank.decks["milestones"]})
    answers = at_once(app, [partial(client.post, "/quizzes/mixed/start") for client in clients])
    assert {answer.headers["Location"].rpartition("/")[2] for answer in answers} == {"1"}
    assert [quiz.draws[0].count for quiz in versions(app)] == [6, 3]
