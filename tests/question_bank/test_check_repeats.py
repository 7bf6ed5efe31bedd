"""Rules for the whole bank: what is asked twice, and where the key stands among its options."""

from dataclasses import replace

from question_bank.checks import repeats
from question_bank.checks.findings import findings
from question_bank.checks.rule import Asking
from question_bank.deck_reader import read_deck
from tests.question_bank import decks
from tests.question_bank.checking import PEOPLE, date, found, rules, sound, worth

ALMOST = "Who signed the Harbour Treaty in the town of Oslo?"


def test_the_same_prompt_twice_is_pointed_out_at_the_second() -> None:
    (problem,) = found(sound(), sound(id="again"))
    assert (problem.rule, problem.path) == ("same-prompt", "items[1].prompt")
    assert problem.what == "harbour/signer asks the same"


def test_nearly_the_same_prompt_with_the_same_answer_is_pointed_out() -> None:
    assert rules(sound(), sound(id="again", prompt=ALMOST)) == ["near-duplicate"]


def test_a_shorter_prompt_with_the_answer_in_other_words_is_pointed_out_too() -> None:
    short = {"prompt": "By whom was the Harbour Treaty signed?", "answer": "Berg", "accept": "[Anna Berg]"}
    assert rules(sound(), sound(id="again", **short)) == ["near-duplicate"]


def test_nearly_the_same_prompt_with_another_answer_is_another_fact() -> None:
    place = {
        "answer": "Oslo",
        "quote": "signed the Harbour Treaty in Oslo",
        "distractors": "[Turku, Bergen, Rome]",
    }
    assert (
        rules(sound(), sound(id="again", prompt="Where was the Harbour Treaty signed in 1950?", **place))
        == []
    )


def test_the_same_answer_to_another_question_is_another_fact() -> None:
    later = {"prompt": "Who became president later?", "quote": "Anna Berg was president later"}
    assert rules(sound(), sound(id="later", **later)) == []


def test_items_that_name_each_other_as_conflicting_are_no_duplicates() -> None:
    assert rules(sound(), sound(id="again", prompt=ALMOST, conflicts_with="signer")) == []


def test_duplicates_are_found_across_decks() -> None:
    one = read_deck(decks.HEAD + sound(), "a.yaml", decks.LIBRARY)
    other = read_deck(decks.HEAD.replace("deck: h", "deck: new-h") + sound(), "b.yaml", decks.LIBRARY)
    (problem,) = findings([one, other], decks.LIBRARY, PEOPLE)
    assert (problem.rule, problem.file) == ("same-prompt", "b.yaml")


def _worths(count: int, distractors: list[str]) -> list[str]:
    words = ("ab", "cd", "ef", "gh", "ij", "kl")
    name = [f"{words[i % 6]}{words[i // 6]}port" for i in range(count)]
    return [
        worth(
            id=f"w{i}", prompt=f"How much was {name[i]} worth?", distractors=distractors[i % len(distractors)]
        )
        for i in range(count)
    ]


SMALLEST = "[7.2 billion, 8.4 billion, 9.3 billion]"
SECOND = "[4.2 billion, 8.4 billion, 9.3 billion]"
THIRD = "[4.2 billion, 5.4 billion, 9.3 billion]"
LARGEST = "[4.2 billion, 5.4 billion, 5.9 billion]"


def test_a_bank_whose_answer_is_mostly_the_smallest_is_pointed_out() -> None:
    positions = [one for one in found(*_worths(24, [SMALLEST])) if one.rule == "key-position"]
    assert "the answer is number 1 in 24, not in about 6" in positions[0].what
    assert (positions[0].file, positions[0].severity) == ("harbour.yaml", "warning")


def test_a_bank_whose_answer_stands_anywhere_is_balanced() -> None:
    assert "key-position" not in rules(*_worths(24, [SMALLEST, SECOND, THIRD, LARGEST]))


def test_a_few_items_prove_nothing_about_position() -> None:
    assert "key-position" not in rules(*_worths(8, [SMALLEST]))


def test_compared_pairs_grow_with_the_bank_and_not_with_its_square() -> None:
    (item,) = decks.deck_of(date()).items

    def count(size: int) -> int:
        many = [replace(item, prompt=f"On what date was treaty {i} signed in Oslo?") for i in range(size)]
        return sum(1 for _ in repeats.pairs([Asking(one, "forward", {}, PEOPLE) for one in many]))

    assert count(1_000) < 2.1 * count(500)
