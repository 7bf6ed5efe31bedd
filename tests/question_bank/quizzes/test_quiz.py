"""A quiz as its author writes it: kept as it is, and every fault told in words."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from question_bank.bank import Bank
from question_bank.item import KINDS
from question_bank.quizzes.quiz import COUNTS, SHOWN, WAYS, Draw, Quiz, Review, plain, problems, quiz_of
from tests.webapp.domain.quizzing import AIRPORT, bank, bank_of, item

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
QUIZ = Quiz("A quiz", (Draw(2, ("harbour",)),))
BANK = bank_of(
    item("treaty", tags=("trade",)),
    item("port", conflicts=["harbour/ship"], kind="date"),
    item("ship", kind="date"),
    item("plane", deck="airport", document=AIRPORT),
)

shown = st.sets(st.sampled_from(SHOWN)).map(tuple)
words = st.lists(st.text(max_size=9), max_size=3).map(tuple)
quizzes = st.builds(
    Quiz,
    st.text(max_size=30),
    st.lists(
        st.builds(
            Draw, st.integers(), words, words, st.lists(st.sampled_from(KINDS)).map(tuple), words, words
        ),
        max_size=3,
    ).map(tuple),
    minutes=st.none() | st.integers(),
    opens=st.none() | st.datetimes(timezones=st.just(UTC)),
    closes=st.none() | st.datetimes(timezones=st.just(UTC)),
    attempts=st.none() | st.integers(),
    counts=st.sampled_from(COUNTS),
    ways=st.lists(st.sampled_from(WAYS)).map(tuple),
    points=st.dictionaries(st.text(max_size=9), st.integers(), max_size=3),
    penalty=st.integers(),
    certainty=st.booleans(),
    review=st.builds(Review, shown, shown, shown, shown),
)


@given(quizzes)
def test_a_quiz_is_read_again_from_json(quiz: Quiz) -> None:
    assert quiz_of(json.loads(json.dumps(plain(quiz)))) == quiz


@given(quizzes)
def test_any_quiz_is_judged_in_sentences(quiz: Quiz) -> None:
    for problem in problems(quiz, BANK):
        where, what = problem.split(": ", 1)
        assert where and what and problem[-1] in ".?"


@pytest.mark.parametrize("content", [{"title": "A", "draws": [], "score": 100}, {"title": "A"}, None, []])
def test_what_is_no_quiz_is_refused(content: Any) -> None:
    with pytest.raises(ValidationError):
        quiz_of(content)


def drawing(*draws: Draw) -> Quiz:
    return replace(QUIZ, draws=draws)


def reviewing(**moments: Any) -> Quiz:
    return replace(QUIZ, review=Review(**moments))


def scoring(**points: int) -> Quiz:
    return replace(QUIZ, points={f"harbour/{name}": count for name, count in points.items()})


FAULTS: list[tuple[Quiz, str]] = [
    (replace(QUIZ, title=" "), "title: it is empty. Give the quiz a name."),
    (replace(QUIZ, title="a" * 201), "title: it has 201 characters. Shorten it to at most 200."),
    (
        replace(QUIZ, description="a" * 5001),
        "description: it has 5001 characters. Shorten it to at most 5000.",
    ),
    (drawing(), "draws: there is none. Say at least once how many items to draw."),
    (drawing(*[Draw(1)] * 51), "draws: there are 51. Draw from at most 50 parts of the bank."),
    (drawing(Draw(0)), "draw 1, count: 0 is not possible. Ask for 1 to 200 items."),
    (drawing(Draw(1), Draw(201)), "draw 2, count: 201 is not possible. Ask for 1 to 200 items."),
    (
        drawing(Draw(1, ("harbor",))),
        "draw 1, decks: there is no deck “harbor”. Did you mean “harbour”?",
    ),
    (
        drawing(Draw(1, documents=("xyz",))),
        "draw 1, documents: there is no document “xyz”. Name a document of the bank, or leave it out.",
    ),
    (
        drawing(Draw(1, kinds=("persons",))),  # type: ignore[arg-type]
        "draw 1, kinds: there is no kind “persons”. Did you mean “person”?",
    ),
    (drawing(Draw(1, tags=("trades",))), "draw 1, tags: there is no tag “trades”. Did you mean “trade”?"),
    (
        drawing(Draw(1, items=("harbour/shop",))),
        "draw 1, items: there is no item “harbour/shop”. Did you mean “harbour/ship”?",
    ),
    (
        drawing(Draw(4, ("harbour",))),
        "draw 1, count: it asks for 4, and this part of the bank has 3. Ask for at most 3,"
        " or narrow it less.",
    ),
    (
        drawing(Draw(1, ("airport",), kinds=("date",))),
        "draw 1, count: it asks for 1, and this part of the bank has none. Choose other decks or kinds,"
        " or narrow it less.",
    ),
    (
        drawing(Draw(3, ("harbour",))),
        "draw 1, count: beside the other draws, and without items that contradict one another, only 2 of its"
        " 3 items can be drawn. Ask for fewer, or draw from a larger part of the bank.",
    ),
    (
        drawing(Draw(1, ("airport",)), Draw(1, documents=("airport",))),
        "draw 2, count: beside the other draws, and without items that contradict one another, no item can be"
        " drawn. Ask for fewer, or draw from a larger part of the bank.",
    ),
    (replace(QUIZ, minutes=0), "minutes: 0 is not possible. Give 1 to 1440, or none for no limit."),
    (replace(QUIZ, minutes=1441), "minutes: 1441 is not possible. Give 1 to 1440, or none for no limit."),
    (
        replace(QUIZ, opens=NOON, closes=NOON),
        "closes: the quiz would close before it opens. Let it close later, or open earlier.",
    ),
    (
        replace(QUIZ, opens=NOON.replace(tzinfo=None), closes=NOON),
        "opens: the time has no zone. Write it with one, like 2026-11-21T10:00+01:00.",
    ),
    (replace(QUIZ, attempts=0), "attempts: 0 is not possible. Allow 1 to 1000, or none for no limit."),
    (replace(QUIZ, ways=()), "ways: there is none. Name at least one of choice, typed, cloze."),
    (
        replace(QUIZ, pass_mark=101),
        "pass_mark: 101 is not possible. Give a per cent from 0 to 100, or none.",
    ),
    (
        replace(QUIZ, penalty=-1),
        "penalty: -1 is not possible. Give a per cent of an item’s points, 0 to 100.",
    ),
    (
        replace(QUIZ, penalty=25, certainty=True),
        "penalty: certainty has a penalty of its own, so both do not go together. Set penalty to 0,"
        " or leave certainty out.",
    ),
    (
        replace(QUIZ, penalty=25, ways=("typed",)),
        "penalty: it is for wrong choices, and nothing is asked as a choice. Set it to 0,"
        " or add choice to the ways.",
    ),
    (
        scoring(ship=1_000_001),
        "points of “harbour/ship”: 1000.001 is not possible. Give 0 to 1000, with at most three decimals.",
    ),
    (
        scoring(ship=-1),
        "points of “harbour/ship”: -0.001 is not possible. Give 0 to 1000, with at most three decimals.",
    ),
    (scoring(shop=1000), "points: there is no item “harbour/shop”. Did you mean “harbour/ship”?"),
    (
        replace(QUIZ, points={"airport/plane": 2000}),
        "points of “airport/plane”: no draw asks for this item. Draw from its deck, or leave its points out.",
    ),
    (
        scoring(ship=0, port=0, treaty=0),
        "points: every item counts 0, so there is nothing to score. Let at least one count more.",
    ),
    (
        reviewing(just_after=("footnotes",)),
        "review, just_after: footnotes without answers; a footnote gives the answer away. Show answers too,"
        " or leave footnotes out.",
    ),
    (
        reviewing(during=("answers",)),
        "review, during: answers without correctness; who sees the answer knows what was right."
        " Show correctness too, or leave answers out.",
    ),
    (
        reviewing(later=("scores",)),
        "review, later: it hides the answers that just_after has shown before. Show answers there as well,"
        " or leave them out of just_after.",
    ),
]


@pytest.mark.parametrize("quiz, expected", FAULTS, ids=[fault.split(".")[0] for _, fault in FAULTS])
def test_a_fault_is_told_with_its_place_and_its_cure(quiz: Quiz, expected: str) -> None:
    assert problems(quiz, BANK) == [expected]


@pytest.mark.parametrize(
    "quiz, of",
    [
        (QUIZ, lambda: BANK),
        (drawing(Draw(2, ("harbour",)), Draw(1, ("airport",))), lambda: BANK),
        (drawing(Draw(200)), bank),
        (replace(QUIZ, minutes=1440, attempts=1, pass_mark=100, penalty=100), lambda: BANK),
        (scoring(ship=1_000_000, port=0, treaty=1), lambda: BANK),
        (reviewing(just_after=(), later=("correctness", "scores"), after_close=SHOWN), lambda: BANK),
        (
            reviewing(during=("correctness",), just_after=("correctness",), later=(), after_close=()),
            lambda: BANK,
        ),
    ],
)
def test_a_sound_quiz_has_no_problem(quiz: Quiz, of: Callable[[], Bank]) -> None:
    assert problems(quiz, of()) == []


def test_every_fault_is_told_at_once() -> None:
    quiz = Quiz("", (Draw(0), Draw(1, ("x",))), minutes=0, attempts=0, pass_mark=-1, penalty=101, ways=())
    assert len(problems(quiz, BANK)) == 8


def test_two_hundred_items_in_all_are_the_most() -> None:
    assert problems(drawing(Draw(100), Draw(101)), bank()) == [
        "draws: together they ask for 201 items. Ask for at most 200."
    ]
