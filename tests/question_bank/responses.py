"""For a side of any bank: responses that are surely right, and some that are surely not, made from its key.

Right are the key in other letters, with an article, in another format of a date, another spelling of a number
or unit, its parts in another order. Not right are its distractors, keys of other items, a slip in a digit,
parts that are missing, swapped or out of order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from question_bank import grading, units
from question_bank.answers import texts_of
from question_bank.checks.words import content_words
from question_bank.dates import MONTHS, Edtf, Point
from question_bank.grading import Outcome, Response
from question_bank.item import AllOf, Date, Number, Order, Pairs, Side, Text

Expected = tuple[Response, tuple[Outcome, ...]]
RIGHT: tuple[Outcome, ...] = ("right",)
WRONG: tuple[Outcome, ...] = ("wrong",)
NOT_RIGHT: tuple[Outcome, ...] = ("wrong", "partly", "unclear")
PARTLY: tuple[Outcome, ...] = ("partly",)
NOT_WHOLE: tuple[Outcome, ...] = ("partly", "wrong")
_MARKS = str.maketrans({"a": "á", "e": "ê", "i": "ì", "o": "ỏ", "u": "ü", "A": "Á", "O": "Ő", "E": "É"})


def expected(side: Side, others: Sequence[str]) -> Iterator[Expected]:
    """Responses to this side with the outcomes that each may have. `others` are keys of other items."""
    key = side.answer
    yield grading.as_response(key), RIGHT
    yield from ((grading.as_response(other), NOT_RIGHT) for other in side.distractors)
    match key:
        case Text():
            yield from _texts(key, side, others)
        case Date():
            yield from _dates(key)
        case Number():
            yield from _numbers(key)
        case AllOf():
            yield from _all_of(key, others)
        case Order():
            yield from _order(key)
        case Pairs():
            yield from _pairs(key)
        case _:
            assert_never(key)


def in_other_letters(text: str) -> tuple[str, str]:
    """The same words in capitals and odd spaces; in small letters with accents."""
    return f"  {text.upper()} ".replace(" ", "  "), text.lower().translate(_MARKS)


def _texts(key: Text, side: Side, others: Sequence[str]) -> Iterator[Expected]:
    for response in (*in_other_letters(key.text), f"{key.text}.", _with_other_article(key.text), *key.accept):
        yield response, RIGHT
    ours = [content_words(wording) for wording in (key.text, *key.accept)]
    said = content_words(side.prompt)
    strange = (
        other
        for other in others
        if not content_words(other) & frozenset().union(*ours, said) and content_words(other)
    )
    yield from ((other, WRONG) for other, _ in zip(strange, range(2), strict=False))


def _with_other_article(text: str) -> str:
    bare = re.sub(r"^(?:the|an?) ", "", text, flags=re.IGNORECASE)
    return bare if bare != text else f"the {text}"


# --- dates ---


def _dates(key: Date) -> Iterator[Expected]:
    yield from ((response, RIGHT) for response in (*_written(key.date), *key.accept))
    for slipped in _slipped(key.date):
        yield grading.shown(Date(slipped)), WRONG


def _written(date: Edtf) -> Iterator[str]:
    if date.end is None:
        yield from _written_point(date.start)
        return
    for one, other in zip(_written_point(date.start), _written_point(date.end), strict=True):
        yield f"from {one} to {other}"
        yield f"{one} – {other}"


def _written_point(point: Point) -> list[str]:
    month = MONTHS[point.month - 1] if point.month is not None else ""
    match point.precision:
        case "year":
            return [f"in {point.year}", f"{point.year}."]
        case "month":
            return [
                f"{month[:3]} {point.year}",
                f"{point.year}-{point.month:02}",
                f"{month.upper()}, {point.year}",
            ]
        case "day":
            return [f"{month} {point.day}, {point.year}", f"{point.year}-{point.month:02}-{point.day:02}"]
        case "month-day":
            return [f"{month} {point.day}", f"{point.day} {month[:3]}"]


def _slipped(date: Edtf) -> Iterator[Edtf]:
    """The date with one of its numbers wrong, at both ends alike."""
    if date.start.year is not None:
        yield _shifted(date, years=7)
        yield _shifted(date, years=-20)
    if date.start.month is not None:
        yield _shifted(date, months=3)


def _shifted(date: Edtf, years: int = 0, months: int = 0) -> Edtf:
    def moved(point: Point) -> Point:
        year = None if point.year is None else point.year + years
        month = None if point.month is None else (point.month + months - 1) % 12 + 1
        return Point(year, month, point.day and min(point.day, 28))

    return replace(date, start=moved(date.start), end=date.end and moved(date.end))


# --- numbers ---


def _numbers(key: Number) -> Iterator[Expected]:
    yield from ((response, RIGHT) for response in (*_spelt(key, key.number), *key.accept))
    for factor in (Decimal(10), Decimal(3), Decimal("0.5")):
        slip = key.number * factor
        if slip == slip.to_integral_value() or key.number != key.number.to_integral_value():
            yield next(_spelt(key, slip)), WRONG


def _spelt(key: Number, value: Decimal) -> Iterator[str]:
    """The value in digits with the unit spelt out; in small letters; with its separators or its sign."""
    digits = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    unit = units.name(key.unit) if key.unit is not None else ""
    yield f"{digits} {unit}".strip()
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", digits) if "." not in digits else digits
    yield f"{grouped} {unit}".strip().upper()
    if key.unit is not None and (sign := units.SIGNS.get(units.canonical(key.unit))):
        yield f"{sign}{grouped}"


# --- parts ---


def _all_of(key: AllOf, others: Sequence[str]) -> Iterator[Expected]:
    parts = [part.text for part in key.all_of]
    yield parts[::-1], RIGHT
    yield [in_other_letters(part)[0] for part in parts], RIGHT
    yield [in_other_letters(part)[1] for part in parts[1:] + parts[:1]], RIGHT
    yield parts[1:], PARTLY
    yield parts[:-1], PARTLY
    ours = frozenset[str]().union(
        *(content_words(word) for part in key.all_of for word in (part.text, *part.accept))
    )
    strange = [other for other in others if content_words(other) and not content_words(other) & ours]
    if len(strange) >= len(parts):
        yield strange[: len(parts)], WRONG


def _order(key: Order) -> Iterator[Expected]:
    parts = [part.text for part in key.order]
    yield [in_other_letters(part)[0] for part in parts], RIGHT
    yield [in_other_letters(part)[1] for part in parts], RIGHT
    yield parts[::-1], NOT_WHOLE
    yield [parts[1], parts[0], *parts[2:]], NOT_WHOLE


def _pairs(key: Pairs) -> Iterator[Expected]:
    lefts, rights = [left.text for left, _ in key.pairs], [right.text for _, right in key.pairs]
    for at in (0, 1):
        yield dict(zip(lefts, (in_other_letters(right)[at] for right in rights), strict=True)), RIGHT
    if len(set(rights)) == len(rights):
        yield dict(zip(lefts, rights[1:] + rights[:1], strict=True)), NOT_WHOLE
        yield dict(zip(lefts, [rights[1], rights[0], *rights[2:]], strict=True)), NOT_WHOLE


def keys_of(sides: Sequence[Side]) -> list[str]:
    """The texts of the keys, in their order, each once."""
    return list(dict.fromkeys(text.text for side in sides for text in texts_of(side.answer)))
