"""Beginning an attempt: resumed while open, counted, refused with a reason, and kept as it was asked."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from question_bank.quizzes.quiz import Draw
from tests.webapp.attempts.trying import (
    MINUTE,
    NOW,
    SECOND,
    TYPED,
    Trying,
    edit_item,
    offer,
    rows,
    set_columns,
)
from webapp.attempts import Refused
from webapp.models import Attempt, Quiz, User, Wording


def reason(begin: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        begin()
    return refused.value.reason


def test_an_open_attempt_is_gone_on_with(trying: Trying) -> None:
    first = trying.start()
    again = trying.start(NOW + MINUTE)
    assert (first.resumed, again.resumed, again.id) == (False, True, first.id)


def test_an_attempt_keeps_what_it_asks_and_the_wordings(app: Flask, trying: Trying) -> None:
    trying.start()
    asked = {(slot.deck, slot.item, slot.fingerprint) for slot in trying.paper.slots}
    kept = {(row["deck"], row["item"], row["fingerprint"]) for row in rows(app, Wording)}
    assert len(asked) == 4 and asked <= kept


def test_the_deadline_is_set_at_the_start(app: Flask, trying: Trying) -> None:
    set_columns(app, User, extra_time=50)
    trying.user.extra_time = 50
    trying.start()
    assert trying.paper.timing.deadline == NOW + 15 * MINUTE
    assert (trying.paper.timing.extra_time, trying.paper.timing.minutes) == (50, 10)


def test_the_score_to_expect_is_stored(trying: Trying) -> None:
    trying.start()
    expected = trying.paper.expected
    assert expected is not None and 0 <= expected.low < expected.share < expected.high <= 1


def test_whoever_begins_is_marked_as_having_something_kept_from_them(app: Flask, trying: Trying) -> None:
    trying.start()
    assert [row["sealed"] for row in rows(app, User)] == [True]


def test_the_next_attempt_has_the_next_number(app: Flask, trying: Trying) -> None:
    for _ in range(3):
        trying.start()
        trying.submit()
    assert sorted(row["number"] for row in rows(app, Attempt)) == [1, 2, 3]


def test_no_more_attempts_than_allowed(app: Flask, alice: User) -> None:
    trying = Trying(app, alice, offer(app, alice, attempts=1))
    trying.start()
    assert trying.start().resumed
    trying.submit()
    assert reason(trying.start) == "no_more"


def test_a_voided_attempt_is_given_back(app: Flask, alice: User) -> None:
    trying = Trying(app, alice, offer(app, alice, attempts=1))
    trying.start()
    trying.submit()
    set_columns(app, Attempt, state="voided")
    trying.start()
    assert trying.paper.number == 2


def test_an_attempt_that_is_over_is_closed_before_the_next(app: Flask, trying: Trying) -> None:
    first = trying.start().id
    second = trying.start(NOW + timedelta(hours=1))
    found = {row["id"]: row for row in rows(app, Attempt)}
    assert not second.resumed
    assert (found[first]["state"], found[first]["close_reason"]) == ("graded", "deadline")
    assert found[first]["submitted_at"] == NOW + 10 * MINUTE


def test_within_the_grace_it_is_still_open(trying: Trying) -> None:
    trying.start()
    assert trying.start(NOW + 10 * MINUTE + 5 * SECOND).resumed


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ({"opens": NOW + MINUTE}, "not_yet"),
        ({"closes": NOW}, "closed"),
        ({"attempts": 0}, "no_more"),
        ({"draws": (Draw(40),)}, "too_few"),
    ],
)
def test_a_refusal_tells_why(app: Flask, alice: User, over: dict[str, Any], expected: str) -> None:
    trying = Trying(app, alice, offer(app, alice, **over))
    assert reason(trying.start) == expected
    assert rows(app, Attempt) == []


def test_a_withdrawn_quiz_takes_no_more_attempts_but_lets_one_end(app: Flask, trying: Trying) -> None:
    trying.start()
    set_columns(app, Quiz, withdrawn=True)
    assert trying.start().resumed
    trying.submit()
    assert reason(trying.start) == "withdrawn"


def test_unseen_items_come_first(app: Flask, alice: User) -> None:
    trying = Trying(app, alice, offer(app, alice, draws=(Draw(2, items=TYPED.draws[0].items),)))
    trying.start()
    first = {slot.item for slot in trying.paper.slots}
    trying.submit()
    trying.start()
    assert first.isdisjoint(slot.item for slot in trying.paper.slots)


def test_an_attempt_stays_as_it_was_when_its_items_change(app: Flask, trying: Trying) -> None:
    trying.start()
    before = trying.paper
    edit_item(app, "milestones", "treaty", prompt="Which treaty?")
    app.extensions["quizzes.items"].values.clear()  # as after a restart
    app.extensions["quizzes.asked"].values.clear()
    assert trying.paper == before
