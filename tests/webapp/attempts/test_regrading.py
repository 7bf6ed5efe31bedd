"""Grading anew by corrected wordings: each attempt wholly, the old grading kept, and nothing twice."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from question_bank.item import Order, Text
from question_bank.quizzes.quiz import Draw, Review, Shown
from tests.webapp.attempts.trying import MINUTE, NOW, Trying, edit_item, offer, revise, rows
from tests.webapp.conftest import AddUser
from tests.webapp.statements import statements
from webapp.attempts import closing, regrading
from webapp.attempts.regrading import Change, Regraded
from webapp.models import Attempt, Audit, GradingRun, Notice, SlotScore, User

TREATY = 3  # its slot
PACT = "Pact of Amity"


@pytest.fixture
def trying(trying: Trying) -> Trying:
    """Alice has answered with a name that is not right yet."""
    trying.start()
    trying.save_right(0)
    trying.save(TREATY, PACT)
    trying.submit()
    return trying


def correct(app: Flask) -> None:
    edit_item(app, "milestones", "treaty", answer=Text("Treaty of Friendship", (PACT,)))


def preview(trying: Trying) -> list[Change]:
    with trying.app.app_context():
        return regrading.preview(trying.quiz.id)


def regrade(trying: Trying, by: User, at: datetime = NOW + MINUTE) -> Regraded:
    with trying.app.app_context():
        return regrading.regrade(by.id, trying.quiz.id, "the old name is right, too", at)


def test_the_preview_tells_old_and_new_scores_and_writes_nothing(app: Flask, trying: Trying) -> None:
    correct(app)
    (found,) = preview(trying)
    assert (found.username, found.number, found.old, found.new) == ("alice", 1, 1000, 2000)
    assert (found.out_of, found.slots) == (4000, (TREATY,))
    assert trying.paper.score == 1000


def test_a_corrected_key_makes_a_new_run_and_keeps_the_old(app: Flask, trying: Trying, ines: User) -> None:
    correct(app)
    assert regrade(trying, ines) == Regraded(1, 1, 0)
    assert (trying.paper.run, trying.paper.score) == (2, 2000)
    assert [(run["number"], run["score"], run["made_by"]) for run in rows(app, GradingRun)] == [
        (1, 1000, None),
        (2, 2000, ines.id),
    ]
    (line,) = rows(app, Audit)
    assert (line["act"], line["detail"]["old"], line["detail"]["new"]) == ("regrade", 1000, 2000)


def test_the_paper_shows_what_was_asked_and_what_it_was_graded_by(
    app: Flask, trying: Trying, ines: User
) -> None:
    correct(app)
    regrade(trying, ines)
    paper = trying.paper
    assert paper.side(TREATY).answer == Text("Treaty of Friendship")
    assert paper.items[TREATY].fingerprint == paper.slots[TREATY].fingerprint
    assert paper.key(TREATY).answer == Text("Treaty of Friendship", (PACT,))


def everything(app: Flask) -> list[Any]:
    return [sorted(rows(app, model), key=str) for model in (Attempt, GradingRun, SlotScore, Audit)]


def test_a_second_time_changes_nothing(app: Flask, trying: Trying, ines: User) -> None:
    correct(app)
    regrade(trying, ines)
    before = everything(app)
    assert regrade(trying, ines) == Regraded(1, 0, 0)
    assert everything(app) == before
    assert [found.slots for found in preview(trying)] == [()]


@pytest.mark.parametrize("over", [{"prompt": "Which one?"}, {"answer": Order((Text("a"), Text("b")))}])
def test_an_edit_that_changes_no_mark_makes_no_run(
    app: Flask, trying: Trying, ines: User, over: dict[str, Any]
) -> None:
    edit_item(app, "milestones", "treaty", **over)
    assert regrade(trying, ines) == Regraded(1, 0, 0)
    assert len(rows(app, GradingRun)) == 1


def test_what_left_the_bank_keeps_its_marks(app: Flask, trying: Trying, ines: User) -> None:
    bank = app.extensions["bank"]
    app.extensions["bank"] = replace(bank, decks={})
    assert regrade(trying, ines) == Regraded(1, 0, 0)


def test_what_was_corrected_and_then_left_the_bank_stays_corrected(
    app: Flask, trying: Trying, ines: User
) -> None:
    correct(app)
    regrade(trying, ines)
    app.extensions["bank"] = replace(app.extensions["bank"], decks={})
    assert [found.slots for found in preview(trying)] == [()]
    assert regrade(trying, ines) == Regraded(1, 0, 0)
    assert trying.paper.score == 2000


def test_the_preview_sends_as_many_statements_for_many_attempts(
    app: Flask, trying: Trying, add_user: AddUser
) -> None:
    for name in ("bea", "cem", "dan"):
        other = Trying(app, add_user(name), trying.quiz)
        other.start()
        other.save(TREATY, PACT)
        other.submit()
    correct(app)
    with app.app_context(), statements(app) as sent:
        found = regrading.preview(trying.quiz.id)
    assert [(one.old, one.new, one.slots) for one in found] == [
        (1000, 2000, (TREATY,)),
        *[(0, 1000, (TREATY,))] * 3,
    ]
    assert len(sent) <= 7


@pytest.mark.parametrize(("shown", "told"), [((), 0), (("scores",), 1)])
def test_only_who_may_see_the_score_is_told_that_it_changed(
    app: Flask, alice: User, ines: User, shown: tuple[Shown, ...], told: int
) -> None:
    review = Review(just_after=shown, later=shown, after_close=shown)
    trying = Trying(app, alice, offer(app, alice, review=review))
    trying.start()
    trying.save(TREATY, PACT)
    trying.submit()
    correct(app)
    assert regrade(trying, ines).changed == 1
    assert len(rows(app, Notice)) == told


@pytest.mark.parametrize(("later", "told"), [(3 * MINUTE, 0), (timedelta(0), 1)])
def test_a_close_moved_later_puts_off_telling_it(
    app: Flask, alice: User, ines: User, later: timedelta, told: int
) -> None:
    review = Review(just_after=(), later=())
    trying = Trying(app, alice, offer(app, alice, review=review, closes=NOW + 3 * MINUTE))
    trying.start()
    trying.save(TREATY, PACT)
    trying.submit()
    revise(app, trying.quiz, title="Another", closes=NOW + 3 * MINUTE + later)
    correct(app)
    assert regrade(trying, ines, NOW + 3 * MINUTE).changed == 1
    assert len(rows(app, Notice)) == told


def test_a_choice_is_read_as_it_was_shown(app: Flask, alice: User, ines: User) -> None:
    """The options change places and one of them becomes the key: what was chosen stays what it was."""
    others = (Text("Treaty of Trade"), Text("Treaty of Peace"))
    edit_item(app, "milestones", "treaty", distractors=others)
    draws = (Draw(1, items=("milestones/treaty",)),)
    trying = Trying(app, alice, offer(app, alice, draws=draws, ways=("choice",)))
    trying.start()
    trying.save(0, str(trying.paper.slots[0].order.index(2)))  # "Treaty of Peace"
    trying.submit()
    old = Text("Treaty of Friendship")
    edit_item(app, "milestones", "treaty", answer=Text("Treaty of Peace"), distractors=(old, others[0]))
    regrade(trying, ines)
    assert (trying.paper.score, trying.paper.scores[0].outcome) == (1000, "right")


def test_attempts_that_run_or_are_voided_are_left_alone(app: Flask, trying: Trying, ines: User) -> None:
    trying.start()
    correct(app)
    assert regrade(trying, ines).attempts == 1
    assert {row["state"]: row["run"] for row in rows(app, Attempt)} == {"graded": 2, "in_progress": None}


def test_stopped_in_the_middle_each_attempt_is_wholly_old_or_new(
    app: Flask, trying: Trying, ines: User, add_user: AddUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("bea", "cem"):
        other = Trying(app, add_user(name), trying.quiz)
        other.start()
        other.save(TREATY, PACT)
        other.submit()
    correct(app)
    stop_at(monkeypatch, 2)
    with pytest.raises(KeyboardInterrupt):
        regrade(trying, ines)
    assert sorted(row["run"] for row in rows(app, Attempt)) == [1, 1, 2]
    assert (len(rows(app, GradingRun)), len(rows(app, SlotScore)), len(rows(app, Audit))) == (4, 16, 1)
    monkeypatch.undo()
    assert regrade(trying, ines) == Regraded(3, 2, 0)


def stop_at(monkeypatch: pytest.MonkeyPatch, attempt: int) -> None:
    """End everything, as a kill does, when that attempt's new run has been written but not yet committed."""
    written: list[int] = []

    def write(*args: Any) -> None:
        closing.write_run(*args)
        written.append(1)
        if len(written) == attempt:
            raise KeyboardInterrupt

    monkeypatch.setattr(regrading, "write_run", write)
