"""Goals 1, 3, 6 and 16: the whole answer and the pages of what is due, called in process, by their size."""

import gc
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import delete, select, update

from question_bank.bank import Bank
from tests.benchmarks import bare, generated, learners
from tests.benchmarks.learner import Caller, Learner
from tests.benchmarks.table import Row, compared, ms, percentile, timed
from webapp.checkpoints import checkpoint
from webapp.clock import now
from webapp.db import db
from webapp.domain.study_day import study_day
from webapp.memory import strength
from webapp.models import Card, Day, Review

IN_A_ROW = 5
MIDDLE = 100_000
FLAT = {MIDDLE: 1.15, 1_000_000: 1.3}
DUE_AGAIN = {"stage": "review", "step": None, "due_at": None}


@dataclass
class Setting:
    """The app and its anchor on databases of one size, and a signed-in learner."""

    cards: int
    folder: Path
    app: Flask
    bare: Flask
    learner: Learner

    def checkpoint(self) -> None:
        """As the server's thread does between requests."""
        for name in ("footnote.sqlite", "bare.sqlite"):
            if (self.folder / name).exists():
                checkpoint(self.folder / name)


@contextmanager
def setting(cards: int, bank: Bank | None = None, url: str = "", bare_url: str = "") -> Iterator[Setting]:
    folder = Path(tempfile.mkdtemp(prefix="footnote-bench-"))
    app = learners.app_on(folder, bank or generated.bank(learners.items_for(cards)), url)
    anchor = bare.bare_app(folder, bare_url)
    try:
        learners.build(app, cards)
        bare.build(anchor, cards)
        gc.collect()
        yield Setting(cards, folder, app, anchor, Learner(app, learners.name_of(0)))
    finally:
        for one, extension in ((app, db), (anchor, anchor.extensions["bare"])):
            with one.app_context():
                extension.session.remove()
                extension.engine.dispose()
        shutil.rmtree(folder)
        del app, anchor
        gc.collect()


class Answers:
    """Answers one card after the other."""

    def __init__(self, found: Setting) -> None:
        self.learner, self.setting = found.learner, found
        self.rate = Caller(found.app, "POST", "/practice/rate", self.learner.cookie, part=True)

    def __call__(self) -> float:
        took, page = self.rate.call(self.learner.form())
        self.learner.take(page.decode())
        return took

    def again(self) -> None:
        """Make the day's cards due once more, so that every round finds as many."""
        today = study_day(now(), "UTC", 4)
        lines = (Review.user_id == 1) & (Review.study_day == today)
        answered = Card.id.in_(select(Review.card_id).where(lines))
        with self.setting.app.app_context():
            for statement in (
                update(Card).where(answered).values(DUE_AGAIN | {"due_day": today, "last_day": today - 20}),
                delete(Review).where(lines),
                delete(Card).where(Card.id > self.setting.cards),
                delete(Day).where(Day.user_id == 1, Day.study_day == today),
            ):
                db.session.execute(statement, execution_options={"synchronize_session": False})
            db.session.commit()
        self.setting.checkpoint()


class Anchored:
    """The anchor's answers, to cards at random."""

    def __init__(self, found: Setting) -> None:
        self.chance = random.Random(1)
        self.cards = found.cards
        self.answer = Caller(found.bare, "POST", "/answer")

    def __call__(self) -> float:
        form = urlencode({"card": self.chance.randrange(self.cards) + 1, "rating": 3})
        return self.answer.call(form.encode())[0]


class Showing:
    """Shows the answer side, which grades what was typed and writes nothing."""

    def __init__(self, found: Setting) -> None:
        self.learner = found.learner
        self.show = Caller(found.app, "POST", "/practice/show", self.learner.cookie, part=True)

    def __call__(self) -> float:
        return self.show.call(self.learner.form())[0]


class Page:
    """Asks for a page."""

    def __init__(self, found: Setting, path: str) -> None:
        self.caller = Caller(found.app, "GET", path, found.learner.cookie)

    def __call__(self) -> float:
        return self.caller.call()[0]


class ProgressAnew(Page):
    """The progress page for a process that has not summed up this memory today."""

    def __init__(self, found: Setting) -> None:
        super().__init__(found, "/progress")
        self.remembered = found.app.extensions[strength.EXTENSION]

    def __call__(self) -> float:
        self.remembered.clear()
        return super().__call__()


class FirstCard(Page):
    """The first card of a row that has yet to be planned, as for a process that knows nothing of it."""

    def __init__(self, found: Setting) -> None:
        super().__init__(found, "/practice/card")
        self.place = 100

    def __call__(self) -> float:
        self.place += 1
        self.caller.environ["QUERY_STRING"] = f"new={self.place}"
        return super().__call__()


@dataclass
class Medians:
    """Of each round one, and every single time."""

    rounds: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def ratios(self, anchor: "Medians") -> list[float]:
        return [mine / its for mine, its in zip(self.rounds, anchor.rounds, strict=True)]


def in_turn(
    calls: Sequence[Callable[[], float]],
    rounds: int,
    count: int,
    before_round: Callable[[], None] = lambda: None,
) -> list[Medians]:
    """Each of the calls `count` times a round, a few at a time in turn, so that noise falls on all alike."""
    for call in calls:
        call()
    found = [Medians() for _ in calls]
    for _ in range(rounds):
        before_round()
        times: list[list[float]] = [[] for _ in calls]
        for _ in range(0, count, IN_A_ROW):
            for place, call in enumerate(calls):
                times[place] += [call() for _ in range(min(IN_A_ROW, count))]
        for medians, taken in zip(found, times, strict=True):
            medians.rounds.append(median(taken))
            medians.times += taken
    return found


def answer_rows(settings: Sequence[Setting], rounds: int, count: int) -> list[Row]:
    """Goals 1 and 3."""
    answering, anchored = [Answers(found) for found in settings], [Anchored(found) for found in settings]

    def again() -> None:
        for answers in answering:
            answers.again()

    # Each right before its own anchor: after another anchor an anchor finds the processor's caches warm.
    found = in_turn(list(chain(*zip(answering, anchored, strict=True))), rounds, count, again)
    mine, anchors = found[::2], found[1::2]
    rows = []
    for place, one in enumerate(settings):
        rows.append(timed(f"bare ORM view, {one.cards:,} cards (anchor)", anchors[place].rounds))
        most = 1.5 if one.cards == MIDDLE else None
        against = mine[place].ratios(anchors[place])
        rows.append(compared(f"answer, {one.cards:,} cards", mine[place].rounds, against, most, "anchor"))
    for place, one in enumerate(settings[1:], 1):
        growth, most = mine[place].ratios(mine[0]), FLAT.get(one.cards)
        rows.append(
            compared(f"answer, growth to {one.cards:,}", mine[place].rounds, growth, most, "of 1,000")
        )
    rows += [
        tail(f"answer, {one.cards:,} cards: p99 / slowest", mine[n].times) for n, one in enumerate(settings)
    ]
    return rows


def tail(name: str, times: Sequence[float]) -> Row:
    return Row(name, ms(percentile(times, 0.99)), f"slowest {max(times) * 1000:.2f}")


def growth_rows(
    name: str,
    kind: Callable[[Setting], Callable[[], float]],
    settings: Sequence[Setting],
    rounds: int,
    count: int,
) -> list[Row]:
    """Goal 6 for one page: its time by the number of the learner's cards."""
    found = in_turn([kind(one) for one in settings], rounds, count)
    rows = [timed(f"{name}, {settings[0].cards:,} cards", found[0].rounds)]
    for one, medians in zip(settings[1:], found[1:], strict=True):
        rows.append(
            compared(
                f"{name}, {one.cards:,} cards", medians.rounds, medians.ratios(found[0]), 1.3, "of 1,000"
            )
        )
    return rows


def page_rows(settings: Sequence[Setting], rounds: int, count: int) -> list[Row]:
    rows = growth_rows("showing the answer", Showing, settings, rounds, count)
    rows += growth_rows("home page", lambda one: Page(one, "/"), settings, rounds, count)
    rows += growth_rows(
        "choosing what to practise", lambda one: Page(one, "/practice"), settings, rounds, count
    )
    smaller = [one for one in settings if one.cards <= MIDDLE]
    rows += growth_rows("progress page", lambda one: Page(one, "/progress"), settings, rounds, count)
    found = in_turn([ProgressAnew(one) for one in smaller], rounds, 1)
    rows += [
        timed(f"progress page, the day's first in a process, {one.cards:,} cards", medians.rounds)
        for one, medians in zip(smaller, found, strict=True)
    ]
    return rows + growth_rows("first card of a row, planned anew", FirstCard, settings, rounds, 2)
