"""Every item of the shipped bank, in both directions, grades what a learner may write as it should.

Most responses are generated from the bank as it is loaded, so that they follow every edit of a deck. Those
that no rule could make up are written by hand; where their item is gone they are passed over.
"""

import pytest

from question_bank.grading import grade
from question_bank.item import Direction, Item, Kind
from tests.question_bank.responses import RIGHT, Expected, expected, keys_of
from tests.question_bank.shipped import BANK
from tests.question_bank.written_answers import ANSWERS

SIDES = [(item, direction) for item in BANK.items.values() for direction in item.directions]
BY_NAME = {
    f"{item.deck}/{item.id}" + ("/reverse" if direction == "reverse" else ""): item.side(direction)
    for item, direction in SIDES
}


def _others(item: Item, direction: Direction) -> list[str]:
    """The keys of other items that ask for the same kind of fact, the following ones first."""
    kind: Kind = item.kind
    same = [(one, way) for one, way in SIDES if one.kind == kind and way == direction]
    at = next((at for at, (one, _) in enumerate(same) if one is item), 0)
    return keys_of([one.side(way) for one, way in (*same[at + 1 :], *same[:at])])


def _responses(item: Item, direction: Direction) -> list[Expected]:
    return list(expected(item.side(direction), _others(item, direction)))


@pytest.mark.parametrize("deck", BANK.decks)
def test_what_a_learner_may_write_is_graded_as_it_should_be(deck: str) -> None:
    graded = [
        (item.id, direction, response, outcomes, grade(item.side(direction), response, BANK.names))
        for item, direction in SIDES
        if item.deck == deck
        for response, outcomes in _responses(item, direction)
    ]
    assert [row for row in graded if row[-1].outcome not in row[-2]] == []


def test_every_side_has_its_key_two_right_variants_and_two_that_are_not() -> None:
    for item, direction in SIDES:
        outcomes = [outcomes for _, outcomes in _responses(item, direction)]
        right = outcomes.count(RIGHT)
        assert right >= 3 and len(outcomes) - right >= 2, (item.deck, item.id, direction)


def test_what_was_judged_by_hand_is_graded_so() -> None:
    for name in ANSWERS.keys() & BY_NAME.keys():
        right, others = ANSWERS[name]
        graded = {response: grade(BY_NAME[name], response, BANK.names) for response in (*right, *others)}
        assert [response for response in right if graded[response].outcome != "right"] == [], name
        assert [response for response in others if graded[response].outcome == "right"] == [], name


def test_most_of_what_was_judged_by_hand_still_has_its_item() -> None:
    gone = sorted(ANSWERS.keys() - BY_NAME.keys())
    assert len(gone) <= len(ANSWERS) // 5, gone
