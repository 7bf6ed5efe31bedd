"""Dates: EDTF as decks write it, dates as texts write them, and how they are shown."""

import time
from pathlib import Path

import pytest

from question_bank.dates import Edtf, Point, find_dates, parse_edtf, shown, written

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize(
    "text, date, reading",
    [
        ("1950", Edtf(Point(1950)), "1950"),
        ("2018-12", Edtf(Point(2018, 12)), "December 2018"),
        ("1950-01-30", Edtf(Point(1950, 1, 30)), "30 January 1950"),
        ("XXXX-11-30", Edtf(Point(None, 11, 30)), "30 November"),
        ("XXXX-02-29", Edtf(Point(None, 2, 29)), "29 February"),
        ("2016~", Edtf(Point(2016), approximate=True), "about 2016"),
        ("2012/2021", Edtf(Point(2012), Point(2021)), "2012–2021"),
        ("XXXX-02-25/XXXX-02-26", Edtf(Point(None, 2, 25), Point(None, 2, 26)), "25–26 February"),
        (
            "2019-02-28/2019-03-01",
            Edtf(Point(2019, 2, 28), Point(2019, 3, 1)),
            "28 February 2019 – 1 March 2019",
        ),
        ("XXXX-12-31/XXXX-01-01", Edtf(Point(None, 12, 31), Point(None, 1, 1)), "31 December – 1 January"),
        ("2012~/2021", Edtf(Point(2012), Point(2021), True), "about 2012–2021"),
    ],
)
def test_edtf_is_read_and_shown(text: str, date: Edtf, reading: str) -> None:
    assert parse_edtf(text) == date
    assert shown(date) == reading
    assert parse_edtf(written(date)) == date


@pytest.mark.parametrize(
    "text, words",
    [
        ("30 January 1950", "is not a date"),
        ("1950-1-30", "is not a date"),
        ("50", "is not a date"),
        ("", "is not a date"),
        ("1950-13", "there is no month 13"),
        ("1950-02-30", "February has no day 30"),
        ("1950-02-29", "February 1950 has no day 29"),
        ("0000", "there is no year 0"),
        ("XXXX-01", "is not a date"),
        ("2021/2012", "ends before it starts"),
        ("2012/2012", "ends before it starts"),
        ("2012/2021-01", "different precision"),
        ("2012/2013/2014", "more than two ends"),
        ("١٩٥٠", "is not a date"),
    ],
)
def test_what_is_no_edtf_date_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_edtf(text)


@pytest.mark.parametrize(
    "text, dates",
    [
        ("established on 30 January 1950).", ["1950-01-30"]),
        ("In December 2018, it opened", ["2018-12"]),
        ("on 25-26 February in Ho Chi Minh City", ["XXXX-02-25/XXXX-02-26"]),
        ("his meeting on November 30 with", ["XXXX-11-30"]),
        ("launched in late 2016 and", ["2016~"]),
        ("the Treaty of Friendship (1994) and", ["1994"]),
        ("between 2012 and 2021", ["2012/2021"]),
        ("in 2012 and 2021", ["2012", "2021"]),
        ("from 28 February to 2 March 2019", ["2019-02-28/2019-03-02"]),
        ("by 1 May 2020, or Sept. 3rd, 2021", ["2020-05-01", "2021-09-03"]),
        ("since the 1990s", []),
        ("it may march on", []),
        ("on 02/03/2019", []),
        ("worth $2020 or 2015 million", []),
        ("the S-2000 and 12.2019", []),
        ("31 April 2020", []),
    ],
)
def test_dates_are_found_in_running_text(text: str, dates: list[str]) -> None:
    assert [written(date) for _, _, date in find_dates(text)] == dates


def test_every_date_found_in_the_documents_stands_where_it_is_said_to() -> None:
    text = next(SEEDS.glob("003_*.txt")).read_text(encoding="utf-8")
    found = {text[start:end]: shown(date) for start, end, date in find_dates(text)}
    assert found["30 January 1950"] == "30 January 1950"
    assert found["July 2012"] == "July 2012"
    assert found["November 30"] == "30 November"


def test_a_long_text_is_searched_in_a_time_that_grows_no_faster_than_it() -> None:
    def seconds(text: str) -> float:
        start = time.perf_counter()
        find_dates(text)
        return time.perf_counter() - start

    one = "25-26 of 30 January 1950, 2012 - 12/12/ and " * 100
    assert min(seconds(one * 10) for _ in range(3)) < 30 * min(seconds(one) for _ in range(3))
