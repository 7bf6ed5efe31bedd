"""Grading over every item of the shipped decks: what holds for each key beside its own words and others'."""

import pytest

from question_bank.grading import grade, shown
from question_bank.grading.folding import words
from question_bank.grading.offices import is_office, ranks
from question_bank.item import Side, Text
from question_bank.load import load_bank

BANK = load_bank().bank
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


@pytest.mark.parametrize("name", TEXTS)
def test_each_wording_is_right_in_brackets_beside_the_key(name: str) -> None:
    side, key = TEXTS[name]
    for alias in key.accept:
        assert _outcome(side, f"{key.text} ({alias})") == "right", alias
        assert _outcome(side, f"{alias} ({key.text})") == "right", alias


@pytest.mark.parametrize("name", TEXTS)
def test_a_distractor_is_never_right_alone_nor_beside_the_key(name: str) -> None:
    side, key = TEXTS[name]
    for distractor in map(shown, side.distractors):
        assert _outcome(side, distractor) == "wrong"
        assert _outcome(side, f"{key.text} or {distractor}") == "wrong"
        assert _outcome(side, f"{key.text}, {distractor}") != "right"


@pytest.mark.parametrize("name", TEXTS)
def test_a_passage_that_holds_the_key_is_worth_something(name: str) -> None:
    side, key = TEXTS[name]
    for quote in side.quotes:
        if f" {key.text} " in f" {quote} ":
            assert _outcome(side, quote) in ("right", "partly"), quote


@pytest.mark.parametrize("rank", ["deputy", "vice", "former", "first deputy", "acting"])
@pytest.mark.parametrize("name", OFFICES)
def test_another_rank_is_another_office(name: str, rank: str) -> None:
    side, key = OFFICES[name]
    assert _outcome(side, key.text) == "right"
    assert _outcome(side, f"{rank} {key.text}") == "wrong"


def test_there_are_offices_to_ask_for() -> None:
    assert len(OFFICES) >= 5 and len(TEXTS) >= 100
