"""A learner of the small course: studies cards, takes a quiz that is typed."""

from typing import Any

from flask import Flask
from sqlalchemy import select
from uuid_utils.compat import uuid7

from question_bank.quizzes.quiz import Draw, Quiz
from tests.webapp.attempts.trying import MINUTE, Trying, offer
from tests.webapp.publishing.course import NOW
from webapp.attempts.papers import Paper
from webapp.bank import current_bank
from webapp.db import db
from webapp.domain.scheduling import Rating
from webapp.domain.selection import Key
from webapp.memory.record import Learner, Line, record
from webapp.models import Card, User

QUIZ = Quiz("The mill", (Draw(4, decks=("mill",)),), ways=("typed",), shuffled=False)
GIVEN = {"founder": "Anna Berg", "burned": "1944-05-04", "gift": "300 crowns", "builder": "Karl Lund"}


class Learning:
    """Somebody at the course."""

    def __init__(self, app: Flask, user: User, deck: str = "mill") -> None:
        self.app, self.user, self.deck = app, user, deck

    def study(self, *items: str, rating: Rating = Rating.GOOD, direction: Any = "forward") -> None:
        """Answer a card of each item."""
        learner = Learner.of(self.user)
        with self.app.app_context():
            bank = current_bank()
            for item in items:
                found = bank.items[self.deck, item]
                key = Key(self.deck, item, direction)
                known = select(Card.rev).filter_by(user_id=learner.id, **key._asdict())
                rev = db.session.scalar(known) or 0
                line = Line(uuid7(), key, rev, "answer", rating, 1000, found.fingerprint)
                assert record(learner, line, found, NOW, learner.today(NOW)).result == "done"
            db.session.commit()

    def begin(self, quiz: Quiz = QUIZ, **given: str) -> Trying:
        """Begin a quiz of the four, and type what is given."""
        trying = Trying(self.app, self.user, offer(self.app, self.user, quiz))
        trying.start(NOW)
        answers = GIVEN | given
        for number, slot in enumerate(trying.paper.slots):
            if answers[slot.item]:
                trying.save(number, answers[slot.item], at=NOW + MINUTE)
        return trying

    def take(self, quiz: Quiz = QUIZ, **given: str) -> Trying:
        """The same, and hand it in."""
        trying = self.begin(quiz, **given)
        trying.submit(at=NOW + 2 * MINUTE)
        return trying


def shown(paper: Paper) -> list[Any]:
    """Of an attempt, all that a result page tells."""
    return [
        paper.id,
        paper.score,
        paper.out_of,
        paper.run,
        paper.items,
        paper.keys,
        paper.given,
        paper.scores,
    ]


def run_of(paper: Paper) -> tuple[int | None, int | None]:
    return paper.run, paper.score
