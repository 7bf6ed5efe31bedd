"""Dates as the documents give them: a year, a month, a day, an interval, roughly or exactly (EDTF)."""

import calendar
import re
from dataclasses import dataclass
from typing import Literal

Precision = Literal["year", "month", "day", "month-day"]

MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A date at its own precision. A text may give a day without a year (EDTF `XXXX-02-25`)."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> Precision:
        if self.day is not None:
            return "day" if self.year is not None else "month-day"
        return "month" if self.month is not None else "year"


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date in the part of EDTF that decks use: `1950`, `1950-01`, `1950-01-30`, `XXXX-02-25`,
    `2019-02-25/2019-02-26`, `XXXX-02-25/XXXX-02-26`, and a `~` after a date for "about"."""

    start: Point
    end: Point | None = None  # of an interval
    approximate: bool = False


_POINT = re.compile(r"(\d{4}|XXXX)(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_FORMS = "Write a year, month or day as 1950, 1950-01, 1950-01-30 or XXXX-01-30, an interval as 2012/2021"


def parse_edtf(text: str) -> Edtf:
    """The date that an EDTF string means. Raises ValueError with a sentence that says what is wrong."""
    points = text.strip().split("/")
    if len(points) > 2:
        raise ValueError(f"“{text[:60]}” has more than two ends. {_FORMS}.")
    start = _parse_point(points[0].removesuffix("~"))
    approximate = any(point.endswith("~") for point in points)
    if len(points) == 1:
        return Edtf(start, None, approximate)
    end = _parse_point(points[1].removesuffix("~"))
    if start.precision != end.precision:
        raise ValueError(f"“{text}” gives its two ends at different precision; write both alike.")
    if not _before(start, end):
        raise ValueError(f"“{text}” ends before it starts; write the earlier date first.")
    return Edtf(start, end, approximate)


def _parse_point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None or (match[1] == "XXXX" and match[3] is None):
        raise ValueError(f"“{text[:60]}” is not a date. {_FORMS}, and ~ after it for about.")
    point = Point(
        None if match[1] == "XXXX" else int(match[1]),
        int(match[2]) if match[2] else None,
        int(match[3]) if match[3] else None,
    )
    fault = impossible(point)
    if fault:
        raise ValueError(f"“{text}” is not a date: {fault}.")
    return point


def impossible(point: Point) -> str | None:
    """What is impossible about a point ("February has no day 30"), or None."""
    if point.year == 0:
        return "there is no year 0"
    if point.month is None:
        return None
    if not 1 <= point.month <= 12:
        return f"there is no month {point.month}"
    if point.day is None:
        return None
    leap_or_own = 2000 if point.year is None else point.year
    name = MONTHS[point.month - 1]
    if not 1 <= point.day <= calendar.monthrange(2000, point.month)[1]:
        return f"{name} has no day {point.day}"
    if point.day > calendar.monthrange(leap_or_own, point.month)[1]:
        return f"{name} {point.year} has no day {point.day}"
    return None


def _before(start: Point, end: Point) -> bool:
    # Without years an interval may run over New Year; its ends only have to differ.
    if start.year is None or end.year is None:
        return start != end
    return _numbers(start) < _numbers(end)


def _numbers(point: Point) -> tuple[int, int, int]:
    return (point.year or 0, point.month or 0, point.day or 0)


def written(edtf: Edtf) -> str:
    """The EDTF string of a date, as decks write it."""
    text = _written_point(edtf.start)
    if edtf.end is not None:
        text += f"/{_written_point(edtf.end)}"
    return text + "~" if edtf.approximate else text


def _written_point(point: Point) -> str:
    text = "XXXX" if point.year is None else f"{point.year:04}"
    for number in (point.month, point.day):
        text += "" if number is None else f"-{number:02}"
    return text


def shown(edtf: Edtf) -> str:
    """The date as a learner reads it: "30 January 1950", "25–26 February", "about 2016"."""
    about = "about " if edtf.approximate else ""
    start, end = edtf.start, edtf.end
    if end is None:
        return about + _shown_point(start)
    if start.day is not None and (start.year, start.month) == (end.year, end.month):
        return f"{about}{start.day}–{_shown_point(end)}"
    if start.month is None and end.month is None:
        return f"{about}{_shown_point(start)}–{_shown_point(end)}"
    return f"{about}{_shown_point(start)} – {_shown_point(end)}"


def _shown_point(point: Point) -> str:
    parts = (
        "" if point.day is None else str(point.day),
        "" if point.month is None else MONTHS[point.month - 1],
        "" if point.year is None else str(point.year),
    )
    return " ".join(part for part in parts if part)


def find_dates(text: str) -> list[tuple[int, int, Edtf]]:
    """(start, end, date) of every date that a document's text gives without doubt, in order."""
    from question_bank.written_dates import scan  # it builds on this module

    return [
        (one.start, one.end, one.readings[0])
        for one in scan(text)
        if len(one.readings) == 1 and one.fault is None and not one.decade
    ]
