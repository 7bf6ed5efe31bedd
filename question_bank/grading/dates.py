"""Grading of dates, at the precision asked, with a question back where one can be read in two ways."""

from dataclasses import replace

from question_bank.dates import Edtf, Point, shown
from question_bank.grading.folding import fold, plain
from question_bank.grading.typed_dates import all_one, as_interval, typed_dates
from question_bank.grading.verdict import NOTHING, ONE_ANSWER, Verdict, partly, right, unclear, wrong
from question_bank.item import Date
from question_bank.written_dates import Written, scan

_HARMLESS = frozenset(
    "the a an on in of at it was is were be by from to since until till between during year years date day"
    " days month this that they i think maybe probably answer ad ce monday tuesday wednesday thursday friday"
    " saturday sunday mon tue tues wed thu thur thurs fri sat sun about around".split()
)
_OTHER_MEANING = ("not", "never", "before", "after", "except")


def grade_date(key: Date, response: str, prompt: str = "") -> Verdict:
    """Judge a written date against the key, and against the dates that it accepts as well."""
    verdict = _grade_date(key, response, prompt)
    if verdict.outcome == "right" or not key.accept:
        return verdict
    others = (
        Date(one.readings[0]) for text in key.accept for one in scan(plain(text)) if len(one.readings) == 1
    )
    right_ones = (_grade_date(other, response, prompt) for other in others if _is_other(other.date, key.date))
    return next((other for other in right_ones if other.outcome == "right"), verdict)


def _is_other(accepted: Edtf, asked: Edtf) -> bool:
    """Whether an accepted wording is another date, not the asked one more roughly ("late 2016" for 2016)."""
    return replace(accepted, approximate=False) != replace(asked, approximate=False)


def _grade_date(key: Date, response: str, prompt: str) -> Verdict:
    text = plain(response)
    if not text:
        return NOTHING
    if fold(response) and fold(response) in {fold(shown(key.date)), *map(fold, key.accept)}:
        return right()
    typed = typed_dates(key, text)
    if typed.has_gaps:
        return wrong("these days do not follow one another")
    found, rest = typed.dates, typed.words
    if not found:
        return wrong("this is not a date that can be read" if typed.has_digits else "no date was found in it")
    if key.date.end is not None and "or" not in rest:
        found, rest = as_interval(found), rest - {"and"}
    if "or" in rest or not all_one(found):
        return wrong(ONE_ANSWER)
    other = next((word for word in _OTHER_MEANING if word in rest), None)
    if other:
        return wrong(f"this says “{other}”")
    verdict = _judge_written(key, found[0])
    if verdict.outcome in ("right", "partly") and (rest - _HARMLESS - set(fold(prompt).split())):
        return unclear("There are other words in it. Write only the date.")
    if verdict.outcome == "right" and typed.spelled:
        return right(f"right, spelled {typed.spelled}")
    return verdict


def _judge_written(key: Date, one: Written) -> Verdict:
    if one.fault:
        return wrong(one.fault)
    if one.short_year is not None:
        return _judge_short_year(key, one, one.short_year)
    verdicts = [_judge(key, reading, one) for reading in one.readings]
    best = max(verdicts, key=lambda verdict: verdict.score)
    if len({verdict.score for verdict in verdicts}) > 1 and best.score > 0:
        first, second = one.readings
        return unclear(f"Do you mean {_either(first, second)}? Write the month as a word.")
    if _is_short_year_as_day(key, one):
        return _four_digits()
    return best


def _either(first: Edtf, second: Edtf) -> str:
    without_year = shown(replace(first, start=replace(first.start, year=None)))
    return f"{without_year} or {shown(second)}"


def _four_digits() -> Verdict:
    return unclear("Which century do you mean? Write the year with four digits.")


def _judge_short_year(key: Date, one: Written, short: int) -> Verdict:
    """'50 might be any century's: worth a question if the key's year ends so, and wrong if not."""
    year = key.date.start.year
    if year is not None and year % 100 == short:
        full = [_judge(key, _in_year(reading, year), one) for reading in one.readings]
        if any(verdict.score > 0 for verdict in full):
            return _four_digits()
    if year is None:
        verdicts = [_judge(key, reading, one) for reading in one.readings]
        if any(verdict.score > 0 for verdict in verdicts):
            return _four_digits()
    return wrong()


def _in_year(date: Edtf, year: int) -> Edtf:
    return replace(date, start=replace(date.start, year=year))


def _is_short_year_as_day(key: Date, one: Written) -> bool:
    """ "Dec 18" where a month and year are asked."""
    start, asked = one.readings[0].start, key.date.start
    meant = start.year is None and start.day is not None and asked.precision == "month"
    return meant and start.month == asked.month and asked.year is not None and asked.year % 100 == start.day


def _judge(key: Date, given: Edtf, one: Written) -> Verdict:
    date = key.date
    if date.end is not None:
        return _judge_interval(date, date.end, given)
    if one.decade:
        return _judge_decade(date.start, given.start)
    if given.end is not None:
        return wrong("one date, please; this is an interval")
    verdict = _judge_point(date.start, given.start)
    if verdict.outcome != "right":
        return verdict
    parts = {word for text in key.accept for word in fold(text).split()} & {"late", "early", "mid"}
    if one.part and parts and one.part not in parts and given.start.precision == date.start.precision:
        return partly(0.5, f"{_rights(date.start)}, but the text says “{' or '.join(sorted(parts))}”")
    if date.approximate and not given.approximate and not verdict.why:
        return right(f"right · the text says “{shown(date)}”")
    if given.approximate and not date.approximate and not verdict.why:
        return right("right · the text gives it exactly")
    return verdict


def _judge_decade(asked: Point, decade: Point) -> Verdict:
    if asked.year is not None and decade.year is not None and asked.year // 10 == decade.year // 10:
        return partly(0.2, "right decade, the year is missing")
    return wrong("wrong decade")


_FIELDS = ("day", "month", "year")


def _judge_point(key: Point, given: Point) -> Verdict:
    """Compare field by field: year, month and day, as far as the key has them."""
    asked = [field for field in _FIELDS if getattr(key, field) is not None]
    missing = [field for field in asked if getattr(given, field) is None]
    same = [field for field in asked if getattr(given, field) == getattr(key, field)]
    differing = [field for field in asked if field not in missing and field not in same]
    known = f"right {_and(same)}, " if same else ""
    if differing:
        return wrong(f"{known}wrong {_and(differing)}")
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        return partly(len(same) / len(asked), f"{known}the {_and(missing[::-1])} {verb} missing")
    return right(_extra_note(key, given))


def _extra_note(key: Point, given: Point) -> str:
    if key.year is None and given.year is not None:
        return f"right · the text gives no year, so {given.year} was not checked"
    if key.precision == given.precision:
        return ""
    return f"right · the text gives only the {key.precision}"


def _and(fields: list[str]) -> str:
    return ", ".join(fields[:-1]) + " and " + fields[-1] if len(fields) > 1 else fields[0]


def _rights(point: Point) -> str:
    return f"right {_and([field for field in _FIELDS if getattr(point, field) is not None])}"


def _judge_interval(date: Edtf, end: Point, given: Edtf) -> Verdict:
    noun = {"month-day": "day"}.get(end.precision, end.precision)
    first = _judge_point(date.start, given.start)
    last = _judge_point(end, given.end if given.end is not None else given.start)
    if given.end is None:
        if first.outcome == "right":
            return partly(0.5, f"right first {noun}, the last {noun} is missing")
        if last.outcome == "right":
            return partly(0.5, f"right last {noun}, the first {noun} is missing")
        coarse = first if first.outcome == "partly" else last
        return replace(coarse, score=coarse.score / 2, why=_plural(coarse.why))
    if first.outcome == last.outcome == "right":
        return right(first.why or last.why)
    if first.outcome == "right":
        return partly(0.5, f"right first {noun}, wrong last {noun}")
    if last.outcome == "right":
        return partly(0.5, f"right last {noun}, wrong first {noun}")
    if first.outcome == last.outcome == "partly":
        return partly(min(first.score, last.score) / 2, first.why)
    return wrong(first.why)


def _plural(why: str) -> str:
    return why.replace("the day is missing", "the days are missing")
