"""B15: whatever learner, instructor, clock and sweeper do in any order, attempts are as model.py says."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, Phase, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from tests.reliability import model, sound
from tests.reliability.conftest import Figures
from tests.reliability.effort import RUNS, STEPS
from tests.reliability.harbours import corrected, keys_of
from tests.reliability.offering import add_people, offer, owner_id, quiz_of
from tests.reliability.taking import InProcess, Sent, Taker, attempt_of, edit
from tests.webapp.conftest import sign_in
from webapp import attempts, clock
from webapp.attempts import regrading, saving, sweeper
from webapp.db import EPOCH, MILLISECOND, db
from webapp.models import Attempt
from webapp.models import Quiz as QuizRow

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SLOTS = 3
ITEMS = [f"harbours/opener-{number}" for number in range(1, SLOTS + 1)]
SECONDS = (1, 4, 6, 14, 40, 290, 620, 3600, -3600, -60, -1, 90_000, -90_000)
numbers = count(1)


class World:
    """The app with its two banks, and the people in it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.banks = (app.extensions["bank"], corrected(app.extensions["bank"]))
        self.ines = owner_id(app)
        self.steps = 0

    def act(self, what: Callable[..., Any], *arguments: Any) -> Any:
        """Something that is done beside the learner's pages."""
        with self.app.app_context():
            try:
                return what(*arguments)
            finally:
                db.session.rollback()
                db.session.remove()


class Machine(RuleBasedStateMachine):
    """One learner at one quiz, an instructor, the sweeper, the clock and the bank."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.sent: list[tuple[model.Attempt, str, Sent]] = []
        self.ids: list[str] = []

    @initialize(
        sequential=st.booleans(),
        minutes=st.sampled_from([None, 10, 10]),
        closes=st.sampled_from([None, None, 30]),
        allowed=st.integers(1, 3),
    )
    def set_up(self, sequential: bool, minutes: int | None, closes: int | None, allowed: int) -> None:
        self.clock = self.stack.enter_context(time_machine.travel(NOW, tick=False))
        self.world.app.extensions["bank"] = self.world.banks[0]
        ends = None if closes is None else NOW + timedelta(minutes=closes)
        quiz = quiz_of(
            SLOTS,
            ITEMS,
            sequential=sequential,
            minutes=minutes,
            closes=ends,
            attempts=allowed,
            ways=("typed",),
        )
        self.quiz = offer(self.world.app, quiz)
        self.alice = add_people(self.world.app, [f"alice-{next(numbers)}"])[0]
        self.browser = sign_in(self.world.app.test_client(), self.alice)
        self.taker = Taker(InProcess(self.browser))
        self.learner = model.Learner(minutes, allowed, ms(ends), sequential)

    @property
    def now(self) -> int:
        return ms(clock.now()) or 0

    def teardown(self) -> None:
        self.stack.close()

    @rule()
    def start(self) -> None:
        expected = self.learner.start(self.now)
        answer = self.taker.start(self.quiz)
        assert answer.status in (302, 303), answer.status
        assert ("/quizzes/attempts/" in answer.leads_to) == (expected != "refused"), (
            expected,
            answer.leads_to,
        )
        if expected == "new":
            self.ids.append(attempt_of(answer))
            asked = [slot["item"] for slot in self.row(-1)["slots"]]
            self.learner.began(self.now, asked, keys_of(self.world.app.extensions["bank"]))
        elif expected == "resumed":
            assert attempt_of(answer) == self.ids[-1]

    started = precondition(lambda self: bool(self.ids))

    @started
    @rule(
        slot=st.integers(1, SLOTS),
        text=st.integers(0, 2),
        base=st.sampled_from(["fresh", "fresh", "old", "new"]),
    )
    def save(self, slot: int, text: int, base: str) -> None:
        attempt = self.learner.attempts[-1]
        seq = attempt.seqs.get(slot, 0)
        based = {"fresh": seq, "old": max(0, seq - 1), "new": seq + 1}[base]
        self.send(attempt, self.ids[-1], edit(slot, self.words(attempt, slot, text), base=based))

    def words(self, attempt: model.Attempt, slot: int, which: int) -> str:
        item = attempt.asked[slot - 1]
        return (keys_of(self.world.banks[0])[item], keys_of(self.world.banks[1])[item], "nobody at all")[
            which
        ]

    def send(self, attempt: model.Attempt, attempt_id: str, sent: Sent) -> None:
        expected = attempt.save(sent.key, sent.slot, sent.base, sent.given[0], self.now)
        answer = self.taker.save(attempt_id, sent)
        assert (answer.status, answer.result) == expected, (answer.status, answer.body, expected)
        self.sent.append((attempt, attempt_id, sent))
        if expected == (200, "saved"):
            kept = attempt.saved[sent.key]
            kept.reply = kept.reply or answer.body
            assert answer.body == kept.reply
        if expected == (409, "stale"):
            given = [attempt.given[sent.slot]] if sent.slot in attempt.given else []
            assert (answer.json["seq"], answer.json["given"]) == (attempt.seqs.get(sent.slot, 0), given)

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0, 50), other=st.booleans())
    def resend(self, which: int, other: bool) -> None:
        attempt, attempt_id, sent = self.sent[which % len(self.sent)]
        self.send(attempt, attempt_id, replace(sent, given=("quite another",)) if other else sent)

    @started
    @rule(position=st.integers(1, SLOTS))
    def go(self, position: int) -> None:
        expected = self.learner.attempts[-1].go(position, self.now)
        attempt_id = UUID(self.ids[-1])
        found = self.world.act(attempts.go_to, self.alice.id, attempt_id, position - 1, clock.now())
        assert found == expected

    @started
    @rule(slot=st.integers(1, SLOTS), text=st.integers(0, 2), unsaved=st.booleans())
    def submit(self, slot: int, text: int, unsaved: bool) -> None:
        attempt = self.learner.attempts[-1]
        last = edit(slot, self.words(attempt, slot, text), base=attempt.seqs.get(slot, 0))
        edits = [last] if unsaved else []
        plain = [(sent.key, sent.slot, sent.base, sent.given[0]) for sent in edits]
        attempt.submit(plain, self.now)
        answer = self.taker.submit(self.ids[-1], edits)
        assert answer.status == 200 and answer.result == "submitted"
        found = answer.json["submitted_at"], answer.json["answered"], answer.json["items"]
        assert found == (attempt.submitted, len(attempt.given), SLOTS)
        attempt.handed_in = attempt.handed_in or answer.body
        assert answer.body == attempt.handed_in
        if last.key in attempt.saved:
            self.sent.append((attempt, self.ids[-1], last))

    @started
    @rule(minutes=st.integers(1, 20))
    def extend(self, minutes: int) -> None:
        expected = self.learner.attempts[-1].extend(minutes, self.now)
        attempt_id = UUID(self.ids[-1])
        reason = "the bell was late"
        found = self.world.act(
            attempts.extend, self.world.ines, attempt_id, uuid4(), minutes, reason, clock.now()
        )
        assert (found is not None) == expected

    @started
    @rule(sure=st.integers(0, 9))
    def void(self, sure: int) -> None:
        assume(sure == 0)
        self.learner.attempts[-1].void(self.now)
        assert self.world.act(attempts.void, self.world.ines, UUID(self.ids[-1]), "a fire", clock.now())

    @rule()
    def sweep(self) -> None:
        for attempt in self.learner.attempts:
            attempt.sweep(self.now)
        self.world.act(sweeper.sweep, clock.now())

    @rule(which=st.integers(0, 1))
    def edit_the_deck(self, which: int) -> None:
        """Changes what a regrade will find; what began before is asked and graded as it was worded."""
        self.world.app.extensions["bank"] = self.world.banks[which]

    @started
    @rule()
    def regrade(self) -> None:
        keys = keys_of(self.world.app.extensions["bank"])
        for attempt in self.learner.attempts:
            if attempt.state == "graded":
                attempt.grade(keys)
        self.world.act(self._regrade)

    def _regrade(self) -> None:
        quiz = db.session.scalars(select(QuizRow.id).filter_by(key=self.quiz)).one()
        regrading.regrade(self.world.ines, quiz, "a corrected key", clock.now())

    @rule(seconds=st.sampled_from(SECONDS))
    def step(self, seconds: int) -> None:
        self.clock.shift(seconds)
        if seconds < 0:  # a session from the future is none
            sign_in(self.browser, self.alice)

    def row(self, number: int) -> dict[str, Any]:
        rows = select(Attempt.__table__).filter_by(id=UUID(self.ids[number]))
        found: dict[str, Any] = self.world.act(lambda: dict(db.session.execute(rows).mappings().one()))
        return found

    @invariant()
    def agree(self) -> None:
        self.world.steps += 1
        for number, attempt in enumerate(self.learner.attempts if self.ids else []):
            row = self.row(number)
            found = [row["state"], row["close_reason"], ms(row["deadline_at"]), ms(row["submitted_at"])]
            assert found == [attempt.state, attempt.reason, attempt.deadline, attempt.submitted]
            assert (row["score"], row["position"] + 1) == (attempt.score, attempt.position)
            assert ms(row["last_event_at"]) == attempt.last


def ms(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - EPOCH) // MILLISECOND


def run(app: Flask, runs: int, steps: int) -> World:
    Machine.world = World(app)
    profile = settings(
        max_examples=runs,
        stateful_step_count=steps,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        phases=[Phase.generate],  # a story is short enough as it is; shrinking one takes minutes
    )
    run_state_machine_as_test(Machine, settings=profile)
    return Machine.world


def test_b15_any_story_of_attempts_is_as_the_model_says(app: Flask, figures: Figures) -> None:
    world = run(app, RUNS, STEPS)
    assert sound.faults(app) == []
    figures("B15", runs=RUNS, steps=world.steps, divergences=0)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_b15_control_a_story_with_stale_answers_taken_is_found(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_refusal", lambda *_: None)
    with pytest.raises(AssertionError):
        run(app, RUNS, STEPS)
