"""A quiz as its form holds it, and back. Pure: of every quiz that a form can make, the one undoes the other.

Forms speak of the author's wall clock and of points; a quiz of moments and milli-points.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from question_bank.quizzes.quiz import POINT, Draw, Quiz, Review, quiz_of

MOMENTS = ("during", "just_after", "later", "after_close")
NARROWED = ("decks", "documents", "kinds", "tags")  # the lists of a Draw that are ticked; `items` is typed
AS_THEY_ARE = (
    *("title", "description", "minutes", "attempts", "counts", "pass_mark", "penalty"),
    *("unseen_first", "stratified", "shuffled", "sequential", "reverse", "certainty", "date_credit"),
    "open_book",
)
MOST_POINTS = 1000


def data_of(quiz: Quiz, zone: ZoneInfo) -> dict[str, Any]:
    """The values of the form's fields."""
    return {
        **{name: getattr(quiz, name) for name in AS_THEY_ARE},
        "draws": [data_of_draw(draw) for draw in quiz.draws],
        "opens": quiz.opens and wall_clock(quiz.opens, zone),
        "closes": quiz.closes and wall_clock(quiz.closes, zone),
        "ways": list(quiz.ways),
        "points": "\n".join(f"{item}: {in_points(points)}" for item, points in quiz.points.items()),
        **{name: list(getattr(quiz.review, name)) for name in MOMENTS},
    }


def quiz_from(data: Mapping[str, Any], zone: ZoneInfo) -> Quiz:
    """The quiz that valid values of the fields define. Raises ValueError where they are not valid."""
    return quiz_of(
        {
            **{name: data[name] for name in AS_THEY_ARE},
            "penalty": data["penalty"] or 0,
            "draws": [draw_from(draw) for draw in data["draws"]],
            "opens": data["opens"] and moment(data["opens"], zone),
            "closes": data["closes"] and moment(data["closes"], zone, again=True),
            "ways": data["ways"],
            "points": points_of(data["points"] or ""),
            "review": Review(*(tuple(data[name]) for name in MOMENTS)),
        }
    )


def data_of_draw(draw: Draw) -> dict[str, Any]:
    ticked = {name: list(getattr(draw, name)) for name in NARROWED}
    return {"count": draw.count, **ticked, "items": "\n".join(draw.items)}


def draw_from(data: Mapping[str, Any]) -> Draw:
    """A draw of valid values."""
    ticked = {name: tuple(data[name] or ()) for name in NARROWED}
    return Draw(data["count"], items=tuple(lines(data["items"] or "")), **ticked)


def wall_clock(at: datetime, zone: ZoneInfo) -> datetime:
    """What a clock in the zone shows."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def moment(wall: datetime, zone: ZoneInfo, again: bool = False) -> datetime:
    """When a clock in the zone shows this. Where it does so twice: the first time, or `again` the second."""
    return wall.replace(tzinfo=zone, fold=int(again)).astimezone(UTC)


def is_skipped(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether no clock in the zone ever shows this, for they are put forward over it."""
    return wall_clock(moment(wall, zone), zone) != wall


def lines(text: str) -> list[str]:
    """The lines of a text field, each once, without blank ones."""
    return list(dict.fromkeys(filter(None, map(str.strip, text.splitlines()))))


def points_of(text: str) -> dict[str, int]:
    """Milli-points by "deck/item", from lines like "deck/item: 2.5". Raises ValueError with what is wrong."""
    found: dict[str, int] = {}
    for item, points in _pointed(lines(text)):
        if item in found:
            raise ValueError(f"{item} is there twice.")
        found[item] = points
    return found


def _pointed(written: Iterable[str]) -> Iterable[tuple[str, int]]:
    for line in written:
        item, colon, number = (part.strip() for part in line.rpartition(":"))
        if not colon or not item:
            raise ValueError(f"“{line[:80]}” is not an item and its points, like “deck/item: 2”.")
        yield item, milli_points(number)


def milli_points(text: str) -> int:
    """Of "2" or "0.5". Raises ValueError for what is no number from 0 to 1000 with up to three decimals."""
    try:
        milli = Decimal(text) * POINT
    except InvalidOperation:
        milli = Decimal("NaN")
    if not milli.is_finite() or not 0 <= milli <= MOST_POINTS * POINT or milli != int(milli):
        raise ValueError(
            f"“{text[:40]}” is not a number of points from 0 to 1000, with up to three decimals."
        )
    return int(milli)


def in_points(milli: int) -> str:
    """Milli-points as people write them: "2.5"."""
    return f"{Decimal(milli) / POINT:f}"
