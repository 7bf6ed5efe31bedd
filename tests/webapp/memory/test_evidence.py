"""What a quiz shows about cards goes into their logs once, and moves them as far as the learner allows."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event

from tests.reliability.test_reviews import broken_logs
from tests.webapp.practice import conftest as practice
from tests.webapp.practice.practising import Practising, cards, lines, new_id
from webapp.db import db
from webapp.domain.selection import Key
from webapp.memory.evidence import Evidence, Mode, bring_back, record_evidence
from webapp.memory.record import Learner, as_json
from webapp.models import User

settings, clock, learner, wait = practice.settings, practice.clock, practice.learner, practice.wait
NOW = practice.NOW
ATTEMPT = UUID("11111111-2222-4333-8444-555555555555")
RESULTS = ("right", "partly", "wrong", "unclear", "unanswered")
Record = Callable[..., None]


def about(card: str, outcome: str = "wrong", slot: int = 0) -> Evidence:
    deck, item, direction = card.split("/")
    key = Key(deck, item, "reverse" if direction == "reverse" else "forward")
    return Evidence(key, "wording", "typed", outcome, 0.0, slot)


@pytest.fixture
def record(app: Flask, alice: User) -> Record:
    """Record what an attempt of alice's showed, and commit, as the end of an attempt does."""

    def recorded(
        *found: Evidence, mode: Mode = "wrong_due", attempt: UUID = ATTEMPT, at: datetime = NOW
    ) -> None:
        with app.app_context():
            record_evidence(db.session.connection(), Learner.of(alice), mode, attempt, found, at)
            db.session.commit()

    return recorded


@pytest.fixture
def met(learner: Practising) -> str:
    """A card answered well in practice, so that it rests for days."""
    name = learner.open().card
    learner.answer(4)
    return name


def quiz_lines(app: Flask) -> list[dict[str, Any]]:
    return [line for line in lines(app) if line["action"] == "quiz"]


@pytest.mark.parametrize("outcome", ["wrong", "partly"])
def test_by_default_a_miss_brings_a_met_card_back_today(
    app: Flask, learner: Practising, met: str, record: Record, outcome: str
) -> None:
    rested = cards(app)[met]
    record(about(met, outcome))
    card = cards(app)[met]
    assert card["due_day"] < rested["due_day"]
    assert {**card, **{name: rested[name] for name in ("rev", "due_day", "due_at")}} == rested
    assert learner.open().card == met


@pytest.mark.parametrize("outcome", ["right", "unclear", "unanswered"])
def test_by_default_all_else_leaves_the_card_where_it_is(
    app: Flask, learner: Practising, met: str, record: Record, outcome: str
) -> None:
    rested = cards(app)[met]
    record(about(met, outcome))
    assert cards(app)[met] == {**rested, "rev": rested["rev"] + 1}


@pytest.mark.parametrize("outcome", RESULTS)
def test_whoever_wants_none_of_it_keeps_the_schedule(
    app: Flask, met: str, record: Record, outcome: str
) -> None:
    rested = cards(app)[met]
    record(about(met, outcome), mode="none")
    assert cards(app)[met] == {**rested, "rev": rested["rev"] + 1}
    assert [line["typed"] for line in quiz_lines(app)] == ["typed"]


@pytest.mark.parametrize(("outcome", "rating"), [("wrong", 1), ("partly", 2), ("right", 3)])
def test_in_full_an_answer_moves_the_card_as_a_review_does(
    app: Flask, learner: Practising, met: str, record: Record, outcome: str, rating: int
) -> None:
    rested = cards(app)[met]
    record(about(met, outcome), mode="full")
    card = cards(app)[met]
    assert card["reps"] == rested["reps"] + 1
    assert card["lapses"] == rested["lapses"] + (rating == 1)
    assert quiz_lines(app)[0]["rating"] == rating


def test_a_card_never_met_gets_a_row_and_stays_new(app: Flask, learner: Practising, record: Record) -> None:
    name = learner.open().card
    record(about(name))
    assert (cards(app)[name]["stage"], cards(app)[name]["due_day"]) == ("new", None)
    assert "new" in learner.open().text and learner.card == name


def test_in_full_a_card_never_met_begins_to_be_learned(
    app: Flask, learner: Practising, record: Record
) -> None:
    name = learner.open().card
    record(about(name), mode="full")
    assert cards(app)[name]["stage"] == "learning"


def test_the_same_attempt_recorded_again_changes_nothing(app: Flask, met: str, record: Record) -> None:
    record(about(met))
    once = cards(app), lines(app)
    record(about(met), at=NOW + timedelta(minutes=1))
    assert (cards(app), lines(app)) == once


def test_control_another_attempt_leaves_a_line_of_its_own(app: Flask, met: str, record: Record) -> None:
    record(about(met))
    record(about(met), attempt=UUID(int=7))
    assert len(quiz_lines(app)) == 2


def test_undo_in_practice_never_takes_back_what_a_quiz_showed(
    app: Flask, learner: Practising, met: str, record: Record
) -> None:
    other = learner.card
    learner.answer(4)
    record(about(met), about(other, slot=1))
    learner.open().post("undo", line=new_id())
    assert "Nothing of today is left to undo" in learner.text
    assert [line["action"] for line in lines(app)].count("undo") == 0


def test_undo_reaches_past_a_card_that_a_quiz_asked(
    app: Flask, learner: Practising, met: str, record: Record
) -> None:
    asked = learner.card
    learner.answer(4)
    record(about(asked))
    learner.open().post("undo", line=new_id())
    assert learner.card == met
    assert broken_logs(app) == 0


def test_a_day_already_planned_notices_that_a_card_came_due(
    app: Flask, learner: Practising, met: str, record: Record
) -> None:
    planned = learner.open().card
    record(about(met))
    assert planned != met
    learner.answer(4)
    assert learner.card == met


@pytest.mark.parametrize("mode", ["none", "wrong_due", "full"])
def test_the_log_still_tells_the_whole_card(
    app: Flask, learner: Practising, met: str, record: Record, mode: Mode, clock: Any
) -> None:
    for number, outcome in enumerate(RESULTS):
        record(about(met, outcome), mode=mode, attempt=UUID(int=number + 1), at=NOW)
        learner.open()
        if learner.side == "front":
            learner.answer(number % 4 + 1)
    assert broken_logs(app) == 0


def test_control_a_card_moved_without_a_line_is_seen(
    app: Flask, met: str, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = as_json
    monkeypatch.setattr("webapp.memory.evidence.as_json", lambda state: {**kept(state), "due_day": 1})
    record(about(met))
    assert broken_logs(app) == 1


def test_two_slots_on_one_card_leave_two_lines(app: Flask, met: str, record: Record) -> None:
    record(about(met, "right"), about(met, "wrong", slot=1))
    assert [line["base_rev"] for line in quiz_lines(app)] == [1, 2]
    assert broken_logs(app) == 0


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    seen: list[str] = []

    def keep(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", keep)
    yield seen
    event.remove(engine, "before_cursor_execute", keep)


@pytest.mark.parametrize("count", [1, 200])
def test_however_many_slots_it_takes_six_statements(
    met: str, record: Record, statements: list[str], count: int
) -> None:
    found = [about(met), *(about(f"deck/item-{n}/forward", slot=n + 1) for n in range(count))]
    statements.clear()
    record(*found, mode="full")
    assert len([statement for statement in statements if not statement.startswith("BEGIN")]) == 6


def test_a_card_set_aside_stays_there(app: Flask, learner: Practising, met: str, record: Record) -> None:
    name = learner.card
    learner.post("suspend", line=new_id())
    record(about(name))
    assert cards(app)[name]["suspended"]


@pytest.fixture
def press(app: Flask, alice: User) -> Record:
    def pressed(*names: str, line: int = 1, at: datetime = NOW) -> None:
        found = {about(name).key: "wording" for name in names}
        with app.app_context():
            bring_back(db.session.connection(), Learner.of(alice), UUID(int=line), found, at)
            db.session.commit()

    return pressed


def test_cards_brought_back_are_due_now_whatever_they_were(
    app: Flask, learner: Practising, met: str, press: Record
) -> None:
    press(met, "asia/unseen/forward")
    found = cards(app)
    assert {found[name]["due_at"] for name in (met, "asia/unseen/forward")} == {NOW}
    assert broken_logs(app) == 0


def test_a_second_tap_changes_nothing(app: Flask, met: str, press: Record) -> None:
    press(met)
    once = lines(app)
    press(met, at=NOW + timedelta(seconds=1))
    assert lines(app) == once
