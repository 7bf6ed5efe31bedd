"""What an attempt asks: as many items as the quiz says, none twice, none beside one that contradicts it."""

from collections import Counter
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.bank import Bank
from question_bank.dates import parse_edtf
from question_bank.item import KINDS, Date, Item, Kind, Reverse, Text
from question_bank.quizzes.quiz import Draw, Quiz
from tests.webapp.domain.quizzing import AIRPORT, HARBOUR, bank, bank_of, item
from webapp.domain.draw import Picked, TooFew, candidates, draw, in_equal_parts, points_of, when

ABC = "abcdefgh"


def quiz_of(*draws: Draw) -> Quiz:
    return Quiz("A quiz", draws)


def ids(picked: list[Picked]) -> list[str]:
    return [one.item.id for one in picked]


@st.composite
def banks(draw_: st.DrawFn) -> Bank:
    """Up to eight items in two decks, some of which contradict some others."""
    names = ABC[: draw_(st.integers(1, 8))]
    made = []
    for name in names:
        deck = draw_(st.sampled_from(["harbour", "airport"]))
        others = draw_(st.sets(st.sampled_from(names), max_size=2)) if draw_(st.booleans()) else set()
        kind = draw_(st.sampled_from(KINDS))
        made.append((name, deck, kind, others - {name}))
    decks = {name: deck for name, deck, _, _ in made}
    return bank_of(
        *(
            item(
                name, deck=deck, kind=kind, conflicts=[f"{decks[other]}/{other}" for other in sorted(others)]
            )
            for name, deck, kind, others in made
        )
    )


draws = st.lists(
    st.builds(
        Draw,
        st.integers(1, 3),
        st.sampled_from([(), ("harbour",), ("airport",)]),
        kinds=st.sampled_from([(), ("person", "date"), ("figure", "agreement")]),
    ),
    min_size=1,
    max_size=3,
).map(tuple)


def contradicts(one: Item, other: Item) -> bool:
    names = (f"{one.deck}/{one.id}", f"{other.deck}/{other.id}")
    return names[0] in other.conflicts_with or names[1] in one.conflicts_with


def is_possible(quiz: Quiz, of: Bank) -> bool:
    """By trying everything: whether some choice of items fills every draw."""
    pools = [candidates(of, one) for one in quiz.draws]

    def fill(at: int, taken: tuple[Item, ...]) -> bool:
        if at == len(pools):
            return True
        free = [one for one in pools[at] if one not in taken and not any(contradicts(one, o) for o in taken)]
        return any(
            not any(contradicts(a, b) for a, b in combinations(chosen, 2)) and fill(at + 1, (*taken, *chosen))
            for chosen in combinations(free, quiz.draws[at].count)
        )

    return fill(0, ())


@settings(deadline=None, max_examples=300)
@given(banks(), draws, st.booleans(), st.booleans(), st.integers(0, 99))
def test_the_counts_are_exact_or_it_says_too_few_and_is_right(
    of: Bank, asked: tuple[Draw, ...], stratified: bool, shuffled: bool, seed: int
) -> None:
    quiz = Quiz("A quiz", asked, stratified=stratified, shuffled=shuffled)
    try:
        picked = draw(quiz, of, {("harbour", "a")}, Random(seed))
    except TooFew as short:
        assert not is_possible(quiz, of)
        assert short.there < short.wanted == quiz.draws[short.number - 1].count
        return
    items = [one.item for one in picked]
    assert len({(one.deck, one.id) for one in items}) == len(items) == sum(one.count for one in asked)
    assert not any(contradicts(a, b) for a, b in combinations(items, 2))
    for one in asked:
        pool = candidates(of, one)
        assert sum(picked_one in pool for picked_one in items) >= one.count


def test_a_draw_from_everything_leaves_what_a_narrow_one_needs() -> None:
    of = bank_of(item("a"), item("b", deck="airport"))
    for seed in range(20):
        assert set(ids(draw(quiz_of(Draw(1), Draw(1, ("harbour",))), of, (), Random(seed)))) == {"a", "b"}


def test_an_item_is_passed_on_to_the_draw_that_needs_it() -> None:
    of = bank_of(item("a", kind="date"), item("b", kind="person"), item("c", deck="airport", kind="date"))
    quiz = quiz_of(Draw(1, ("harbour",)), Draw(1, kinds=("date",)), Draw(1, ("harbour",), kinds=("person",)))
    for seed in range(20):
        assert sorted(ids(draw(quiz, of, (), Random(seed)))) == ["a", "b", "c"]


def test_too_few_says_how_many_there_are() -> None:
    with pytest.raises(TooFew, match="draw 2 asks for 3 items, and there is only 1 item for it") as short:
        draw(quiz_of(Draw(1, ("harbour",)), Draw(3, ("airport",))), _two_decks(), (), Random(1))
    assert (short.value.number, short.value.wanted, short.value.there) == (2, 3, 1)


def _two_decks() -> Bank:
    return bank_of(*(item(name) for name in ABC[:3]), item("x", deck="airport"))


@pytest.mark.parametrize(
    "one, expected",
    [
        (Draw(1), "abcd"),
        (Draw(1, ("harbour",)), "abc"),
        (Draw(1, documents=("airport",)), "d"),
        (Draw(1, kinds=("date", "figure")), "bc"),
        (Draw(1, tags=("trade", "arms")), "cd"),
        (Draw(1, items=("harbour/a", "harbour/c")), "ac"),
        (Draw(1, ("harbour",), tags=("trade",)), "c"),
        (Draw(1, ("nowhere",)), ""),
        (Draw(1, documents=("nowhere",)), ""),
    ],
)
def test_each_narrowing_holds(one: Draw, expected: str) -> None:
    of = bank_of(
        item("a"),
        item("b", kind="date"),
        item("c", kind="figure", tags=("trade",)),
        item("d", deck="airport", document=AIRPORT, tags=("arms", "trade")),
    )
    assert "".join(found.id for found in candidates(of, one)) == expected


def test_unseen_items_come_before_those_asked_already() -> None:
    of, seen = bank_of(*map(item, ABC)), {("harbour", name) for name in "aceg"}
    for seed in range(20):
        assert set(ids(draw(quiz_of(Draw(4)), of, seen, Random(seed)))) == set("bdfh")
        assert set("bdfh") < set(ids(draw(quiz_of(Draw(6)), of, seen, Random(seed))))


def test_without_unseen_first_every_item_is_as_likely() -> None:
    of = bank_of(*map(item, ABC))
    quiz = replace(quiz_of(Draw(2)), unseen_first=False)
    counts = Counter(
        name for seed in range(2_000) for name in ids(draw(quiz, of, {("harbour", "a")}, Random(seed)))
    )
    assert all(400 < counts[name] < 600 for name in ABC)


kinds_of_items = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from([HARBOUR, AIRPORT])), min_size=1, max_size=30
)


@given(kinds_of_items, st.data())
def test_equal_parts_are_equal_as_far_as_there_are_items(
    made: list[tuple[Kind, str]], data: st.DataObject
) -> None:
    items = [item(str(number), kind=kind, document=of) for number, (kind, of) in enumerate(made)]
    ordered = list(in_equal_parts(items))
    assert sorted(ordered, key=lambda one: int(one.id)) == items
    taken = Counter(one.kind for one in ordered[: data.draw(st.integers(1, len(items)))])
    there = Counter(one.kind for one in items)
    assert all(taken[kind] == there[kind] or taken[kind] >= max(taken.values()) - 1 for kind in there)


def test_a_stratified_quiz_asks_every_kind_alike() -> None:
    for seed in range(10):
        quiz = replace(quiz_of(Draw(20)), stratified=True)
        picked = draw(quiz, bank(), (), Random(seed))
        assert Counter(one.item.kind for one in picked) == dict.fromkeys(KINDS, 5)


def test_within_a_part_the_unseen_come_first() -> None:
    items = [item(name, kind="date" if name in "abcd" else "person") for name in ABC]
    seen = {("harbour", name) for name in "abef"}
    quiz = replace(quiz_of(Draw(4)), stratified=True)
    assert set(ids(draw(quiz, bank_of(*items), seen, Random(5)))) == set("cdgh")


def test_an_unshuffled_quiz_keeps_the_order_of_the_decks() -> None:
    quiz = replace(quiz_of(Draw(8)), shuffled=False)
    assert "".join(ids(draw(quiz, bank_of(*map(item, ABC)), (), Random(3)))) == ABC


def test_a_shuffled_quiz_comes_in_many_orders() -> None:
    of = bank_of(*map(item, ABC[:4]))
    orders = {"".join(ids(draw(quiz_of(Draw(4)), of, (), Random(seed)))) for seed in range(500)}
    assert len(orders) == 24


def test_an_unshuffled_quiz_of_dates_is_a_chronology() -> None:
    dates = {"a": "1994", "b": "1950-01-30", "c": "1950", "d": "XXXX-02-25", "e": "1950-01"}
    items = [item(name, Date(parse_edtf(text)), kind="date") for name, text in dates.items()]
    told = item("f", Text("Oslo"), kind="date", quote="On 1 May 1960 it was Oslo")
    quiz = replace(quiz_of(Draw(6, kinds=("date",))), shuffled=False)
    assert "".join(ids(draw(quiz, bank_of(*items, told), (), Random(1)))) == "cebfad"


def test_a_date_item_without_any_year_comes_last_in_a_chronology() -> None:
    assert when(item("a", Text("Oslo"))) == (True, 0, 0, 0)
    assert when(item("a", Date(parse_edtf("1950-01-30")))) == (False, 1950, 1, 30)


def test_the_other_side_of_an_item_is_asked_only_where_the_quiz_says_so() -> None:
    both = replace(item("a"), reverse=Reverse("What else?", Text("b")))
    quiz = quiz_of(Draw(1))

    def asked(of: Quiz) -> set[str]:
        return {one.direction for seed in range(30) for one in draw(of, bank_of(both), (), Random(seed))}

    assert asked(quiz) == {"forward"}
    assert asked(replace(quiz, reverse=True)) == {"forward", "reverse"}


def test_an_item_counts_one_point_unless_the_quiz_says_otherwise() -> None:
    quiz = replace(quiz_of(Draw(1)), points={"harbour/a": 2500})
    assert (points_of(quiz, item("a")), points_of(quiz, item("b"))) == (2500, 1000)


def test_the_bank_fills_its_largest_quiz() -> None:
    assert len(draw(quiz_of(Draw(200)), bank(), (), Random(1))) == 200
