"""What a quiz is: what it draws from the bank, its time, its attempts, how it scores and what it shows when.

One model for the forms, the database and YAML. Times are aware moments; points are whole milli-points.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import ConfigDict, TypeAdapter

from question_bank.item import Kind

if TYPE_CHECKING:
    from question_bank.bank import Bank

Counts = Literal["best", "last", "first", "mean"]
Shown = Literal["correctness", "scores", "answers", "footnotes"]
Way = Literal["choice", "typed", "cloze"]  # texts, dates and numbers; lists are asked in ways of their own
SHOWN: tuple[Shown, ...] = ("correctness", "scores", "answers", "footnotes")
WAYS: tuple[Way, ...] = ("choice", "typed", "cloze")
COUNTS: tuple[Counts, ...] = ("best", "last", "first", "mean")
MOST_ITEMS = 200
LONGEST_MINUTES = 1440
POINT = 1000  # milli-points
STRICT = ConfigDict(extra="forbid")  # what is not known here is an error, not passed over


@dataclass(frozen=True, slots=True)
class Draw:
    """So many items out of a part of the bank; what is not narrowed is all of it. `items` are "deck/item"."""

    __pydantic_config__: ClassVar = STRICT

    count: int
    decks: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # slugs
    kinds: tuple[Kind, ...] = ()
    tags: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What a learner is shown of an attempt at four moments: while it runs, within two minutes of its end,
    later while the quiz is open, and after its close."""

    __pydantic_config__: ClassVar = STRICT

    during: tuple[Shown, ...] = ()  # of an item, once its answer was checked and so is final
    just_after: tuple[Shown, ...] = SHOWN
    later: tuple[Shown, ...] = SHOWN
    after_close: tuple[Shown, ...] = SHOWN


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz as its author defined it."""

    __pydantic_config__: ClassVar = STRICT

    title: str
    draws: tuple[Draw, ...]
    description: str = ""
    minutes: int | None = None  # time limit
    opens: datetime | None = None
    closes: datetime | None = None
    attempts: int | None = None  # None: as many as one likes
    counts: Counts = "best"  # which of the attempts is the result
    unseen_first: bool = True  # items that no earlier attempt of the learner asked
    stratified: bool = False  # kinds and documents in equal parts, as far as there are items
    shuffled: bool = True  # else in the order of the decks; a chronology by date
    sequential: bool = False  # one after the other, without going back
    ways: tuple[Way, ...] = WAYS
    reverse: bool = False  # the other direction of an item may be asked, too
    pass_mark: int | None = None  # per cent
    points: Mapping[str, int] = field(default_factory=dict)  # milli-points of "deck/item"; 1000 if not named
    penalty: int = 0  # per cent of an item's points lost by a wrong choice
    certainty: bool = False  # sure, unsure or guess, scored by Moodle's scale
    date_credit: bool = True  # part of the points for a date right, but less precise than asked
    open_book: bool = False  # the documents may be read during an attempt
    review: Review = Review()


_ADAPTER = TypeAdapter(Quiz)


def plain(quiz: Quiz) -> dict[str, Any]:
    """The quiz as JSON holds it."""
    made: dict[str, Any] = _ADAPTER.dump_python(quiz, mode="json")
    return made


def quiz_of(content: Any) -> Quiz:
    """The quiz that `plain` wrote down. Raises pydantic.ValidationError for anything else."""
    return _ADAPTER.validate_python(content)


def problems(quiz: Quiz, bank: "Bank") -> list[str]:
    """Every fault of the quiz, in words for its author; none if attempts can be made."""
    from question_bank.quizzes.check import faults  # it builds on this module

    return list(faults(quiz, bank))
