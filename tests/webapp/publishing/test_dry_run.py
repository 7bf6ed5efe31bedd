"""What publishing would do: every change before and after, whom it touches; who is told, what is regraded."""

import pytest
from flask import Flask
from sqlalchemy import text

from tests.webapp.attempts.trying import MINUTE, Trying
from tests.webapp.practice.practising import change
from tests.webapp.publishing.course import DECK, FOUNDER, GIFT, NOW, OTHER, Desk, edits
from tests.webapp.publishing.learning import Learning, run_of
from webapp.attempts import regrading
from webapp.attempts.sweeper import AGAIN, alone
from webapp.bank import Place
from webapp.db import db
from webapp.models import Audit, Card, Notice, Review, User
from webapp.publishing.publish import Published
from webapp.publishing.regrades import LINES, LOCK, pending, regrade_pending
from webapp.publishing.touched import Touched

ALIAS = DECK.replace("answer: Karl Lund", "answer: Karl Lund\n    accept: [C. Lund]")
CORRECTED = ALIAS.replace("number: 300,", "number: 300, tolerance: 60,")
CHANGED = CORRECTED.replace("Who founded the mill, according to the text?", "Who founded the mill?").replace(
    "  - id: burned", "  - id: fire"
)  # one reworded, two answers changed, one removed, one new


@pytest.fixture
def alice_learns(app: Flask, alice: User) -> Learning:
    """Her quizzes leave her cards alone, so that each is counted by itself."""
    change(app, alice, quiz_evidence="none")
    return Learning(app, alice)


@pytest.fixture
def attempt(alice_learns: Learning) -> Trying:
    """Three of four right: the builder by an alias that is not accepted yet."""
    return alice_learns.take(builder="C. Lund")


def test_it_counts_every_kind_of_change(desk: Desk) -> None:
    assert desk.look(CHANGED).summary == "1 reworded, 2 answer changed, 1 removed, 1 new"


def test_it_shows_before_and_after(desk: Desk) -> None:
    (change,) = desk.look(ALIAS).changed_answers
    (field,) = change.fields
    assert (field.field, field.before, field.after) == ("also accepted", "", "C. Lund")


def test_it_counts_cards_and_answers_of_each_item(
    desk: Desk, alice_learns: Learning, attempt: Trying, app: Flask, bob: User
) -> None:
    alice_learns.study("builder", "gift")
    alice_learns.study("builder", direction="reverse")
    Learning(app, bob).study("builder")
    run = desk.look(CHANGED)
    of = {change.id: run.of(change) for change in run.comparison.items}
    assert of["builder"] == Touched(learners=2, cards=3, reviews=3, attempts=1, answers=1)
    assert of["gift"] == Touched(learners=1, cards=1, reviews=1, attempts=1, answers=1)
    assert of["fire"] == Touched()


def test_a_question_left_empty_is_an_attempt_without_an_answer(desk: Desk, alice_learns: Learning) -> None:
    alice_learns.take(gift="")
    run = desk.look(CHANGED)
    assert run.touched["mill", "gift"] == Touched(attempts=1)


def test_it_asks_about_regrading_what_quizzes_have_asked(desk: Desk, alice_learns: Learning) -> None:
    assert desk.look(CHANGED).regradable == ()
    alice_learns.take()
    assert [change.id for change in desk.look(CHANGED).regradable] == ["gift", "builder"]


def test_looking_writes_nothing(desk: Desk) -> None:
    desk.look(CHANGED, OTHER)
    assert not desk.rows(Audit) and desk.now().text == DECK


# --- afterwards ---


def test_without_a_regrade_no_score_changes(desk: Desk, attempt: Trying) -> None:
    before = attempt.paper
    desk.publish(CHANGED)
    assert attempt.paper == before and run_of(before) == (1, 3000)


def test_a_regrade_of_one_answer_leaves_the_other_alone(desk: Desk, alice_learns: Learning) -> None:
    attempt = alice_learns.take(builder="C. Lund", gift="250 crowns")
    before = attempt.paper
    desk.publish(CORRECTED, regrade={("mill", "builder")})
    after = attempt.paper
    assert (run_of(before), run_of(after)) == ((1, 2000), (2, 3000))
    assert after.scores[2] == before.scores[2] and after.items == before.items
    desk.publish(CORRECTED.replace("300 crowns for a new mill\n", "300 crowns\n"), regrade={("mill", "gift")})
    assert run_of(attempt.paper) == (2, 3000), "a quote is no answer: there was nothing to regrade"


def test_only_changed_answers_are_regraded_whatever_is_asked_for(desk: Desk, attempt: Trying) -> None:
    desk.publish(DECK.replace("Who built", "Who, then, built"), regrade={("mill", "builder")})
    assert attempt.paper.run == 1 and not desk.rows(Audit)


def test_who_has_a_card_or_an_answer_is_told_of_the_correction(
    desk: Desk, attempt: Trying, app: Flask, bob: User, ines: User
) -> None:
    Learning(app, bob).study("builder")
    assert desk.publish(ALIAS).told == 2
    told = desk.rows(Notice)
    assert {one["user_id"] for one in told} == {attempt.user.id, bob.id}
    assert told[0]["detail"] == {
        "deck": "mill", "item": "builder", "prompt": "Who built the new mill?",
        "was": "Karl Lund", "now": "Karl Lund, also accepted: C. Lund",
    }  # fmt: skip


def test_a_rewording_is_not_told(desk: Desk, attempt: Trying) -> None:
    desk.publish(DECK.replace("Who built", "Who, then, built").replace(FOUNDER, ""))
    assert not desk.rows(Notice)


def test_whose_score_changed_is_told_and_nobody_else(
    desk: Desk, attempt: Trying, app: Flask, bob: User
) -> None:
    Learning(app, bob).take()
    desk.publish(ALIAS, regrade={("mill", "builder")})
    (told,) = [one for one in desk.rows(Notice) if one["kind"] == "regraded"]
    assert told["user_id"] == attempt.user.id
    assert told["detail"]["attempt"] == str(attempt.id) and told["detail"]["quiz"] == "The mill"


def test_a_regrade_that_was_cut_short_goes_on(
    desk: Desk, attempt: Trying, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr(regrading, "write_run", fails)
        desk.publish(ALIAS, regrade={("mill", "builder")})
        assert len(desk.do(pending)) == 1 and attempt.paper.run == 1
    assert desk.do(lambda: regrade_pending(NOW)).attempts == 0, "what failed is put off"
    assert desk.do(lambda: regrade_pending(NOW + AGAIN)).changed == 1
    assert attempt.paper.run == 2 and not desk.do(pending)
    assert desk.do(lambda: regrade_pending(NOW + AGAIN)).attempts == 0


@pytest.mark.parametrize("regrade", [{("mill", "builder")}, set()])
def test_what_was_under_way_is_regraded_once_it_has_ended(
    desk: Desk, alice_learns: Learning, regrade: set[Place]
) -> None:
    running = alice_learns.begin(builder="C. Lund")
    desk.publish(ALIAS, regrade=regrade)
    running.submit(at=NOW + 2 * MINUTE)
    assert run_of(running.paper) == (1, 3000)
    assert desk.do(lambda: regrade_pending(NOW + AGAIN)).changed == len(regrade)
    assert run_of(running.paper) == ((2, 4000) if regrade else (1, 3000))
    assert not desk.do(pending)


def test_an_order_waits_for_what_is_under_way_and_no_longer(desk: Desk, alice_learns: Learning) -> None:
    running = alice_learns.begin()
    desk.publish(ALIAS, regrade={("mill", "builder")})
    lines = len(desk.rows(Audit))
    assert desk.do(lambda: regrade_pending(NOW + AGAIN)).under_way == 1
    assert len(desk.rows(Audit)) == lines and len(desk.do(pending)) == 1
    running.submit(at=NOW + 2 * MINUTE)
    later = alice_learns.begin()  # asks by the corrected answer
    assert desk.do(lambda: regrade_pending(NOW + 2 * AGAIN)).under_way == 0
    assert not desk.do(pending) and later.paper.state == "in_progress"


def test_orders_are_found_by_their_index(desk: Desk) -> None:
    def plan() -> str:
        sql = str(LINES.compile(db.engine))
        if db.engine.dialect.name == "postgresql":  # a table of no rows would be read whole
            db.session.execute(text("SET LOCAL enable_seqscan = off"))
            return str(db.session.execute(text(f"EXPLAIN {sql}")).all())
        return str(db.session.execute(text(f"EXPLAIN QUERY PLAN {sql}")).all())

    assert "ix_audit_regrades" in desk.do(plan)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_one_process_at_a_time_does_what_was_ordered(desk: Desk, attempt: Trying) -> None:
    def beside_another() -> int:
        with alone(LOCK):
            return regrade_pending(NOW).attempts

    assert isinstance(desk.try_to(edits(ALIAS), {("mill", "builder")}), Published)
    assert desk.do(beside_another) == 0
    assert desk.do(lambda: regrade_pending(NOW)).changed == 1


def test_a_removed_items_card_is_kept_and_goes_on_when_it_comes_back(
    desk: Desk, alice_learns: Learning
) -> None:
    alice_learns.study("gift")
    before = desk.rows(Card), desk.rows(Review)
    desk.publish(DECK.replace(GIFT, ""))
    assert (desk.rows(Card), desk.rows(Review)) == before
    desk.publish(DECK)
    alice_learns.study("gift")
    assert desk.rows(Card)[0]["reps"] == 2
