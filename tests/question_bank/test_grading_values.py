"""Dates and numbers beyond the table: lists of ends, words for figures, odd separators."""

from decimal import Decimal

import pytest

from question_bank.dates import parse_edtf
from question_bank.grading import Outcome, grade
from question_bank.item import Date, Number, Side


@pytest.mark.parametrize(
    "date, response, outcome, words",
    [
        ("1950-01-30", "January the thirtieth, nineteen fifty", "right", ""),
        ("1950-01-30", "thirty-first January 1950", "wrong", "wrong day"),
        ("1950-01-30", "30. Januar 1950", "right", "spelled January"),
        ("1950-01-30", "1950, 30 January", "right", ""),
        ("1950-01-30", "19500130", "right", ""),
        ("1950-01-30", "30 01 1950", "right", ""),
        ("1950-01-30", "30 January 1950 or so", "right", ""),
        ("1950-01-30", "it wasn't 30 January 1950", "wrong", "not"),
        ("2020-01", "January two thousand and twenty", "right", ""),
        ("2020-01", "January twenty twenty", "right", ""),
        ("2020-01", "January 20", "unclear", "four digits"),
        ("2009", "two thousand and nine", "right", ""),
        ("2012/2021", "2012, 2021", "right", ""),
        ("2012/2021", "2012 or 2021", "wrong", "one answer"),
        ("2012/2021", "2021-2012", "wrong", "the end is before the start"),
        ("2012/2021", "2021, 2012", "wrong", "the end is before the start"),
        ("2012/2021", "2012 and May 2021", "wrong", "one answer"),
        ("2019-02-25/2019-02-26", "2019-02-25/2019-02-26", "right", ""),
        ("2019-02-25/2019-02-26", "25-26.02.2019", "right", ""),
        ("2019-02-25/2019-02-26", "25 February 2019 to 26 February 2019", "right", ""),
        ("2019-02-25/2019-02-26", "25-26 February", "partly", "the year is missing"),
        ("XXXX-02-25/XXXX-02-26", "25 February, 26 February", "right", ""),
        ("XXXX-02-25/XXXX-02-26", "February 25 and February 26", "right", ""),
        ("XXXX-02-25/XXXX-02-26", "25.02-26.02", "right", ""),
        ("XXXX-02-25/XXXX-02-26", "25 or 26 February", "wrong", "one answer"),
        ("XXXX-03-02", "2/3", "unclear", "Do you mean 2 March or 3 February?"),
        ("XXXX-03-02", "2/3/19", "unclear", "four digits"),
        ("2019-05-05", "5/5/2019", "right", ""),
        ("2016", "Juny 2016", "unclear", "only the date"),
    ],
)
def test_a_date_is_graded(date: str, response: str, outcome: Outcome, words: str) -> None:
    verdict = grade(Side("When?", Date(parse_edtf(date))), response)
    assert (verdict.outcome, words in verdict.why) == (outcome, True), verdict


DOLLARS = Number(Decimal(350_000_000), "350 million", "USD", "over", accept=("a third of a billion",))
PERCENT = Number(Decimal(8), "8", "%")


@pytest.mark.parametrize(
    "key, response, outcome, words",
    [
        (DOLLARS, "A third of a billion", "right", ""),
        (DOLLARS, "350 mln. dollars", "right", "over"),
        (DOLLARS, "$350 million for 12 aircraft", "right", "over"),
        (DOLLARS, "$350 million (350,000,000 dollars)", "right", "over"),
        (DOLLARS, "up to $350 million", "partly", "not “up to”"),
        (DOLLARS, "35,00,00,000", "wrong", "no number"),
        (DOLLARS, "350 million bucks", "unclear", "without “bucks”"),
        (PERCENT, "+8%", "right", ""),
        (PERCENT, "８％", "right", ""),
        (PERCENT, "8% growth", "right", ""),
        (PERCENT, "8% decrease", "unclear", "without “decrease”"),
        (PERCENT, "8-9%", "wrong", "one answer"),
        (Number(Decimal(500), "500", "m"), "500m", "right", ""),
        (Number(Decimal(500), "500", "m"), "0.5 km", "right", ""),
        (Number(Decimal(0), "0"), "zero", "right", ""),
        (Number(Decimal(0), "0"), "5", "wrong", ""),
        (Number(Decimal(12), "12"), "12 or more", "partly", "gives it exactly"),
    ],
)
def test_a_number_is_graded(key: Number, response: str, outcome: Outcome, words: str) -> None:
    verdict = grade(Side("What was the contract for 12 aircraft worth?", key), response)
    assert (verdict.outcome, words in verdict.why) == (outcome, True), verdict
