"""The list of quizzes, the page of one, and beginning it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from question_bank.quizzes.quiz import Draw, Quiz, Review
from tests.webapp.attempts.trying import MINUTE, NOW, rows, set_columns
from tests.webapp.conftest import AddUser, sign_in
from tests.webapp.practice.conftest import clock as clock
from tests.webapp.quizzes.offered import HOUR, TWO, begin, hand_in, own_quiz, set_quiz, words
from tests.webapp.statements import statements
from webapp.models import Attempt, User

pytestmark = pytest.mark.usefixtures("clock")
Set = Callable[..., str]


@pytest.fixture
def learner(client: FlaskClient, alice: User) -> FlaskClient:
    return sign_in(client, alice)


@pytest.fixture
def quiz_set(app: Flask, ines: User) -> Set:
    """Set a quiz of two items; its address."""
    return lambda **over: "/quizzes/" + set_quiz(app, ines, replace(Quiz("Week 3", TWO), **over), NOW)


def test_an_attempt_under_way_comes_first_with_the_time_left(
    learner: FlaskClient, quiz_set: Set, clock: time_machine.Traveller
) -> None:
    begin(learner, quiz_set(minutes=20))
    clock.shift(8 * MINUTE)
    page = words(learner.get("/quizzes"))
    assert page.index("12 min left, until 09:20") < page.index("To take at once")
    assert "Continue" in page


def test_quizzes_that_are_set_stand_by_when_they_open_and_close(learner: FlaskClient, quiz_set: Set) -> None:
    quiz_set(title="Now", closes=NOW + HOUR, attempts=2)
    quiz_set(title="Soon", opens=NOW + 30 * HOUR)
    quiz_set(title="Over", closes=NOW - HOUR)
    page = words(learner.get("/quizzes"))
    assert "Open Now 2 items · closes today, 10:00 · 2 attempts left" in page
    assert "Opening later Soon 2 items · opens 22 Nov, 15:00" in page
    assert "Closed 1 Over 2 items · closed today, 08:00" in page


def test_times_are_by_the_learners_clock(
    app: Flask, client: FlaskClient, add_user: AddUser, quiz_set: Set
) -> None:
    path = quiz_set(opens=NOW + HOUR)
    kim = add_user("kim", time_zone="Asia/Kathmandu")
    assert "It opens today, 15:45." in words(sign_in(client, kim).get(path))


def test_the_page_tells_the_arithmetic_of_extra_time(
    app: Flask, learner: FlaskClient, alice: User, quiz_set: Set
) -> None:
    path = quiz_set(minutes=20, closes=NOW + HOUR)
    set_columns(app, User, extra_time=50)
    page = words(learner.get(path))
    assert "20 min + 50 % = 30 min with your extra time" in page
    assert (
        "closes today, 10:00; what you have begun by then may run 10 min longer, until today, 10:10" in page
    )


def test_an_attempt_that_the_close_would_cut_short_is_told_so(learner: FlaskClient, quiz_set: Set) -> None:
    path = quiz_set(minutes=20, closes=NOW + 5 * MINUTE)
    assert "an attempt ends with the close, today, 09:05" in words(learner.get(path))


def test_the_page_says_what_is_asked_and_what_is_shown_when(learner: FlaskClient, quiz_set: Set) -> None:
    hidden = Review(just_after=("scores",), later=(), after_close=())
    draws = (Draw(1, kinds=("date",)), Draw(1, decks=("chronology",)))
    page = words(
        learner.get(quiz_set(draws=draws, review=hidden, sequential=True, certainty=True, pass_mark=60))
    )
    assert "1 date from the whole bank 1 item from the deck “What came first”" in page
    assert "For two minutes after you hand in: the score. Later: nothing yet." in page
    assert "without going back" in page and "Sure: 3 points if right, 6 lost if wrong" in page
    assert "Pass mark 60 %" in page


def test_the_page_states_the_score_to_expect(learner: FlaskClient, quiz_set: Set) -> None:
    page = words(learner.get(quiz_set()))
    assert "Footnote expects you to get about" in page and "four times out of five it is between" in page


LATER = Review(just_after=(), later=(), after_close=("correctness", "scores", "answers"))


def test_a_quiz_of_ones_own_asks_nothing_that_a_set_one_keeps_back(
    app: Flask, learner: FlaskClient, quiz_set: Set, alice: User
) -> None:
    """Else its score would tell whether an answer to the other is right."""
    one = (Draw(1, items=("milestones/relations",)),)
    own = "/quizzes/" + own_quiz(app, alice, Quiz("Mine", one), NOW)
    question = begin(learner, quiz_set(draws=one, review=LATER, closes=NOW + HOUR))
    assert begin(learner, own) == own and "set for you" in words(learner.get(own))
    hand_in(learner, question)
    assert begin(learner, own) == own
    assert "/attempts/" in begin(learner, quiz_set(draws=one))  # an instructor may ask it twice


def test_control_it_asks_them_when_the_answers_have_been_shown(
    app: Flask, learner: FlaskClient, quiz_set: Set, alice: User
) -> None:
    one = (Draw(1, items=("milestones/relations",)),)
    hand_in(learner, begin(learner, quiz_set(draws=one)))
    assert "/attempts/" in begin(learner, "/quizzes/" + own_quiz(app, alice, Quiz("Mine", one), NOW))


@pytest.mark.parametrize("counts", ["first", "best"])
def test_no_result_is_stated_while_a_score_that_may_count_is_kept_back(
    learner: FlaskClient, quiz_set: Set, clock: time_machine.Traveller, counts: str
) -> None:
    path = quiz_set(counts=counts, review=Review(just_after=("scores",), later=(), after_close=()))
    hand_in(learner, begin(learner, path))
    assert "Your result: 0 %" in words(learner.get(path))
    clock.shift(3 * MINUTE)
    hand_in(learner, begin(learner, path))
    page = words(learner.get(path))
    assert "Your result" not in page and "counts" not in page.partition("Your attempts")[2]


def test_the_attempts_stand_with_their_scores_and_which_counts(
    app: Flask, learner: FlaskClient, quiz_set: Set
) -> None:
    path = quiz_set(attempts=2, pass_mark=50)
    hand_in(learner, begin(learner, path))
    set_columns(app, Attempt, score=1500)
    hand_in(learner, begin(learner, path))
    page = words(learner.get(path))
    assert "Attempt 1 today, 09:00 marked 1.5 of 2 · 75 % counts" in page
    assert "Attempt 2 today, 09:00 marked 0 of 2 · 0 %" in page
    assert "Your result: 75 %, passed." in page and "You have used all 2 attempts." in page
    assert "Best 75 %, passed" in words(learner.get("/quizzes"))


def test_a_score_that_is_not_released_is_not_shown(app: Flask, learner: FlaskClient, quiz_set: Set) -> None:
    path = quiz_set(review=Review(just_after=(), later=()), closes=NOW + HOUR)
    hand_in(learner, begin(learner, path))
    set_columns(app, Attempt, score=1500)
    assert "not shown yet" in words(learner.get(path)) and "75 %" not in words(learner.get(path))
    assert "75 %" not in words(learner.get("/quizzes"))


def test_a_voided_attempt_leaves_another_try(app: Flask, learner: FlaskClient, quiz_set: Set) -> None:
    path = quiz_set(attempts=1)
    hand_in(learner, begin(learner, path))
    assert "You have used your one attempt." in words(learner.get(path))
    set_columns(app, Attempt, state="voided")
    page = words(learner.get(path))
    assert "1 of 1 left" in page and "voided, does not count" in page


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"opens": NOW + HOUR}, "not open yet"),
        ({"closes": NOW - HOUR}, "has closed"),
        ({"draws": (Draw(2, tags=("none",)),)}, "no longer holds as many items"),
    ],
)
def test_what_may_not_begin_is_refused_in_words(
    app: Flask, learner: FlaskClient, quiz_set: Set, over: dict[str, object], said: str
) -> None:
    answer = learner.post(quiz_set(**over) + "/start", follow_redirects=True)
    assert said in words(answer) and "Nothing was begun" in words(answer)
    assert rows(app, Attempt) == []


def test_starting_again_goes_on_with_the_open_attempt(
    app: Flask, learner: FlaskClient, quiz_set: Set
) -> None:
    path = quiz_set()
    first = begin(learner, path)
    assert begin(learner, path) in first
    assert len(rows(app, Attempt)) == 1 and "Continue" in words(learner.get(path))


def test_anothers_own_quiz_is_not_there(
    app: Flask, client: FlaskClient, alice: User, bob: User, ines: User
) -> None:
    key = own_quiz(app, bob, Quiz("Bob’s", TWO), NOW)
    for stranger in (alice, ines):
        there = sign_in(client, stranger)
        assert "Bob’s" not in there.get("/quizzes").text
        answers = [there.get(f"/quizzes/{key}"), there.post(f"/quizzes/{key}/start"),
                   there.post(f"/quizzes/{key}/withdraw"), there.get("/quizzes/none")]  # fmt: skip
        assert {answer.status_code for answer in answers} == {404}
        assert len({words(answer) for answer in answers}) == 1


def test_ones_own_quiz_can_be_taken_off_the_list_and_put_back(
    app: Flask, learner: FlaskClient, alice: User
) -> None:
    path = "/quizzes/" + own_quiz(app, alice, Quiz("Mine to keep", TWO), NOW)
    learner.post(path + "/withdraw")
    assert "Mine to keep" not in words(learner.get("/quizzes"))
    assert "no longer offered" in words(learner.get(path))
    learner.post(path + "/withdraw", data={"offered": "yes"})
    assert "Mine to keep" in words(learner.get("/quizzes"))


def test_the_list_asks_no_more_with_more_quizzes_and_attempts(
    app: Flask, learner: FlaskClient, quiz_set: Set
) -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            path = quiz_set()
            hand_in(learner, begin(learner, path))
            begin(learner, path)
        for page in ("/quizzes", path):
            with statements(app) as sent:
                learner.get(page)
            counts.append(len(sent))
    assert counts[:2] == counts[2:]
