"""What a typed date or number is read as: the same whatever the right answer is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.dates import parse_edtf
from question_bank.item import Date, Number, Side, Text
from tests.question_bank.test_grading_hostile import HOSTILE
from tests.webapp.domain.quizzing import fastest
from webapp.domain.slots import Presentation
from webapp.domain.understood import understood

WHEN = Side("When was it?", Date(parse_edtf("1950-01-30")))
HOW_MUCH = Side("How much was it?", Number(Decimal(5), "5"))
typed = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            "30 1 50 1950 2019 Jan February / - . , $ % bn million over about to late m km".split()
        )
    ).map(" ".join),
)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("30.1.1950", "30 January 1950, to the day"),
        ("Jan 1950", "January 1950, to the month"),
        ("1950", "1950, to the year"),
        ("02/03/2019", "2 March 2019 or 3 February 2019: write the month as a word"),
        ("30 February 1950", "no date: February has no day 30"),
        ("some day", "no date yet"),
        ("", ""),
        ("1" * 301, "too long to read"),
    ],
)
def test_a_date_is_said_back_to_its_precision(text: str, expected: str) -> None:
    assert understood(WHEN, "date", text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("10bn usd", "$10 billion"),
        ("over 350,000,000 dollars", "over $350 million"),
        ("$350 million (350,000,000)", "$350 million"),
        ("6,5 %", "6.5%"),
        ("twelve", "12"),
        ("12,345", "12,345"),
        ("1.000", "1 or 1,000: write it without the point"),
        ("10 or 20", "more than one number"),
        ("$10 or €10", "more than one number"),
        ("many", "no number yet"),
        ("9" * 40 + " trillion", f"{int('9' * 40) * 10**12:,}"),
        (" ", ""),
    ],
)
def test_a_number_is_said_back_with_its_unit(text: str, expected: str) -> None:
    assert understood(HOW_MUCH, "number", text) == expected


@given(typed, st.sampled_from(["1950-01-31", "2019-03-02", "1850-01-30", "2019-02-03~"]))
def test_what_a_date_is_read_as_tells_nothing_of_the_right_one(text: str, other: str) -> None:
    assert understood(WHEN, "date", text) == understood(
        Side(WHEN.prompt, Date(parse_edtf(other))), "date", text
    )


@given(typed, st.integers(-9, 10**12), st.sampled_from([None, "USD", "km", "m", "%", "documents"]))
def test_what_a_number_is_read_as_tells_nothing_of_the_right_one(
    text: str, other: int, unit: str | None
) -> None:
    key = Number(Decimal(other), f"{other}", unit, "over", Decimal(3), ("about 10 km",))
    assert understood(HOW_MUCH, "number", text) == understood(Side(HOW_MUCH.prompt, key), "number", text)


@given(typed, st.sampled_from(["text", "cloze", "list", "choice"]))
def test_words_are_not_read_as_values(text: str, presentation: Presentation) -> None:
    assert understood(Side("Who?", Text("Anna Berg")), presentation, text) == ""


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:16]))
def test_a_hostile_text_is_read_in_20_ms(text: str) -> None:
    assert fastest(lambda: understood(WHEN, "date", text)) < 0.02
    assert fastest(lambda: understood(HOW_MUCH, "number", text)) < 0.02
