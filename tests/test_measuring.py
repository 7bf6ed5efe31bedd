"""Who answers in `make bench` and `make load` sends what the forms take: a change of theirs stops neither."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.benchmarks import generated, learners
from tests.benchmarks.learner import Caller, Learner
from tests.conftest import close
from tests.load.plan import ITEMS
from tests.load.prepared import KEY, prepare
from tests.load.student import IN_PLACE, Student
from webapp.db import db
from webapp.models import AnswerEvent, Attempt, Review

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class InProcess:
    """A student's line: whatever is not taken fails."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def ask(self, name: str, path: str) -> str:
        return self.judged(name, self.client.get(path))

    def send(self, name: str, path: str, form: Mapping[str, Any]) -> str:
        headers = {"In-Place": "1"} if name in IN_PLACE else {}
        return self.judged(name, self.client.post(path, data=form, headers=headers))

    def judged(self, name: str, answer: TestResponse) -> str:
        assert answer.status_code in (200, 302, 303), (name, answer.text)
        return answer.headers.get("Location") or answer.text


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    """Forms carry their token, as they do for people."""
    return settings | {"WTF_CSRF_ENABLED": True}


@pytest.fixture
def class_app(settings: dict[str, Any]) -> Iterator[Flask]:
    app = prepare(settings, 1)
    yield app
    close(app)


@pytest.fixture
def student(class_app: Flask) -> Student:
    student = Student(InProcess(class_app.test_client()), 0, KEY)
    student.sign_in()
    return student


@pytest.fixture
def generated_app(tmp_path: Path) -> Iterator[Flask]:
    app = learners.app_on(tmp_path, generated.bank(learners.items_for(50)))
    learners.build(app, 50)
    yield app
    close(app)


def rows(app: Flask, *what: Any) -> list[Any]:
    with app.app_context():
        return list(db.session.execute(select(*what)).all())


def test_the_benchmarks_learner_answers_cards(generated_app: Flask) -> None:
    before = len(rows(generated_app, Review.id))
    learner = Learner(generated_app, learners.name_of(0))
    rate = Caller(generated_app, "POST", "/practice/rate", learner.cookie, part=True)
    for _ in range(2):
        learner.take(rate.call(learner.form())[1].decode())
    answered = rows(generated_app, Review.rating, Review.outcome)[before:]
    assert answered == [(3, "right"), (3, "right")]


@ON_SQLITE
def test_a_student_of_the_class_takes_the_quiz(class_app: Flask, student: Student) -> None:
    student.begin()
    for slot in range(2):
        student.look(slot)
        student.save(slot)
        student.look_at_the_clock()
    student.hand_in()
    assert (student.faults, len(student.ledger)) == ([], len(rows(class_app, AnswerEvent.seq)))
    (attempt,) = rows(class_app, Attempt.state, Attempt.slots)
    assert attempt.state == "graded" and len(attempt.slots) == ITEMS


@ON_SQLITE
def test_a_student_of_the_class_rates_cards(class_app: Flask, student: Student) -> None:
    for _ in range(3):
        student.practise()
    assert rows(class_app, Review.rating) == [(3,), (3,)]
