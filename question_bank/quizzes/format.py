"""How a quiz is written in a deck file, beside the items it draws.

    quizzes:
      - id: first-week
        title: The first week
        draws: {count: 10, kinds: [date, figure]}  # of this deck, unless others are named; decks: all
        minutes: 15
        opens: 2026-12-01 08:00 Europe/Oslo
        attempts: 2

A key that is left out has the value that the form of a new quiz has.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, WithJsonSchema

from question_bank.document import Document
from question_bank.field_types import Id, OneOrMany, Prose, Reference, Strict, Title, fault
from question_bank.item import Kind
from question_bank.quizzes.quiz import POINT, SHOWN, WAYS, Counts, Draw, Quiz, Review, Shown, Way

ALL = "all"
_YES = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_POINTS = re.compile(r"\d{1,9}(?:\.\d{1,3})?", re.ASCII)
_MOMENT = "Write it with its zone, as 2026-12-01 08:00 Europe/Oslo or 2026-12-01T08:00+01:00."


def _shown(value: object) -> str:
    return f"‘{value[:60]}’" if isinstance(value, str) else "this"


def _yes_or_no(value: object) -> bool:
    known = _YES.get(value.casefold()) if isinstance(value, str) else None
    if known is None:
        raise fault("yes-or-no", f"{_shown(value)} is neither yes nor no. Write yes or no.")
    return known


def _whole(value: object) -> int:
    text = value.strip().removesuffix("%").rstrip() if isinstance(value, str) else ""
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise fault("whole-number", f"{_shown(value)} is not a whole number. Write digits only, as in 10.")
    return int(text)


def _points(value: object) -> int:
    if not isinstance(value, str) or not _POINTS.fullmatch(value):
        said = f"{_shown(value)} is not a number of points. Write 2 or 0.5, with at most three decimals."
        raise fault("points", said)
    return int(Decimal(value) * POINT)


def _moment(value: object, again: bool = False) -> datetime:
    """The moment in UTC. Where a clock shows it twice: the first time, or `again` the second."""
    if not isinstance(value, str):
        raise fault("moment", f"this is no point in time. {_MOMENT}")
    wall, _, name = value.strip().rpartition(" ")
    try:
        zone = ZoneInfo(name) if name[:1].isalpha() else None
        at = datetime.fromisoformat(wall if zone else value.strip())
    except (ValueError, LookupError, OSError):
        raise fault("moment", f"{_shown(value)} is no point in time. {_MOMENT}") from None
    if zone is not None:
        at = at.replace(tzinfo=zone, fold=int(again)) if at.tzinfo is None else at
    if at.tzinfo is None:
        raise fault("moment", f"{_shown(value)} names no time zone. {_MOMENT}")
    try:
        moment = at.astimezone(UTC)
    except OverflowError:
        raise fault("moment", f"{_shown(value)} is no point in time. {_MOMENT}") from None
    if zone is not None and moment.astimezone(zone).replace(tzinfo=None) != at.replace(tzinfo=None):
        said = f"{_shown(value)} is skipped there: clocks are put forward over it. Write an hour later."
        raise fault("moment", said)
    return moment


def _closing(value: object) -> datetime:
    return _moment(value, again=True)


_DIGITS = WithJsonSchema({"type": ["integer", "string"], "pattern": "^[0-9]+ ?%?$"})
_BOOLEAN = WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": list(_YES)}]})
_TIME = WithJsonSchema({"type": "string", "examples": ["2026-12-01 08:00 Europe/Oslo"]})
Whole = Annotated[int, BeforeValidator(_whole), _DIGITS]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no), _BOOLEAN]
Points = Annotated[int, BeforeValidator(_points), WithJsonSchema({"type": ["number", "string"]})]
Opening = Annotated[datetime, BeforeValidator(_moment), _TIME]
Closing = Annotated[datetime, BeforeValidator(_closing), _TIME]
Showing = OneOrMany[Shown]


class DrawEntry(Strict):
    """So many items of this deck, or of what it names."""

    count: Whole
    decks: Annotated[OneOrMany[Id], Field(max_length=100, description="Other decks, or all")] = ()
    documents: Annotated[OneOrMany[Title], Field(max_length=100)] = ()
    kinds: OneOrMany[Kind] = ()
    tags: Annotated[OneOrMany[Title], Field(max_length=100)] = ()
    items: Annotated[OneOrMany[Reference], Field(max_length=2_000)] = ()


class ReviewEntry(Strict):
    """What a learner is shown of an attempt, at four moments."""

    during: Showing = ()
    just_after: Showing = SHOWN
    later: Showing = SHOWN
    after_close: Showing = SHOWN


class QuizEntry(Strict):
    """A quiz: what it draws, its time, its attempts, how it scores and what it shows when."""

    id: Annotated[Id, Field(description="Unique in the deck; it never changes")]
    title: Title
    draws: Annotated[OneOrMany[DrawEntry], Field(min_length=1, max_length=50)]
    description: Prose = ""
    minutes: Whole | None = None
    opens: Opening | None = None
    closes: Closing | None = None
    attempts: Whole | None = None
    counts: Counts = "best"
    unseen_first: YesNo = True
    stratified: YesNo = False
    shuffled: YesNo = True
    sequential: YesNo = False
    ways: OneOrMany[Way] = WAYS
    reverse: YesNo = False
    pass_mark: Whole | None = None
    points: Annotated[dict[Reference, Points], Field(max_length=2_000)] = {}
    penalty: Whole = 0
    certainty: YesNo = False
    date_credit: YesNo = True
    open_book: YesNo = False
    review: ReviewEntry = ReviewEntry()


def quiz_of(entry: QuizEntry, deck: str, documents: Mapping[str, Document]) -> Quiz:
    """The quiz as everybody knows it. What the author left out is what a quiz has by itself."""
    made: dict[str, Any] = {name: getattr(entry, name) for name in entry.model_fields_set - {"id"}}
    made["draws"] = tuple(_draw(draw, deck, documents) for draw in entry.draws)
    made["points"] = {full(name, deck): points for name, points in entry.points.items()}
    shown = {name: getattr(entry.review, name) for name in entry.review.model_fields_set}
    return Quiz(**made | {"review": Review(**shown)})


def _draw(entry: DrawEntry, deck: str, documents: Mapping[str, Document]) -> Draw:
    own = not (entry.decks or entry.documents or entry.items)
    return Draw(
        entry.count,
        (deck,) if own else () if entry.decks == (ALL,) else entry.decks,
        tuple(documents[name].slug if name in documents else name for name in entry.documents),
        entry.kinds,
        entry.tags,
        tuple(full(name, deck) for name in entry.items),
    )


def full(name: str, deck: str) -> str:
    """The item's name in the bank: "deck/item"."""
    return name if "/" in name else f"{deck}/{name}"
