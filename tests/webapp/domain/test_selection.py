"""Which card comes next: mixed evenly, siblings apart, learning cards when their time has come."""

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise

import pytest

from question_bank.bank import Bank
from question_bank.load import load_bank
from webapp.domain.selection import ALL, Key, Scope, Waiting, apart, cards_of, early, mixed, parts_of, ready

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@cache
def bank() -> Bank:
    return load_bank().bank


def key(name: str) -> Key:
    return Key("deck", name, "forward")


def keys(letter: str, count: int) -> list[Key]:
    return [key(f"{letter}{number}") for number in range(count)]


def test_every_side_of_every_item_is_a_card_once() -> None:
    cards = cards_of(bank(), ALL)
    expected = {Key(*place, side) for place, item in bank().items.items() for side in item.directions}
    assert set(cards.keys) == expected and len(cards.keys) == len(expected)


def test_new_cards_go_round_the_decks_of_documents_first() -> None:
    documents = [deck for deck in bank().decks.values() if deck.document is not None]
    first = cards_of(bank(), ALL).keys[: len(documents)]
    assert {card.deck for card in first} == {deck.id for deck in documents}


def test_reverse_sides_come_after_all_forward_ones() -> None:
    directions = [card.direction for card in cards_of(bank(), ALL).keys]
    assert directions == sorted(directions)


@pytest.mark.parametrize("kind", ["date", "agreement", "person", "figure"])
def test_a_scope_of_a_kind_holds_this_kind_only(kind: str) -> None:
    cards = cards_of(bank(), Scope(kind=kind))  # type: ignore[arg-type]
    assert cards.keys and {bank().items[card.place].kind for card in cards.keys} == {kind}


def test_a_scope_of_a_document_holds_what_is_proved_by_it() -> None:
    for document in bank().documents.values():
        cards = cards_of(bank(), Scope(document=document.slug))
        assert cards.keys
        assert all(document.id in bank().items[card.place].documents for card in cards.keys)


def test_each_part_counts_the_cards_that_its_scope_holds() -> None:
    parts = parts_of(bank())
    assert parts.cards and all(len(cards_of(bank(), scope).keys) == n for scope, n in parts.cards.items())


def test_a_card_counts_in_every_part_it_lies_in_and_a_retired_one_in_none() -> None:
    item = next(iter(bank().items.values()))
    counted = parts_of(bank()).count([str(Key(item.deck, item.id, "forward")), "gone/card/forward"])
    assert counted[ALL] == counted[Scope(deck=item.deck)] == counted[Scope(kind=item.kind)] == 1
    assert sum(counted.values()) == 3 + len(item.documents)


def test_a_card_and_its_reverse_never_stand_in_one_row() -> None:
    both = [key("a"), key("b"), key("a")._replace(direction="reverse"), key("c")]
    assert apart(both, [("deck", "c")]) == [key("a"), key("b")]


def test_new_cards_are_spread_evenly_among_due_ones() -> None:
    row = mixed(keys("d", 30), keys("n", 10), "1/1")
    places = [place for place, card in enumerate(row) if card.item.startswith("n")]
    assert all(2 <= after - before <= 6 for before, after in pairwise(places))
    assert sorted(row) == sorted(keys("d", 30) + keys("n", 10))


def test_new_cards_keep_their_order_and_due_ones_do_not() -> None:
    row = mixed(keys("d", 30), keys("n", 10), "1/1")
    assert [card for card in row if card.item[0] == "n"] == keys("n", 10)
    assert [card for card in row if card.item[0] == "d"] != keys("d", 30)


def test_a_row_depends_on_its_seed_and_nothing_else() -> None:
    rows = [mixed(keys("d", 30), keys("n", 5), seed) for seed in ("1/1", "1/1", "1/2", "2/1")]
    assert rows[0] == rows[1] and rows[0] != rows[2] != rows[3] != rows[0]


def test_what_is_left_keeps_its_order_when_some_is_done() -> None:
    """Another process that plans later, with some cards done, asks the rest in the same order."""
    whole = mixed(keys("d", 30), [], "1/1")
    assert mixed(sorted(whole[7:]), [], "1/1") == whole[7:]


@pytest.mark.parametrize(("due", "new"), [(0, 0), (0, 3), (3, 0), (1, 1)])
def test_a_row_may_be_of_one_sort_only(due: int, new: int) -> None:
    assert len(mixed(keys("d", due), keys("n", new), "")) == due + new


def test_the_learning_card_that_waited_longest_comes_first() -> None:
    waiting = [Waiting(key("a"), NOW - timedelta(minutes=1)), Waiting(key("b"), NOW - timedelta(minutes=5))]
    assert ready(waiting, NOW) == key("b")


def test_a_learning_card_is_not_asked_before_its_time_unless_nothing_else_is_left() -> None:
    waiting = [Waiting(key("a"), NOW + timedelta(minutes=19))]
    assert ready(waiting, NOW) is None
    assert early(waiting, NOW) == key("a")


def test_a_learning_card_is_never_asked_more_than_twenty_minutes_early() -> None:
    assert early([Waiting(key("a"), NOW + timedelta(minutes=21))], NOW) is None
    assert ready([], NOW) is early([], NOW) is None
