"""The scores of a quiz as a CSV file: a row for each attempt, for a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from flask import Response

from question_bank.quizzes.quiz import POINT
from webapp.domain.spreadsheet import cell
from webapp.guards import instructors_only
from webapp.quizzes.blueprint import bp
from webapp.quizzes.defining import set_quiz_or_404
from webapp.quizzes.overview import Seen, attempts_of

COLUMNS = "quiz learner attempt state begun_utc handed_in_utc points out_of percent".split()


@bp.get("/<key>/scores.csv")
@instructors_only
def scores(key: str) -> Response:
    offer, row = set_quiz_or_404(key)
    response = Response(sheet(offer.quiz.title, attempts_of(row.id)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="footnote-scores-{row.key}.csv"'
    return response


def sheet(title: str, attempts: Iterable[Seen]) -> str:
    """With a mark by which spreadsheets know UTF-8; no cell is a formula, numbers are numbers."""
    made = io.StringIO("\ufeff", newline="")
    made.seek(0, io.SEEK_END)
    rows = csv.writer(made)
    rows.writerow(COLUMNS)
    for one in attempts:
        values = (
            *(title, one.who, one.number, one.said, moment(one.started_at), moment(one.submitted_at)),
            *(points(one.score), points(one.out_of), one.percent),
        )
        rows.writerow([cell(value) for value in values])
    return made.getvalue()


def moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}" if at else ""


def points(milli: int | None) -> float | None:
    return None if milli is None else milli / POINT
