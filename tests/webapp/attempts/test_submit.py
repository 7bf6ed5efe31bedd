"""Handing in: what was unsaved goes with it, the grading and the evidence come in the same transaction."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from tests.webapp.attempts.trying import MINUTE, NOW, SECOND, Trying, offer, right, rows
from webapp import attempts
from webapp.attempts import closing
from webapp.models import AnswerEvent, Attempt, Card, GradingRun, Review, SlotScore, User

LATE = NOW + 11 * MINUTE


@pytest.fixture
def trying(trying: Trying) -> Trying:
    trying.start()
    return trying


def test_what_was_handed_in_is_graded(trying: Trying) -> None:
    trying.save_right(0, 2)
    submitted = trying.submit(at=NOW + MINUTE)
    assert (submitted.answered, submitted.items) == (2, 4)
    assert (submitted.submitted_at, submitted.close_reason) == (NOW + MINUTE, "student")
    paper = trying.paper
    assert (paper.state, paper.score, paper.out_of) == ("graded", 2000, 4000)
    assert [score.outcome for score in paper.scores] == ["right", "unanswered", "right", "unanswered"]


def test_handing_in_again_gets_the_same(app: Flask, trying: Trying) -> None:
    trying.save_right(0)
    first = trying.submit()
    assert trying.submit(at=LATE) == first
    assert len(rows(app, GradingRun)) == 1


def test_unsaved_answers_go_with_it(trying: Trying) -> None:
    unsaved = [trying.sent(slot, *right(trying.paper, slot)) for slot in range(4)]
    assert trying.submit(*unsaved).answered == 4
    assert trying.paper.score == 4000


def test_an_unsaved_answer_that_was_saved_after_all_is_kept_once(app: Flask, trying: Trying) -> None:
    sent = trying.sent(0, *right(trying.paper, 0))
    trying.send(sent)
    trying.submit(sent)
    assert len(rows(app, AnswerEvent)) == 1
    assert trying.paper.score == 1000


def test_of_two_unsaved_edits_the_later_counts(trying: Trying) -> None:
    first, second = trying.sent(0, "1949", base=0), trying.sent(0, *right(trying.paper, 0), base=0)
    trying.send(first)  # and its page never heard of it
    trying.submit(first, second)
    assert (trying.paper.seqs[0], trying.paper.score) == (2, 1000)


def test_an_unsaved_answer_blanks_nothing_that_another_page_saved(trying: Trying) -> None:
    stale = trying.sent(0)
    trying.save_right(0)
    trying.submit(stale)
    assert trying.paper.score == 1000


def test_what_belongs_nowhere_is_passed_over(app: Flask, trying: Trying) -> None:
    trying.submit(trying.sent(9, "1950", base=0), trying.sent(-1, "1950", base=0))
    assert rows(app, AnswerEvent) == []
    assert trying.paper.state == "graded"


def test_what_is_handed_in_late_counts_as_it_was_saved(app: Flask, trying: Trying) -> None:
    trying.save_right(0)
    submitted = trying.submit(trying.sent(1, "80"), at=LATE)
    assert (submitted.close_reason, submitted.submitted_at) == ("deadline", NOW + 10 * MINUTE)
    assert (submitted.answered, len(rows(app, AnswerEvent))) == (1, 1)


def test_in_the_grace_it_is_stamped_with_the_deadline(trying: Trying) -> None:
    submitted = trying.submit(trying.sent(1, "80"), at=NOW + 10 * MINUTE + 4 * SECOND)
    assert (submitted.close_reason, submitted.submitted_at) == ("student", NOW + 10 * MINUTE)
    assert submitted.answered == 1


def test_without_a_deadline_there_is_time(app: Flask, alice: User) -> None:
    trying = Trying(app, alice, offer(app, alice, minutes=None))
    trying.start()
    assert trying.submit(at=NOW + 10_000 * MINUTE).close_reason == "student"


def test_nobody_else_hands_it_in(app: Flask, trying: Trying, bob: User) -> None:
    with app.app_context():
        assert attempts.submit(bob.id, trying.id, (), NOW) is None
        assert attempts.submit(bob.id, uuid4(), (), NOW) is None
    assert trying.paper.state == "in_progress"


def test_what_it_shows_is_written_into_the_log_of_the_cards(app: Flask, trying: Trying) -> None:
    trying.save_right(1)
    trying.save(3, "no idea")
    trying.submit(at=NOW + MINUTE)
    lines = {row["typed"]: row for row in rows(app, Review)}
    assert {row["action"] for row in lines.values()} == {"quiz"}
    assert lines["30 January 1950"]["outcome"] == "right"
    assert lines["no idea"]["outcome"] == "wrong"
    assert len(rows(app, Card)) == 4


def break_grading(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def broken(*_args: Any, **_named: Any) -> None:
        raise error

    monkeypatch.setattr(closing, "record_evidence", broken)


def test_an_attempt_that_cannot_be_graded_is_closed_all_the_same(
    app: Flask, trying: Trying, monkeypatch: pytest.MonkeyPatch
) -> None:
    trying.save_right(0)
    with monkeypatch.context() as broken:
        break_grading(broken, ValueError("a fault of ours"))
        submitted = trying.submit()
    assert trying.paper.state == "submitted"
    assert (rows(app, GradingRun), rows(app, SlotScore), rows(app, Review)) == ([], [], [])
    assert trying.submit() == submitted


def test_a_fault_of_the_log_of_cards_leaves_no_half_a_grading(
    app: Flask, trying: Trying, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the database itself refuses: PostgreSQL then takes no more of that part."""

    def refuse(connection: Any, *_args: Any) -> None:
        connection.exec_driver_sql("INSERT INTO day (user_id, study_day) VALUES (0, 0)")  # no such user

    monkeypatch.setattr(closing, "record_evidence", refuse)
    trying.submit()
    assert (trying.paper.state, rows(app, GradingRun)) == ("submitted", [])
    assert [row["close_reason"] for row in rows(app, Attempt)] == ["student"]
