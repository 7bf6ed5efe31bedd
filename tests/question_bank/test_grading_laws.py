"""Laws of grading that hold for every key and every response."""

import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.dates import Edtf, Point, impossible
from question_bank.grading import Response, as_response, equal, grade, shown
from question_bank.grading.folding import words as words_of
from question_bank.item import AllOf, Answer, Date, Number, Order, Pairs, Side, Text
from question_bank.units import ALIASES
from tests.question_bank.typed_answers import NAMES, TABLE

words = st.text(st.characters(categories=("L", "Nd")), min_size=1, max_size=12)
phrases = st.lists(words, min_size=1, max_size=5).map(" ".join)
texts = st.builds(
    Text,
    st.one_of(phrases, st.text(min_size=1, max_size=40).filter(str.strip)),
    st.lists(phrases, max_size=3).map(tuple),
)
points = st.one_of(
    st.builds(Point, st.integers(1000, 2999)),
    st.builds(Point, st.integers(1000, 2999), st.integers(1, 12)),
    st.builds(Point, st.none() | st.integers(1000, 2999), st.integers(1, 12), st.integers(1, 31)),
).filter(lambda point: impossible(point) is None)
intervals = st.tuples(points, points).filter(
    lambda ends: (
        ends[0].precision == ends[1].precision
        and [ends[0].year or 0, ends[0].month or 0, ends[0].day or 0]
        < [ends[1].year or 0, ends[1].month or 0, ends[1].day or 0]
    )
)
edtfs = st.one_of(
    st.builds(Edtf, points, st.none(), st.booleans()),
    st.builds(lambda ends, about: Edtf(ends[0], ends[1], about), intervals, st.booleans()),
)
hedges = st.sampled_from([None, "over", "nearly", "about", "more than", "almost", "up to"])
magnitudes = st.sampled_from([("", 1), (" thousand", 10**3), (" million", 10**6), (" billion", 10**9)])


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    figure = draw(st.decimals(0, 9999, places=draw(st.sampled_from([0, 1]))))
    name, size = draw(magnitudes)
    unit = draw(
        st.sampled_from([None, "people", "documents", "USD", "MW", "%", *sorted(set(ALIASES.values()))])
    )
    return Number(figure * size, f"{figure:,f}{name}", unit, draw(hedges))


parts = st.lists(st.builds(Text, phrases), min_size=1, max_size=5).map(tuple)
answers: st.SearchStrategy[Answer] = st.one_of(
    texts,
    st.builds(Date, edtfs),
    numbers(),
    st.builds(AllOf, parts),
    st.builds(Order, parts),
    st.builds(Pairs, st.lists(st.tuples(*[st.builds(Text, phrases)] * 2), min_size=1, max_size=5).map(tuple)),
)
typed = st.one_of(
    st.text(max_size=60),
    st.sampled_from([row[2] for row in TABLE if isinstance(row[2], str)]),
    st.lists(st.text(max_size=20), max_size=5),
    st.dictionaries(st.text(max_size=20), st.text(max_size=20), max_size=4),
)


@settings(deadline=None)
@given(answers)
def test_the_shown_key_is_right(key: Answer) -> None:
    assert grade(Side("", key), shown(key)).outcome == "right"


@settings(deadline=None)
@given(answers)
def test_a_key_equals_itself(key: Answer) -> None:
    if not isinstance(key, AllOf | Order | Pairs) or _all_differ(key):
        assert equal(key, key), as_response(key)


def _all_differ(key: AllOf | Order | Pairs) -> bool:
    """Whether no part could be taken for another, as the loader demands of a deck."""
    match key:
        case AllOf():
            given_parts = key.all_of
        case Order():
            given_parts = key.order
        case Pairs():
            given_parts = tuple(left for left, _ in key.pairs)
    return not any(equal(a, b) for a in given_parts for b in given_parts if a is not b)


@settings(deadline=None)
@given(texts)
def test_every_alias_is_right(key: Text) -> None:
    for alias in (key.text, *key.accept):
        assert grade(Side("", key), alias).outcome == "right" or not alias.strip()


@settings(deadline=None)
@given(edtfs, numbers())
def test_a_date_or_number_that_is_shown_is_read_again(date: Edtf, number: Number) -> None:
    for key in (Date(date), number):
        assert grade(Side("", key), f"it was {shown(key)}").outcome == "right"


@settings(deadline=None)
@given(answers, typed)
def test_the_score_is_one_only_if_right(key: Answer, response: Response) -> None:
    verdict = grade(Side("", key), response, NAMES)
    assert (verdict.score == 1) == (verdict.outcome == "right")
    assert 0 <= verdict.score <= 1 and (verdict.outcome == "partly") == (0 < verdict.score < 1)
    assert verdict == grade(Side("", key), response, NAMES)


WRITTEN = [(side, response, outcome) for _, side, response, outcome, _ in TABLE if isinstance(response, str)]


def _changed_outcomes(change: Callable[[str], str]) -> list[tuple[str, str]]:
    """The changed responses of the table whose outcome is no longer the table's, with it."""
    graded = [(change(said), outcome, grade(side, change(said), NAMES)) for side, said, outcome in WRITTEN]
    return [(said, verdict.outcome) for said, outcome, verdict in graded if verdict.outcome != outcome]


@pytest.mark.parametrize("change", [str.upper, str.lower, str.title, lambda text: f" \t{text}\n "])
def test_case_and_outer_space_change_no_outcome(change: Callable[[str], str]) -> None:
    assert _changed_outcomes(change) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_marks_on_letters_change_no_outcome(form: Literal["NFC", "NFD"]) -> None:
    def marked(response: str) -> str:
        letters = (char + "\u0301" if char in "eouy" else char for char in response)
        return unicodedata.normalize(form, "".join(letters))

    assert _changed_outcomes(marked) == []


def test_control_a_change_of_what_is_said_changes_outcomes() -> None:
    assert len(_changed_outcomes(lambda text: f"not {text}")) > 100


@settings(deadline=None)
@given(st.sampled_from(sorted(NAMES)), st.sampled_from(sorted(NAMES)))
def test_one_known_name_is_never_right_for_another(key: str, other: str) -> None:
    assert (grade(Side("", Text(key)), other, NAMES).outcome == "right") == (key == other)


@settings(deadline=None)
@given(st.sampled_from(sorted(NAMES)), st.data())
def test_a_slip_that_is_right_for_one_name_is_right_for_no_other(key: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(key) - 1))
    typed_name = key[:at] + data.draw(st.sampled_from("aehinoru ")) + key[at + data.draw(st.integers(0, 1)) :]
    graded = [name for name in NAMES if grade(Side("", Text(name)), typed_name, NAMES).outcome == "right"]
    assert len(graded) <= 1


@settings(deadline=None)
@given(texts, st.sampled_from(["not {}", "never {}", "it was not {}", "{} is not it"]))
def test_a_denial_is_never_right(key: Text, denial: str) -> None:
    assert grade(Side("", key), denial.format(key.text)).outcome != "right" or not words_of(key.text)


@settings(deadline=None)
@given(edtfs, st.data())
def test_another_digit_is_never_the_same_date(date: Edtf, data: st.DataObject) -> None:
    text = shown(Date(date))
    places = [place for place, char in enumerate(text) if char.isdigit()]
    at = data.draw(st.sampled_from(places))
    other = str((int(text[at]) + data.draw(st.integers(1, 9))) % 10)
    assert grade(Side("", Date(date)), text[:at] + other + text[at + 1 :]).outcome != "right"


@settings(deadline=None)
@given(numbers(), st.data())
def test_another_digit_is_never_the_same_number(key: Number, data: st.DataObject) -> None:
    text = shown(key)
    at = data.draw(st.sampled_from([place for place, char in enumerate(text) if char.isdigit()]))
    other = str((int(text[at]) + data.draw(st.integers(1, 9))) % 10)
    assert grade(Side("", key), text[:at] + other + text[at + 1 :]).outcome != "right"


def test_a_score_of_a_number_keeps_its_full_value() -> None:
    huge = Number(Decimal("123456789012345678901"), "123456789012345678901")
    assert grade(Side("", huge), "123456789012345678902").outcome == "wrong"
