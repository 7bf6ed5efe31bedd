"""Items, banks and answers for the tests of quizzes."""

from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from time import perf_counter

from hypothesis import strategies as st

from question_bank.anchor import Anchor
from question_bank.bank import Bank
from question_bank.grading import shown
from question_bank.item import AllOf, Answer, Deck, Item, Kind, Order, Pairs, Side, Text
from question_bank.load import load_bank
from question_bank.quizzes.quiz import WAYS, Draw, Quiz
from tests.question_bank.decks import LIBRARY
from webapp.domain.slots import Given, Presentation, Slot, displayed, fitting, make_slot, options_of

HARBOUR, AIRPORT = LIBRARY
QUIZ = Quiz("A quiz", (Draw(1),))
CITIES = "Oslo Bergen Turku Riga Narva Visby Lund Kiel Gdynia Malmo".split()


@cache
def bank() -> Bank:
    return load_bank().bank


@cache
def sides() -> tuple[tuple[Item, Side], ...]:
    """Every side of the forward direction in the bank we ship."""
    return tuple((item, item.side("forward")) for item in bank().items.values())


def item(
    name: str,
    answer: Answer | None = None,
    distractors: Sequence[Answer] = (),
    kind: Kind = "person",
    document: str = HARBOUR,
    conflicts: Sequence[str] = (),
    deck: str = "harbour",
    quote: str = "Anna Berg signed the Harbour Treaty",
    tags: tuple[str, ...] = (),
) -> Item:
    anchor = Anchor(document, quote, 0, len(quote))
    return Item(
        deck, name, kind, f"What is {name}?", answer or Text(name), (anchor,), f"print-{name}",
        tuple(distractors), conflicts_with=tuple(conflicts), tags=tags,
    )  # fmt: skip


def bank_of(*items: Item) -> Bank:
    decks: dict[str, list[Item]] = {}
    for one in items:
        decks.setdefault(one.deck, []).append(one)
    return Bank({deck: Deck(deck, deck, tuple(those)) for deck, those in decks.items()}, LIBRARY)


def slot_as(one: Item, presentation: Presentation, chance: Random | None = None) -> Slot:
    """The item in just this presentation."""
    luck = chance or Random(1)
    while True:
        slot = make_slot(one, "forward", WAYS, 1000, luck)
        if slot.presentation == presentation:
            return slot
        assert presentation in fitting(one.side("forward"), WAYS)


def right_given(slot: Slot, side: Side) -> Given:
    """What one who knows everything sends."""
    options, own, answer = displayed(slot, side), options_of(side, slot.presentation), side.answer
    match slot.presentation, answer:
        case "choice", _:
            given = [str(options.index(own[0]))]
        case "choices", AllOf(parts):
            given = sorted((str(options.index(part.text)) for part in parts), key=int)
        case "list", AllOf(parts):
            given = [part.text for part in parts]
        case "order", Order():
            given = [str(own.index(thing) + 1) for thing in options]
        case "pairs", Pairs(pairs):
            given = [str(options.index(right.text)) for _, right in pairs]
        case _:
            given = [shown(answer)]
    return Given(tuple(given))


@st.composite
def slots(draw: st.DrawFn) -> tuple[Item, Side, Slot]:
    """Any item of the bank in any of its presentations."""
    one, side = draw(st.sampled_from(sides()))
    luck = Random(draw(st.integers(0, 2**32)))
    return one, side, make_slot(one, "forward", WAYS, draw(st.integers(0, 5000)), luck)


@st.composite
def sent(draw: st.DrawFn, slot: Slot) -> list[str]:
    """What a page, or somebody in its place, might send."""
    number = st.integers(-1, len(slot.order) + 1).map(str)
    words = st.sampled_from(
        ["", "Anna Berg", "30 January 1950", "$10 billion", "1950", "Russia; Vietnam", "\0"]
    )
    return draw(st.lists(number | words | st.text(max_size=30), max_size=8))


def fastest(act: Callable[[], object], times: int = 3) -> float:
    """Seconds, at best: what else the machine does only ever adds to them."""
    best = float("inf")
    for _ in range(times):
        start = perf_counter()
        act()
        best = min(best, perf_counter() - start)
    return best
