"""How an item is asked: its presentations, the order of its options, and what a page's answer means."""

import json
import secrets
from collections import Counter
from decimal import Decimal
from math import erfc, exp, pi, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.dates import parse_edtf
from question_bank.item import AllOf, Answer, Date, Item, Number, Order, Pairs, Side, Text
from question_bank.quizzes.quiz import WAYS, Way
from tests.webapp.domain.quizzing import CITIES, bank, item, right_given, sent, sides, slot_as, slots
from webapp.domain.slots import (
    LONGEST,
    MOST_STRINGS,
    Given,
    Presentation,
    Slot,
    cloze_of,
    displayed,
    fitting,
    given_in_words,
    given_of,
    make_slot,
    options_of,
    plain,
    plain_given,
    read,
    response_of,
    slot_of,
)

OSLO, BERGEN, TURKU, RIGA, NARVA, VISBY, LUND, KIEL, *_ = map(Text, CITIES)
YEAR = Date(parse_edtf("1950"))
COUNT = Number(Decimal(10), "10")
CITY = item("city", OSLO, [BERGEN, TURKU, RIGA], quote="The treaty was signed in Oslo by Anna Berg")
PORTS = item(
    "ports", AllOf((OSLO, BERGEN)), [AllOf((TURKU, RIGA)), AllOf((NARVA, VISBY)), AllOf((LUND, KIEL))]
)
ROUTE = item("route", Order((OSLO, BERGEN, TURKU)))
RULERS = item("rulers", Pairs(((OSLO, LUND), (BERGEN, KIEL), (TURKU, LUND))))


def side_of(answer: Answer, *distractors: Answer) -> Side:
    return Side("Which?", answer, distractors)


@pytest.mark.parametrize(
    "side, ways, expected",
    [
        (CITY.side("forward"), WAYS, ("choice", "text", "cloze")),
        (CITY.side("forward"), ("cloze",), ("cloze",)),
        (side_of(OSLO, BERGEN), ("choice",), ("text",)),
        (side_of(OSLO), (), ("text",)),
        (side_of(YEAR, Date(parse_edtf("1951")), Date(parse_edtf("1952"))), WAYS, ("choice", "date")),
        (side_of(YEAR), WAYS, ("date",)),
        (side_of(COUNT), ("choice", "cloze"), ("number",)),
        (PORTS.side("forward"), WAYS, ("choices", "list")),
        (side_of(AllOf((OSLO, BERGEN))), ("choice",), ("list",)),
        (side_of(AllOf((OSLO, BERGEN)), AllOf((BERGEN, OSLO))), ("choice",), ("list",)),
        (ROUTE.side("forward"), ("choice",), ("order",)),
        (RULERS.side("forward"), ("typed",), ("pairs",)),
    ],
)
def test_a_side_is_asked_as_it_can_be(side: Side, ways: tuple[Way, ...], expected: tuple[str, ...]) -> None:
    assert fitting(side, ways) == expected


@pytest.mark.parametrize(
    "one, presentation, expected",
    [
        (CITY, "choice", ("Oslo", "Bergen", "Turku", "Riga")),
        (PORTS, "choices", ("Oslo", "Bergen", "Turku", "Riga", "Narva", "Visby", "Lund", "Kiel")),
        (ROUTE, "order", ("Oslo", "Bergen", "Turku")),
        (RULERS, "pairs", ("Lund", "Kiel")),
        (CITY, "text", ()),
        (CITY, "order", ()),
    ],
)
def test_the_keys_options_come_first(
    one: Item, presentation: Presentation, expected: tuple[str, ...]
) -> None:
    assert options_of(one.side("forward"), presentation) == expected


def test_a_wording_of_a_part_is_no_option_beside_it() -> None:
    side = side_of(AllOf((Text("energy", ("energy sector",)), OSLO)), AllOf((Text("Energy sector"), RIGA)))
    assert options_of(side, "choices") == ("energy", "Oslo", "Riga")


@given(slots())
def test_a_shuffle_keeps_the_options(made: tuple[Item, Side, Slot]) -> None:
    _, side, slot = made
    options = options_of(side, slot.presentation)
    assert len(set(slot.order)) == len(slot.order) and set(slot.order) <= set(range(len(options)))
    if slot.presentation != "choices":
        assert sorted(displayed(slot, side)) == sorted(options)


def test_several_choices_hold_every_part_and_few_others() -> None:
    slot = slot_as(PORTS, "choices")
    assert {0, 1} < set(slot.order) and len(slot.order) == 5


@given(slots(), st.booleans())
def test_a_slot_and_an_answer_are_read_again_from_json(made: tuple[Item, Side, Slot], final: bool) -> None:
    _, side, slot = made
    answer = Given(right_given(slot, side).given, "unsure", final)
    assert slot_of(json.loads(json.dumps(plain(slot)))) == slot
    assert given_of(json.loads(json.dumps(plain_given(answer)))) == answer


@given(slots())
def test_every_presentation_fits_and_a_right_answer_to_it_survives_reading(
    made: tuple[Item, Side, Slot],
) -> None:
    _, side, slot = made
    answer = right_given(slot, side)
    assert slot.presentation in fitting(side, WAYS)
    assert read(slot, side, answer.given, None, False) == answer
    assert given_in_words(slot, side, answer)


@given(slots(), st.data())
def test_anything_sent_is_bounded_and_reads_the_same_twice(
    made: tuple[Item, Side, Slot], data: st.DataObject
) -> None:
    _, side, slot = made
    once = read(slot, side, data.draw(sent(slot)), data.draw(st.none() | st.text(max_size=9)), False)
    assert read(slot, side, once.given, once.certainty, False) == once
    assert (response_of(slot, side, once) is None) == (given_in_words(slot, side, once) == "")
    assert once.answered == (response_of(slot, side, once) is not None)


def test_what_a_database_cannot_hold_is_left_out() -> None:
    slot = slot_as(CITY, "text")
    assert read(slot, CITY.side("forward"), ["a\0b\ud800"], "certain", False) == Given(("ab?",))


def test_a_long_answer_is_cut_and_so_is_a_long_list_of_them() -> None:
    slot = slot_as(CITY, "text")
    text = read(slot, CITY.side("forward"), ["é" * 10_000, "x"], None, False).given
    listed = Slot("d", "i", "forward", "f", "list", 1000)
    assert text == ("é" * LONGEST,)
    assert len(read(listed, CITY.side("forward"), ["x"] * 10_000, None, False).given) == MOST_STRINGS


@pytest.mark.parametrize("sent_text", ["9", "-1", "01", "1e0", "²", "١", " ", "one"])
def test_a_number_that_is_no_option_is_no_answer(sent_text: str) -> None:
    slot = slot_as(CITY, "choice")
    assert not read(slot, CITY.side("forward"), [sent_text], "sure", False).answered


def test_numbers_count_what_is_displayed() -> None:
    side = CITY.side("forward")
    slot = Slot("harbour", "city", "forward", "f", "choice", 1000, (2, 0, 3, 1))
    assert displayed(slot, side) == ("Turku", "Oslo", "Riga", "Bergen")
    assert response_of(slot, side, Given(("1",))) == "Oslo"


def test_things_are_read_by_their_places_and_those_without_one_are_left_out() -> None:
    slot = Slot("harbour", "route", "forward", "f", "order", 1000, (2, 0, 1))
    answer = read(slot, ROUTE.side("forward"), ["2", "1", ""], None, False)
    assert given_in_words(slot, ROUTE.side("forward"), answer) == "Oslo → Turku"


def test_pairs_are_read_by_their_left_sides() -> None:
    slot = Slot("harbour", "rulers", "forward", "f", "pairs", 1000, (1, 0))
    answer = read(slot, RULERS.side("forward"), ["1", "", "0"], None, False)
    assert response_of(slot, RULERS.side("forward"), answer) == {"Oslo": "Lund", "Turku": "Kiel"}


def test_the_gap_of_a_cloze_takes_the_answers_place() -> None:
    assert cloze_of(CITY.side("forward")) == ("The treaty was signed in ", " by Anna Berg")


@pytest.mark.parametrize(
    "quote",
    [
        "Oslo and again Oslo are in it",
        "Oslo.",
        "Oslon is no such word here",
        "the city of Oslo, or Christiania",
    ],
)
def test_a_quote_that_gives_the_answer_away_or_lacks_it_has_no_gap(quote: str) -> None:
    assert cloze_of(Side("Which city?", Text("Oslo", ("Christiania",)), (), (quote,))) is None


def test_no_cloze_of_the_bank_shows_its_answer() -> None:
    shown = [(side, gap) for _, side in sides() if (gap := cloze_of(side)) is not None]
    assert len(shown) > 80
    for side, (before, after) in shown:
        assert isinstance(side.answer, Text)
        assert side.answer.text.casefold() not in f"{before} {after}".casefold()


def _p_of_uniform(counts: Counter[int], places: int) -> float:
    """The chance of positions this uneven if all are alike: chi-square with three degrees of freedom."""
    assert places == 4
    expected = sum(counts.values()) / places
    chi = sum((counts[place] - expected) ** 2 / expected for place in range(places))
    return erfc(sqrt(chi / 2)) + sqrt(2 * chi / pi) * exp(-chi / 2)


class _Biased(Random):
    """A shuffle that moves the first of four a little too seldom."""

    def shuffle(self, x: "list[int]") -> None:  # type: ignore[override]
        super().shuffle(x)
        if self.random() < 0.05:
            x.sort()


def _positions_of_the_key(chance: Random, made: int = 10_000) -> Counter[int]:
    one = item("city", OSLO, [BERGEN, TURKU, RIGA])
    ways: tuple[Way, ...] = ("choice",)
    return Counter(make_slot(one, "forward", ways, 1000, chance).order.index(0) for _ in range(made))


def test_the_key_stands_at_every_place_alike() -> None:
    assert _p_of_uniform(_positions_of_the_key(secrets.SystemRandom()), 4) > 1e-4


def test_a_biased_shuffle_would_be_found() -> None:
    assert _p_of_uniform(_positions_of_the_key(_Biased(7)), 4) < 1e-4


def test_every_order_of_three_things_is_as_likely_as_another() -> None:
    orders = Counter(make_slot(ROUTE, "forward", WAYS, 1, Random(seed)).order for seed in range(3_000))
    assert len(orders) == 6 and min(orders.values()) > 400


def test_the_bank_is_asked_in_every_presentation() -> None:
    asked = {way for _, side in sides() for way in fitting(side, WAYS)}
    assert asked == {"choice", "choices", "text", "list", "date", "number", "cloze", "order", "pairs"}
    assert len(sides()) == len(bank().items)
