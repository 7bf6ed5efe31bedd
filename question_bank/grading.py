"""Grading: what a learner wrote against what the item asks, as one pure function."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from question_bank.item import Answer, Item, Side

Outcome = Literal["right", "partly", "wrong", "unclear"]

# A string for text, dates and numbers (and for lists, split at commas, semicolons and lines);
# a sequence for all_of and order; a mapping of left to right for pairs.
Response = str | Sequence[str] | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The grade of one response. `unclear` is a question back (`why` asks it), never a grade."""

    outcome: Outcome
    score: float  # 0.0 to 1.0; 1.0 only if right
    why: str  # in a learner's words: "right year, the day is missing"; may be empty when simply right
    parts: tuple["Verdict", ...] = ()  # of all_of, order and pairs, in the order of the key


def grade(item: Item | Side, response: Response, names: frozenset[str] = frozenset()) -> Verdict:
    """Judge `response` against the item's forward side, or the side given.

    `names` are the known names of the bank: a typing slip is forgiven unless it writes one of them.
    """
    raise NotImplementedError


def shown(answer: Answer) -> str:
    """The answer as a learner reads it: "30 January 1950", "over $350 million"."""
    raise NotImplementedError
