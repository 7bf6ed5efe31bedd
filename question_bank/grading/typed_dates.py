"""The dates in what a learner typed: with numbers in words, slips in a month's name, days in a row.

What is read depends on the key only as far as the page tells it: its precision, and whether it is a span.
"""

import re
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from question_bank import number_words
from question_bank.dates import MONTHS, Edtf, Point, shown
from question_bank.grading.folding import fold, plain
from question_bank.item import Date
from question_bank.written_dates import Written, fault_of, scan

_WORD = re.compile(r"[^\W\d_]+")
_LONG_MONTHS = [name.casefold() for name in MONTHS if len(name) > 4]
_NOT_MONTHS = frozenset(("match", "marsh", "much", "date", "late", "early", "dates"))
_DAYS = re.compile(r"\b\d{1,2}(?:(?:, ?and |,? ?(?:and|&) |, ?)\d{1,2}\b){2,}")
_DIGITS = re.compile(r"\d+")
_PRECISIONS = {
    "year": "to the year", "month": "to the month", "day": "to the day", "month-day": "without a year"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed text: the dates in it, and what else stands there."""

    dates: list[Written]
    words: set[str]  # that are no part of a date
    has_digits: bool
    has_gaps: bool  # between days that are listed for a span: "22, 24 and 27 May"
    spelled: str  # the right name of a month, where a slip in it was mended


def typed_dates(key: Date, text: str) -> Typed:
    """What the plain text says where this key is asked."""
    text, spelled = _in_figures(text.replace(" or so", ""))
    if key.date.end is not None:
        text = _DAYS.sub(_as_span, text)
    found = [one for one in scan(text, learner=True) if _is_meant(one, text, key)]
    gaps = key.date.end is not None and _DAYS.search(text) is not None
    return Typed(found, _rest(text, found), _DIGITS.search(text) is not None, gaps, spelled)


def as_interval(found: list[Written]) -> list[Written]:
    """Two dates where an interval is asked are its two ends: "25 February and 26 February"."""
    if len(found) != 2 or any(len(one.readings) != 1 or one.readings[0].end for one in found):
        return found
    start, end = (one.readings[0].start for one in found)
    if start.precision != end.precision or start == end:
        return found
    joined = Edtf(start, end)
    fault = fault_of(joined)
    return [replace(found[0], readings=() if fault else (joined,), fault=fault)]


def understood(key: Date, response: str) -> str:
    """How a typed date is read where this key is asked: "30 January 1950, to the day". It tells what was
    written, never whether it is right."""
    text = plain(response)
    if not text:
        return ""
    found = typed_dates(key, text).dates
    if key.date.end is not None:
        found = as_interval(found)
    if not found:
        return "no date yet"
    if not all_one(found):
        return "more than one date"
    return _in_words(found[0])


def all_one(found: list[Written]) -> bool:
    """Whether the same date is written each time."""
    return len({(one.readings, one.short_year) for one in found}) == 1


def _in_words(one: Written) -> str:
    if one.fault:
        return f"no date: {one.fault}"
    if len(one.readings) > 1:
        return f"{' or '.join(map(shown, one.readings))}: write the month as a word"
    (date,) = one.readings
    if one.short_year is not None:
        return f"{shown(date)} ’{one.short_year:02}: write the year with four digits".strip()
    part = f"{one.part} " if one.part else ""
    written = shown(replace(date, approximate=date.approximate and not one.part))
    return f"{part}{written}, {_PRECISIONS[date.start.precision]}"


def _is_meant(one: Written, text: str, key: Date) -> bool:
    """Two figures alone are a year only where a year is asked and nothing else stands there."""
    bare = one.short_year is not None and one.readings and one.readings[0].start == Point(None)
    return not bare or (key.date.start.precision == "year" and one.end - one.start >= len(text.rstrip(".?!")))


def _rest(text: str, found: list[Written]) -> set[str]:
    left = list(text)
    for one in found:
        left[one.start : one.end] = " " * (one.end - one.start)
    return {"not" if word.endswith("n't") else fold(word) for word in "".join(left).split()} - {""}


def _as_span(listed: re.Match[str]) -> str:
    """Days that follow one another: "22, 23 and 24" is "22-24"."""
    days = [int(day) for day in _DIGITS.findall(listed[0])]
    return f"{days[0]}-{days[-1]}" if days == list(range(days[0], days[-1] + 1)) else listed[0]


def _in_figures(text: str) -> tuple[str, str]:
    """Years and days in words as figures, and a slip in a month's name mended; with the name, if one was."""
    parts = text.split(" ")
    spoken = [part.strip(",.").replace("-", " ").split() for part in parts]
    if any(word in number_words.SMALL or word in number_words.ORDINALS for group in spoken for word in group):
        text = _numbers_in_figures(text)
    spelled = ""
    for match in _WORD.finditer(text):
        month = _misspelt_month(match[0])
        if month:
            text = text.replace(match[0], month.casefold())
            spelled = month
            break
    return text, spelled


def _numbers_in_figures(text: str) -> str:
    result: list[str] = []
    run: list[str] = []
    for word in [*re.findall(r"[^\W\d_]+|[^\s\w]|\S+", text), ""]:
        if word in number_words.SMALL or word in ("hundred", "thousand") or (word in ("-", "and") and run):
            run.append(word)
            continue
        if run:
            spoken = [part for part in run if part != "-"]
            year = number_words.year(spoken)
            result += [str(year)] if year else number_words.digits(spoken)
            if word in number_words.ORDINALS and result[-1] in ("20", "30"):
                word = number_words.ordinal(int(result.pop()) + number_words.ORDINALS[word])
            run = []
        result.append(
            number_words.ordinal(number_words.ORDINALS[word]) if word in number_words.ORDINALS else word
        )
    return " ".join(result).replace(" ,", ",").replace("' ", "'").strip()


def _misspelt_month(word: str) -> str | None:
    if not 4 <= len(word) <= 11 or word in _NOT_MONTHS or word[:3].capitalize() + word[3:] in MONTHS:
        return None
    near = [month for month in _LONG_MONTHS if OSA.distance(word, month) <= (2 if len(month) > 6 else 1)]
    return near[0].capitalize() if len(near) == 1 and near[0] != word else None
