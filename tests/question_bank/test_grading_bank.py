"""Grading over every item of the shipped decks: what holds for each key beside its own words and others'."""

import pytest

from question_bank.grading import grade, shown
from question_bank.grading.folding import words
from question_bank.grading.offices import is_office, ranks
from question_bank.item import Side, Text
from tests.question_bank.shipped import BANK

TEXTS: dict[str, tuple[Side, Text]] = {
    f"{item.deck}/{item.id}/{direction}": (side, side.answer)
    for item in BANK.items.values()
    for direction in item.directions
    for side in [item.side(direction)]
    if isinstance(side.answer, Text)
}
OFFICES = {
    name: (side, key)
    for name, (side, key) in TEXTS.items()
    if is_office(words(key.text)) and not ranks(words(" ".join((key.text, *key.accept)))) - {"prime"}
}


def _outcome(side: Side, response: str) -> str:
    return grade(side, response, BANK.names).outcome


def test_each_wording_is_right_in_brackets_beside_the_key() -> None:
    pairs = [(name, key.text, alias) for name, (_, key) in TEXTS.items() for alias in key.accept]
    both = [(name, f"{a} ({b})") for name, key, alias in pairs for a, b in ((key, alias), (alias, key))]
    assert [(name, said) for name, said in both if _outcome(TEXTS[name][0], said) != "right"] == []


def test_a_distractor_is_never_right_alone_nor_beside_the_key() -> None:
    for name, (side, key) in TEXTS.items():
        for distractor in map(shown, side.distractors):
            assert _outcome(side, distractor) == "wrong", (name, distractor)
            assert _outcome(side, f"{key.text} or {distractor}") == "wrong", (name, distractor)
            assert _outcome(side, f"{key.text}, {distractor}") != "right", (name, distractor)


def test_a_passage_that_holds_the_key_is_worth_something() -> None:
    holding = [
        (name, quote)
        for name, (side, key) in TEXTS.items()
        for quote in side.quotes
        if f" {key.text} " in f" {quote} "
    ]
    assert len(holding) > 50
    assert [row for row in holding if _outcome(TEXTS[row[0]][0], row[1]) not in ("right", "partly")] == []


@pytest.mark.parametrize("rank", ["deputy", "vice", "former", "first deputy", "acting"])
def test_another_rank_is_another_office(rank: str) -> None:
    for name, (side, key) in OFFICES.items():
        assert _outcome(side, key.text) == "right", name
        assert _outcome(side, f"{rank} {key.text}") == "wrong", name


def test_there_are_offices_to_ask_for() -> None:
    assert len(OFFICES) >= 5 and len(TEXTS) >= 100
