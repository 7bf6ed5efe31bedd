"""Typed answers that make careless patterns run for ever: each is marked at once.

The bank stores no pattern: what an author writes is compared as words, never compiled.
"""

import pytest

from question_bank.item import AllOf, Answer, Item, Order, Pairs, Side, Text
from tests.webapp.domain.quizzing import QUIZ, bank, fastest, item
from webapp.domain.marking import mark
from webapp.domain.slots import LONGEST, Given, Presentation, Slot, cloze_of, fitting, read

# A start, what is repeated, and an end that lets a pattern that backtracks try every way again.
KNOWN = [
    ("", "a", "!"),  # (a+)+$
    ("", "a", "b"),  # ([a-zA-Z]+)*$
    ("", "aa", "c"),  # (a|aa)+$
    ("", "a|", "!"),  # (a|a?)+$
    ("x", "x", "y"),  # (x+x+)+y
    ("", "ab", "a!"),  # ((ab)*)+$
    ("", "0", "x"),  # ^(\d+)*$
    ("", "1", "e"),  # ^\d*[.]?\d*$
    ("", "1.", "x"),  # ^(\d+\.?)+$
    ("", "1,", ";"),  # ^(\d+,?)*$
    ("", "1 ", "x"),  # (\d+ ?)+$
    ("$", "1,111", "x"),  # \$(\d{1,3},?)+$
    ("", "-", "1x"),  # -*\d+$
    ("", " ", "x"),  # \s+$ looked for at every place
    ("x", "\t\n ", "x"),  # (\s|\t|\n)+$
    ("", "\n", "x"),  # (.|\n)*$
    ("a@", "a.", "!"),  # e-mail addresses
    ("http://", "a.", "!"),  # addresses of pages
    ("", "www.", "!"),
    ("", "<a ", "x"),  # <[^>]*>
    ("<", "!--", "x"),  # comments
    ("", "(", ")x"),  # brackets
    ("", '"', "x"),  # quoted strings
    ("", "\\", "x"),  # escapes
    ("", "a, ", "!"),  # lists
    ("", "and ", "or"),
    ("", "30/", "1950/"),  # dates
    ("", "Jan ", "1950 1950"),
    ("", "one hundred ", "and"),  # numbers in words
    ("", "twenty-", "x"),
    ("", "a = b; ", "="),  # pairs
    ("", "a -> ", ">"),  # orders
    ("", "1) ", "2"),
    ("", "Mr. ", "Mr"),
    ("", "Nguyen ", "X"),
    ("", "’", "s"),
]
TYPED: tuple[Presentation, ...] = ("text", "date", "number", "list", "cloze")


def attack(known: tuple[str, str, str], length: int = LONGEST) -> str:
    start, repeated, end = known
    count = (length - len(start) - len(end)) // len(repeated)
    return start + repeated * count + end


def typed_slots() -> list[tuple[Item, Slot]]:
    """The typed questions of the bank with the longest quotes, in each presentation."""
    found: list[tuple[Item, Slot]] = []
    for presentation in TYPED:
        those = [
            one
            for one in bank().items.values()
            if presentation in fitting(one.side("forward"), ("typed", "cloze"))
        ]
        longest = sorted(those, key=lambda one: sum(map(len, one.quotes)))[-3:]
        found += [
            (one, Slot(one.deck, one.id, "forward", one.fingerprint, presentation, 1000)) for one in longest
        ]
    return found


def seconds(one: Item, slot: Slot, text: str) -> float:
    side = one.side("forward")
    return fastest(lambda: mark(slot, side, side, read(slot, side, [text], None, False), QUIZ, bank().names))


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: ascii("".join(known)))
def test_a_known_attack_is_marked_in_20_ms(known: tuple[str, str, str]) -> None:
    for one, slot in typed_slots():
        assert seconds(one, slot, attack(known)) < 0.02, one.prompt


def test_what_is_beyond_the_longest_answer_costs_no_more() -> None:
    for one, slot in typed_slots():
        assert seconds(one, slot, "a" * 10_000_000 + "!") < 0.02


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: ascii("".join(known)))
def test_time_grows_with_the_length_and_not_with_its_square(known: tuple[str, str, str]) -> None:
    """All typed questions together, so that no clock's tick decides: four times as long costs at most twelve
    times as much, where a square would cost sixteen and backtracking would never end."""
    short, long = (
        sum(seconds(one, slot, attack(known, length)) for one, slot in typed_slots())
        for length in (480, 1920)
    )
    assert long < 12 * short + 0.01


@pytest.mark.parametrize("pattern", ["(a+)+$", ".*", "[a-z]+", "(?i)oslo", "Oslo|Bergen", "^"])
def test_a_wording_that_looks_like_a_pattern_is_only_words(pattern: str) -> None:
    one = item("city", Text("Oslo", (pattern,)))
    slot = Slot("harbour", "city", "forward", "f", "text", 1000)
    for text in ("aaaa", "Bergen", "b", "a" * 1_999 + "!"):
        got = mark(slot, one.side("forward"), one.side("forward"), Given((text,)), QUIZ)
        assert got.outcome != "right" and seconds(one, slot, text) < 0.02


def test_a_gap_is_found_by_the_answers_signs_and_not_by_a_pattern() -> None:
    quote = "It was said to be (a+)+$ by all who wrote of it, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"
    assert cloze_of(Side("What?", Text("(a+)+$"), (), (quote,))) is not None
    assert (
        fastest(lambda: cloze_of.__wrapped__(Side("What?", Text("(a+)+$"), (), ("a" * 2_000 + "!",)))) < 0.02
    )


def test_lists_of_many_short_entries_are_marked_in_20_ms() -> None:
    parts = tuple(map(Text, ("Oslo", "Bergen", "Turku", "Riga")))
    keys: list[Answer] = [AllOf(parts), Order(parts), Pairs(tuple((part, part) for part in parts))]
    for key in keys:
        one = item("towns", key)
        slot = Slot("harbour", "towns", "forward", "f", "list", 1000)
        assert seconds(one, slot, "Oslo, " * 333) < 0.02
