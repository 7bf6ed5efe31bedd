"""What a learner's days and cards add up to: sums, retention, forecast and strength, as pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class DaySum:
    """One study day (days since 1970-01-01) in sums; `recalled` of `reviews` is true retention."""

    day: int
    answers: int = 0
    new_cards: int = 0
    reviews: int = 0
    recalled: int = 0
    took_ms: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """Seven study days ending with `last_day`."""

    last_day: int
    answers: int
    reviews: int
    recalled: int

    @property
    def retention(self) -> float | None:
        """The share of due reviews that were recalled, or None where there were none."""
        return self.recalled / self.reviews if self.reviews else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the true share lies with 95 % confidence (Wilson's score interval, 1927)."""
        return wilson(self.recalled, self.reviews) if self.reviews else None


@dataclass(frozen=True, slots=True)
class Strength:
    """What is known of a group of cards: how many there are, were met, and would be recalled now."""

    cards: int
    met: int
    recalled: float  # expected number, of those met

    @property
    def share(self) -> float:
        """Of all the group's cards, the share that would be recalled now."""
        return self.recalled / self.cards if self.cards else 0.0


def wilson(successes: int, trials: int, z: float = 1.96) -> tuple[float, float]:
    """The score interval for a share of `trials` (at least 1)."""
    share = successes / trials
    spread = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    centre, scale = share + z * z / (2 * trials), 1 + z * z / trials
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def last_days(sums: Iterable[DaySum], today: int, count: int) -> list[DaySum]:
    """The `count` days up to `today`, oldest first, with an empty sum where nothing was done."""
    known = {each.day: each for each in sums}
    return [known.get(day, DaySum(day)) for day in range(today - count + 1, today + 1)]


def weeks(days: Sequence[DaySum]) -> list[Week]:
    """Consecutive days in sevens, counted back from the last one; an incomplete first week is left out."""
    found = []
    for end in range(len(days), 6, -7):
        week = days[end - 7 : end]
        found.append(
            Week(
                week[-1].day,
                sum(day.answers for day in week),
                sum(day.reviews for day in week),
                sum(day.recalled for day in week),
            )
        )
    return found[::-1]


def forecast(due: Mapping[int, int], today: int, count: int = 30) -> list[tuple[int, int]]:
    """(day, cards due) for today, which takes what is overdue, and the `count` days after it."""
    overdue = sum(number for day, number in due.items() if day <= today)
    return [(today, overdue), *((day, due.get(day, 0)) for day in range(today + 1, today + count + 1))]
