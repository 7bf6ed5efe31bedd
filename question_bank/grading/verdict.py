"""The verdict on a response: its outcome, its score and why, in a learner's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

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


def right(why: str = "") -> Verdict:
    return Verdict("right", 1.0, why)


def partly(score: float, why: str) -> Verdict:
    return Verdict("partly", score, why)


def wrong(why: str = "") -> Verdict:
    return Verdict("wrong", 0.0, why)


def unclear(question: str) -> Verdict:
    return Verdict("unclear", 0.0, question)


NOTHING = wrong("nothing was written")
ONE_ANSWER = "one answer, please"
