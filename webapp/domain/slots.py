"""A slot: one item as an attempt asks it. How it may be asked, in which order its options stand, and how what
a page sends reads as a response."""

from dataclasses import dataclass
from typing import Literal

from question_bank.item import Direction

Presentation = Literal["choice", "choices", "text", "list", "date", "number", "cloze", "order", "pairs"]
Certainty = Literal["sure", "unsure", "guess"]


@dataclass(frozen=True, slots=True)
class Slot:
    """What an attempt keeps of an item it asks; never changed after the start."""

    deck: str
    item: str
    direction: Direction
    fingerprint: str
    presentation: Presentation
    points: int  # milli-points
    order: tuple[int, ...] = ()  # of what is shown: each the index of an option in `options_of`


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as its page sent it: a string for each input, and how certain the learner is."""

    given: tuple[str, ...] = ()
    certainty: Certainty | None = None
    final: bool = False  # checked, so not to be changed any more
