"""The score that memory lets one expect: within bounds, and right four times of five."""

import json
from dataclasses import replace
from math import isclose
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.item import AllOf, Order, Pairs, Side, Text
from question_bank.quizzes.quiz import WAYS, Way
from tests.webapp.domain.quizzing import CITIES, QUIZ, bank, item
from webapp.domain.marking import mark
from webapp.domain.prediction import Prediction, chance_of, expect, luck_of, plain, prediction_of
from webapp.domain.scheduling import Memory
from webapp.domain.slots import Given, Presentation, Slot, fitting, make_slot

OSLO, BERGEN, TURKU, RIGA, NARVA, VISBY, LUND, KIEL, *_ = map(Text, CITIES)
CITY = Side("Which?", OSLO, (BERGEN, TURKU, RIGA))
FIRM = Memory("review", None, 100.0, 5.0, last_day=10, due_day=110)

CHOICE: tuple[Way, ...] = ("choice",)

fractions = st.floats(0, 1)


@given(st.lists(fractions, max_size=40), st.integers(0, 60))
def test_the_interval_holds_the_mean_and_stays_within_bounds(chances: list[float], count: int) -> None:
    got = expect(chances, count)
    assert 0 <= got.low <= got.high <= 1
    assert got.low <= got.share + 1e-12 and got.share <= got.high + 1e-12
    assert prediction_of(json.loads(json.dumps(plain(got)))) == got


@given(st.lists(st.floats(0.1, 0.9), min_size=2, max_size=40), st.data())
def test_asking_more_items_never_widens_the_interval(chances: list[float], data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(chances) - 1))
    few, more = expect(chances, count), expect(chances, count + 1)
    assert more.high - more.low <= few.high - few.low + 1e-12


def test_what_is_certain_has_no_interval_and_what_is_unknown_has_all_of_it() -> None:
    assert expect([1.0] * 5, 5) == Prediction(1.0, 1.0, 1.0)
    assert expect([], 5) == expect([0.5], 0) == Prediction(0.0, 0.0, 1.0)


@pytest.mark.parametrize("count, there, best, worst", [(10, 10, 8, 2), (20, 200, 2, 2), (60, 250, 9, 1)])
def test_four_attempts_of_five_end_within_the_interval(count: int, there: int, best: int, worst: int) -> None:
    chance, within = Random(3), 0
    for _ in range(1_000):
        chances = [chance.betavariate(best, worst) for _ in range(there)]
        got = expect(chances, count)
        share = sum(chance.random() < one for one in chance.sample(chances, count)) / count
        within += got.low <= share <= got.high
    assert 0.75 < within / 1_000 < 0.87


@given(st.floats(0.1, 1000), st.integers(0, 400))
def test_a_firmer_memory_is_more_likely_right(stability: float, days: int) -> None:
    memory = replace(FIRM, stability=stability)
    firmer = replace(FIRM, stability=stability * 2)
    asked: tuple[Presentation, ...] = ("text",)
    got = chance_of(memory, 10 + days, CITY, asked)
    assert 0 <= got <= chance_of(firmer, 10 + days, CITY, asked) <= 1
    assert chance_of(memory, 11 + days, CITY, asked) <= got


def test_nine_of_ten_are_remembered_when_they_fall_due() -> None:
    assert isclose(chance_of(FIRM, 110, CITY, ("text",)), 0.9)


def test_a_choice_can_be_met_by_luck_and_a_typed_answer_hardly() -> None:
    typed, chosen = (chance_of(None, 10, CITY, (way,)) for way in ("text", "choice"))
    assert chance_of(Memory(), 10, CITY, ("text",)) == typed < chosen
    assert typed < chance_of(None, 10, CITY, ("text", "choice")) < chosen
    assert chance_of(None, 10, CITY, ()) == typed


@pytest.mark.parametrize(
    "side, presentation",
    [
        (CITY, "choice"),
        (Side("?", Order((OSLO, BERGEN, TURKU, RIGA))), "order"),
        (Side("?", Pairs(((OSLO, LUND), (BERGEN, KIEL), (TURKU, VISBY), (RIGA, KIEL)))), "pairs"),
    ],
)
def test_luck_is_what_answers_of_chance_get(side: Side, presentation: Presentation) -> None:
    one, chance = item("luck", side.answer, side.distractors), Random(1)
    scores = []
    for _ in range(3_000):
        slot = make_slot(one, "forward", CHOICE, 1000, chance)
        scores.append(mark(slot, side, side, Given(_of_chance(slot, side, chance)), QUIZ).share)
    assert slot.presentation == presentation
    assert abs(sum(scores) / len(scores) - luck_of(side, presentation)) < 0.03


def _of_chance(slot: Slot, side: Side, chance: Random) -> tuple[str, ...]:
    numbers = range(len(slot.order))
    if slot.presentation == "order":
        return tuple(str(place + 1) for place in chance.sample(numbers, len(numbers)))
    count = len(side.answer.pairs) if isinstance(side.answer, Pairs) else 1
    return tuple(str(chance.choice(numbers)) for _ in range(count))


def test_ticks_of_chance_get_less_than_half() -> None:
    side = Side("?", AllOf((OSLO, BERGEN)), (AllOf((TURKU, RIGA)), AllOf((NARVA, VISBY))))
    assert 0 < luck_of(side, "choices") < 0.5
    assert luck_of(side, "list") == 0


def test_luck_in_the_bank_is_never_more_than_half() -> None:
    sides = [one.side(direction) for one in bank().items.values() for direction in one.directions]
    assert all(0 <= luck_of(side, way) <= 0.5 for side in sides for way in fitting(side, WAYS))
