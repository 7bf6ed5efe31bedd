"""When a document gets a new text, each quote is followed to its place, or a person is asked."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from question_bank.anchor import Anchor, locate
from question_bank.authoring.reanchoring import Reanchored, Reanchoring, carry_odd, reanchor_items
from question_bank.authoring.selection import select
from question_bank.document import Document, OddPlace, passages_of
from tests.question_bank.decks import HARBOUR, TEXT, deck_of, item
from tests.question_bank.shipped import BANK

QUOTE = "Anna Berg signed the Harbour Treaty"


def with_text(text: str, odd: tuple[OddPlace, ...] = ()) -> Document:
    return replace(HARBOUR, text=text, passages=passages_of(text, HARBOUR.title, odd), odd=odd)


def reanchored(old: str, new: str, quote: str = QUOTE, prefix: str = "", suffix: str = "") -> Reanchored:
    before = with_text(old)
    source = locate(before, quote, prefix, suffix)
    assert isinstance(source, Anchor)
    return Reanchoring(before, with_text(new)).anchor(source)


def test_a_quote_in_an_unchanged_text_is_intact() -> None:
    found = reanchored(TEXT, TEXT)
    assert (found.state, found.after) == ("intact", found.before)


def test_a_change_behind_a_quote_leaves_it_intact() -> None:
    assert reanchored(TEXT, TEXT.replace("Forty ships", "Fifty ships")).state == "intact"


def test_a_paragraph_put_before_a_quote_moves_it() -> None:
    found = reanchored(TEXT, f"A new preface.\n\n{TEXT}")
    assert found.state == "moved" and found.after is not None
    assert found.after.start == found.before.start + len("A new preface.\n\n")


def test_a_prefix_settles_which_of_two_places_a_quote_has_moved_to() -> None:
    found = reanchored(TEXT, f"Preface.\n{TEXT}", "Anna Berg was", prefix="minister then.")
    assert found.state == "moved" and found.after is not None
    assert f"Preface.\n{TEXT}"[found.after.end :].startswith(" president later")


def test_altered_words_are_proposed_with_their_difference() -> None:
    found = reanchored(TEXT, TEXT.replace("Anna Berg signed the", "Anna Berg formally signed a"))
    assert found.state == "altered" and found.after is not None
    assert found.after.quote == "Anna Berg formally signed a Harbour Treaty"
    assert found.difference == "‘Anna Berg {+formally +}signed [-the-]{+a+} Harbour Treaty’"


def test_words_altered_at_the_end_of_a_quote_belong_to_the_proposal() -> None:
    found = reanchored(TEXT, TEXT.replace("the Harbour Treaty in Oslo", "the Harbour Pact in Oslo"))
    assert found.after is not None and found.after.quote == "Anna Berg signed the Harbour Pact"


def test_words_altered_at_the_beginning_of_a_quote_belong_to_the_proposal() -> None:
    found = reanchored(TEXT, TEXT.replace("Anna Berg signed the", "Mrs Berg signed the"))
    assert found.after is not None and found.after.quote == "Mrs Berg signed the Harbour Treaty"


def test_a_second_place_of_the_same_words_is_for_a_person_to_settle() -> None:
    found = reanchored(TEXT, f"{TEXT}\nIn Bergen {QUOTE} again.\n")
    assert found.state == "altered" and found.after is not None
    assert found.after.quote == QUOTE and found.after.start == found.before.start
    assert found.after.prefix or found.after.suffix
    assert found.reason == "The quote stands 2 times in 000_harbour."


def test_words_that_are_no_longer_there_are_gone() -> None:
    found = reanchored(
        TEXT, TEXT.replace("On 30 January 1950 Anna Berg signed the Harbour Treaty in Oslo.", "")
    )
    assert (found.state, found.after) == ("gone", None)


def test_words_that_have_become_a_teaser_are_gone_with_the_reason() -> None:
    before = with_text(TEXT)
    source = locate(before, QUOTE)
    assert isinstance(source, Anchor)
    teaser = (OddPlace(source.start - 5, source.end + 5, "teaser"),)
    found = Reanchoring(before, with_text(TEXT, teaser)).anchor(source)
    assert found.state == "gone" and "teaser" in found.reason


def test_an_item_is_as_its_worst_source() -> None:
    worth = item(id="worth", kind="figure", answer="$6.1 billion", quote="worth $6.1 billion")
    deck = deck_of(item(), worth)
    new = with_text(TEXT.replace("It was worth $6.1 billion", "It cost $6.1 billion"))
    found = reanchor_items(HARBOUR, new, deck.items)
    assert [(one.item.id, one.state) for one in found] == [("signer", "intact"), ("worth", "altered")]


def test_items_of_other_documents_are_left_out() -> None:
    shipped = BANK.items.values()
    assert reanchor_items(HARBOUR, with_text("x"), shipped) == []


def test_every_shipped_item_follows_a_sentence_put_before_its_document() -> None:
    for document in BANK.documents.values():
        text = f"{document.text[:80]} Added words. {document.text[80:]}"
        moved = replace(document, text=text, passages=passages_of(text, "", ()), odd=())
        states = {one.state for one in reanchor_items(document, moved, BANK.items.values())}
        assert states <= {"intact", "moved", "altered"}, document.id


def test_a_teaser_is_carried_into_the_new_text_or_has_to_be_marked_again() -> None:
    new = f"A preface.\n{TEXT}"
    (odd,), lost = carry_odd(HARBOUR, new)
    assert new[odd.start : odd.end] == TEXT[HARBOUR.odd[0].start : HARBOUR.odd[0].end] and lost == ()
    for changed in (TEXT.replace("Read also", "See also"), TEXT + TEXT):
        assert carry_odd(HARBOUR, changed) == ((), HARBOUR.odd)


WORDS = "Anna Berg signed the Harbour Treaty in Oslo when forty ships came from Bergen and Turku".split()
texts = st.lists(st.sampled_from([*WORDS, "\n", "1950."]), min_size=6, max_size=60).map(" ".join)
added = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
edits = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40), added), max_size=4)


def edited(text: str, changes: list[tuple[int, int, str]], start: int, end: int) -> tuple[str, int | None]:
    """The text after the changes, and where the characters [start, end) are now if none touched them."""
    place: int | None = start
    length = end - start
    for position, cut, words in changes:
        position = min(position, len(text))
        stop = min(position + cut, len(text))
        text = text[:position] + words + text[stop:]
        if place is not None and stop <= place:
            place += len(words) - (stop - position)
        elif place is not None and position < place + length:
            place = None
    return text, place


@given(texts, st.integers(0, 200), st.integers(3, 60), edits)
def test_over_random_edits_a_quote_is_followed_or_a_person_is_asked(
    text: str, start: int, length: int, changes: list[tuple[int, int, str]]
) -> None:
    before = with_text(text)
    try:
        source = select(before, min(start, len(text) - 1), start + length)
    except ValueError:
        assume(False)
    new, place = edited(text, changes, source.start, source.end)
    found = Reanchoring(before, with_text(new)).anchor(source)
    if found.after is not None:  # whatever is said to stand there does
        assert new[found.after.start : found.after.end] == found.after.quote
        assert (
            locate(with_text(new), found.after.quote, found.after.prefix, found.after.suffix) == found.after
        )
    if found.state in ("intact", "moved"):
        assert found.after is not None and found.after.quote == source.quote
        assert (found.state == "intact") == (found.after.start == source.start)
        if source.prefix == source.suffix == "" and place is not None:  # words that stand once are those
            assert found.after.start == place and new.count(source.quote) == 1
    if place is not None and new.count(source.quote) == 1 and not source.prefix and not source.suffix:
        assert found.state in ("intact", "moved")


@pytest.mark.parametrize("size", [200_000])
def test_a_long_text_without_paragraphs_is_followed_too(size: int) -> None:
    filler = " ".join(f"word{number}" for number in range(size // 10))
    found = reanchored(f"{TEXT} {filler}", f"{filler[:50]} {TEXT.replace('signed the', 'signed a')} {filler}")
    assert found.state == "altered" and found.after is not None
    assert found.after.quote == "Anna Berg signed a Harbour Treaty"
