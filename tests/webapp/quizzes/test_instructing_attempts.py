"""Instructors look after attempts: more time, voiding, regrading, extra time."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from question_bank.item import Text
from question_bank.quizzes.quiz import Draw, Quiz
from tests.webapp.attempts.trying import MINUTE, NOW, Trying, edit_item, rows
from tests.webapp.conftest import AddUser, sign_in
from tests.webapp.practice.conftest import clock as clock
from tests.webapp.quizzes.offered import Form, own_quiz, set_quiz, words
from tests.webapp.statements import statements
from webapp.db import db
from webapp.models import Attempt, Audit, Extension, GradingRun, User
from webapp.models import Quiz as QuizRow

pytestmark = pytest.mark.usefixtures("clock")
TREATY = Quiz("Week 3", (Draw(1, items=("milestones/treaty",)),), minutes=20, ways=("typed",))
Begin = Callable[[User], Trying]


@pytest.fixture
def instructor(client: FlaskClient, ines: User) -> FlaskClient:
    return sign_in(client, ines)


@pytest.fixture
def path(app: Flask, ines: User) -> str:
    return "/quizzes/" + set_quiz(app, ines, TREATY, NOW)


@pytest.fixture
def begin(app: Flask, path: str) -> Begin:
    """Let somebody begin an attempt at the quiz that is set."""

    def begun(user: User) -> Trying:
        trying = Trying(app, user, row_of(app, path.rpartition("/")[2]))
        trying.start()
        return trying

    return begun


def row_of(app: Flask, key: str) -> QuizRow:
    with app.app_context():
        return db.session.scalars(select(QuizRow).filter_by(key=key)).one()


def act(client: FlaskClient, attempt: UUID, name: str, **data: Any) -> Any:
    return client.post(f"/quizzes/attempts/{attempt}/{name}", data=data)


def test_everyones_attempts_stand_with_state_time_and_score(
    instructor: FlaskClient, path: str, begin: Begin, alice: User, bob: User
) -> None:
    begin(alice)
    done = begin(bob)
    done.save(0, "Treaty of Friendship")
    done.submit(at=NOW + 7 * MINUTE)
    page = words(instructor.get(path + "/attempts"))
    assert "2 attempts of 2 learners, 1 under way." in page
    assert "alice attempt 1 under way today, 09:00 20 min left, until 09:20 –" in page
    assert "bob attempt 1 marked today, 09:00 7 min 1 of 1 · 100 %" in page


def test_before_any_attempt_it_says_what_will_be_there(instructor: FlaskClient, path: str) -> None:
    assert "Nobody has begun an attempt." in words(instructor.get(path + "/attempts"))


def test_more_time_is_given_once_however_often_it_is_sent(
    app: Flask, instructor: FlaskClient, path: str, begin: Begin, alice: User
) -> None:
    attempt = begin(alice).id
    page = instructor.get(f"{path}/attempts?attempt={attempt.hex}")
    assert "It runs until 09:20, 20 min left." in words(page)
    action = f"/quizzes/attempts/{attempt}/extend"
    data = Form(page.text, action).data
    data["minutes"], data["reason"] = "10", "The network was down"
    for _ in range(2):
        answer = instructor.post(action, data=data, follow_redirects=True)
        assert "10 minutes more: the attempt now runs until today, 09:30." in words(answer)
    (extension,) = rows(app, Extension)
    assert (extension["minutes"], extension["reason"]) == (10, "The network was down")
    assert rows(app, Attempt)[0]["deadline_at"] == NOW + 30 * MINUTE
    assert "+ 10 min" in words(instructor.get(path + "/attempts"))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("extend", {"minutes": "0", "reason": "x"}, "Type a whole number from 1 to 1440."),
        ("extend", {"minutes": "5", "reason": " "}, "Say why"),
        ("void", {"void-reason": ""}, "Say why"),
    ],
)
def test_an_act_that_does_not_fit_is_said_and_kept(
    app: Flask, instructor: FlaskClient, begin: Begin, alice: User, name: str, data: Any, said: str
) -> None:
    answer = act(instructor, begin(alice).id, name, **data)
    assert answer.status_code == 422 and said in words(answer)
    assert f'value="{data.get("minutes", "")}"' in answer.text
    assert rows(app, Audit) == [] and rows(app, Attempt)[0]["state"] == "in_progress"


def test_an_attempt_that_is_over_gets_no_more_time(
    app: Flask, instructor: FlaskClient, begin: Begin, alice: User
) -> None:
    done = begin(alice)
    done.submit()
    act(instructor, done.id, "extend", minutes="5", reason="Too late", extension=str(uuid4()))
    assert rows(app, Extension) == []


def test_voiding_ends_an_attempt_and_leaves_a_line(
    app: Flask, instructor: FlaskClient, ines: User, path: str, begin: Begin, alice: User
) -> None:
    attempt = begin(alice).id
    act(instructor, attempt, "void", **{"void-reason": "Somebody else sat there"})
    assert rows(app, Attempt)[0]["state"] == "voided"
    (line,) = rows(app, Audit)
    assert (line["act"], line["by"], line["user_id"]) == ("void", ines.id, alice.id)
    assert line["detail"]["reason"] == "Somebody else sat there"
    assert "alice attempt 1 voided" in words(instructor.get(path + "/attempts"))


def test_regrading_shows_what_would_change_and_then_does_it(
    app: Flask, instructor: FlaskClient, path: str, begin: Begin, alice: User, bob: User
) -> None:
    for user, typed in ((alice, "Pact of Amity"), (bob, "nothing")):
        trying = begin(user)
        trying.save(0, typed)
        trying.submit()
    assert "Nothing would change: all 2 attempts" in words(instructor.get(path + "/regrade"))
    edit_item(app, "milestones", "treaty", answer=Text("Treaty of Friendship", ("Pact of Amity",)))
    page = words(instructor.get(path + "/regrade"))
    assert "1 attempt of 2 would change." in page and "alice attempt 1 1 0 1 1" in page
    answer = instructor.post(path + "/regrade", data={"reason": "Amity is right, too"}, follow_redirects=True)
    assert "1 attempt of 2 changed." in words(answer)
    assert sorted((row["score"] or 0) for row in rows(app, Attempt)) == [0, 1000]
    assert "Amity is right, too" in {row["reason"] for row in rows(app, GradingRun)}


def test_regrading_needs_a_reason(
    app: Flask, instructor: FlaskClient, path: str, begin: Begin, alice: User
) -> None:
    begin(alice).submit()
    assert instructor.post(path + "/regrade", data={"reason": ""}).status_code == 422
    assert len(rows(app, GradingRun)) == 1


def test_extra_time_is_given_by_name_and_who_gave_it_is_kept(
    app: Flask, instructor: FlaskClient, alice: User
) -> None:
    data = {"username": "Alice", "percent": "50"}
    page = words(instructor.post("/quizzes/extra-time", data=data, follow_redirects=True))
    assert "alice has 50 % extra time." in page and "ines set alice’s to 50 %" in page
    assert [row["act"] for row in rows(app, Audit)] == ["extra_time"]
    instructor.post("/quizzes/extra-time", data={"username": "alice", "percent": "0"})
    assert "Nobody has extra time yet." in words(instructor.get("/quizzes/extra-time"))


@pytest.mark.parametrize(
    ("username", "percent", "said"),
    [
        ("nobody", "50", "There is no learner of this name."),
        ("alice", "301", "from 0 to 300"),
        ("", "50", "Type the"),
    ],
)
def test_extra_time_that_does_not_fit_is_said(
    app: Flask, instructor: FlaskClient, alice: User, username: str, percent: str, said: str
) -> None:
    answer = instructor.post("/quizzes/extra-time", data={"username": username, "percent": percent})
    assert answer.status_code == 422 and said in words(answer)
    assert f'value="{percent}"' in answer.text and rows(app, Audit) == []


def test_learners_reach_none_of_it(
    app: Flask, client: FlaskClient, path: str, begin: Begin, alice: User, bob: User
) -> None:
    attempt, student = begin(bob).id, sign_in(client, alice)
    for there in (path + "/attempts", path + "/regrade", "/quizzes/extra-time"):
        assert student.get(there).status_code == 403
    assert (
        student.post(path + "/regrade").status_code == student.post("/quizzes/extra-time").status_code == 403
    )
    answers = [act(student, attempt, name) for name in ("extend", "void")]
    assert {answer.status_code for answer in answers} == {403}
    assert rows(app, Audit) == [] and rows(app, Attempt)[0]["deadline_at"] == NOW + 20 * MINUTE


def test_attempts_at_what_learners_made_are_not_there_for_instructors(
    app: Flask, instructor: FlaskClient, alice: User
) -> None:
    key = own_quiz(app, alice, TREATY, NOW)
    attempt = Trying(app, alice, row_of(app, key)).start().id
    answers = [act(instructor, one, "extend", minutes="5", reason="x") for one in (attempt, uuid4())]
    assert {answer.status_code for answer in answers} == {404}
    assert len({words(answer) for answer in answers}) == 1
    assert act(instructor, attempt, "void", **{"void-reason": "x"}).status_code == 404


def test_an_address_that_names_no_attempt_shows_the_list(instructor: FlaskClient, path: str) -> None:
    for name in ("x", uuid4().hex, ""):
        assert "Attempts" in words(instructor.get(f"{path}/attempts?attempt={name}"))


def test_the_list_asks_no_more_with_more_attempts(
    app: Flask, instructor: FlaskClient, path: str, begin: Begin, add_user: AddUser
) -> None:
    counts = []
    for number in range(2):
        for other in range(3):
            begin(add_user(f"learner-{number}-{other}"))
        with statements(app) as sent:
            page = instructor.get(path + "/attempts")
        counts.append(len(sent))
    assert counts[0] == counts[1] and len(re.findall("learner-", page.text)) > 6
