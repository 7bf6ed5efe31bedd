"""Grading is a function of what was kept, and the score to expect one of the learner's memory."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from question_bank.quizzes.quiz import Draw
from tests.webapp import given
from tests.webapp.attempts.trying import NOW, TYPED, Trying, edit_item, offer, rows, set_columns
from tests.webapp.statements import statements
from webapp.attempts import papers
from webapp.attempts.expectation import combined, expected
from webapp.attempts.grading import Graded, graded
from webapp.attempts.kept import Kept
from webapp.bank import current_bank
from webapp.db import db
from webapp.domain.prediction import Prediction
from webapp.domain.slots import Given
from webapp.models import Attempt, GradingRun, SlotScore, User


@pytest.fixture
def trying(trying: Trying) -> Trying:
    trying.start()
    return trying


def derived(trying: Trying, **over: Any) -> Graded:
    """The grading of the attempt, made anew from what is in the database."""
    with trying.app.app_context():
        connection = db.session.connection()
        fixed = papers.asked(connection, trying.id)
        assert fixed is not None
        items = papers.items_of(connection, fixed.slots)
        answers = papers.answers(connection, trying.id)
        return graded(fixed.quiz, fixed.slots, items, items, answers, current_bank().names, **over)


def test_every_score_can_be_derived_again(app: Flask, trying: Trying) -> None:
    trying.save_right(0, 1)
    trying.save(3, "Treaty of Enmity")
    trying.submit()
    edit_item(app, "milestones", "relations", prompt="When was it?")
    again = derived(trying)
    stored = sorted(rows(app, SlotScore), key=lambda row: row["slot"])
    assert [row["score"] for row in stored] == [mark.score for mark in again.marks] == [1000, 1000, 0, 0]
    assert [row["seq"] for row in stored] == list(again.seqs)
    assert [row["score"] for row in rows(app, GradingRun)] == [again.score]


def test_what_was_marked_before_is_not_marked_again(trying: Trying) -> None:
    trying.save_right(0)
    marks = Kept(100)
    first = derived(trying, known=marks, version=1)
    assert derived(trying, known=marks, version=1) == first == derived(trying)
    assert len(marks.values) == 4


def test_another_answer_or_another_quiz_is_marked_anew(trying: Trying) -> None:
    marks = Kept(100)
    derived(trying, known=marks, version=1)
    trying.save_right(0)
    assert derived(trying, known=marks, version=1).score == 1000
    derived(trying, known=marks, version=2)
    assert len(marks.values) == 9


def test_only_so_much_is_kept_in_mind() -> None:
    some = Kept(2)
    some.put("a", 1)
    some.put("b", 2)
    assert some.get("a") == 1
    some.put("c", 3)
    assert [some.get(key) for key in "abc"] == [1, None, 3]


def test_points_and_their_loss_add_up(app: Flask, alice: User) -> None:
    points = {"milestones/relations": 2500}
    trying = Trying(app, alice, offer(app, alice, points=points, certainty=True))
    trying.start()
    trying.save_right(0)
    trying.send(replace(trying.sent(1), given=Given(("1951",), "sure")))
    trying.submit()
    assert [score.score for score in trying.paper.scores] == [1000, -15_000, 0, 0]
    assert (trying.paper.score, trying.paper.out_of) == (0, 3 * 5500)


def test_a_paper_under_way_takes_two_statements_and_a_graded_one_too(app: Flask, trying: Trying) -> None:
    trying.save_right(0)
    with statements(app) as sent:
        assert trying.paper.answered == {0}
    assert len(sent) == 2, "\n".join(sent)
    trying.submit()
    with statements(app) as sent:
        assert trying.paper.scores != ()
    assert len(sent) == 2, "\n".join(sent)


def test_what_a_slot_asks_takes_no_statement(app: Flask, trying: Trying, bob: User) -> None:
    slot, side = trying.paper.slots[1], trying.paper.side(1)
    with statements(app) as sent, app.app_context():
        asked = papers.question(trying.user.id, trying.id, 1)
        assert papers.question(bob.id, trying.id, 1) is None
        assert papers.question(trying.user.id, trying.id, 4) is None
    assert (asked, sent) == ((slot, side), [])


def test_a_paper_is_for_its_owner_or_for_whoever_may_see_all(app: Flask, trying: Trying, bob: User) -> None:
    with app.app_context():
        assert papers.paper(bob.id, trying.id) is None
        seen = papers.paper(None, trying.id)
    assert seen == trying.paper


def test_items_worded_alike_keep_their_own_names(app: Flask, trying: Trying) -> None:
    """A wording is kept under its fingerprint, which two decks may share."""
    (row,) = rows(app, Attempt)
    twin = [{**slot, "deck": "another"} for slot in row["slots"]]
    set_columns(app, Attempt, slots=twin)
    assert {item.deck for item in trying.paper.items} == {"another"}


def expectation(trying: Trying, **over: Any) -> Prediction:
    with trying.app.app_context():
        return expected(trying.user, replace(TYPED, **over), current_bank(), NOW)


def test_what_is_remembered_is_expected(app: Flask, alice: User) -> None:
    trying = Trying(app, alice, offer(app, alice))
    before = expectation(trying)
    for item in ("relations", "documents", "treaty"):
        memory = dict(deck="milestones", due_day=20_800, last_day=20_778, stability=100.0)
        given.card(app, alice, item, **memory)
    after = expectation(trying)
    assert before.share < 0.5 < after.share
    assert after.low <= after.share <= after.high


def test_what_the_draw_prefers_is_expected(app: Flask, alice: User) -> None:
    """With unseen items first, what was asked before is not counted on."""
    draws = (Draw(1, items=("milestones/relations",)), Draw(1, items=("milestones/treaty",)))
    trying = Trying(app, alice, offer(app, alice, draws=draws[:1]))
    trying.start()
    given.card(app, alice, "relations", deck="milestones", last_day=20_778, due_day=20_900, stability=500.0)
    both = (Draw(1, items=("milestones/relations", "milestones/treaty")),)
    assert expectation(trying, draws=both).share < 0.3
    assert expectation(trying, draws=both, unseen_first=False).share > 0.5


def test_draws_are_expected_together() -> None:
    parts = [(Prediction(1.0, 0.9, 1.0), 10), (Prediction(0.5, 0.2, 0.8), 30)]
    found = combined(parts)
    assert found.share == 0.625
    assert 0.2 < found.low < found.share < found.high < 0.9
    assert combined(parts[:1]) == parts[0][0]
