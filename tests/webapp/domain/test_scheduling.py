"""What each rating does to a card, in numbers that anyone can check."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from webapp.domain.scheduling import (
    LONGEST,
    NEW,
    Memory,
    Outcome,
    Rating,
    fuzz_range,
    fuzz_seed,
    interval_words,
    outcomes,
    suggested,
)

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
DAY = 20778
AGAIN, HARD, GOOD, EASY = Rating
MET = Memory("learning", 1, 2.3065, 2.118104, DAY, DAY, NOW, 1)
KNOWN = Memory("review", None, 10.0, 5.0, DAY - 10, DAY, None, 4, 1)


def plain(memory: Memory, day: int = DAY, retention: float = 0.9) -> dict[Rating, Outcome]:
    return outcomes(memory, NOW, day, retention, fuzz=False)


def row(memory: Memory, day: int = DAY) -> list[tuple[str, str, float]]:
    """Of each rating: what its button says, the stage it leads to and the stability."""
    return [
        (outcome.words, outcome.memory.stage, round(outcome.memory.stability or 0, 4))
        for outcome in plain(memory, day).values()
    ]


def test_a_new_card_takes_steps_or_is_known_at_once() -> None:
    assert row(NEW) == [
        ("1 min", "learning", 0.212),
        ("6 min", "learning", 1.2931),
        ("10 min", "learning", 2.3065),
        ("8 days", "review", 8.2956),
    ]


def test_after_the_last_step_a_card_is_for_another_day() -> None:
    assert row(MET) == [
        ("1 min", "learning", 0.7751),
        ("10 min", "learning", 2.3065),
        ("2 days", "review", 2.3065),
        ("4 days", "review", 3.9461),
    ]


def test_a_known_card_asked_when_due_rests_longer_or_is_learnt_again() -> None:
    """The stabilities are those that fsrs-rs gives for the same card."""
    assert row(KNOWN) == [
        ("10 min", "relearning", 1.392),
        ("23 days", "review", 23.2469),
        ("1.1 months", "review", 32.0267),
        ("1.7 months", "review", 51.2539),
    ]


@pytest.mark.parametrize("late", [0, 1, 10, 100])
def test_a_card_remembered_late_gains_more(late: int) -> None:
    stability = plain(KNOWN, DAY + late)[GOOD].memory.stability
    assert stability is not None and stability >= (plain(KNOWN)[GOOD].memory.stability or 0)


def test_learning_is_due_at_a_moment_and_review_on_a_day() -> None:
    after = plain(KNOWN)
    assert (after[AGAIN].memory.due_at, after[AGAIN].memory.due_day) == (NOW + timedelta(minutes=10), DAY)
    assert (after[GOOD].memory.due_at, after[GOOD].memory.due_day) == (None, DAY + 32)


def test_only_forgetting_a_known_card_counts_as_a_lapse() -> None:
    assert [outcome.memory.lapses for outcome in plain(KNOWN).values()] == [2, 1, 1, 1]
    assert [outcome.memory.lapses for outcome in plain(MET).values()] == [0, 0, 0, 0]


def test_days_are_study_days_whatever_the_hour() -> None:
    """Five minutes past the day start or five minutes before its end: it is the same ten days."""
    early, late = NOW.replace(hour=4, minute=5), NOW.replace(hour=3, minute=55) + timedelta(days=1)
    first, second = (outcomes(KNOWN, now, DAY, fuzz=False)[GOOD].memory for now in (early, late))
    assert first == second


def test_a_day_that_went_back_counts_as_the_same_day() -> None:
    """Someone who flew east to west over the date line is a day younger, not an error."""
    assert row(KNOWN, KNOWN.last_day or 0) == row(KNOWN, (KNOWN.last_day or 0) - 1)


def test_a_higher_retention_asks_sooner() -> None:
    waits = [plain(KNOWN, retention=retention)[GOOD].wait for retention in (0.8, 0.9, 0.97)]
    assert waits == sorted(waits, reverse=True) and len(set(waits)) == 3


def some_memory(chance: Random) -> Memory:
    stability, difficulty = 10 ** chance.uniform(-2, 4), chance.uniform(1, 10)
    last = DAY - int(chance.choice((0, 1, stability, 3 * stability)))
    stage, step = chance.choice((("review", None), ("learning", 0), ("learning", 1), ("relearning", 0)))
    return Memory(stage, step, stability, difficulty, last, DAY, None, 5)  # type: ignore[arg-type]


def test_a_better_rating_never_gives_a_shorter_wait() -> None:
    chance = Random(1)
    for seed in range(2000):
        waits = [outcome.wait for outcome in outcomes(some_memory(chance), NOW, DAY, seed=seed).values()]
        assert waits == sorted(waits)


def test_no_wait_is_longer_than_the_longest() -> None:
    ancient = Memory("review", None, 36000.0, 1.0, DAY - 36000, DAY, None, 50)
    for seed in range(50):
        outcome = outcomes(ancient, NOW, DAY, seed=seed)[EASY]
        assert outcome.wait.days <= LONGEST and (outcome.memory.stability or 0) <= LONGEST


def test_fuzz_is_the_same_for_the_same_card_at_the_same_rev() -> None:
    seeds = [fuzz_seed(1, "deck", "item", "forward", rev) for rev in (4, 4, 5)]
    first, again, _ = (outcomes(KNOWN, NOW, DAY, seed=seed) for seed in seeds)
    assert first == again


def test_fuzz_uses_the_whole_range_and_no_more() -> None:
    days = {outcomes(KNOWN, NOW, DAY, seed=seed)[GOOD].wait.days for seed in range(500)}
    assert days == set(range(fuzz_range(32)[0], fuzz_range(32)[1] + 1))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, (1, 1)),
        (2, (2, 2)),
        (3, (2, 4)),
        (7, (5, 9)),
        (20, (17, 23)),
        (100, (93, 107)),
        (36500, (34673, 36500)),
    ],
)
def test_the_range_of_fuzz_is_the_published_one(days: int, expected: tuple[int, int]) -> None:
    assert fuzz_range(days) == expected


def test_the_range_of_fuzz_grows_with_the_interval() -> None:
    ranges = [fuzz_range(days) for days in range(1, 2000)]
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(ranges))


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(seconds=20), "1 min"),
        (timedelta(minutes=10), "10 min"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=30), "30 days"),
        (timedelta(days=31), "1 month"),
        (timedelta(days=37), "1.2 months"),
        (timedelta(days=366), "1 year"),
        (timedelta(days=550), "1.5 years"),
        (timedelta(days=36500), "99.9 years"),
    ],
)
def test_intervals_in_words(wait: timedelta, words: str) -> None:
    assert interval_words(wait) == words


@pytest.mark.parametrize(
    ("outcome", "score", "expected"),
    [
        ("right", 1.0, GOOD),
        ("partly", 0.5, HARD),
        ("partly", 0.4, AGAIN),
        ("wrong", 0.0, AGAIN),
        ("unclear", 0.0, None),
    ],
)
def test_the_grade_of_what_was_typed_suggests_a_rating(
    outcome: str, score: float, expected: Rating | None
) -> None:
    assert suggested(outcome, score) is expected
