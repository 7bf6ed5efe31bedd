"""What of an attempt that is over a learner is shown, and from when on."""

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from question_bank.quizzes.quiz import SHOWN, Review, Shown
from tests.webapp.attempts.trying import MINUTE, NOW, Trying, revise
from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import Practising, text_of
from tests.webapp.quizzes.resulting import (
    AFTER,
    CLOSES,
    HOUR,
    RIGHT,
    WRONG,
    another,
    seen,
    taken,
)
from tests.webapp.quizzes.resulting import client as client
from tests.webapp.quizzes.resulting import over as over
from webapp.models import User

SECRETS: dict[Shown, str] = {
    "correctness": "✗ wrong",
    "scores": "of 4 points",
    "answers": "Right is Treaty of Friendship",
    "footnotes": "such fundamental instruments",
}


@pytest.mark.parametrize("part", ["", "/print"])
@pytest.mark.parametrize("shown", [(), *((one,) for one in SHOWN), SHOWN])
def test_it_shows_what_is_released_and_nothing_more(
    app: Flask, client: FlaskClient, alice: User, shown: tuple[Shown, ...], part: str
) -> None:
    review = Review(just_after=shown, later=shown, after_close=shown)
    trying = taken(another(app, alice, review=review))
    text = seen(client, trying, part)
    told = {one for one, words in SECRETS.items() if words in text}
    assert told == set(shown)
    assert ("The article gives the day." in text) == ("answers" in shown)


def test_before_the_release_there_is_a_receipt(app: Flask, client: FlaskClient, alice: User) -> None:
    text = seen(client, taken(another(app, alice, review=AFTER, closes=CLOSES)))
    assert "Your answers are in." in text and "3 of 4 answered" in text
    assert "will show after the quiz has closed, today, 11:00" in text
    assert f"You answered {WRONG}" in text


def test_it_shows_itself_after_the_close(
    app: Flask, client: FlaskClient, alice: User, clock: time_machine.Traveller
) -> None:
    trying = taken(another(app, alice, review=AFTER, closes=CLOSES))
    clock.move_to(CLOSES)
    assert "of 4 points" in seen(sign_in(client, alice), trying)


@pytest.mark.parametrize("later", [True, False])
def test_a_close_moved_later_holds_back_what_was_begun_before(
    app: Flask, client: FlaskClient, alice: User, clock: time_machine.Traveller, later: bool
) -> None:
    """Others still take the quiz; with another title alone it shows itself at its close."""
    trying = taken(another(app, alice, review=AFTER, closes=CLOSES))
    revise(app, trying.quiz, **({"closes": CLOSES + HOUR} if later else {"title": "Renamed"}))
    clock.move_to(CLOSES)
    sign_in(client, alice)
    shows = ["of 4 points" in seen(client, trying, part) for part in ("", "/print")]
    assert shows == [not later] * 2
    assert ("will show after the quiz has closed, today, 12:00" in seen(client, trying)) == later
    listed = text_of(client.get("/progress").text + client.get("/quizzes").text)
    assert ("not shown yet" in listed) == later
    assert (Practising(client).open(f"/practice/card?attempt={trying.id.hex}").side == "end") == later


def test_the_questions_of_a_sequential_quiz_that_were_not_reached_stay_unseen(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    trying = another(app, alice, sequential=True, review=AFTER, closes=CLOSES)
    trying.start()
    trying.submit(at=NOW + MINUTE)
    text = seen(client, trying)
    assert text.count("You did not come to this question.") == 3
    assert "Which 1994 treaty" not in text


def test_what_another_attempt_asks_now_is_kept_back(client: FlaskClient, over: Trying) -> None:
    """Else a second try at the same quiz could be answered from the result of the first."""
    first = over.id
    over.start(NOW + 4 * MINUTE)
    over.id = first
    text = seen(client, over)
    assert "A quiz that you are taking asks this, too" in text
    assert RIGHT not in text and "Right is" not in text and "fundamental instruments as" not in text


def test_what_was_missed_is_not_told_by_practice_before_the_release(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    trying = taken(another(app, alice, review=AFTER, closes=CLOSES))
    assert "Study the" not in seen(client, trying)
    studying = Practising(client).open(f"/practice/card?attempt={trying.id.hex}")
    assert studying.side == "end"


def test_the_history_keeps_a_score_until_it_is_released(app: Flask, client: FlaskClient, alice: User) -> None:
    taken(another(app, alice, review=AFTER, closes=CLOSES))
    assert "not shown yet" in client.get("/progress").text
