"""Sums, retention, forecast and strength, in numbers that can be checked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.statistics import DaySum, Strength, forecast, last_days, weeks, wilson


def test_days_without_work_are_empty_sums() -> None:
    days = last_days([DaySum(9, answers=4)], today=10, count=3)
    assert [(day.day, day.answers) for day in days] == [(8, 0), (9, 4), (10, 0)]


def test_weeks_are_counted_back_from_today() -> None:
    days = [DaySum(day, answers=1, reviews=2, recalled=1) for day in range(20)]
    found = weeks(days)
    assert [week.last_day for week in found] == [12, 19]
    assert [week.answers for week in found] == [7, 7]
    assert found[0].retention == 0.5


def test_a_week_without_reviews_has_no_retention() -> None:
    (week,) = weeks([DaySum(day, answers=3) for day in range(7)])
    assert week.retention is None
    assert week.interval is None


@pytest.mark.parametrize(("successes", "trials", "low", "high"), [(8, 10, 0.490, 0.943), (0, 10, 0.0, 0.278)])
def test_the_interval_is_wilsons(successes: int, trials: int, low: float, high: float) -> None:
    assert wilson(successes, trials) == pytest.approx((low, high), abs=0.001)


def test_what_is_overdue_counts_as_due_today() -> None:
    assert forecast({7: 2, 10: 1, 11: 5, 99: 4}, today=10, count=2) == [(10, 3), (11, 5), (12, 0)]


def test_strength_is_the_share_of_all_cards_that_would_be_recalled() -> None:
    assert Strength(cards=6, met=2, recalled=1.5).share == 0.25


def test_a_group_without_cards_has_no_strength() -> None:
    assert Strength(cards=0, met=0, recalled=0.0).share == 0.0


@given(st.dictionaries(st.integers(0, 60), st.integers(0, 50)))
def test_the_forecast_counts_each_card_once(due: dict[int, int]) -> None:
    inside = sum(number for day, number in due.items() if day <= 40)
    assert sum(number for _, number in forecast(due, today=10, count=30)) == inside
