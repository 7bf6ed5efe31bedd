"""What there is to take: the quizzes on a learner's page, with where they stand at each. Two statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, or_, select

from question_bank.bank import Bank
from question_bank.quizzes.quiz import Quiz, quiz_of
from webapp import models
from webapp.db import db
from webapp.memory.release import CLOSES_NOW, release_of
from webapp.models import Attempt, QuizVersion
from webapp.quizzes.keeping import Offered, current
from webapp.quizzes.ready import ACROSS, BY_DOCUMENT, BY_KIND, part_of, ready
from webapp.quizzes.standing import Standing, Taken

COLUMNS = (
    *(Attempt.id, Attempt.quiz_id, Attempt.number, Attempt.state, Attempt.started_at, Attempt.deadline_at),
    *(Attempt.submitted_at, Attempt.score, Attempt.out_of, Attempt.quiz_version_id, QuizVersion.content),
    CLOSES_NOW,
)


@dataclass(frozen=True)
class Line:
    """A quiz on the page."""

    offer: Offered
    standing: Standing

    @property
    def quiz(self) -> Quiz:
        return self.offer.quiz


@dataclass(frozen=True)
class Shelf:
    running: Sequence[tuple[Line, Taken]]
    open: Sequence[Line]  # set by instructors
    opening: Sequence[Line]
    closed: Sequence[Line]
    own: Sequence[Line]
    ready: Mapping[str, Sequence[Line]]  # by their part of the page
    withdrawn: Sequence[Line]

    @property
    def any_set(self) -> bool:
        return bool(self.open or self.opening or self.closed)

    @property
    def any_ready(self) -> bool:
        return any(self.ready.values())


def shelf(user: int, bank: Bank, now: datetime) -> Shelf:
    """Every quiz this learner may take, or has taken."""
    lines, made, gone = every_line(user, bank, now)
    offered = [line for line in lines if not line.offer.withdrawn]
    given = [line for line in offered if line.offer.is_for_all]
    return Shelf(
        running=[
            (line, line.standing.running)
            for line in (*lines, *made.values(), *gone)
            if line.standing.running is not None
        ],
        open=sorted((line for line in given if is_open(line)), key=by_close),
        opening=sorted((line for line in given if line.standing.state == "not_yet"), key=by_opening),
        closed=sorted(
            (line for line in given if line.standing.state == "closed"), key=by_close, reverse=True
        ),
        own=[line for line in offered if line.offer.origin == "own"],
        ready={
            part: [line for key, line in made.items() if part_of(key) == part]
            for part in (ACROSS, BY_DOCUMENT, BY_KIND)
        },
        withdrawn=[line for line in lines if line.offer.withdrawn and line.offer.is_for_all],
    )


def every_line(user: int, bank: Bank, now: datetime) -> tuple[list[Line], dict[str, Line], list[Line]]:
    """The quizzes that somebody made, the newest first; those ready now, by key; those that were once."""
    taken = taken_by(user)
    seen = or_(
        models.Quiz.origin != "own", models.Quiz.owner_id == user
    )  # not those that other learners made for themselves
    rows = db.session.execute(current().where(seen).order_by(models.Quiz.created_at.desc())).all()
    kept = {row.key: (row, content) for row, content in rows}
    lines = [
        line_of(Offered(row.key, quiz_of(content), row, row.withdrawn), taken, now)
        for row, content in kept.values()
        if row.origin != "ready"
    ]
    made = {
        key: line_of(Offered(key, quiz, kept.get(key, (None,))[0]), taken, now)
        for key, quiz in ready(bank).items()
    }
    gone = [
        line_of(Offered(row.key, quiz_of(content), row, withdrawn=True), taken, now)
        for row, content in kept.values()
        if row.origin == "ready" and row.key not in made
    ]
    return lines, made, gone


def is_open(line: Line) -> bool:
    return line.standing.state in ("yes", "no_more")


def by_close(line: Line) -> tuple[bool, float]:
    closes = line.quiz.closes
    return closes is None, closes.timestamp() if closes else 0


def by_opening(line: Line) -> float:
    return line.quiz.opens.timestamp() if line.quiz.opens else 0


def line_of(offer: Offered, taken: Mapping[int, Sequence[Taken]], now: datetime) -> Line:
    own = taken.get(offer.id, ()) if offer.id is not None else ()
    return Line(offer, Standing(offer.quiz, own, now, offer.withdrawn))


def taken_by(user: int, quiz: int | None = None) -> Mapping[int, Sequence[Taken]]:
    """A learner's attempts by quiz, in the order they were begun; at one quiz, or at all."""
    statement = (
        select(*COLUMNS)
        .join(QuizVersion, QuizVersion.id == Attempt.quiz_version_id)
        .where(Attempt.user_id == user)
        .order_by(Attempt.number)
    )
    rows = db.session.execute(statement if quiz is None else statement.where(Attempt.quiz_id == quiz)).all()
    contents = {row.quiz_version_id: row.content for row in rows}
    version = cache(lambda number: quiz_of(contents[number]))
    found: dict[int, list[Taken]] = defaultdict(list)
    for row in rows:
        found[row.quiz_id].append(taken_of(row, version(row.quiz_version_id)))
    return found


def taken_of(row: Row[Any], quiz: Quiz) -> Taken:
    return Taken(
        id=row.id,
        quiz_id=row.quiz_id,
        release=release_of(quiz, row.closes_now),
        number=row.number,
        state=row.state,
        started_at=row.started_at,
        deadline_at=row.deadline_at,
        submitted_at=row.submitted_at,
        score=row.score,
        out_of=row.out_of,
    )
