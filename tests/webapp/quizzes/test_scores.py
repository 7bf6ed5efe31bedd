"""E10: the scores of a quiz as a file for a spreadsheet, in which nothing is a formula."""

import csv
import io
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from question_bank.quizzes.quiz import Draw, Quiz
from tests.webapp.attempts.trying import NOW, Trying
from tests.webapp.conftest import AddUser, sign_in
from tests.webapp.hostile_cells import CELLS
from tests.webapp.practice.conftest import clock as clock
from tests.webapp.quizzes.offered import set_quiz
from tests.webapp.quizzes.test_instructing_attempts import row_of
from webapp.domain.spreadsheet import STARTS, text_of
from webapp.models import User
from webapp.quizzes.overview import Seen
from webapp.quizzes.scores import sheet

QUIZ = Quiz("=1+1", (Draw(1, items=("milestones/treaty",)),), ways=("typed",))


def seen(who: str) -> Seen:
    return Seen(UUID(int=1), 1, who, 1, 1, "graded", None, NOW, NOW, None, -500, 1000, 0, 0)


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def formulas(rows: list[dict[str, str]]) -> list[str]:
    """The cells that a spreadsheet would compute."""
    texts = [row[name] for row in rows for name in ("quiz", "learner")]
    return [one for one in texts if one.lstrip(" ").startswith(STARTS)]


def test_e10_no_name_or_title_is_a_formula_and_each_comes_back_as_it_was() -> None:
    assert len(CELLS) >= 40
    for text in CELLS:
        rows = cells(sheet(text, [seen(text)]))
        assert formulas(rows) == []
        assert [text_of(rows[0][name]) for name in ("quiz", "learner")] == [text, text]
        assert (rows[0]["points"], rows[0]["percent"]) == ("-0.5", "-50")  # numbers are still numbers


def test_e10_control_written_as_they_are_many_would_be_formulas() -> None:
    made = io.StringIO(newline="")
    csv.writer(made).writerows([["quiz", "learner"], *([text, text] for text in CELLS)])
    assert len(formulas(cells(made.getvalue()))) > 40


@pytest.mark.usefixtures("clock")
def test_e10_instructors_download_the_scores_of_their_quiz(
    app: Flask, client: FlaskClient, ines: User, alice: User, add_user: AddUser
) -> None:
    key = set_quiz(app, ines, QUIZ, NOW)
    for user in (alice, add_user("-cmd")):
        trying = Trying(app, user, row_of(app, key))
        trying.start()
    trying.submit()
    page = sign_in(client, ines).get(f"/quizzes/{key}/attempts").text
    assert f'href="/quizzes/{key}/scores.csv"' in page
    answer = client.get(f"/quizzes/{key}/scores.csv")
    assert (answer.mimetype, answer.headers["Content-Disposition"][:10]) == ("text/csv", "attachment")
    told = {row["learner"]: (row["quiz"], row["points"], row["out_of"]) for row in cells(answer.text)}
    assert told == {"alice": ("'=1+1", "", ""), "'-cmd": ("'=1+1", "0.0", "1.0")}
