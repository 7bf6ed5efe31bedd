"""Whatever is typed, grading answers quickly and raises nothing."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.grading import Response, Verdict, grade
from question_bank.item import Side
from tests.question_bank.typed_answers import DATES, LISTS, NAMES, NUMBERS, TABLE, TEXTS

SIDES = [side for side, _ in [*DATES, *NUMBERS, *TEXTS, *LISTS]]
HOSTILE = [
    "a" * 10_000,
    "1" * 100_000,
    "9" * 2_000,
    "1," * 1_000,
    "1 " * 1_000,
    "1.000" * 400,
    "one " * 500,
    "twenty " * 280,
    "one point " * 200,
    "a hundred " * 200,
    "1e999999999",
    "1/" * 1_000,
    "30/01/" * 330,
    "30 January " * 180,
    "January-" * 250,
    "25-26 " * 330,
    "about " * 330,
    "not " * 500,
    "Nguyen " * 280,
    "treaty on the " * 140,
    "economics, and " * 130,
    "a, " * 660,
    "a and " * 330,
    "a > " * 500,
    "a = b\n" * 330,
    "= " * 1_000,
    ": " * 1_000,
    " " * 2_000 + "x",
    "\u0000\u0007\u001b[31m",
    "\ud800 \udfff",
    "😀" * 1_000,
    "\u202eyranuaJ 03\u202c",
    "e" + "\u0301" * 1_900,
    "ﷺ" * 1_900,
    "İ" * 1_900,
    "٣٠ يناير ١٩٥٠",
    "１２",
    "²³½",
    "$" * 1_900,
    "-" * 1_900,
    "1" + "'000" * 480,
    "⅒ million",
    "∞",
    "NaN",
    "Infinity",
    "१२ मिलियन",
]


@pytest.mark.parametrize("response", HOSTILE, ids=lambda text: ascii(text[:16]))
def test_a_hostile_answer_is_graded_in_20_ms_and_never_right(response: str) -> None:
    for side in SIDES:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            verdict = grade(side, response, NAMES)
            times.append(time.perf_counter() - start)
        assert min(times) < 0.02, (side.prompt, min(times))
        assert verdict.outcome != "right" or response == "１２"


@settings(deadline=None)
@given(st.sampled_from(SIDES), st.text(st.characters(), max_size=300))
def test_any_text_is_graded(side: Side, response: str) -> None:
    _is_sound(grade(side, response, NAMES))


def _is_sound(verdict: Verdict) -> None:
    """A score that fits the outcome, and a reason wherever something is asked back or half right."""
    least, most = {"right": (1, 1), "partly": (0.01, 0.99), "wrong": (0, 0), "unclear": (0, 0)}[
        verdict.outcome
    ]
    assert least <= verdict.score <= most
    assert verdict.why or verdict.outcome in ("right", "wrong")


@settings(deadline=None)
@given(
    st.sampled_from(SIDES),
    st.lists(
        st.sampled_from(
            ["1950", "Jan", "30", "/", "-", ".", ",", " ", "$", "%", "bn", "one", "and", "~", "to"]
        )
    ),
)
def test_any_pieces_of_dates_and_numbers_are_graded(side: Side, pieces: list[str]) -> None:
    _is_sound(grade(side, "".join(pieces), NAMES))


@settings(deadline=None)
@given(
    st.sampled_from(SIDES),
    st.one_of(st.lists(st.text(max_size=30)), st.dictionaries(st.text(max_size=30), st.text(max_size=30))),
)
def test_a_list_or_mapping_for_any_key_is_graded(side: Side, response: Response) -> None:
    _is_sound(grade(side, response, NAMES))


def test_ten_thousand_list_entries_are_a_question_back() -> None:
    assert all(grade(side, ["a"] * 10_000).outcome == "unclear" for side in SIDES)


def test_a_typical_answer_takes_less_than_three_tenths_of_a_millisecond() -> None:
    rows = [(side, response) for _, side, response, _, _ in TABLE]
    for side, response in rows:
        grade(side, response, NAMES)
    rounds = []
    for _ in range(5):
        start = time.perf_counter()
        for side, response in rows:
            grade(side, response, NAMES)
        rounds.append((time.perf_counter() - start) / len(rows))
    assert min(rounds) < 0.0003
