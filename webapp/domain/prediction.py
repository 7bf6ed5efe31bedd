"""The score a learner's memory lets one expect, with an interval.

What is predicted is the mean share of right over the items asked (`Mark.share`): before points, penalties and
certainty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from statistics import fmean
from typing import Any

from question_bank.item import AllOf, Pairs, Side
from webapp.domain.scheduling import Memory, recall_chance
from webapp.domain.slots import Presentation, options_of

COVERS = 1.2816  # standard deviations to each side that hold 80 in 100 outcomes
UNMET = 0.15  # the share known of what was never practised


@dataclass(frozen=True, slots=True)
class Prediction:
    """Fractions: four attempts of five are expected between `low` and `high`."""

    share: float
    low: float
    high: float


def plain(prediction: Prediction) -> dict[str, float]:
    """The prediction as JSON holds it."""
    return asdict(prediction)


def prediction_of(content: Mapping[str, Any]) -> Prediction:
    """The prediction that `plain` wrote down."""
    return Prediction(**content)


def expect(chances: Sequence[float], count: int) -> Prediction:
    """What to expect of `count` items drawn from those of which each has its chance of being right."""
    if not chances or count < 1:
        return Prediction(0.0, 0.0, 1.0)
    there, asked = len(chances), min(count, len(chances))
    mean = fmean(chances)
    luck = fmean(chance * (1 - chance) for chance in chances) / asked
    drawing = (
        fmean((chance - mean) ** 2 for chance in chances) / asked * (there - asked) / (there - 1)
        if there > 1
        else 0.0
    )
    half = COVERS * sqrt(luck + drawing)
    return Prediction(mean, max(0.0, mean - half), min(1.0, mean + half))


def chance_of(memory: Memory | None, day: int, side: Side, presentations: Sequence[Presentation]) -> float:
    """The chance that an item is right, asked in study day `day` in one of the presentations: that it is
    remembered, or else met by luck."""
    if memory is None or memory.stability is None or memory.last_day is None:
        known = UNMET
    else:
        known = recall_chance(memory.stability, day - memory.last_day)
    luck = fmean(luck_of(side, presentation) for presentation in presentations) if presentations else 0.0
    return known + (1 - known) * luck


def luck_of(side: Side, presentation: Presentation) -> float:
    """The share that one who knows nothing gets on average."""
    count = len(options_of(side, presentation))
    if presentation == "choice" and count:
        return 1 / count
    if presentation == "choices" and isinstance(side.answer, AllOf) and count:
        asked = len(side.answer.all_of)
        return asked / min(count, 2 * asked + 1) / 2  # each stray tick takes a right one back
    if presentation == "order" and count:
        return 0.5  # half the pairs of things stand in order in an order of chance
    if presentation == "pairs" and isinstance(side.answer, Pairs) and count:
        return 1 / count
    return 0.0
