"""Which values an option allows: "over 10" allows 12, "2015–2017" allows 2016."""

import re
from decimal import Decimal

from question_bank import quantities, units
from question_bank.dates import Edtf, Point
from question_bank.grading import fold
from question_bank.item import Answer, Date, Number, Text

_LOWER = re.compile(r"over|more than|above|exceeding|at least|not less than|no less than|upwards of|topping")
_UPPER = re.compile(r"under|less than|below|at most|up to|not more than|no more than|fewer than")
_RANGE = re.compile(r"(\d[\d.,]*)\s?(?:[-–—]|to|and)\s?(\d[\d.,]*)")
_PARTS = re.compile(r"\s(?:and|or|as well as)\s|[,;&]")
_INFINITE = Decimal("Infinity")

Bounds = tuple[Decimal, Decimal]


def overlap(key: Answer, other: Answer) -> bool:
    """Whether both may be true together. Two numbers with the same hedge each name a figure of the text."""
    if isinstance(key, Number) and isinstance(other, Number):
        if key.hedge == other.hedge:
            return False
        theirs = _in_unit(other, key.unit)
        return theirs is not None and _meet(_bounds(key.number, key.hedge), _bounds(theirs, other.hedge))
    if isinstance(key, Date) and isinstance(other, Date):
        return _dates_meet(key.date, other.date)
    if isinstance(key, Text) and isinstance(other, Text):
        if fold(key.text) in map(fold, _PARTS.split(other.text)) and fold(key.text) != fold(other.text):
            return True
        mine, their = _bounds_in(key.text), _bounds_in(other.text)
        return bool(mine and their and mine[1] == their[1] and _meet(mine[0], their[0]))
    return False


def _in_unit(other: Number, unit: str | None) -> Decimal | None:
    if other.unit is None or unit is None:
        return other.number
    return units.convert(other.number, other.unit, unit)


def _bounds(value: Decimal, hedge: str | None) -> Bounds:
    """The values that a hedged number allows; "nearly 10" and "about 10" name 10."""
    if hedge is not None and _LOWER.search(hedge.casefold()):
        return value, _INFINITE
    if hedge is not None and _UPPER.search(hedge.casefold()):
        return -_INFINITE, value
    return value, value


def _meet(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _bounds_in(text: str) -> tuple[Bounds, str] | None:
    """The bounds of a text that is one range or hedged figure, and the words around it."""
    if (span := _RANGE.search(text)) is not None:
        ends = [_number(end) for end in span.groups()]
        if None not in ends:
            low, high = sorted(end for end in ends if end is not None)
            return (low, high), _around(text, span.start(), span.end())
    found = quantities.find_quantities(text)
    if len(found) != 1:
        return None
    start, end, value, _ = found[0]
    before = text[:start].strip().casefold()
    return _bounds(value, before or None), _around(text, start, end)


def _number(written: str) -> Decimal | None:
    try:
        return quantities.parse_number(written.rstrip(".,"))
    except ValueError:
        return None


def _around(text: str, start: int, end: int) -> str:
    words = f"{text[:start]} {text[end:]}".casefold()
    return " ".join(_UPPER.sub("", _LOWER.sub("", words)).split())


def _dates_meet(one: Edtf, other: Edtf) -> bool:
    """Whether two dates share a day. Without a year only dates that both have none can be compared."""
    if (one.start.year is None) != (other.start.year is None):
        return False
    (first, last), (their_first, their_last) = _days(one), _days(other)
    return first <= their_last and their_first <= last


Day = tuple[int, int, int]


def _days(date: Edtf) -> tuple[Day, Day]:
    end: Point = date.end or date.start
    first = (date.start.year or 0, date.start.month or 1, date.start.day or 1)
    return first, (end.year or 0, end.month or 12, end.day or 31)
