"""Saving an answer: once per key, on the newest one only, while the attempt runs."""

from uuid import uuid4

import pytest
from flask import Flask

from tests.webapp.attempts.trying import MINUTE, NOW, SECOND, Trying, offer, rows
from tests.webapp.statements import statements
from webapp.models import AnswerEvent, Attempt, User

END = NOW + 10 * MINUTE  # of the attempt
GRACE = 5 * SECOND


@pytest.fixture
def trying(trying: Trying) -> Trying:
    trying.start()
    return trying


def test_an_answer_is_kept(trying: Trying) -> None:
    saved = trying.save(0, "30 January 1950", at=NOW + SECOND)
    assert (saved.result, saved.seq, saved.saved_at) == ("saved", 1, NOW + SECOND)
    assert saved.deadline == END
    assert trying.paper.given[0] == saved.stored
    assert trying.paper.answered == {0}


def test_every_answer_stays_and_the_newest_counts(app: Flask, trying: Trying) -> None:
    trying.save(0, "1950")
    trying.save(0, "30 January 1950")
    assert [row["body"]["given"] for row in rows(app, AnswerEvent)] == [["1950"], ["30 January 1950"]]
    assert trying.paper.seqs == (2, 0, 0, 0)


def test_an_answer_can_be_taken_back(trying: Trying) -> None:
    trying.save(0, "1950")
    trying.save(0)
    assert trying.paper.answered == frozenset()


def test_the_same_key_again_gets_the_same(app: Flask, trying: Trying) -> None:
    sent = trying.sent(0, "1950")
    assert trying.send(sent) == trying.send(sent, NOW + MINUTE)
    assert len(rows(app, AnswerEvent)) == 1


def test_the_same_key_gets_the_same_after_the_answer_was_changed(trying: Trying) -> None:
    sent = trying.sent(0, "1950")
    first = trying.send(sent)
    trying.save(0, "1951")
    assert trying.send(sent) == first


def test_the_same_key_gets_the_same_when_all_is_over(trying: Trying) -> None:
    sent = trying.sent(0, "1950")
    first = trying.send(sent)
    trying.submit()
    again = trying.send(sent, NOW + 60 * MINUTE)
    assert first is not None and again is not None
    assert (again.result, again.seq, again.saved_at) == ("saved", first.seq, first.saved_at)


def test_the_same_key_with_another_answer_is_an_error(app: Flask, trying: Trying) -> None:
    key = uuid4()
    trying.save(0, "1950", key=key)
    assert trying.save(0, "1951", key=key).result == "other_body"
    assert trying.save(1, "1950", key=key).result == "other_body"
    assert len(rows(app, AnswerEvent)) == 1


def test_an_answer_made_on_an_old_one_is_shown_what_is_stored(trying: Trying) -> None:
    trying.save(0, "1950")
    stale = trying.save(0, "1951", base=0)
    assert (stale.result, stale.seq) == ("stale", 1)
    assert stale.stored is not None and stale.stored.given == ("1950",)
    assert trying.save(0, "1951", base=7).result == "stale"


def test_nobody_else_can_save(trying: Trying, app: Flask, bob: User) -> None:
    other = Trying(app, bob, trying.quiz)
    other.id = trying.id
    assert other.send(trying.sent(0, "1950")) is None
    other.id = uuid4()
    assert other.send(trying.sent(0, "1950")) is None


@pytest.mark.parametrize("slot", [-1, 4, 10**6])
def test_there_is_no_slot_beyond_the_last(trying: Trying, slot: int) -> None:
    assert trying.save(slot, "1950", base=0).result == "no_slot"


def test_what_arrives_within_the_grace_counts(trying: Trying) -> None:
    assert trying.save(0, "1950", at=END + GRACE).result == "saved"
    assert trying.paper.state == "in_progress"


def test_what_arrives_late_closes_the_attempt(trying: Trying) -> None:
    trying.save_right(0)
    assert trying.save(1, "80", at=END + GRACE + SECOND).result == "late"
    paper = trying.paper
    assert (paper.state, paper.close_reason, paper.submitted_at) == ("graded", "deadline", END)
    assert (paper.score, paper.seqs) == (1000, (1, 0, 0, 0))


def test_a_clock_set_back_opens_nothing_again(trying: Trying) -> None:
    trying.save(0, "1950", at=END + GRACE + SECOND)
    assert trying.save(0, "1950", at=NOW).result == "closed"


def test_the_time_of_an_attempt_never_runs_backwards(trying: Trying) -> None:
    trying.save(0, "1950", at=NOW + 5 * MINUTE)
    assert trying.save(1, "80", at=NOW).saved_at == NOW + 5 * MINUTE


def test_nothing_is_saved_into_what_is_closed(trying: Trying) -> None:
    trying.save(0, "1950")
    trying.submit()
    closed = trying.save(0, "1951")
    assert (closed.result, closed.state) == ("closed", "graded")
    assert closed.stored is not None and closed.stored.given == ("1950",)


def test_a_checked_answer_is_final(trying: Trying) -> None:
    trying.save(0, "1950", final=True)
    again = trying.save(0, "1951")
    assert (again.result, again.seq) == ("final", 1)


def test_a_sequential_quiz_takes_the_open_slot_only(app: Flask, alice: User) -> None:
    trying = Trying(app, alice, offer(app, alice, sequential=True))
    trying.start()
    assert trying.save(1, "80").result == "out_of_order"
    assert trying.save(0, "1950").result == "saved"
    assert trying.go_to(1) == "done"
    assert trying.save(0, "1951").result == "out_of_order"
    assert trying.save(1, "80").result == "saved"


def test_a_sequential_quiz_goes_forward_by_one(app: Flask, alice: User) -> None:
    trying = Trying(app, alice, offer(app, alice, sequential=True))
    trying.start()
    assert trying.go_to(2) == "out_of_order"
    assert [trying.go_to(1), trying.go_to(1), trying.go_to(0)] == ["done", "done", "out_of_order"]
    assert trying.go_to(4) == "no_slot"
    assert trying.paper.position == 1


def test_in_any_other_quiz_one_goes_where_one_likes(trying: Trying) -> None:
    assert [trying.go_to(3), trying.go_to(0), trying.go_to(4)] == ["done", "done", "no_slot"]
    assert trying.paper.rev == 0


def test_a_slot_is_flagged_and_unflagged(trying: Trying) -> None:
    assert trying.flag(2) == "done"
    assert trying.flag(0) == "done"
    assert trying.paper.flags == {0, 2}
    trying.flag(2, on=False)
    assert trying.paper.flags == {0}


@pytest.mark.parametrize("late", [True, False])
def test_going_on_and_flagging_end_with_the_time(trying: Trying, late: bool) -> None:
    at = END + 2 * GRACE if late else NOW
    if not late:
        trying.submit()
    assert trying.flag(0, at=at) == ("late" if late else "closed")
    assert trying.go_to(0, at=at) == "closed"


def test_a_save_takes_four_statements(app: Flask, trying: Trying) -> None:
    trying.save(0, "1950")
    sent = trying.sent(1, "80")
    with statements(app) as made:
        trying.send(sent)
    assert len(made) == 4, "\n".join(made)


def test_a_save_counts_up_the_attempt(app: Flask, trying: Trying) -> None:
    trying.save(0, "1950")
    trying.save(1, "80", base=5)
    assert [row["rev"] for row in rows(app, Attempt)] == [1]
