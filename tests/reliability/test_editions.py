"""D5: however decks are edited and the app restarted, attempts keep what they asked and what it scored.

Only a regrade, which somebody has to ask for, moves a score.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import close, make_app, settings_for
from tests.reliability import harbours, sound
from tests.reliability.conftest import Figures
from tests.reliability.effort import EDITS, RUNS
from tests.reliability.offering import add_people, offer, owner_id, quiz_of
from tests.reliability.taking import InProcess, Taker, edit
from tests.webapp.conftest import sign_in
from webapp import clock
from webapp.attempts import regrading
from webapp.db import db
from webapp.models import Attempt, SlotScore

ITEMS = 24  # of the bank, all asked
ALWAYS_NEW = re.compile(
    r'name="(?:key|csrf_token)"[^>]*value="[^"]*"|data-(?:now|key|at)="[^"]*"|\?v=\w+|<time.*?</time>',
    re.DOTALL,
)


class Library:
    """A bank whose author goes on writing, and an app that is restarted for each edition."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self.content = list(harbours.items(4))
        self.chance = Random(5)
        self.app: Flask | None = None
        self.publish()

    def publish(self) -> None:
        """Write the deck, and start the app on it."""
        harbours.write(self.folder, self.content)
        self.stop()
        settings = settings_for(self.url, self.folder / "instance") | harbours.settings(self.folder)
        self.app = make_app(settings)

    def stop(self) -> None:
        if self.app is not None:
            close(self.app)

    @property
    def running(self) -> Flask:
        assert self.app is not None
        return self.app

    def edit(self) -> str:
        """Some change that an author makes; what it was."""
        if len(self.content) < 4:
            return "nothing"
        item = self.chance.choice(self.content)
        what = self.chance.choice(("key", "prompt", "distractors", "explanation", "retired", "order"))
        if what == "retired":
            self.content.remove(item)
        elif what == "order":
            self.chance.shuffle(self.content)
        elif what == "prompt":
            item["prompt"] = f"{item['prompt'].removesuffix('?')}, said otherwise {self.chance.random()}?"
        elif what == "explanation":
            item["explanation"] = f"Explained anew {self.chance.random()}."
        elif what == "key" and isinstance(item["answer"], str):
            item["answer"] = item["quote"].split()[-1]
        elif isinstance(item["answer"], str):
            item["distractors"] = [f"Somebody {self.chance.randint(1, 999)}-{n}" for n in range(4)]
        return what


class Taking:
    """A learner with one attempt that is over and one that runs, each on the whole bank."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.user = add_people(library.running, ["alice"])[0]
        self.quiz = offer(library.running, quiz_of(ITEMS, open_book=True))
        self.closed = self.answer(self.taker.begin(self.quiz))
        self.taker.submit(self.closed)
        self.open = self.answer(self.taker.begin(self.quiz))

    @property
    def taker(self) -> Taker:
        return Taker(InProcess(sign_in(self.library.running.test_client(), self.user)))

    def answer(self, attempt: str) -> str:
        taker = self.taker
        for slot in range(1, ITEMS + 1):
            given = ("2", "1", "3") if slot % 2 else ("0",)
            taker.save(attempt, edit(slot, *given if slot % 3 else (harbours.opener(slot),)))
        return attempt

    def pages(self) -> list[str]:
        """What the learner sees of both attempts, without what is new on every page."""
        taker = self.taker
        ends = [f"/{self.open}/{number}" for number in range(1, ITEMS + 1)]
        found = [taker.get(f"/quizzes/attempts{end}").text for end in [*ends, f"/{self.closed}"]]
        return [ALWAYS_NEW.sub("", text[text.index("<main") : text.index("</main>")]) for text in found]

    def scores(self, attempt: str) -> list[tuple[Any, ...]]:
        with self.library.running.app_context():
            columns = SlotScore.run, SlotScore.slot, SlotScore.outcome, SlotScore.score, SlotScore.fingerprint
            rows = db.session.execute(select(*columns).filter_by(attempt_id=UUID(attempt)))
            found = [tuple(row) for row in rows.all()]
            total = db.session.execute(
                select(Attempt.run, Attempt.score, Attempt.out_of).filter_by(id=UUID(attempt))
            )
            return [*sorted(found), tuple(total.one())]


@pytest.fixture
def library(database: str, tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path, database)
    yield library
    library.stop()


def test_d5_no_edition_of_a_deck_changes_an_attempt(library: Library, figures: Figures) -> None:
    taking = Taking(library)
    pages, scores = taking.pages(), taking.scores(taking.closed)
    editions = max(RUNS // 4, 4)
    for _ in range(editions):
        edits = {library.edit() for _ in range(EDITS)}
        library.publish()
        assert taking.scores(taking.closed) == scores, edits
        assert differing(pages, taking.pages()) == [], edits
    taking.taker.submit(taking.open)
    assert taking.scores(taking.open)[-1][0] == 1
    assert sound.faults(library.running) == []
    figures("D5", editions=editions, edits=editions * EDITS, scores_changed=0, pages_changed=0)


def differing(before: list[str], after: list[str]) -> list[str]:
    return [new for old, new in zip(before, after, strict=True) if old != new]


def test_d5_what_runs_through_an_edition_is_graded_as_it_was_asked(library: Library) -> None:
    """Both attempts gave the same answers: one was graded before the edit, the other after it."""
    taking = Taking(library)
    by_item = outcomes(taking, taking.closed)
    for item in library.content:
        if isinstance(item["answer"], str):
            item["answer"] = item["quote"].split()[0]
    library.publish()
    taking.taker.submit(taking.open)
    asked = fingerprints(taking, taking.open)
    assert asked == fingerprints(taking, taking.closed) and len(by_item) == ITEMS
    assert sound.faults(library.running) == []


def outcomes(taking: Taking, attempt: str) -> dict[int, str]:
    return {row[1]: row[2] for row in taking.scores(attempt)[:-1]}


def fingerprints(taking: Taking, attempt: str) -> set[str]:
    return {row[4] for row in taking.scores(attempt)[:-1]}


def test_d5_control_a_regrade_that_is_asked_for_does_change_scores(library: Library) -> None:
    taking = Taking(library)
    attempt = all_right(taking)
    scores = taking.scores(attempt)
    for item in library.content:
        if item["id"].startswith("opener-"):
            item["answer"] = item["quote"].split()[0]
    library.publish()
    instructor = owner_id(library.running)
    with library.running.app_context():
        quiz = db.session.execute(select(Attempt.quiz_id).filter_by(id=UUID(attempt))).scalar_one()
        regrading.regrade(instructor, quiz, "a corrected key", clock.now())
    again = taking.scores(attempt)
    assert [scores[-1], again[-1]] == [(1, 4000, 4000), (2, 0, 4000)]
    assert set(scores[:-1]) <= set(again)  # the old run stays
    assert sound.faults(library.running) == []


def all_right(taking: Taking) -> str:
    """Another attempt, at four questions on who opened what."""
    openers = [f"harbours/opener-{number}" for number in range(1, 5)]
    taker = taking.taker
    attempt = taker.begin(offer(taking.library.running, quiz_of(4, openers, ways=("typed",), open_book=True)))
    for slot in range(1, 5):
        asked = re.search(r"Who opened harbour (\d)", taker.get(f"/quizzes/attempts/{attempt}/{slot}").text)
        assert asked
        taker.save(attempt, edit(slot, harbours.opener(int(asked[1]))))
    taker.submit(attempt)
    return attempt
