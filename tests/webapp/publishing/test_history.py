"""D5, E10: however decks and documents are edited and published, what learners did stays as it was.

One history goes through all of it: somebody studies and takes quizzes between publications drawn by chance,
good and bad ones. `EDITS` says how many steps; `make test` makes 20.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from question_bank.export import plain_item
from question_bank.item import Item
from question_bank.quizzes.quiz import Draw, Quiz
from tests.webapp.attempts.trying import Trying
from tests.webapp.conftest import AddUser
from tests.webapp.publishing.course import BUILDER, BURNED, FOUNDER, GIFT, HEAD, MILL, NOW, Desk
from tests.webapp.publishing.learning import Learning
from webapp.attempts.papers import Paper
from webapp.bank import Place
from webapp.db import db, early_read
from webapp.memory.wording import wording
from webapp.models import AnswerEvent, Attempt, GradingRun, Review, SlotScore, Wording
from webapp.publishing.edits import DeckEdit, Edits
from webapp.publishing.publish import Published, publish, withdraw
from webapp.publishing.regrades import regrade_pending
from webapp.publishing.versions import deck_versions, restored

EDITS_MADE = int(os.environ.get("EDITS") or 20)
STAYS = (Review, AnswerEvent, GradingRun, SlotScore)  # rows that are added to and never changed
ENTRIES = {"founder": FOUNDER, "burned": BURNED, "gift": GIFT, "builder": BUILDER}
ANSWERS = {
    "founder": (["Anna Berg"], ["A. Berg", "Berg"]),
    "burned": (["{date: 1944-05-04}"], []),
    "gift": (["{number: 300, unit: crowns}", "{number: 300, unit: crowns, tolerance: 60}"], ["300 Kr"]),
    "builder": (["Karl Lund"], ["C. Lund", "Lund"]),
}
CHANCE = settings(
    max_examples=EDITS_MADE,
    phases=(Phase.explicit, Phase.generate),  # a step that fails cannot be made again in the same state
    suppress_health_check=list(HealthCheck),
    database=None,
)


@st.composite
def entries(draw: st.DrawFn, id: str) -> str:
    """An item in one of its wordings."""
    answers, aliases = ANSWERS[id]
    text = ENTRIES[id]
    old = next(line for line in text.splitlines() if line.startswith("    answer: "))
    accept = draw(st.lists(st.sampled_from(aliases), unique=True)) if aliases else []
    new = f"    answer: {draw(st.sampled_from(answers))}"
    text = text.replace(old, new + (f"\n    accept: [{', '.join(accept)}]" if accept else ""))
    text = text.replace("?\n", draw(st.sampled_from(["?\n", " then?\n", " in those days?\n"])), 1)
    return text.replace("gave 300 crowns", draw(st.sampled_from(["gave 300 crowns", "gave some 300 crowns"])))


@st.composite
def decks(draw: st.DrawFn) -> str:
    chosen = draw(st.lists(st.sampled_from(sorted(ENTRIES)), min_size=1, unique=True))
    return HEAD.format("mill", "The mill") + "".join(draw(entries(id)) for id in chosen)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """The document with some of its words moved, changed, doubled or gone."""
    text = MILL
    for old, news in (
        ("Anna Berg founded", ["Anna Berg founded", "Long ago.\n\nAnna Berg founded", "She founded"]),
        ("gave 300 crowns", ["gave 300 crowns", "gave some 300 crowns"]),
        ("The mill burned down on 4 May 1944.", ["The mill burned down on 4 May 1944.", "It burned."]),
        (
            "Karl Lund built it in 1947.\n",
            ["Karl Lund built it in 1947.\n", "Karl Lund built it in 1947. " * 2],
        ),
    ):
        text = text.replace(old, draw(st.sampled_from(news)))
    return text


places = st.sets(st.sampled_from([("mill", id) for id in ENTRIES]))
steps: st.SearchStrategy[Any] = st.one_of(
    st.tuples(st.just("deck"), decks(), places),
    st.tuples(st.just("document"), documents(), st.just(set())),
    st.tuples(st.sampled_from(["restore", "withdraw", "study", "quiz"]), st.integers(0, 99), places),
)


@dataclass
class World:
    """A desk, a learner, and what was seen when something was answered."""

    desk: Desk
    learner: Learning
    taken: dict[UUID, tuple[Trying, tuple[Item, ...]]] = field(default_factory=dict)
    asked: dict[str, Item] = field(default_factory=dict)  # by fingerprint
    done: Counter[tuple[str, bool]] = field(default_factory=Counter)  # what was tried, and whether it went in

    def do(self, what: str, value: Any, regrade: set[Place]) -> set[Place]:
        """One step; which items somebody has asked to be graded anew."""
        if what in ("study", "quiz"):
            self.learn(what, value)
            return set()
        done = self.desk.do(lambda: self.publish(what, value, regrade))
        self.done[what, isinstance(done, Published)] += 1
        self.desk.do(lambda: regrade_pending(NOW))
        return regrade if what == "deck" else set()

    def publish(self, what: str, value: Any, regrade: set[Place]) -> object:
        if what == "withdraw":
            return withdraw(self.desk.by, "mill", "", NOW)
        if what == "document":
            return publish(self.desk.by, Edits((), (self.desk.mill(value),)), "", NOW)
        if what == "deck":
            return publish(self.desk.by, Edits((DeckEdit(value, "mill"),)), "", NOW, regrade)
        with early_read() as connection:
            numbers = [one.number for one in deck_versions(connection, "mill")]
            old = restored(connection, "mill", numbers[value % len(numbers)])
        return publish(self.desk.by, Edits((old,)), "", NOW)

    def learn(self, what: str, value: int) -> None:
        asked = sorted(self.desk.bank.items.items())
        if not asked:
            return
        (_, id), item = asked[value % len(asked)]
        if what == "study":
            self.learner.study(id)
            self.asked[item.fingerprint] = item
            return
        quiz = Quiz("The mill", (Draw(len(asked), decks=("mill",)),), ways=("typed",))
        trying = self.learner.take(quiz, builder="C. Lund", gift="250 crowns", founder="Berg")
        self.taken[trying.id] = trying, trying.paper.items
        self.asked |= {one.fingerprint: one for one in trying.paper.items}

    def rows(self) -> dict[str, set[str]]:
        return {table.__name__: {repr(row) for row in self.desk.rows(table)} for table in STAYS}

    def papers(self) -> dict[UUID, Paper]:
        return {id: trying.paper for id, (trying, _) in self.taken.items()}

    def concerned(self, regrade: set[Place]) -> set[UUID]:
        """Attempts that may have another score after this."""
        return {
            row["id"]
            for row in self.desk.rows(Attempt)
            if any((slot["deck"], slot["item"]) in regrade for slot in row["slots"])
        }


def broken(world: World) -> Iterator[str]:
    """What can no longer be shown as it was asked, and what is asked though no document proves it."""
    for id, (trying, items) in world.taken.items():
        if [plain(item) for item in trying.paper.items] != [plain(item) for item in items]:
            yield f"{id} asks something else now"
    with world.desk.app.app_context():
        for fingerprint, item in world.asked.items():
            kept = wording(db.session.connection(), fingerprint)
            if kept is None or plain(kept) != plain(item):
                yield f"{item.id} cannot be shown as {fingerprint}"
    bank = world.desk.bank
    for item in bank.items.values():
        for source in item.sources:
            if bank.documents[source.document].text[source.start : source.end] != source.quote:
                yield f"{item.id} quotes what is not there"


def plain(item: Item) -> list[Any]:
    """What a learner saw of an item."""
    return [item.deck, item.id, *(item.side(one) for one in item.directions), item.explanation, item.hint]


def changed(world: World, before: dict[str, set[str]]) -> list[str]:
    """Rows that are no longer there as they were."""
    after = world.rows()
    return [name for name, rows in before.items() if not rows <= after[name]]


def test_no_edit_changes_what_learners_did(app: Flask, desk: Desk, add_user: AddUser) -> None:
    world = World(desk, Learning(app, add_user("alice")))
    for what in ("study", "quiz"):
        world.do(what, 1, set())

    @CHANCE
    @given(steps)
    def step(drawn: tuple[str, Any, set[Place]]) -> None:
        rows, papers = world.rows(), world.papers()
        regraded = world.concerned(world.do(*drawn))
        assert changed(world, rows) == []
        now = world.papers()
        for id, paper in papers.items():
            assert now[id] == paper or (id in regraded and now[id].given == paper.given)
        assert [*broken(world)] == []

    step()
    assert world.done["deck", True] and world.done["document", True], world.done


def test_a_change_would_be_seen(app: Flask, desk: Desk, add_user: AddUser) -> None:
    """The control: what a careless publication would do to a score and to a wording."""
    world = World(desk, Learning(app, add_user("alice")))
    world.do("quiz", 1, set())
    before = world.rows()
    with app.app_context():
        db.session.execute(update(SlotScore).values(score=1))
        db.session.execute(update(Wording).values(content=plain_item(desk.bank.items["mill", "gift"])))
        db.session.commit()
    assert changed(world, before) == ["SlotScore"]
    assert any("cannot be shown" in one for one in broken(world))
