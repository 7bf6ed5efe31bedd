"""One question of an attempt as its page shows it. Only what may be seen now is in it: no key, no
explanation, no order by key; of a checked answer what the quiz shows at once."""

import json
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID, uuid4

from question_bank.item import AllOf, Date, Number, Pairs, Side
from question_bank.quizzes.quiz import Shown
from webapp.attempts.papers import Paper
from webapp.domain import marking
from webapp.domain.cloze import cloze_of
from webapp.domain.marking import CERTAINTY, Mark
from webapp.domain.slots import CERTAINTIES, Given, Presentation, Slot, displayed
from webapp.domain.understood import understood
from webapp.memory.sealed import Sealed
from webapp.quizzes.result import in_parts
from webapp.quizzes.words import points

HINTS: dict[Presentation, str] = {
    "choice": "choose one",
    "choices": "choose all that belong",
    "text": "a name or a few words",
    "list": "in any order",
    "number": "a figure",
    "cloze": "the words that are missing",
    "order": "first to last",
    "pairs": "choose what belongs to each",
}
DATE_HINTS = {
    "year": "a year",
    "month": "month and year",
    "day": "day, month and year",
    "month-day": "day and month",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A question in the palette."""

    number: int
    answered: bool
    flagged: bool
    current: bool

    @property
    def words(self) -> str:
        state = "answered" if self.answered else "not answered"
        return f"{state}, flagged" if self.flagged else state


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a checked answer shows at once; None or False is kept for later."""

    mark: Mark | None = None
    score: str = ""
    answer: tuple[str, ...] = ()
    footnotes: bool = False
    kept_back: bool = False  # by another quiz under way, or one that has not released its answers


@dataclass(frozen=True, slots=True)
class Sureness:
    """A way to say how certain one is, and what it brings."""

    value: str
    right: str
    wrong: str


@dataclass(frozen=True)
class Sheet:
    """The question with this index of the attempt; `given` and `base` may be those that were not taken."""

    paper: Paper
    index: int
    given: Given
    base: int
    key: UUID

    @property
    def number(self) -> int:
        return self.index + 1

    @property
    def total(self) -> int:
        return len(self.paper.slots)

    @property
    def slot(self) -> Slot:
        return self.paper.slots[self.index]

    @cached_property
    def side(self) -> Side:
        return self.paper.side(self.index)

    @property
    def presentation(self) -> Presentation:
        return self.slot.presentation

    @cached_property
    def options(self) -> tuple[str, ...]:
        """As displayed: an option is sent as its number here."""
        return displayed(self.slot, self.side)

    @property
    def labels(self) -> tuple[str, ...]:
        """What each input is for, where there are several."""
        answer = self.side.answer
        if isinstance(answer, Pairs):
            return tuple(left.text for left, _ in answer.pairs)
        if isinstance(answer, AllOf) and self.presentation == "list":
            return tuple(f"{place} of {len(answer.all_of)}" for place in range(1, len(answer.all_of) + 1))
        return self.options

    @property
    def hint(self) -> str:
        answer = self.side.answer
        if isinstance(answer, Date) and self.presentation == "date":
            return "from … to …" if answer.date.end else DATE_HINTS[answer.date.start.precision]
        if isinstance(answer, Number) and self.presentation == "number" and answer.unit:
            return "a figure with its unit"
        if isinstance(answer, AllOf) and self.presentation == "choices":
            return f"choose {len(answer.all_of)}"
        return HINTS.get(self.presentation, "")

    def value(self, place: int) -> str:
        """What the input at this place holds."""
        return self.given.given[place] if place < len(self.given.given) else ""

    @property
    def gap(self) -> tuple[str, str]:
        """The quote before and after its gap."""
        return cloze_of(self.side) or ("", "")

    @property
    def understood(self) -> str:
        return understood_of(self.slot, self.side, self.given)

    @property
    def was(self) -> str:
        """The stored answer, for the form to say whether anything in it is new. Of a final one nothing is
        sent: its inputs are disabled."""
        stored = (None if self.final else self.paper.given[self.index]) or Given()
        return json.dumps({"given": stored.given, "certainty": stored.certainty})

    @property
    def flagged(self) -> bool:
        return self.index in self.paper.flags

    @property
    def final(self) -> bool:
        given = self.paper.given[self.index]
        return given is not None and given.final

    @property
    def may_check(self) -> bool:
        return bool(self.paper.quiz.review.during) and not self.final

    @property
    def sequential(self) -> bool:
        return self.paper.quiz.sequential

    @property
    def sureness(self) -> tuple[Sureness, ...]:
        """The certainties to choose from, where the quiz asks for one."""
        if not self.paper.quiz.certainty:
            return ()
        gains = ((one, *CERTAINTY[one]) for one in CERTAINTIES)
        each = self.slot.points
        return tuple(Sureness(one, points(right * each), signed(wrong * each)) for one, right, wrong in gains)

    @property
    def palette(self) -> list[Place]:
        return palette(self.paper, self.index)

    def feedback(self, names: frozenset[str], kept: Sealed) -> Feedback | None:
        """What may be shown of a checked answer; None before it is checked."""
        if not self.final:
            return None
        if (self.slot.deck, self.slot.item) in kept.items:
            return Feedback(kept_back=True)
        during: frozenset[Shown] = frozenset(self.paper.quiz.review.during)
        stored = self.paper.given[self.index]
        mark = marking.mark(self.slot, self.side, self.side, stored, self.paper.quiz, names)
        return Feedback(
            mark if "correctness" in during else None,
            f"{signed(mark.score)} of {points(mark.out_of)}" if "scores" in during else "",
            in_parts(self.side.answer) if "answers" in during else (),
            "footnotes" in during,
        )

    @property
    def explained(self) -> bool:
        """Whether the words of a verdict, which may give the answer away, may be shown."""
        return "answers" in self.paper.quiz.review.during


def signed(milli: int) -> str:
    """Points that may be below zero, with a minus sign."""
    return points(milli).replace("-", "−")


def sheet(paper: Paper, index: int, given: Given | None = None) -> Sheet:
    """The question with the stored answer in it, or with one that was just given and not taken."""
    stored = paper.given[index] or Given()
    return Sheet(paper, index, stored if given is None else given, paper.seqs[index], uuid4())


def palette(paper: Paper, current: int | None = None) -> list[Place]:
    return [
        Place(index + 1, index in paper.answered, index in paper.flags, index == current)
        for index in range(len(paper.slots))
    ]


def understood_of(slot: Slot, side: Side, given: Given) -> str:
    """How a typed date or number is read: "30 January 1950, to the day"; never whether it is right."""
    return understood(side, slot.presentation, given.given[0]) if given.given else ""
