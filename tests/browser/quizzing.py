"""A learner at a quiz in a real browser: an attempt that asks in every way there is, and what answers it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any, get_args
from uuid import UUID

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import update

from question_bank.bank import Bank
from question_bank.item import Item
from question_bank.quizzes.quiz import WAYS, Draw, Quiz, plain
from tests.webapp.attempts.trying import right
from webapp import attempts, clock, models
from webapp.attempts import papers
from webapp.attempts.papers import Paper
from webapp.db import db
from webapp.domain import slots
from webapp.domain.slots import Presentation, Slot
from webapp.models import Attempt, QuizVersion, User

NO_LINE = r"failed: |ERR_(INTERNET_DISCONNECTED|FAILED)"
EVERY: tuple[Presentation, ...] = get_args(Presentation)


def one_of_each(bank: Bank) -> list[Slot]:
    """An item in each presentation, no item twice."""
    found: list[Slot] = []
    for presentation in EVERY:
        taken = {(slot.deck, slot.item) for slot in found}
        found.append(next(_fitting(bank, presentation, taken)))
    return found


def _fitting(bank: Bank, presentation: Presentation, taken: set[tuple[str, str]]) -> Any:
    for place, item in bank.items.items():
        if place not in taken and presentation in slots.fitting(item.side("forward"), WAYS):
            yield _slot(item, presentation)


def _slot(item: Item, presentation: Presentation) -> Slot:
    made = (slots.make_slot(item, "forward", WAYS, 1000, Random(seed)) for seed in range(1000))
    return next(slot for slot in made if slot.presentation == presentation)


@dataclass
class Quizzing:
    """An attempt that has begun, beside the page it is taken on."""

    app: Flask
    user: User
    id: UUID

    @property
    def paper(self) -> Paper:
        with self.app.app_context():
            found = papers.paper(self.user.id, self.id)
        assert found is not None
        return found

    @cached_property
    def asked(self) -> Sequence[Slot]:
        return self.paper.slots

    def path(self, place: object = "") -> str:
        return f"/quizzes/attempts/{self.id}/{place}".rstrip("/")

    def number(self, presentation: Presentation) -> int:
        """Of the question that is asked so, from 1."""
        return EVERY.index(presentation) + 1

    def of(self, presentation: Presentation) -> str:
        return self.path(self.number(presentation))

    def stored(self, presentation: Presentation) -> tuple[str, ...]:
        given = self.paper.given[self.number(presentation) - 1]
        return () if given is None else given.given

    def right(self, presentation: Presentation) -> tuple[str, ...]:
        """What to give there; of several choices the numbers of the right ones."""
        index = self.number(presentation) - 1
        if presentation == "choices":
            slot = self.asked[index]
            side = self.paper.side(index)
            count = len(side.answer.all_of)  # type: ignore[union-attr]
            return tuple(str(place) for place, option in enumerate(slot.order) if option < count)
        return right(self.paper, index)

    def end_at(self, moment: datetime) -> None:
        """Let time run out then, past all rules."""
        with self.app.app_context():
            db.session.execute(update(Attempt).where(Attempt.id == self.id).values(deadline_at=moment))
            db.session.commit()


def begin(app: Flask, user: User, **over: Any) -> Quizzing:
    """Begin a quiz of twenty minutes that asks one item in each presentation."""
    with app.app_context():
        asked = one_of_each(app.extensions["bank"])
        items = tuple(f"{slot.deck}/{slot.item}" for slot in asked)
        quiz = Quiz("One of each", (Draw(len(items), items=items),), **({"minutes": 20} | over))
        row = models.Quiz(
            key=f"each-{user.id}-{len(over)}-{clock.now().timestamp()}",
            origin="own",
            owner_id=user.id,
            title=quiz.title,
            created_at=clock.now(),
        )
        db.session.add(row)
        db.session.flush()
        db.session.add(QuizVersion(quiz_id=row.id, number=1, content=plain(quiz), made_at=clock.now()))
        db.session.commit()
        started = attempts.start(db.session.merge(user, load=False), row, clock.now())
        content = [slots.plain(slot) for slot in asked]
        db.session.execute(update(Attempt).where(Attempt.id == started.id).values(slots=content))
        db.session.commit()
    app.extensions.pop("quizzes.asked", None)  # what it had drawn
    return Quizzing(app, user, started.id)


def expect_saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text("✓ saved")


def type_without_a_line(page: Page, quiz: Quizzing, words: str) -> None:
    """Type an answer that cannot be sent."""
    page.goto(quiz.of("text"))
    page.context.set_offline(True)
    page.locator(".typed").fill(words)
    expect(page.locator("#saved")).to_have_text("✗ not saved, trying again")


def drop_what_is_sent(page: Page, where: str | re.Pattern[str] = "**/attempts/**") -> None:
    """Nothing that the page posts arrives; what it asks for does."""
    page.route(where, lambda route: route.abort() if route.request.method == "POST" else route.continue_())


def end_soon(page: Page, quiz: Quizzing) -> None:
    """Let four seconds be left on a page that stands open, however long it took to come."""
    quiz.end_at(clock.now() + timedelta(seconds=4))
    page.clock.fast_forward(15_000)  # to its next look at how the attempt stands
