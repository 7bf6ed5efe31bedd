"""Dates as people write them in English: "Jan. 30th, 1950", "25–26 February", "late 2016"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from question_bank.dates import MONTHS, Edtf, Point, impossible

_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS)
_MONTH = rf"(?P<month>{_NAMES.replace('Sep(?:tember)?', 'Sept?(?:ember)?')})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_DAY_TO = r"(?P<to>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>\d{4})(?![\d])"
_OF_YEAR = rf"(?:,?[\s-]+(?:of\s+)?|[,/]){_YEAR}"
_NO_YEAR = r"(?:million|billion|megawatts|km|MW)\b"  # after a number that could be a year
_RANGE = r"(?:\s?(?:-|–|—|/|to|until|till|through|and|&)\s?(?:the\s)?)"
_HEDGE = re.compile(
    r"(?:(?P<about>about|around|circa|ca?\.|ca|approximately|approx\.?|roughly|some time in|sometime in|~)"
    r"|(?P<late>late|(?:the )?end of|(?:the )?close of)|(?P<early>early|(?:the )?(?:beginning|start) of)"
    r"|(?P<mid>mid|middle|(?:the )?middle of))[\s-]?(?:in\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_JOINER = re.compile(r"\s?(?:-|–|—|/|to|until|till|through|and)\s?(?:the\s)?", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:from|between)\s(?:the\s)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A date at [start, end). Several readings mean that it is ambiguous, none that it is faulty."""

    start: int
    end: int
    readings: tuple[Edtf, ...]
    fault: str | None = None
    part: str | None = None  # late, early or mid
    decade: bool = False
    short_year: int | None = None  # of "30 Jan '50": the readings have no year


_Builder = Callable[[re.Match[str]], Written]


def _number(match: re.Match[str], group: str) -> int | None:
    return int(match[group]) if group in match.re.groupindex and match[group] else None


def _month(match: re.Match[str]) -> int | None:
    if "month" not in match.re.groupindex:
        return _number(match, "m")
    name = match["month"][:3].casefold()
    return next(number for number, month in enumerate(MONTHS, 1) if month[:3].casefold() == name)


def _point(match: re.Match[str]) -> Written:
    point = Point(_number(match, "year"), _month(match), _number(match, "day"))
    return _written(match, [Edtf(point)], _number(match, "short"))


def _days(match: re.Match[str]) -> Written:
    year, month = _number(match, "year"), _month(match)
    start, end = Point(year, month, _number(match, "day")), Point(year, month, _number(match, "to"))
    return _written(match, [Edtf(start, end)])


def _numeric(match: re.Match[str]) -> Written:
    """12/30/1950, 30.12.1950 or, with a short year, 30/12/50: day and month in either order."""
    year, one, other = _number(match, "year"), int(match["day"]), int(match["m"])
    orders = dict.fromkeys((Point(year, other, one), Point(year, one, other)))
    return _written(match, [Edtf(point) for point in orders], _number(match, "short"))


def _years(match: re.Match[str]) -> Written:
    year, end = int(match["year"]), int(match["to"])
    return _written(match, [Edtf(Point(year), Point(year - year % 100 + end))])


def _decade(match: re.Match[str]) -> Written:
    year = int(match["year"])
    return replace(_written(match, [Edtf(Point(year), Point(year + 9))]), decade=True)


def _written(match: re.Match[str], dates: list[Edtf], short_year: int | None = None) -> Written:
    faults = [fault_of(date) for date in dates]
    possible = tuple(date for date, fault in zip(dates, faults, strict=True) if fault is None)
    return Written(
        match.start(), match.end(), possible, None if possible else faults[0], short_year=short_year
    )


def fault_of(date: Edtf) -> str | None:
    """What is impossible about a date: a day its month has not, an end before its start."""
    fault = impossible(date.start) or (impossible(date.end) if date.end else None)
    if fault or date.end is None:
        return fault
    start, end = date.start, date.end
    numbers = [(point.year or 0, point.month or 0, point.day or 0) for point in (start, end)]
    over_new_year = start.year is None and start.month != end.month
    return "the end is before the start" if numbers[0] > numbers[1] and not over_new_year else None


def _compile(*patterns: tuple[str, _Builder]) -> list[tuple[re.Pattern[str], _Builder]]:
    before = r"(?<![\w$€£])(?:(?<![\d][.,/-])|(?<=(?<!\d)\d{4}[/-])|(?<=\d[./]\d\d-)|(?<=-\d\d/))"
    return [(re.compile(before + pattern, re.IGNORECASE), build) for pattern, build in patterns]


# Earlier patterns win where two begin at one place and are equally long.
_TEXT = _compile(
    (r"(?P<year>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<day>\d{1,2})(?!\d)", _point),
    (rf"{_DAY}{_RANGE}{_DAY_TO}\s(?:of\s)?{_MONTH}(?:{_OF_YEAR})?", _days),
    (rf"{_MONTH}\s(?:the\s)?{_DAY}{_RANGE}{_DAY_TO}(?:{_OF_YEAR})?", _days),
    (rf"{_DAY}(?:\.?\s|[-/.])(?:of\s)?{_MONTH}(?:{_OF_YEAR})?", _point),
    (rf"{_MONTH}(?:\s|-)(?:the\s)?{_DAY}(?:{_OF_YEAR})?", _point),
    (rf"{_MONTH}{_OF_YEAR}", _point),
    (rf"{_YEAR},?[\s-]{_MONTH}(?:[\s-]{_DAY})?", _point),
    (rf"{_YEAR},?\s(?:on\s)?{_DAY}\s(?:of\s)?{_MONTH}", _point),
    (r"(?P<day>\d{1,2})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<year>\d{4})(?!\d)", _numeric),
    (r"(?P<year>\d{4})-(?P<m>0[1-9]|1[0-2])(?![\d-])", _point),
    (r"(?P<year>1[1-9]\d\d|20\d\d)(?:-(?=1[3-9]|[2-9]\d)|–)(?P<to>\d\d)(?![\d–-])", _years),
    (r"(?P<year>1[0-9]\d0|20\d0)['’]?s\b", _decade),
    (rf"(?<![a-z]-)(?P<year>1\d\d\d|20\d\d)(?![\d%])(?![.,]\d)(?!\s?{_NO_YEAR})\b", _point),
)  # fmt: skip
_LEARNER = [
    *_TEXT,
    *_compile(
        (rf"{_DAY}[\s-](?:of\s)?{_MONTH},?[\s-]['’]?(?P<short>\d\d)(?!\d|\s[a-z])", _point),
        (rf"{_MONTH}\s{_DAY},?\s['’]?(?P<short>\d\d)(?!\d)", _point),
        (rf"{_MONTH}\s['’](?P<short>\d\d)(?!\d)", _point),
        (r"(?P<day>\d{1,2})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)['’]?(?P<short>\d\d)(?!\d)", _numeric),
        (r"(?P<m>\d{1,2})[-/.](?P<year>\d{4})(?!\d)", _point),
        (r"(?P<year>\d{4})[/.](?P<m>\d{1,2})(?![\d./])", _point),
        (r"(?P<day>\d{1,2})[./](?P<m>\d{1,2})(?![\d/])\.?", _numeric),
        (r"['’]?(?P<short>\d\d)(?!\d|st|nd|rd|th)\b", _point),
        (
            r"(?P<day>\d{1,2})\.?[-–](?P<to>\d{1,2})[./](?P<m>\d{1,2})(?:[./](?P<year>\d{4}))?(?![\d./])",
            _days,
        ),
        (r"(?P<day>\d{1,2}) (?P<m>\d{1,2}) (?P<year>\d{4})(?!\d)", _numeric),
        (r"(?P<year>\d{4})(?P<m>\d\d)(?P<day>\d\d)(?!\d)", _point),
        (_MONTH, _point),
        (r"(?P<year>\d{4})(?!\d)", _point),
    ),
]


def scan(text: str, learner: bool = False) -> list[Written]:
    """Every date in the text, in order. A learner's short answer may hold what running text does not:
    a bare month, a short year, day and month in figures."""
    patterns = _LEARNER if learner else _TEXT
    candidates = [build(match) for pattern, build in patterns for match in pattern.finditer(text)]
    candidates.sort(key=lambda one: (one.start, -one.end))
    found: list[Written] = []
    for one in candidates:
        if not found or one.start >= found[-1].end:
            found.append(one)
    return _joined([_hedged(one, text) for one in found], text)


def _hedged(one: Written, text: str) -> Written:
    match = _HEDGE.search(text, max(0, one.start - 24), one.start)
    after = text[one.end : one.end + 1] == "~"
    if match is None or (match.start() and text[match.start() - 1].isalnum()):
        return replace(one, readings=_about(one), end=one.end + 1) if after else one
    return replace(
        one,
        start=match.start(),
        readings=_about(one),
        part=match.lastgroup if match.lastgroup != "about" else None,
    )


def _about(one: Written) -> tuple[Edtf, ...]:
    return tuple(replace(date, approximate=True) for date in one.readings)


def _joined(found: list[Written], text: str) -> list[Written]:
    """Two dates with "to" or a dash between them are one interval."""
    result: list[Written] = []
    for one in found:
        interval = _interval(result[-1], one, text) if result else None
        if interval is None:
            result.append(one)
        else:
            result[-1] = interval
    return result


def _interval(first: Written, second: Written, text: str) -> Written | None:
    between = text[first.end : second.start]
    if (
        len(between) > 12
        or not _JOINER.fullmatch(between)
        or {len(first.readings), len(second.readings)} != {1}
    ):
        return None
    if "and" in between.casefold() and not _BETWEEN.search(text, max(0, first.start - 16), first.start):
        return None
    start, end = first.readings[0], second.readings[0]
    if start.end is not None or end.end is not None:
        return None
    begin = start.start
    if begin.year is None and begin.day is not None:
        begin = replace(begin, year=end.start.year)
    if begin.precision != end.start.precision or begin == end.start:
        return None
    joined = Edtf(begin, end.start, start.approximate or end.approximate)
    fault = fault_of(joined)
    return Written(first.start, second.end, () if fault else (joined,), fault)
