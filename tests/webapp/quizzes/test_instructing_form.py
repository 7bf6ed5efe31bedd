"""A quiz and the form that defines it are each other's image."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.item import KINDS
from question_bank.quizzes.quiz import COUNTS, SHOWN, WAYS, Draw, Quiz, Review
from webapp.quizzes.written import data_of, is_skipped, moment, points_of, quiz_from

ZONES = [ZoneInfo(name) for name in ("UTC", "Asia/Ho_Chi_Minh", "Europe/Berlin", "Australia/Lord_Howe")]
BERLIN = ZoneInfo("Europe/Berlin")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20).map(str.strip)
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
ITEMS = st.builds("{}/{}".format, NAMES, NAMES)


def some(of: Any) -> Any:
    return st.lists(of, unique=True, max_size=3).map(tuple)


def in_order(*of: str) -> Any:
    return st.sets(st.sampled_from(of)).map(lambda chosen: tuple(one for one in of if one in chosen))


def optional(low: int, high: int) -> Any:
    return st.none() | st.integers(low, high)


MOMENTS = st.none() | st.integers(950_000_000_000, 4_000_000_000_000).map(
    lambda millisecond: datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=millisecond)
)
DRAWS = st.builds(
    Draw,
    st.integers(1, 200),
    some(NAMES),
    some(NAMES),
    in_order(*KINDS),
    some(WORDS.filter(bool)),
    some(ITEMS),
)
QUIZZES = st.builds(
    Quiz,
    title=WORDS,
    draws=st.lists(DRAWS, min_size=1, max_size=4).map(tuple),
    description=WORDS,
    minutes=optional(1, 1440),
    opens=MOMENTS,
    closes=MOMENTS,
    attempts=optional(1, 1000),
    counts=st.sampled_from(COUNTS),
    **dict.fromkeys(
        ("unseen_first", "stratified", "shuffled", "sequential", "reverse", "certainty", "date_credit"),
        st.booleans(),
    ),
    ways=in_order(*WAYS),
    pass_mark=optional(0, 100),
    points=st.dictionaries(ITEMS, st.integers(0, 1_000_000), max_size=4),
    penalty=st.integers(0, 100),
    open_book=st.booleans(),
    review=st.builds(Review, *[in_order(*SHOWN)] * 4),
)


def representable(quiz: Quiz, zone: ZoneInfo) -> Quiz:
    """In an hour that a clock shows twice, a form opens with the first and closes with the second."""
    opens = quiz.opens and moment(quiz.opens.astimezone(zone).replace(tzinfo=None, fold=0), zone)
    closes = quiz.closes and moment(
        quiz.closes.astimezone(zone).replace(tzinfo=None, fold=0), zone, again=True
    )
    return replace(quiz, opens=opens, closes=closes)


@given(QUIZZES, st.sampled_from(ZONES))
def test_what_the_form_shows_defines_the_same_quiz(quiz: Quiz, zone: ZoneInfo) -> None:
    quiz = representable(quiz, zone)
    assert quiz_from(data_of(quiz, zone), zone) == quiz


@given(QUIZZES, st.sampled_from(ZONES))
def test_what_a_quiz_shows_stays_as_it_was_written(quiz: Quiz, zone: ZoneInfo) -> None:
    data = data_of(quiz, zone)
    assert data_of(quiz_from(data, zone), zone) == data


def test_an_hour_shown_twice_opens_with_the_first_and_closes_with_the_second() -> None:
    wall = datetime(2026, 10, 25, 2, 30)
    assert moment(wall, BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment(wall, BERLIN, again=True) - moment(wall, BERLIN) == timedelta(hours=1)


def test_a_time_that_the_clocks_skip_is_none() -> None:
    assert is_skipped(datetime(2026, 3, 29, 2, 30), BERLIN)
    assert not is_skipped(datetime(2026, 3, 29, 3, 0), BERLIN)
    assert not is_skipped(datetime(2026, 10, 25, 2, 30), BERLIN)


def test_points_are_written_as_people_write_them() -> None:
    assert points_of("a/b: 2\n\n c/d : 0.125\n") == {"a/b": 2000, "c/d": 125}


@pytest.mark.parametrize(
    "text",
    [
        "a/b",
        ": 2",
        "a/b: two",
        "a/b: -1",
        "a/b: 1001",
        "a/b: 0.0001",
        "a/b: nan",
        "a/b: 1e99",
        "a/b: 1\na/b: 2",
    ],
)
def test_other_points_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        points_of(text)
