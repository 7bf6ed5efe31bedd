"""Does a quote say what an item answers? The key's own words, date or number must stand in it."""

from collections.abc import Sequence
from typing import assert_never

from question_bank import dates, grading, quantities, units
from question_bank.dates import Edtf, Point
from question_bank.item import AllOf, Answer, Date, Number, Order, Pairs, Text


def missing_in(answer: Answer, quotes: Sequence[str]) -> list[str]:
    """The parts of the answer that no quote spells out, as a reader would write them."""
    match answer:
        case Text():
            return _missing_texts((answer,), quotes)
        case AllOf(parts) | Order(parts):
            return _missing_texts(parts, quotes)
        case Pairs(pairs):
            return _missing_texts([right for _, right in pairs], quotes)
        case Date():
            return [] if _has_date(answer.date, quotes) else [grading.shown(answer)]
        case Number():
            return [] if _has_number(answer, quotes) else [grading.shown(answer)]
        case _:
            assert_never(answer)


def _missing_texts(texts: Sequence[Text], quotes: Sequence[str]) -> list[str]:
    folded = [f" {grading.fold(quote)} " for quote in quotes]
    return [text.text for text in texts if not any(_stands(text, quote) for quote in folded)]


def _stands(text: Text, folded_quote: str) -> bool:
    wordings = (grading.fold(wording) for wording in (text.text, *text.accept))
    return any(wording and f" {wording} " in folded_quote for wording in wordings)


def _has_date(wanted: Edtf, quotes: Sequence[str]) -> bool:
    points = [
        point
        for quote in quotes
        for _, _, found in dates.find_dates(quote)
        for point in (found.start, found.end)
        if point is not None
    ]
    ends = (wanted.start,) if wanted.end is None else (wanted.start, wanted.end)
    return all(any(_covers(point, end) for point in points) for end in ends)


def _covers(found: Point, wanted: Point) -> bool:
    """Whether `found` gives all that `wanted` gives: January 2020 covers 2020, not the other way round."""
    return all(
        asked is None or asked == given
        for asked, given in (
            (wanted.year, found.year),
            (wanted.month, found.month),
            (wanted.day, found.day),
        )
    )


def _has_number(wanted: Number, quotes: Sequence[str]) -> bool:
    return any(
        value == wanted.number and _same_unit(unit, wanted.unit)
        for quote in quotes
        for _, _, value, unit in quantities.find_quantities(quote)
    )


def _same_unit(found: str | None, wanted: str | None) -> bool:
    """Whether the units agree, or one of them is not given or no unit we know ("documents")."""
    if found is None or wanted is None or not units.is_known(wanted):
        return True
    return units.canonical(found) == units.canonical(wanted)
