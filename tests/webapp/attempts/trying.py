"""Somebody at a quiz, without pages: each step is what one request does, with a session of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any, TypeVar
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select, update

from question_bank.grading import shown
from question_bank.item import AllOf, Order, Pairs
from question_bank.quizzes.quiz import Draw, Quiz, plain, quiz_of
from webapp import attempts, models
from webapp.attempts import Done, Saved, Sent, Started, Submitted, papers
from webapp.attempts.papers import Paper
from webapp.bank import current_bank
from webapp.db import db
from webapp.domain.slots import Given, displayed
from webapp.models import User
from webapp.quizzes import keeping

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
TYPED = Quiz("Four to type", (Draw(4, items=("milestones/relations", "milestones/documents",
    "milestones/treaty", "chronology/in-order")),), minutes=10, ways=("typed",), shuffled=False)  # fmt: skip
Got = TypeVar("Got")


def offer(app: Flask, owner: User, quiz: Quiz = TYPED, **over: Any) -> models.Quiz:
    """A quiz to take, its row tied to no session."""
    quiz = replace(quiz, **over)
    with app.app_context():
        row = models.Quiz(
            key=uuid4().hex, origin="own", owner_id=owner.id, title=quiz.title, version=1,
            withdrawn=False, created_at=NOW,
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        db.session.add(models.QuizVersion(quiz_id=row.id, number=1, content=plain(quiz), made_at=NOW))
        db.session.commit()
        db.session.expunge_all()
    return row


def revise(app: Flask, row: models.Quiz, **over: Any) -> None:
    """Let its owner make another version of a quiz, as the page that edits one does."""
    with app.app_context():
        found = db.session.get_one(models.Quiz, row.id)
        content = db.session.scalars(
            select(models.QuizVersion.content).filter_by(quiz_id=row.id, number=found.version)
        ).one()
        quiz = replace(quiz_of(content), **over)
        assert keeping.revise(found, quiz, found.version, row.owner_id, NOW) == "saved"


class Trying:
    """A learner at one quiz, who remembers the attempt begun last."""

    def __init__(self, app: Flask, user: User, quiz: models.Quiz) -> None:
        self.app, self.user, self.quiz = app, user, quiz
        self.id = uuid4()

    def start(self, at: datetime = NOW) -> Started:
        with self.app.app_context():
            started = attempts.start(self.user, self.quiz, at)
        self.id = started.id
        return started

    def save(self, slot: int, *given: str, at: datetime = NOW, **over: Any) -> Saved:
        """Save an answer made on the one that is stored, unless told another base."""
        saved = self.send(self.sent(slot, *given, **over), at)
        assert saved is not None
        return saved

    def sent(
        self,
        slot: int,
        *given: str,
        key: UUID | None = None,
        base: int | None = None,
        final: bool = False,
    ) -> Sent:
        base = self.paper.seqs[slot] if base is None else base
        return Sent(slot, key or uuid4(), base, Given(given, None, final))

    def send(self, sent: Sent, at: datetime = NOW) -> Saved | None:
        with self.app.app_context():
            return attempts.save(self.user.id, self.id, sent, at)

    def submit(self, *unsaved: Sent, at: datetime = NOW) -> Submitted:
        with self.app.app_context():
            submitted = attempts.submit(self.user.id, self.id, unsaved, at)
        assert submitted is not None
        return submitted

    def go_to(self, position: int, at: datetime = NOW) -> Done | None:
        with self.app.app_context():
            return attempts.go_to(self.user.id, self.id, position, at)

    def flag(self, slot: int, on: bool = True, at: datetime = NOW) -> Done | None:
        with self.app.app_context():
            return attempts.set_flag(self.user.id, self.id, slot, on, at)

    @property
    def paper(self) -> Paper:
        with self.app.app_context():
            found = papers.paper(self.user.id, self.id)
        assert found is not None
        return found

    def save_right(self, *slots: int, at: datetime = NOW) -> None:
        for slot in slots:
            self.save(slot, *right(self.paper, slot), at=at)


def right(paper: Paper, slot: int) -> tuple[str, ...]:
    """What a learner who knows gives there."""
    asked, side = paper.slots[slot], paper.side(slot)
    things = displayed(asked, side)
    match side.answer:
        case Order(parts):
            places = [part.text for part in parts]
            return tuple(str(places.index(thing) + 1) for thing in things)
        case Pairs(pairs):
            return tuple(str(things.index(theirs.text)) for _, theirs in pairs)
        case AllOf(parts):
            texts = [part.text for part in parts]
            return tuple(str(things.index(text)) for text in texts) if things else tuple(texts)
        case answer:
            return (str(things.index(shown(answer))),) if things else (shown(answer),)


def rows(app: Flask, model: type[Any]) -> list[dict[str, Any]]:
    """Every row of a table."""
    with app.app_context():
        found = db.session.execute(select(model.__table__)).mappings().all()
    return [dict(row) for row in found]


def set_columns(app: Flask, model: type[Any], **values: Any) -> None:
    """Write into every row of a table, past all guards."""
    with app.app_context():
        db.session.execute(update(model).values(**values))
        db.session.commit()


def edit_item(app: Flask, deck: str, item: str, **over: Any) -> None:
    """Let the bank have another wording of an item from now on, under a fingerprint of its own."""
    with app.app_context():
        bank = current_bank()
    old = bank.decks[deck]
    fingerprint = uuid4().hex[:16]
    items = tuple(
        replace(one, fingerprint=fingerprint, **over) if one.id == item else one for one in old.items
    )
    decks = {**bank.decks, deck: replace(old, items=items)}
    app.extensions["bank"] = replace(bank, decks=decks)


def at_once(app: Flask, works: list[Callable[[], Got]]) -> list[Got]:
    """Do all of it at the same moment, each in a thread with a session of its own."""
    barrier = Barrier(len(works))

    def one(work: Callable[[], Got]) -> Got:
        barrier.wait(30)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result(60) for future in [pool.submit(one, work) for work in works]]
