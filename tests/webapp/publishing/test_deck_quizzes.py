"""A quiz that stands in a deck is set for everybody, and follows the deck."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import close, make_app
from tests.webapp.conftest import AddUser, sign_in
from tests.webapp.publishing.course import DECK, NOW, Desk, settings_of, write_course
from webapp import models
from webapp.models import Attempt, QuizVersion, User
from webapp.publishing.deck_quizzes import follow_decks, key_of

QUIZ = """\
quizzes:
  - id: all
    title: All of the mill
    minutes: 10
    draws:
      - {count: 4, decks: [mill]}
"""
LATER = """\
    closes: 2100-01-01T12:00Z
    review: {just_after: [], later: [], after_close: [correctness, answers]}
"""
START = {"start": "/quizzes/mill.all", "begin": "/quizzes/mill.all/start"}


@pytest.fixture
def student(app: Flask, add_user: AddUser) -> FlaskClient:
    return sign_in(app.test_client(), add_user("zoe"))


@pytest.fixture
def teacher(app: Flask, ines: User) -> FlaskClient:
    return sign_in(app.test_client(), ines)


def test_it_can_be_taken_as_soon_as_it_is_published(desk: Desk, student: FlaskClient) -> None:
    assert "All of the mill" not in student.get("/quizzes").text
    desk.publish(DECK + QUIZ)
    assert "All of the mill" in student.get("/quizzes").text
    begun = student.post(START["begin"])
    assert begun.status_code == 303 and student.get(begun.location).status_code == 200


def test_an_edit_makes_a_new_version_and_leaves_attempts_the_old_one(
    desk: Desk, student: FlaskClient
) -> None:
    desk.publish(DECK + QUIZ)
    student.post(START["begin"])
    desk.publish(DECK + QUIZ.replace("minutes: 10", "minutes: 5"))
    (attempt,), versions = desk.rows(Attempt), {row["id"]: row for row in desk.rows(QuizVersion)}
    assert versions[attempt["quiz_version_id"]]["content"]["minutes"] == 10
    assert "5 min" in student.get(START["start"]).text


def test_one_that_leaves_its_deck_is_offered_no_longer_until_it_is_back(
    desk: Desk, student: FlaskClient
) -> None:
    desk.publish(DECK + QUIZ)
    desk.publish(DECK)
    assert "no longer offered" in student.get(START["start"]).text
    assert student.post(START["begin"], follow_redirects=True).status_code == 200
    assert desk.rows(Attempt) == []
    desk.publish(DECK + QUIZ)
    assert student.post(START["begin"]).status_code == 303
    assert len(desk.rows(Attempt)) == len(desk.rows(models.Quiz)) == 1


def test_instructors_look_after_its_attempts_and_edit_it_in_its_deck(
    desk: Desk, student: FlaskClient, teacher: FlaskClient
) -> None:
    desk.publish(DECK + QUIZ)
    student.post(START["begin"])
    page = teacher.get(f"{START['start']}/attempts").text
    assert "zoe" in page and 'href="/teaching/decks/mill"' in page
    assert teacher.get(f"{START['start']}/edit").status_code == 404
    assert student.get(f"{START['start']}/attempts").status_code == 403


def test_what_it_asks_is_in_no_quiz_that_a_learner_chooses(desk: Desk, student: FlaskClient) -> None:
    desk.publish(DECK + QUIZ + LATER)
    begun = student.post(START["begin"]).location.rpartition("/")[0]
    student.post(f"{begun}/submit")
    refused = student.post("/quizzes/document-the-mill/start", follow_redirects=True)
    assert "asked by a quiz set for you" in refused.text


@pytest.fixture
def other(desk: Desk, settings: dict[str, Any], tmp_path: Path) -> Iterator[Desk]:
    """Another server upon the same database, whose file of the deck says something else."""
    folder = write_course(tmp_path / "other")
    (folder / "decks/mill.yaml").write_text(
        DECK + QUIZ.replace("minutes: 10", "minutes: 5"), encoding="utf-8"
    )
    app = make_app(settings | settings_of(folder))
    yield Desk(app)
    close(app)


class TestInFiles:
    @pytest.fixture
    def settings(self, settings: dict[str, Any]) -> dict[str, Any]:
        (settings["DECKS"] / "mill.yaml").write_text(DECK + QUIZ, encoding="utf-8")
        return settings

    def test_it_is_there_when_the_server_has_begun(self, desk: Desk, student: FlaskClient) -> None:
        assert desk.do(lambda: follow_decks(NOW, with_files=True))
        assert student.post(START["begin"]).status_code == 303

    def test_a_server_with_other_files_and_this_one_do_not_set_each_others_back(
        self, desk: Desk, other: Desk
    ) -> None:
        for one in (desk, other):
            assert one.do(lambda: follow_decks(NOW, with_files=True))
        assert [one.do(lambda: follow_decks(NOW)) for one in (desk, other, desk)] == [False] * 3
        assert [row["content"]["minutes"] for row in desk.rows(QuizVersion)] == [10, 5]

    def test_what_was_published_both_follow(self, desk: Desk, other: Desk) -> None:
        desk.publish(DECK + QUIZ.replace("minutes: 10", "minutes: 20"))
        assert [one.do(lambda: follow_decks(NOW, with_files=True)) for one in (other, desk)] == [False] * 2


def test_looking_again_writes_nothing(desk: Desk) -> None:
    desk.publish(DECK + QUIZ)
    before = desk.rows(QuizVersion)
    assert not desk.do(lambda: follow_decks(NOW + timedelta(days=1)))
    assert desk.rows(QuizVersion) == before


def test_a_long_name_has_an_address_of_its_own() -> None:
    long = [key_of("d" * 60, "i" * 40 + end) for end in "ab"]
    assert len(set(long)) == 2 and all(len(key) <= 80 for key in long)
    assert key_of("mill", "all") == "mill.all"
