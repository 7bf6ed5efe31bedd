"""What an answer is worth, by its parts and by the quiz's rules; and by a corrected key."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.dates import parse_edtf
from question_bank.item import AllOf, Date, Item, Number, Order, Pairs, Side, Text
from question_bank.quizzes.quiz import Quiz
from tests.webapp.domain.quizzing import CITIES, QUIZ, bank, item, right_given, sent, slot_as, slots
from webapp.domain.marking import Mark, mark, out_of, total
from webapp.domain.slots import CERTAINTIES, Certainty, Given, Slot, displayed, options_of, read

OSLO, BERGEN, TURKU, RIGA, NARVA, VISBY, LUND, KIEL, *_ = map(Text, CITIES)
CITY = item("city", OSLO, [BERGEN, TURKU, RIGA])
PORTS = item("ports", AllOf((OSLO, BERGEN, TURKU)), [AllOf((RIGA, NARVA, VISBY)), AllOf((LUND, KIEL, RIGA))])
ROUTE = item("route", Order((OSLO, BERGEN, TURKU, RIGA)))
RULERS = item("rulers", Pairs(((OSLO, LUND), (BERGEN, KIEL), (TURKU, VISBY))))
DAY = item("day", Date(parse_edtf("1950-01-30")))
EXACT = replace(QUIZ, date_credit=False)
SURE = replace(QUIZ, certainty=True)
HARSH = replace(QUIZ, penalty=25)

quizzes = st.sampled_from([QUIZ, EXACT, SURE, HARSH])
certainties = st.none() | st.sampled_from(CERTAINTIES)


def marked(one: Item, slot: Slot, answer: Given | None, quiz: Quiz = QUIZ, key: Side | None = None) -> Mark:
    shown = one.side("forward")
    return mark(slot, shown, key or shown, answer, quiz)


def choosing(one: Item, slot: Slot, *texts: str, certainty: Certainty | None = None) -> Given:
    """These options, by their displayed numbers."""
    options = displayed(slot, one.side("forward"))
    return Given(tuple(str(options.index(text)) for text in texts), certainty)


@settings(deadline=None)
@given(slots(), quizzes, certainties, st.data())
def test_whatever_is_sent_the_mark_is_within_bounds(
    made: tuple[Item, Side, Slot], quiz: Quiz, certainty: Certainty | None, data: st.DataObject
) -> None:
    _, side, slot = made
    got = mark(
        slot, side, side, read(slot, side, data.draw(sent(slot)), certainty, False), quiz, bank().names
    )
    worst = 6 * slot.points if quiz.certainty else round(slot.points * quiz.penalty / 100)
    assert -worst <= got.score <= got.out_of == out_of(slot, quiz)
    assert 0 <= got.share <= 1 and (got.share == 1) == (got.outcome == "right")


@settings(deadline=None)
@given(slots(), quizzes)
def test_a_right_answer_gets_all_there_is_and_none_gets_nothing(
    made: tuple[Item, Side, Slot], quiz: Quiz
) -> None:
    _, side, slot = made
    answer = replace(right_given(slot, side), certainty="sure")
    got = mark(slot, side, side, answer, quiz, bank().names)
    assert (got.outcome, got.share, got.score) == ("right", 1.0, got.out_of)
    for nothing in (None, Given(), Given(("", ""), "sure")):
        assert mark(slot, side, side, nothing, quiz) == Mark("unanswered", 0.0, 0, got.out_of)


@settings(deadline=None)
@given(slots(), st.data())
def test_the_same_answer_gets_the_same_mark(made: tuple[Item, Side, Slot], data: st.DataObject) -> None:
    _, side, slot = made
    answer = read(slot, side, data.draw(sent(slot)), None, False)
    first, again = (mark(slot, side, side, answer, QUIZ, bank().names) for _ in range(2))
    assert first == again


@settings(deadline=None)
@given(slots())
def test_every_other_option_is_wrong(made: tuple[Item, Side, Slot]) -> None:
    _, side, slot = made
    if slot.presentation == "choice":
        wrong = [number for number, index in enumerate(slot.order) if index != 0]
        marks = [mark(slot, side, side, Given((str(number),)), QUIZ, bank().names) for number in wrong]
        assert {(got.outcome, got.share, got.score) for got in marks} == {("wrong", 0.0, 0)}


def test_each_right_tick_adds_and_each_wrong_one_takes_one_back() -> None:
    slot = slot_as(PORTS, "choices")
    options, parts = displayed(slot, PORTS.side("forward")), {"Oslo", "Bergen", "Turku"}
    others = [text for text in options if text not in parts]
    for right_ones, wrong_ones in product(range(4), range(len(others) + 1)):
        ticks = ["Oslo", "Bergen", "Turku"][:right_ones] + others[:wrong_ones]
        if ticks:
            got = marked(PORTS, slot, choosing(PORTS, slot, *ticks))
            assert got.share == max(0, right_ones - wrong_ones) / 3
            assert (got.outcome == "right") == (right_ones == 3 and not wrong_ones)


def test_ticking_everything_gets_nothing() -> None:
    slot = slot_as(PORTS, "choices")
    everything = choosing(PORTS, slot, *displayed(slot, PORTS.side("forward")))
    assert marked(PORTS, slot, everything).score == 0


def test_an_order_is_worth_its_pairs_in_order() -> None:
    slot = Slot("harbour", "route", "forward", "f", "order", 1200, (0, 1, 2, 3))
    for places in permutations(range(1, 5)):
        in_order = sum(places[a] < places[b] for a in range(4) for b in range(a + 1, 4))
        got = marked(ROUTE, slot, Given(tuple(map(str, places))))
        assert got.score == 200 * in_order


def test_a_thing_without_a_place_is_in_order_with_none() -> None:
    slot = Slot("harbour", "route", "forward", "f", "order", 1200, (0, 1, 2, 3))
    got = marked(ROUTE, slot, Given(("1", "2", "3", "")))
    assert (got.outcome, got.score) == ("partly", 600)


def test_pairs_are_worth_each_match() -> None:
    slot = Slot("harbour", "rulers", "forward", "f", "pairs", 900, (0, 1, 2))
    for chosen in product(("0", "1", "2", ""), repeat=3):
        if any(chosen):
            matches = sum(mine == right for mine, right in zip(chosen, "012", strict=True))
            got = marked(RULERS, slot, Given(chosen))
            assert (got.score, got.outcome == "right") == (300 * matches, matches == 3)


def test_a_right_side_that_resembles_another_is_not_taken_for_it() -> None:
    pairs = item("posts", Pairs(((OSLO, Text("Treaty of Riga")), (TURKU, Text("Riga")))))
    slot = Slot("harbour", "posts", "forward", "f", "pairs", 1000, (0, 1))
    assert marked(pairs, slot, Given(("1", "0"))).score == 0


@pytest.mark.parametrize(
    "answer, share", [(["Oslo"], 1), (["Oslo", "Turku"], 2), (["Turku, Oslo; Bergen"], 3)]
)
def test_a_typed_list_is_worth_its_parts(answer: list[str], share: int) -> None:
    slot = slot_as(PORTS, "list")
    got = marked(PORTS, slot, read(slot, PORTS.side("forward"), answer, None, False))
    assert got.share == share / 3


@pytest.mark.parametrize("quiz, outcome, score", [(QUIZ, "partly", 667), (EXACT, "wrong", 0)])
def test_part_of_a_date_counts_where_the_quiz_says_so(quiz: Quiz, outcome: str, score: int) -> None:
    got = marked(DAY, slot_as(DAY, "date"), Given(("January 1950",)), quiz)
    assert (got.outcome, got.score) == (outcome, score)
    assert got.why == "right month and year, the day is missing"


def test_a_date_that_can_be_read_in_two_ways_gets_nothing_and_says_why() -> None:
    day = item("day", Date(parse_edtf("2019-03-02")))
    got = marked(day, slot_as(day, "date"), Given(("02/03/2019",), "sure"), SURE)
    assert (got.outcome, got.score) == ("unclear", 0)
    assert "Do you mean" in got.why


def test_a_penalty_is_for_a_wrong_choice_alone() -> None:
    choice, text = slot_as(CITY, "choice"), slot_as(CITY, "text")
    assert marked(CITY, choice, choosing(CITY, choice, "Bergen"), HARSH).score == -250
    assert marked(CITY, text, Given(("Bergen",)), HARSH).score == 0
    assert marked(CITY, choice, None, HARSH).score == 0


@pytest.mark.parametrize(
    "certainty, gain, loss",
    [("sure", 3000, -6000), ("unsure", 2000, -2000), ("guess", 1000, 0), (None, 1000, 0)],
)
def test_certainty_pays_by_moodles_scale(certainty: Certainty | None, gain: int, loss: int) -> None:
    slot = slot_as(CITY, "choice")
    good = marked(CITY, slot, choosing(CITY, slot, "Oslo", certainty=certainty), SURE)
    bad = marked(CITY, slot, choosing(CITY, slot, "Bergen", certainty=certainty), SURE)
    assert (good.score, bad.score, good.out_of, bad.out_of) == (gain, loss, 3000, 3000)


def test_certainty_of_part_of_an_answer_pays_that_part() -> None:
    slot = slot_as(DAY, "date")
    assert marked(DAY, slot, Given(("January 1950",), "sure"), SURE).score == 2000


def test_honest_certainty_pays_best() -> None:
    """Why the scale is as it is: each is the best to say where one's chance of being right makes it so."""
    for chance, best in ((0.5, "guess"), (0.7, "unsure"), (0.9, "sure")):
        paid = {}
        slot = slot_as(CITY, "choice")
        for certainty in CERTAINTIES:
            good = marked(CITY, slot, choosing(CITY, slot, "Oslo", certainty=certainty), SURE).score
            bad = marked(CITY, slot, choosing(CITY, slot, "Riga", certainty=certainty), SURE).score
            paid[certainty] = chance * good + (1 - chance) * bad
        assert max(paid, key=paid.__getitem__) == best


def test_a_corrected_key_is_met_by_the_words_of_the_option() -> None:
    slot = slot_as(CITY, "choice")
    corrected = Side("What is city?", Text("Turku"), (OSLO, BERGEN, RIGA))
    assert marked(CITY, slot, choosing(CITY, slot, "Turku"), key=corrected).outcome == "right"
    assert marked(CITY, slot, choosing(CITY, slot, "Oslo"), key=corrected).outcome == "wrong"


def test_a_corrected_key_need_not_have_been_among_the_options() -> None:
    slot = slot_as(CITY, "choice")
    corrected = Side("What is city?", Text("Port of Bergen", ("Bergen",)), (OSLO,))
    assert marked(CITY, slot, choosing(CITY, slot, "Bergen"), key=corrected).outcome == "right"
    assert marked(CITY, slot, choosing(CITY, slot, "Riga"), key=corrected).outcome == "wrong"


def test_a_wording_accepted_later_is_right_though_it_still_stands_as_a_distractor() -> None:
    slot = slot_as(CITY, "choice")
    kinder = Side("What is city?", Text("Oslo", ("Bergen",)), (BERGEN, TURKU, RIGA))
    assert marked(CITY, slot, choosing(CITY, slot, "Bergen"), key=kinder).score == 1000


def test_ticks_are_marked_by_a_corrected_list() -> None:
    slot = slot_as(PORTS, "choices", Random(3))
    ticked = choosing(PORTS, slot, "Oslo", "Bergen")
    corrected = Side("Which?", AllOf((OSLO, BERGEN)), (AllOf((RIGA, NARVA)),))
    assert marked(PORTS, slot, ticked).share == 2 / 3
    assert marked(PORTS, slot, ticked, key=corrected).outcome == "right"


@settings(deadline=None)
@given(slots(), slots(), quizzes, st.data())
def test_a_regrade_by_any_other_wording_is_sound(
    made: tuple[Item, Side, Slot], other: tuple[Item, Side, Slot], quiz: Quiz, data: st.DataObject
) -> None:
    """Other options, more or fewer, even another shape of answer: what was shown says what was chosen."""
    _, side, slot = made
    answer = data.draw(
        st.just(right_given(slot, side)) | sent(slot).map(lambda given: read(slot, side, given, None, False))
    )
    got = mark(slot, side, other[1], answer, quiz, bank().names)
    assert got.out_of == out_of(slot, quiz) >= got.score and 0 <= got.share <= 1


def test_options_with_other_signs_are_other_options() -> None:
    money = item(
        "money",
        Number(Decimal(10), "10", "USD"),
        [Number(Decimal(10), "10", "EUR"), Number(Decimal(9), "9", "USD")],
    )
    slot = slot_as(money, "choice")
    assert options_of(money.side("forward"), "choice") == ("$10", "€10", "$9")
    assert marked(money, slot, choosing(money, slot, "€10")).outcome == "wrong"


def test_a_distractor_that_the_grader_would_pass_is_wrong_when_chosen() -> None:
    rough = item(
        "rough",
        Number(Decimal(10), "10"),
        [Number(Decimal(10), "10", None, "about"), Number(Decimal(9), "9")],
    )
    slot = slot_as(rough, "choice")
    assert marked(rough, slot, choosing(rough, slot, "about 10")).outcome == "wrong"
    assert marked(rough, slot_as(rough, "number"), Given(("about 10",))).outcome == "right"


def test_an_attempt_is_worth_the_sum_of_its_slots_and_never_less_than_nothing() -> None:
    marks = [Mark("right", 1.0, 1000, 1000), Mark("wrong", 0.0, -250, 1000)]
    assert total(marks) == (750, 2000)
    assert total([*marks, Mark("wrong", 0.0, -6000, 3000)]) == (0, 5000)
    assert total([]) == (0, 0)
