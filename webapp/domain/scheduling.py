"""What a rating does to a card's memory: FSRS counted in study days. The one place that imports `fsrs`.

All four outcomes are worked out first and shown; the one chosen is stored. Time and chance are arguments.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from random import Random
from typing import Literal
from zlib import crc32

import fsrs

Stage = Literal["new", "learning", "review", "relearning"]

LEARNING_STEPS = (timedelta(minutes=1), timedelta(minutes=10))
RELEARNING_STEPS = (timedelta(minutes=10),)
LONGEST = 36500  # days
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DECAY = -fsrs.scheduler.DEFAULT_PARAMETERS[20]  # of the forgetting curve
FACTOR = 0.9 ** (1 / DECAY) - 1
FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))  # from, to, share: as FSRS publishes
STAGES: dict[fsrs.State, Stage] = {
    fsrs.State.Learning: "learning",
    fsrs.State.Review: "review",
    fsrs.State.Relearning: "relearning",
}
STATES: dict[Stage, fsrs.State] = {"new": fsrs.State.Learning, **{s: state for state, s in STAGES.items()}}


class Rating(IntEnum):
    """How well a card was remembered, in the learner's own judgement."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of one card: its stage, and FSRS's two numbers once it has been met."""

    stage: Stage = "new"
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    last_day: int | None = None
    due_day: int | None = None
    due_at: datetime | None = None
    reps: int = 0
    lapses: int = 0


NEW = Memory()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The memory a rating leads to, and how long it lets the card rest."""

    memory: Memory
    wait: timedelta

    @property
    def words(self) -> str:
        return interval_words(self.wait)


def outcomes(
    memory: Memory,
    now: datetime,
    day: int,
    retention: float = 0.9,
    seed: int = 0,
    weights: Sequence[float] = fsrs.scheduler.DEFAULT_PARAMETERS,
    fuzz: bool = True,
) -> dict[Rating, Outcome]:
    """What each rating would do to `memory` if given `now`, in study day `day`."""
    return {rating: outcome(memory, rating, now, day, retention, seed, weights, fuzz) for rating in Rating}


def outcome(
    memory: Memory,
    rating: Rating,
    now: datetime,
    day: int,
    retention: float = 0.9,
    seed: int = 0,
    weights: Sequence[float] = fsrs.scheduler.DEFAULT_PARAMETERS,
    fuzz: bool = True,
) -> Outcome:
    """One of the four: the same seed is the same luck for each, so it may be worked out by itself."""
    scheduler = _scheduler(retention, tuple(weights))
    # FSRS counts floors of 24 hours; moments that stand for whole study days make it count those.
    today = EPOCH + timedelta(days=day if memory.last_day is None else max(day, memory.last_day))
    after, _ = scheduler.review_card(_card_of(memory, today), fsrs.Rating(rating), today)
    wait = after.due - today
    in_steps = after.state is not fsrs.State.Review
    if not in_steps:
        wait = timedelta(days=_fuzzed(wait.days, Random(seed).random() if fuzz else None))
    return Outcome(
        Memory(
            stage=STAGES[after.state],
            step=after.step,
            stability=min(after.stability or 0.0, LONGEST),  # the package leaves this bound to its callers
            difficulty=after.difficulty,
            last_day=day,
            due_day=day if in_steps else day + wait.days,
            due_at=now + wait if in_steps else None,
            reps=memory.reps + 1,
            lapses=memory.lapses + (rating is Rating.AGAIN and memory.stage == "review"),
        ),
        wait,
    )


def _card_of(memory: Memory, today: datetime) -> fsrs.Card:
    return fsrs.Card(
        card_id=0,
        state=STATES[memory.stage],
        step=0 if memory.stage == "new" else memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=today,
        last_review=None if memory.last_day is None else EPOCH + timedelta(days=memory.last_day),
    )


def fuzz_seed(user: int, deck: str, item: str, direction: str, rev: int) -> int:
    """The chance of one answer: the same whenever the same card is shown at the same rev."""
    return crc32(f"{user}/{deck}/{item}/{direction}".encode()) << 24 | rev


def suggested(outcome: str, score: float) -> Rating | None:
    """The rating that fits the grade of what was typed; none where the grade is a question back."""
    if outcome == "unclear":
        return None
    if outcome == "right":
        return Rating.GOOD
    return Rating.HARD if outcome == "partly" and score >= 0.5 else Rating.AGAIN


def recall_chance(stability: float, elapsed_days: int) -> float:
    """The chance of recall after `elapsed_days` study days (FSRS-6's forgetting curve, default weights)."""
    return recall_chances((FACTOR * max(elapsed_days, 0) / stability,))[0]


def recall_chances(forgotten: Iterable[float]) -> list[float]:
    """The same for many cards at once, of each FACTOR times the days by the stability."""
    return [(1 + how_far) ** DECAY for how_far in forgotten]


def fuzz_range(days: int) -> tuple[int, int]:
    """The shortest and the longest interval that `days` may become."""
    if days < 2.5:
        return days, days
    delta = 1.0 + sum(share * max(min(days, end) - start, 0.0) for start, end, share in FUZZ)
    longest = min(round(days + delta), LONGEST)
    return min(max(2, round(days - delta)), longest), longest


def interval_words(wait: timedelta) -> str:
    """The wait as a button says it: "10 min", "6 days", "1.2 months"."""
    if wait < timedelta(days=1):
        return f"{max(1, round(wait.total_seconds() / 60))} min"
    for size, unit in ((365.25, "year"), (30.4375, "month")):
        if wait.days >= size:
            return _counted(f"{wait.days / size:.1f}".removesuffix(".0"), unit)
    return _counted(str(wait.days), "day")


def _counted(number: str, unit: str) -> str:
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"


@lru_cache(maxsize=256)
def _scheduler(retention: float, weights: tuple[float, ...]) -> fsrs.Scheduler:
    return fsrs.Scheduler(weights, retention, LEARNING_STEPS, RELEARNING_STEPS, LONGEST, enable_fuzzing=False)


def _fuzzed(days: int, luck: float | None) -> int:
    """One luck for all four ratings, so that a better rating never gives a shorter interval."""
    if luck is None:
        return days
    shortest, longest = fuzz_range(days)
    return shortest + int(luck * (longest - shortest + 1))
