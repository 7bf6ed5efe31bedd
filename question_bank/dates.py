"""Dates as the documents give them: a year, a month, a day, an interval, roughly or exactly (EDTF)."""

from dataclasses import dataclass
from typing import Literal

Precision = Literal["year", "month", "day", "month-day"]


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A date at its own precision. A text may give a day without a year (EDTF `XXXX-02-25`)."""

    year: int | None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date in the part of EDTF that decks use: `1950`, `1950-01`, `1950-01-30`, `XXXX-02-25`,
    `2019-02-25/2019-02-26`, `XXXX-02-25/XXXX-02-26`, and a `~` after a date for "about"."""

    start: Point
    end: Point | None = None  # of an interval
    approximate: bool = False
