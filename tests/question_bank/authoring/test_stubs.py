"""Selected words become an item that loads as it stands, with its kind and answer guessed."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from question_bank.authoring.selection import select
from question_bank.authoring.stubs import Stub, sentence_around, stub, stubs_of_uncovered
from question_bank.document import Document, passages_of
from question_bank.item import Date, Deck, Item, Number, Text
from question_bank.load import load_deck
from tests.question_bank.decks import HARBOUR, HEAD, LIBRARY, TEXT, deck_of, item
from tests.question_bank.shipped import BANK


def of(words: str, taken: tuple[str, ...] = (), own_source: bool = False) -> Stub:
    start = TEXT.index(words)
    return stub(HARBOUR, start, start + len(words), taken, own_source=own_source)


def loaded(*stubs: Stub, document: Document = HARBOUR, head: str = "document: 000_harbour\n") -> Deck:
    source = f"deck: x\ntitle: x\n{head}items:\n{''.join(one.yaml for one in stubs)}"
    deck, problems = load_deck(source, "x.yaml", {**LIBRARY, document.id: document})
    assert deck is not None, [*map(str, problems), source]
    return deck


def only(made: Stub) -> Item:
    (item,) = loaded(made).items
    return item


def test_a_date_is_guessed_and_its_sentence_gets_a_gap() -> None:
    item = only(of("On 30 January 1950 Anna Berg signed"))
    assert item.kind == "date" and isinstance(item.answer, Date)
    assert item.prompt == (
        "Complete this from “The Harbour Treaty”: On ____ Anna Berg signed the Harbour Treaty in Oslo."
    )


def test_a_figure_is_guessed_with_its_unit() -> None:
    item = only(of("It was worth $6.1 billion"))
    assert isinstance(item.answer, Number)
    assert (item.kind, item.answer.written, item.answer.unit) == ("figure", "6.1 billion", "USD")


@pytest.mark.parametrize(("start", "end"), [(0, -1), (-9, -1), (5, 2), (0, 0), (10**9, 10**9 + 5)])
def test_an_end_before_the_start_selects_nothing(start: int, end: int) -> None:
    """Above all no end that is counted from behind."""
    with pytest.raises(ValueError, match="Nothing is selected"):
        select(HARBOUR, start, end)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("over $350 million", ("350 million", "USD", "over")),
        ("nearly one thousand megawatts", ("one thousand", "MW", "nearly")),
        ("8%", ("8", "%", None)),
        ("12 aircraft", ("12", "aircraft", None)),
        ("10,000 students", ("10,000", "students", None)),
    ],
)
def test_a_figure_keeps_its_number_unit_and_hedge(words: str, number: tuple[str, str, str | None]) -> None:
    text = f"The contract was for {words} in Oslo."
    document = replace(HARBOUR, text=text, passages=passages_of(text, "", ()), odd=())
    (item,) = loaded(stub(document, 0, len(text)), document=document).items
    assert isinstance(item.answer, Number)
    assert (item.answer.written, item.answer.unit, item.answer.hedge) == number


def test_a_person_and_an_agreement_are_guessed() -> None:
    assert (of("Anna Berg was minister").kind, of("Anna Berg was minister").answer) == (
        "person",
        Text("Anna Berg"),
    )
    assert (of("signed the Harbour Treaty").kind, of("signed the Harbour Treaty").answer) == (
        "agreement",
        Text("Harbour Treaty"),
    )


def test_where_nothing_is_recognised_it_says_so_and_loads() -> None:
    made = of("came in")
    assert "correct the kind and the answer" in made.yaml
    assert only(made).answer == Text("came in")


def test_words_that_stand_twice_get_what_settles_which() -> None:
    second = TEXT.index("Anna Berg was president")
    made = stub(HARBOUR, second, second + len("Anna Berg was"))
    assert made.anchor.prefix or made.anchor.suffix
    assert only(made).sources[0].start == second


def test_white_space_around_a_selection_is_left_out() -> None:
    assert of(" Anna Berg signed ").anchor.quote == "Anna Berg signed"


def test_the_id_is_new_in_its_deck() -> None:
    first = of("Forty ships came")
    assert first.id == "forty-ships-came"
    assert of("Forty ships came", taken=(first.id,)).id == "forty-ships-came-2"


def test_a_deck_on_another_document_gets_the_source_named() -> None:
    deck = loaded(of("Forty ships came", own_source=True), head="document: 001_airport\n")
    assert deck.items[0].documents == ("000_harbour",)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (TEXT.index("\n\nOn 30"), TEXT.index("On 30"), "Nothing is selected"),
        (TEXT.index("Anna Berg in an"), TEXT.index("interview"), "stands in a teaser"),
        (5, 5, "Nothing is selected"),
    ],
)
def test_what_can_be_no_quote_is_refused_with_the_reason(start: int, end: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        stub(HARBOUR, start, end)


def test_a_selection_of_thousands_of_characters_is_refused() -> None:
    text = "word " * 1_000
    with pytest.raises(ValueError, match="Select at most 2,000"):
        stub(replace(HARBOUR, text=text, passages=passages_of(text, "", ())), 0, 4_000)


def test_a_character_that_no_deck_may_hold_is_refused() -> None:
    text = "turned \u202eround"
    with pytest.raises(ValueError, match=r"U\+202E"):
        stub(replace(HARBOUR, text=text, passages=passages_of(text, "", ()), odd=()), 0, len(text))


def test_a_sentence_stops_before_a_teaser() -> None:
    start = TEXT.index("$6.1 billion")
    first, last = sentence_around(HARBOUR, start, start + 12)
    assert TEXT[first:last].strip() == "It was worth $6.1 billion."


def test_each_mention_without_an_item_is_offered_once() -> None:
    deck = deck_of(item())
    stubs = list(stubs_of_uncovered(HARBOUR, deck.items))
    asked = [TEXT[one.mention.start : one.mention.end] for one in stubs if one.mention]
    assert "March 1951" in asked and "$6.1 billion" in asked and "Anna Berg" not in asked
    assert len({one.id for one in stubs}) == len(stubs)


@pytest.mark.parametrize("slug", BANK.documents_by_slug)
def test_every_mention_of_a_shipped_document_makes_an_item_that_loads(slug: str) -> None:
    document = BANK.documents_by_slug[slug]
    stubs = list(stubs_of_uncovered(document, ()))
    assert stubs
    loaded(*stubs, document=document, head=f"document: {slug}\n")


SIGNS = [
    "\n",
    "\r\n",
    '"',
    "'",
    ": ",
    " #",
    "{",
    "}",
    "[",
    "- ",
    "\\",
    "\t",
    "\u00a0",
    "%",
    "\u200f",
    "|",
    "&a ",
]
WORDS = [
    "Anna Berg ",
    "in 1950 ",
    "over $3 million ",
    "the Treaty of Oslo ",
    "ships. ",
    "“so” ",
    "é",
    "漢字",
    "😀",
]
PIECES = st.sampled_from([*SIGNS, *WORDS])


@given(st.lists(PIECES, min_size=1, max_size=30).map("".join), st.integers(0, 100), st.integers(1, 80))
def test_a_stub_of_any_selection_loads_with_its_exact_quote(text: str, start: int, length: int) -> None:
    document = replace(HARBOUR, text=text, passages=passages_of(text, "", ()), odd=())
    try:
        anchor = select(document, start, start + length)
    except ValueError:
        assume(False)
    made = stub(document, start, start + length)
    (item,) = loaded(made, document=document).items
    assert item.sources == (anchor,)
    assert text[anchor.start : anchor.end] == anchor.quote == text[start : start + length].strip()


def test_a_stub_stands_in_a_deck_beside_others() -> None:
    deck, problems = load_deck(HEAD + item() + of("Forty ships came").yaml, "x.yaml", LIBRARY)
    assert problems == () and deck is not None and len(deck.items) == 2
