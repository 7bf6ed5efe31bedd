"""Do we schedule as fsrs-rs (and so Anki) does? 10,000 simulated cards, answered at random times of day.

Goal 11 of the benchmarks: stability within 1e-4, the same interval before fuzz on 99.9 % of the cards.
`python -m tests.benchmarks.agreement [cards]`
"""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from webapp.domain.scheduling import NEW, Memory, Rating, outcomes
from webapp.domain.study_day import study_day

ZONE, DAY_START, RETENTION = "Asia/Ho_Chi_Minh", 4, 0.9
FIRST = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the two went apart over all answers."""

    cards: int
    answers: int
    worst_stability: float  # relative
    worst_difficulty: float
    same_interval: float  # share of the cards whose last interval agreed
    always_same: float  # share of the cards whose every interval agreed
    widest_tie: float  # how far from a half the interval was, in days, where it was rounded the other way


def measure(cards: int = 10_000, answers: int = 10, seed: int = 11) -> Agreement:
    """Answer each card at random times of day with both and compare after every answer."""
    import fsrs_rs_python as rust

    other = rust.FSRS(list(rust.DEFAULT_PARAMETERS))
    chance = Random(seed)
    worst_stability = worst_difficulty = 0.0
    same_last = always_same = 0
    widest_tie = 0.0
    for _ in range(cards):
        memory, state, same, always = NEW, None, True, True
        moment = FIRST + chance.random() * timedelta(days=300)
        for _ in range(answers):
            day = study_day(moment, ZONE, DAY_START)
            rating = chance.choices(list(Rating), (12, 15, 60, 13))[0]
            elapsed = 0 if memory.last_day is None else day - memory.last_day
            states = other.next_states(state, RETENTION, elapsed)
            theirs = (states.again, states.hard, states.good, states.easy)[rating - 1]
            memory = outcomes(memory, moment, day, RETENTION, fuzz=False)[rating].memory
            state = theirs.memory
            assert memory.stability is not None and memory.difficulty is not None
            worst_stability = max(worst_stability, abs(memory.stability / state.stability - 1))
            worst_difficulty = max(worst_difficulty, abs(memory.difficulty / state.difficulty - 1))
            if memory.stage == "review":
                same = interval(memory, day) == max(1, min(36500, round(theirs.interval)))
                always &= same
                if not same:
                    widest_tie = max(widest_tie, abs(theirs.interval % 1 - 0.5))
            moment = next_time(memory, moment, chance)
        same_last += same
        always_same += always
    shares = same_last / cards, always_same / cards
    return Agreement(cards, cards * answers, worst_stability, worst_difficulty, *shares, widest_tie)


def interval(memory: Memory, day: int) -> int:
    assert memory.due_day is not None
    return memory.due_day - day


def next_time(memory: Memory, moment: datetime, chance: Random) -> datetime:
    """A learner comes back at any hour: within the day for a step, else some time on a day about when due."""
    if memory.due_at is not None:
        return memory.due_at + chance.random() * timedelta(hours=chance.choice((0.2, 0.2, 30)))
    wait = interval(memory, study_day(moment, ZONE, DAY_START))
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    days = max(0, round(wait * chance.uniform(0.6, 1.5)))
    later = midnight + timedelta(days=days, hours=chance.uniform(0, 24))
    return max(later, moment + timedelta(minutes=1))


def main() -> None:
    found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    print(f"{found.cards} cards, {found.answers} answers at random times of day")
    print(f"stability   {found.worst_stability:.1e} relative at worst (goal: 1e-4)")
    print(f"difficulty  {found.worst_difficulty:.1e} relative at worst")
    print(f"intervals   the last one the same on {found.same_interval:.2%} of the cards (goal: 99.9 %)")
    print(f"            all ten the same on {found.always_same:.2%}; the rest are rounding ties,")
    print(f"            no further than {found.widest_tie:.0e} days from a half")
    sys.exit(0 if found.worst_stability <= 1e-4 and found.same_interval >= 0.999 else 1)


if __name__ == "__main__":
    main()
