"""The rules of an attempt: its time, its lateness, what is shown when, and which score counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.quizzes.quiz import COUNTS, SHOWN, Quiz, Review, Shown
from tests.webapp.domain.quizzing import QUIZ
from webapp.domain.attempts import (
    GRACE,
    JUST_AFTER,
    MINUTE,
    SWEEP_AFTER,
    Release,
    ever_released,
    is_late,
    is_overdue,
    is_sealed,
    limit,
    may_begin,
    moment,
    release,
    released,
    result,
    timing,
)

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)

moments = st.integers(-100_000, 100_000).map(lambda seconds: START + seconds * SECOND)
minutes = st.none() | st.integers(1, 1440)
closes = st.none() | st.integers(1, 5_000).map(lambda after: START + after * MINUTE)
extra = st.integers(0, 300)
extended = st.integers(0, 600)


def quiz_of(length: int | None, close: datetime | None) -> Quiz:
    return replace(QUIZ, minutes=length, closes=close)


def test_the_arithmetic_shown_to_the_learner() -> None:
    got = timing(replace(QUIZ, minutes=20), START, extra_time=50)
    assert (got.allowed, got.deadline) == (30 * MINUTE, START + 30 * MINUTE)


def test_the_close_ends_an_attempt_that_began_late() -> None:
    close = START + 10 * MINUTE
    assert timing(quiz_of(20, close), START).deadline == close
    assert timing(quiz_of(20, close), START, extra_time=50).deadline == close + 10 * MINUTE
    assert timing(quiz_of(20, close), START, extra_time=50, extended=5).deadline == close + 15 * MINUTE


def test_without_limit_and_close_there_is_no_deadline() -> None:
    got = timing(quiz_of(None, None), START, 50, 10)
    assert got.deadline is None and got.allowed is None
    assert not is_late(START + timedelta(days=9_999), None) and not is_overdue(START, None)


@given(minutes, closes, extra, extended)
def test_no_deadline_is_later_than_limit_or_close_with_what_was_added(
    length: int | None, close: datetime | None, more: int, added: int
) -> None:
    deadline = timing(quiz_of(length, close), START, more, added).deadline
    longer = timedelta(0) if length is None else limit(length, more) - length * MINUTE
    ends = [] if close is None else [close + longer + added * MINUTE]
    if length is not None:
        ends.append(START + limit(length, more) + added * MINUTE)
    assert deadline == min(ends, default=None)


@given(minutes, closes, extra, extended, st.integers(1, 600))
def test_an_extension_moves_the_deadline_by_its_minutes(
    length: int | None, close: datetime | None, more: int, added: int, by: int
) -> None:
    quiz = quiz_of(length, close)
    before, after = (timing(quiz, START, more, minutes).deadline for minutes in (added, added + by))
    assert (before is None) == (after is None)
    assert before is None or after is None or after - before == by * MINUTE


@given(minutes, closes, extra, st.integers(1, 300))
def test_extra_time_never_shortens_an_attempt(
    length: int | None, close: datetime | None, more: int, by: int
) -> None:
    quiz = quiz_of(length, close)
    before, after = (timing(quiz, START, percent).deadline for percent in (more, more + by))
    assert before is None or after is None or after >= before


@given(moments, moments, st.none() | moments)
def test_what_is_late_stays_late_and_overdue_is_later_still(
    one: datetime, other: datetime, deadline: datetime | None
) -> None:
    early, late = sorted((one, other))
    assert is_late(late, deadline) or not is_late(early, deadline)
    assert is_overdue(late, deadline) or not is_overdue(early, deadline)
    assert is_late(one, deadline) or not is_overdue(one, deadline)


def test_grace_is_five_seconds_and_the_sweeper_waits_longer() -> None:
    millisecond = timedelta(milliseconds=1)
    assert not is_late(START + GRACE, START) and is_late(START + GRACE + millisecond, START)
    latest = START + GRACE + SWEEP_AFTER
    assert not is_overdue(latest, START) and is_overdue(latest + millisecond, START)


@pytest.mark.parametrize(
    "after, taken, expected",
    [
        (-1, 0, "not_yet"),
        (0, 0, "yes"),
        (59, 1, "yes"),
        (59, 2, "no_more"),
        (60, 0, "closed"),
        (61, 9, "closed"),
    ],
)
def test_when_an_attempt_may_begin(after: int, taken: int, expected: str) -> None:
    quiz = replace(QUIZ, opens=START, closes=START + 60 * MINUTE, attempts=2)
    assert may_begin(quiz, START + after * MINUTE, taken) == expected


@given(st.integers(0, 1_000))
def test_without_a_number_of_attempts_one_may_always_begin(taken: int) -> None:
    assert may_begin(QUIZ, START, taken) == "yes"


@pytest.mark.parametrize(
    "after, expected", [(0, "just_after"), (2, "just_after"), (3, "later"), (9, "later"), (10, "after_close")]
)
def test_the_moments_of_review_follow_one_another(after: int, expected: str) -> None:
    assert moment(closing(START + 10 * MINUTE), START, START + after * MINUTE) == expected


def closing(close: datetime | None) -> Release:
    return release(replace(QUIZ, closes=close), close)


def test_just_after_goes_before_the_close_and_an_open_quiz_never_gets_past_later() -> None:
    assert moment(closing(START), START, START + JUST_AFTER) == "just_after"
    assert moment(closing(None), START, START + timedelta(days=9_999)) == "later"


@pytest.mark.parametrize("own, now, closes", [(5, 9, 9), (9, 5, 9), (5, None, None), (None, 5, None)])
def test_release_goes_by_the_later_of_two_closes(
    own: int | None, now: int | None, closes: int | None
) -> None:
    """Of the attempt's own quiz and of the quiz as it stands now; the latest of all is none."""
    first, second, later = (None if at is None else START + at * MINUTE for at in (own, now, closes))
    assert release(replace(QUIZ, closes=first), second) == Release(QUIZ.review, later)


@given(*[st.sets(st.sampled_from(SHOWN)).map(tuple)] * 3, moments)
def test_only_what_the_moment_shows_is_released(
    first: tuple[Shown, ...], later: tuple[Shown, ...], last: tuple[Shown, ...], at: datetime
) -> None:
    quiz = replace(QUIZ, closes=START + 60 * MINUTE, review=Review((), first, later, last))
    by = release(quiz, quiz.closes)
    shown = released(by, START, at)
    assert shown == frozenset(getattr(quiz.review, moment(by, START, at)))
    assert shown <= ever_released(quiz)
    assert is_sealed(by, START, at) == ("answers" not in shown)


def test_an_attempt_that_runs_is_sealed() -> None:
    assert is_sealed(closing(None), None, START)


def test_the_score_that_counts() -> None:
    assert [result([700, 900, 801], counts) for counts in COUNTS] == [900, 801, 700, 800]
    assert all(result([], counts) is None for counts in COUNTS)


@given(st.lists(st.integers(0, 100_000), min_size=1), st.sampled_from(COUNTS))
def test_the_score_that_counts_lies_between_the_lowest_and_the_highest(
    scores: list[int], counts: str
) -> None:
    got = result(scores, counts)  # type: ignore[arg-type]
    assert got is not None and min(scores) <= got <= max(scores)
