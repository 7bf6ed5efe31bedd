"""A quiz that checks an answer when asked to: it shows at once what it may, and the answer is final."""

from dataclasses import replace
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from question_bank.quizzes.quiz import Review
from tests.webapp.attempts.trying import NOW, Trying, offer
from tests.webapp.quizzes.at_a_page import DATE, LIST, MIXED, NUMBER, ORDER, AtAPage, begin
from webapp.bank import current_bank
from webapp.models import User

SAYS_MISSING = "Give an answer first"


@pytest.fixture
def review() -> Review:
    return Review(during=("correctness", "scores", "answers", "footnotes"))


@pytest.fixture
def learner(
    app: Flask, client: FlaskClient, clock: time_machine.Traveller, alice: User, review: Review
) -> AtAPage:
    return begin(app, client, alice, NOW, review=review)


def test_a_checked_answer_shows_what_is_right_and_why(learner: AtAPage) -> None:
    before = learner.open(DATE).page
    text = learner.press("check", "1950").text
    assert "partly right" in text and "30 January 1950" in text and "diplomatic relations were" in text
    assert "0.33 of 1 points" in text and "The article gives the day." in text
    assert "The article gives the day." not in before and "30 January" not in before


def test_a_checked_answer_is_final(learner: AtAPage) -> None:
    learner.open(DATE).press("check", "1950")
    assert "disabled" in learner.page and ">Check<" not in learner.page
    assert learner.save(DATE, "30 January 1950", base=1).json == {"result": "final"}
    assert learner.given[DATE - 1] == ("1950",)


def test_what_another_quiz_keeps_back_is_not_told(app: Flask, learner: AtAPage, alice: User) -> None:
    other = Trying(app, alice, offer(app, alice, MIXED))
    other.start(NOW)
    text = learner.open(DATE).press("check", "1950").text
    assert "This answer is final." in text and "Another quiz of yours asks this, too" in text
    assert "partly" not in text and "30 January" not in text and "0.33" not in text


def test_what_is_sent_later_is_not_marked(learner: AtAPage) -> None:
    """Else every answer could be tried at a question whose own is final."""
    key = str(uuid4())
    learner.open(DATE).press("check", "1066", key=key)
    learner.press("check", "30 January 1950", key=key)
    assert "sent once before" in learner.text and "wrong" in learner.text


def test_a_document_that_left_the_library_is_still_quoted(app: Flask, learner: AtAPage) -> None:
    learner.open(DATE).press("check", "1950")
    with app.app_context():
        bank = current_bank()
    app.extensions["bank"] = replace(bank, documents={})
    text = learner.open(DATE).text
    assert "diplomatic relations were" in text and "Its document has left the library." in text


def test_nothing_is_nothing_to_check_and_the_field_says_so(learner: AtAPage) -> None:
    assert SAYS_MISSING not in learner.open(DATE).text
    learner.press("check", "")
    assert learner.answer.status_code == 422 and SAYS_MISSING in learner.text
    assert ">Check<" in learner.page and learner.page.count(" autofocus") == 1
    assert SAYS_MISSING not in learner.press("check", "1950").text


@pytest.mark.parametrize(("go", "leads"), [("next", NUMBER), ("back", LIST), ("1", ORDER)])
def test_one_goes_on_from_a_checked_answer(learner: AtAPage, go: str, leads: int) -> None:
    """Its inputs are disabled, so that a browser sends none of it."""
    learner.open(DATE).press("check", "1950").press(go)
    assert f"{leads} of 6" in learner.text and "is final" not in learner.text
    assert learner.given[DATE - 1] == ("1950",)


@pytest.mark.parametrize("review", [Review()])
def test_a_quiz_that_does_not_check_makes_nothing_final(learner: AtAPage) -> None:
    learner.open(DATE).press("check", "1950")
    assert ">Check<" not in learner.page and "disabled" not in learner.page
    assert learner.save(DATE, "30 January 1950", base=1).status_code == 200


@pytest.mark.parametrize("review", [Review(during=("scores",))])
def test_only_what_the_quiz_shows_is_shown(learner: AtAPage) -> None:
    text = learner.open(DATE).press("check", "1950").text
    assert "0.33 of 1 points" in text and "This answer is final." in text
    assert "partly" not in text and "30 January" not in text


@pytest.mark.parametrize("review", [Review(during=("correctness",))])
def test_the_words_of_a_verdict_wait_for_the_answers(learner: AtAPage) -> None:
    text = learner.open(NUMBER).press("check", "80 documents").text
    assert "right" in text and "the text says" not in text and "over" not in text
