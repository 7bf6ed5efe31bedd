"""What changes between two states of a deck is told item by item, and nothing else is."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.authoring.changes import (
    STATES,
    Comparison,
    ItemChange,
    compare_banks,
    compare_decks,
    describe,
)
from question_bank.bank import Bank
from question_bank.item import Deck
from tests.question_bank.decks import LIBRARY, deck_of, item, load
from tests.question_bank.shipped import BANK


def only(before: str, after: str) -> ItemChange:
    """The one item of two decks that have nothing else."""
    (change,) = compare_decks(deck_of(before), deck_of(after)).items
    return change


def told(change: ItemChange) -> list[tuple[str, str, str]]:
    return [(field.field, field.before, field.after) for field in change.fields]


def test_the_same_bank_twice_shows_nothing() -> None:
    found = compare_banks(BANK, BANK)
    assert found.is_empty
    assert found.summary == f"{len(BANK.items)} unchanged"


def test_another_prompt_is_a_rewording_and_both_are_shown() -> None:
    change = only(item(), item(prompt="Who signed it?"))
    assert change.state == "reworded" and change.regrade == ()
    assert told(change) == [("prompt", "Who signed the Harbour Treaty in Oslo?", "Who signed it?")]


@pytest.mark.parametrize(
    ("keys", "field"),
    [
        ({"explanation": "She did."}, "explanation"),
        ({"hint": "A woman"}, "hint"),
        ({"distractors": "[Jan Novak, Per Dahl]"}, "distractors"),
        ({"quote": "Anna Berg signed"}, "quote"),
        ({"as_of": "1950"}, "as of"),
        ({"attributed_to": "the treaty"}, "attributed to"),
        ({"kind": "agreement"}, "kind"),
        ({"answer": "anna berg"}, "answer"),
        ({"answer_from": "Anna Berg"}, "answer from"),
    ],
)
def test_what_leaves_the_answer_as_it_was_is_a_rewording(keys: dict[str, Any], field: str) -> None:
    change = only(item(), item(**keys))
    assert change.state == "reworded"
    assert [name for name, _, _ in told(change)] == [field]


def test_another_answer_is_told_with_the_direction_to_regrade() -> None:
    change = only(item(), item(answer="Berg"))
    assert (change.state, change.regrade) == ("answer changed", ("forward",))
    assert told(change) == [("answer", "Anna Berg", "Berg")]


def test_another_accepted_wording_changes_what_is_right() -> None:
    change = only(item(accept="[Berg]"), item(accept="[Berg, Frau Berg]"))
    assert change.state == "answer changed"
    assert told(change) == [("also accepted", "Berg", "Berg, Frau Berg")]


def test_the_order_and_case_of_accepted_wordings_change_nothing_that_is_right() -> None:
    assert only(item(accept="[Berg, A. Berg]"), item(accept="[a. berg, berg]")).state == "reworded"


SIGNED = {"kind": "date", "quote": "On 30 January 1950 Anna Berg"}
WORTH = {"kind": "figure", "quote": "worth $6.1 billion"}


@pytest.mark.parametrize(
    ("keys", "before", "after", "state"),
    [
        (SIGNED, "{date: 1950-01-30}", "{date: 1950-01}", "answer changed"),
        (SIGNED, "{date: 1950-01-30}", "30 January 1950", "answer changed"),
        (WORTH, "{number: 6.1 billion, unit: USD}", "{number: '6,100,000,000', unit: USD}", "reworded"),
        (WORTH, "{number: 6.1 billion, unit: USD}", "{number: 6.1 billion, unit: dollars}", "reworded"),
        (WORTH, "{number: 6.1 billion, unit: USD}", "{number: 6.1 billion}", "answer changed"),
        (WORTH, "{number: 6.1 billion}", "{number: 6.1 billion, tolerance: 1 million}", "answer changed"),
        (WORTH, "{number: 6.1 billion}", "{number: 6.1 billion, hedge: over}", "answer changed"),
    ],
)
def test_an_answer_has_changed_where_another_response_is_right(
    keys: dict[str, Any], before: str, after: str, state: str
) -> None:
    change = only(item(answer=before, **keys), item(answer=after, **keys))
    assert change.state == state
    assert [(name, was != becomes) for name, was, becomes in told(change)] == [("answer", True)]


PORTS = {"quote": "from Bergen, Oslo and Turku"}


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        ("{all_of: [Bergen, Oslo]}", "{all_of: [Oslo, Bergen]}", "reworded"),
        ("{order: [Bergen, Oslo]}", "{order: [Oslo, Bergen]}", "answer changed"),
        ("{all_of: [Bergen, Oslo]}", "{all_of: [Bergen, Oslo, Turku]}", "answer changed"),
        (
            "{all_of: [Bergen, Oslo]}",
            "{all_of: [Bergen, {text: Oslo, accept: Kristiania}]}",
            "answer changed",
        ),
        ("{pairs: {a: Bergen, b: Oslo}}", "{pairs: {b: Oslo, a: Bergen}}", "unchanged"),
        ("{pairs: {a: Bergen, b: Oslo}}", "{pairs: {a: Oslo, b: Bergen}}", "answer changed"),
    ],
)
def test_parts_are_the_same_as_far_as_their_order_is_asked(before: str, after: str, state: str) -> None:
    assert only(item(answer=before, **PORTS), item(answer=after, **PORTS)).state == state


def reverse(answer: str) -> str:
    return item(reverse=f"{{prompt: What?, answer: {answer}}}")


def test_the_reverse_has_an_answer_of_its_own() -> None:
    change = only(reverse("Harbour Treaty"), reverse("Treaty"))
    assert (change.state, change.regrade) == ("answer changed", ("reverse",))
    assert told(change) == [("reverse answer", "Harbour Treaty", "Treaty")]


def test_a_reverse_that_comes_or_goes_regrades_nothing() -> None:
    for before, after in ((item(), reverse("Treaty")), (reverse("Treaty"), item())):
        change = only(before, after)
        assert (change.state, change.regrade) == ("reworded", ())
        assert {name for name, _, _ in told(change)} == {"reverse prompt", "reverse answer"}


def test_other_tags_leave_an_item_unchanged_and_are_listed() -> None:
    found = compare_decks(deck_of(item()), deck_of(item(tags="[trade]")))
    assert found.summary == "1 unchanged" and not found.is_empty
    assert told(found.items[0]) == [("tags", "", "trade")]


def test_every_state_is_counted_in_one_line() -> None:
    before = deck_of(item(id="a"), item(id="b"), item(id="c"), item(id="d"))
    after = deck_of(item(id="e"), item(id="a"), item(id="b", hint="x"), item(id="c", answer="Berg"))
    found = compare_decks(before, after)
    assert found.summary == "1 unchanged, 1 reworded, 1 answer changed, 1 removed, 1 new"
    assert [change.id for change in found.items] == ["e", "a", "b", "c", "d"]


def test_a_deck_that_is_new_or_gone_is_told_with_its_items() -> None:
    deck = deck_of(item())
    assert compare_decks(None, deck).summary == "1 new"
    found = compare_decks(deck, None)
    assert found.summary == "1 removed" and [one.state for one in found.decks] == ["removed"]


def test_another_title_or_order_of_a_deck_is_told() -> None:
    deck = deck_of(item(id="a"), item(id="b"))
    other = replace(deck, title="Ships", items=deck.items[::-1])
    (change,) = compare_decks(deck, other).decks
    assert describe(change) == [
        "harbour: changed",
        "  title", "    - The harbour", "    + Ships",
        "  order of the items", "    - a, b", "    + b, a",
    ]  # fmt: skip


def test_another_text_of_a_document_is_told() -> None:
    harbour = LIBRARY["000_harbour"]
    longer = {**LIBRARY, "000_harbour": replace(harbour, text=f"{harbour.text}More.")}
    (change,) = compare_banks(Bank({}, LIBRARY), Bank({}, longer)).documents
    assert [field.field for field in change.fields] == ["text"]


def test_a_quiz_of_a_deck_is_told_too() -> None:
    def quiz(**keys: str) -> str:
        written = "".join(f", {key}: {value}" for key, value in keys.items())
        return f"quizzes:\n  - {{id: first, title: First, draws: {{count: 1}}{written}}}\n"

    found = compare_decks(deck_of(item(), quiz(minutes="10")), deck_of(item(), quiz(shuffled="no")))
    assert [line for change in found.quizzes for line in describe(change)] == [
        "harbour/first: changed",
        "  minutes", "    - 10",
        "  shuffled", "    - yes", "    + no",
    ]  # fmt: skip
    assert [one.state for one in compare_decks(deck_of(item()), deck_of(item(), quiz())).quizzes] == ["new"]


# --- laws ---

CHOICES: dict[str, list[str | None]] = {
    "prompt": ["Who signed the treaty?", "Who signed?"],
    "answer": ["Anna Berg", "Berg", "anna berg", "{all_of: [Anna Berg, Harbour Treaty]}"],
    "accept": [None, "[Frau Berg]"],
    "hint": [None, "A woman", "A man"],
    "distractors": [None, "[Jan Novak]"],
    "tags": [None, "[trade]"],
    "quote": ["Anna Berg signed the Harbour Treaty", "30 January 1950 Anna Berg signed the Harbour Treaty"],
    "reverse": [None, "{prompt: What?, answer: Treaty}", "{prompt: What?, answer: Harbour Treaty}"],
    "kind": ["person", "agreement"],
}
KEYS = st.fixed_dictionaries({key: st.sampled_from(values) for key, values in CHOICES.items()})
DECKS = st.dictionaries(st.sampled_from("abcd"), KEYS, min_size=1)
BESIDE_THE_FINGERPRINT = {"tags", "conflicts with", "words around the quote", "reverse answer from"}


def made(entries: dict[str, dict[str, Any]]) -> Deck:
    for keys in entries.values():
        if keys["answer"].startswith("{"):
            keys.update(accept=None, distractors=None)
    deck, problems = load(*(item(id=id, **keys) for id, keys in entries.items()))
    assert deck is not None, [str(problem) for problem in problems]
    return deck


def by_id(found: Comparison) -> dict[str, str]:
    return {change.id: change.state for change in found.items}


@given(DECKS, DECKS)
def test_laws_of_a_comparison(old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> None:
    before, after = made(old), made(new)
    found, back = compare_decks(before, after), compare_decks(after, before)
    assert compare_decks(before, before).is_empty
    assert sorted(change.id for change in found.items) == sorted(old.keys() | new.keys())
    assert sum(len(found.of(state)) for state in STATES) == len(found.items)
    for change in found.items:
        both = change.before is not None and change.after is not None
        same = both and change.before.fingerprint == change.after.fingerprint  # type: ignore[union-attr]
        assert (change.state == "unchanged") == same
        assert same or not both or {field.field for field in change.fields} - BESIDE_THE_FINGERPRINT
        assert not same or {field.field for field in change.fields} <= BESIDE_THE_FINGERPRINT
        assert all(field.before != field.after for field in change.fields)
    swap = {"new": "removed", "removed": "new"}
    assert by_id(back) == {id: swap.get(state, state) for id, state in by_id(found).items()}
