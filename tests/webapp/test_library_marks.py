"""Marking a document: whatever the anchors, its text stays whole and the marks cover exactly the anchors."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from question_bank.anchor import Anchor
from question_bank.document import Document, OddPlace, passages_of
from question_bank.item import Item, Text
from webapp.library.marks import beside_and_folded, cut, notes_in, paragraphs

TEXT = "One two three.\nFour five six."


@dataclass(frozen=True)
class At:
    start: int
    end: int


def document(text: str = TEXT, odd: tuple[OddPlace, ...] = ()) -> Document:
    return Document(
        "000_a", "a", "A title", "Ana", "A press", "undated", text, passages_of(text, "", odd), odd
    )


def item(name: str, *places: tuple[int, int], document: str = "000_a", deck: str = "deck") -> Item:
    anchors = tuple(Anchor(document, TEXT[start:end], start, end) for start, end in places)
    return Item(deck, name, "date", f"When {name}?", Text("then"), anchors, "f")


@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=8))
def test_the_pieces_are_the_text_and_each_span_is_whole_pieces(places: list[tuple[int, int]]) -> None:
    spans = [At(min(place), max(place)) for place in places]
    pieces = cut(TEXT, 0, 14, dict(enumerate(spans)))
    assert "".join(piece.text for piece in pieces) == TEXT[:14]
    for index, span in enumerate(spans):
        covered = "".join(piece.text for piece in pieces if index in piece.covered_by)
        assert covered == TEXT[span.start : span.end]


@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=8))
def test_each_span_begins_once_and_ends_once(places: list[tuple[int, int]]) -> None:
    spans = [At(min(place), max(place)) for place in places]
    pieces = cut(TEXT, 0, 14, dict(enumerate(spans)))
    not_empty = [index for index, span in enumerate(spans) if span.start < span.end]
    assert sorted(index for piece in pieces for index in piece.begins) == not_empty
    assert sorted(index for piece in pieces for index in piece.ends) == not_empty


@given(st.integers(0, 29), st.integers(0, 29))
def test_a_span_over_two_paragraphs_ends_only_in_the_last(one: int, other: int) -> None:
    span = At(min(one, other), max(one, other))
    pieces = [*cut(TEXT, 0, 14, {0: span}), *cut(TEXT, 15, 29, {0: span})]
    assert sum(len(piece.begins) for piece in pieces) <= 1
    assert sum(len(piece.ends) for piece in pieces) <= 1


def test_nested_spans_are_cut_where_the_inner_one_begins_and_ends() -> None:
    pieces = cut(TEXT, 0, 14, {0: At(0, 13), 1: At(4, 7)})
    assert [(piece.text, piece.covered_by) for piece in pieces] == [
        ("One ", (0,)),
        ("two", (0, 1)),
        (" three", (0,)),
        (".", ()),
    ]


def test_adjacent_spans_stay_two_marks() -> None:
    pieces = cut(TEXT, 0, 14, {0: At(0, 4), 1: At(4, 7)})
    assert [piece.covered_by for piece in pieces] == [(0,), (1,), ()]


def test_an_odd_place_within_a_paragraph_is_a_piece_of_its_own() -> None:
    place = OddPlace(4, 7, "chrome")
    assert [piece.odd for piece in cut(TEXT, 0, 14, {}, [place])] == [None, place, None]


def test_notes_are_numbered_as_they_are_met_in_reading() -> None:
    notes = notes_in(
        document(), [item("late", (20, 24)), item("early", (0, 3)), item("elsewhere", document="b")]
    )
    assert [note.cited[0].name for note in notes] == ["deck/early", "deck/late"]
    assert [note.number for note in notes] == [1, 2]


def test_an_item_with_two_sources_has_two_notes() -> None:
    notes = notes_in(document(), [item("twice", (15, 19), (0, 3))])
    assert [(note.cited[0].source, note.start) for note in notes] == [(2, 0), (1, 15)]


def test_items_with_the_same_quote_share_its_note() -> None:
    notes = notes_in(document(), [item("one", (0, 3)), item("other", (0, 3)), item("longer", (0, 7))])
    assert [[cited.item.id for cited in note.cited] for note in notes] == [["one", "other"], ["longer"]]


def test_a_note_stands_beside_the_paragraph_in_which_its_quote_begins() -> None:
    found = paragraphs(document(), notes_in(document(), [item("both", (8, 19))]))
    assert [len(paragraph.begun) for paragraph in found] == [1, 0]
    assert [[piece.text for piece in paragraph.pieces if piece.covered_by] for paragraph in found] == [
        ["three."],
        ["Four"],
    ]


class Counted:
    """A span that counts how often it is asked where it begins."""

    asked = 0
    end = property(lambda self: self.at + 4)

    def __init__(self, at: int) -> None:
        self.at = at

    @property
    def start(self) -> int:
        Counted.asked += 1
        return self.at


def times_asked(lines: int) -> int:
    """How often spans are looked at in a text of so many lines with a span in each."""
    Counted.asked = 0
    long = document("Some words.\n" * lines)
    paragraphs(long, [Counted(passage.start) for passage in long.passages])
    return Counted.asked


def test_a_text_of_ten_times_the_lines_takes_ten_times_the_looks() -> None:
    assert times_asked(30) <= times_asked(300) <= 10 * times_asked(30)


def test_a_paragraph_in_an_odd_place_says_so() -> None:
    place = OddPlace(15, 29, "teaser", "Teaser of another text")
    shown = document(odd=(place,))
    assert [paragraph.odd for paragraph in paragraphs(shown, notes_in(shown, ()))] == [None, place]


def test_items_of_other_decks_are_folded_and_a_quote_of_both_is_cut_in_two() -> None:
    items = [item("own", (0, 3)), item("shared", (0, 3), deck="cross"), item("far", (4, 7), deck="cross")]
    beside, folded = beside_and_folded(notes_in(document(), items), {"deck"})
    assert [(note.number, [cited.item.id for cited in note.cited]) for note in beside] == [(1, ["own"])]
    assert [(note.number, [cited.item.id for cited in note.cited]) for note in folded] == [
        (1, ["shared"]),
        (2, ["far"]),
    ]


def test_the_item_one_comes_for_is_never_folded() -> None:
    notes = notes_in(document(), [item("own", (0, 3)), item("far", (4, 7), deck="cross")])
    beside, folded = beside_and_folded(notes, {"deck"}, "cross/far")
    assert [note.number for note in beside] == [1, 2]
    assert folded == ()
