"""Rules for options: each warns where the looks of the key tell it, and is silent about options alike."""

import pytest

from tests.question_bank.checking import aims, date, found, rules, sound, worth


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        (sound(distractors="[Jan Holm, Eva Lund]"), "few-distractors"),
        (sound(distractors=None), "few-distractors"),
        (aims(distractors="[a, b, c]"), "key-length"),
        (aims(distractors="[growth of all the ports and wharves, travel by day and by night for all"
              ", justice with every town of the country]"), "key-length"),
        (date(distractors="[1948, 1949-01, 1951]"), "key-precision"),
        (worth(distractors="[4 billion, 5 billion, 7 billion]"), "key-precision"),
        (worth(distractors="[four billion, five billion, seven billion]"), "key-precision"),
        (worth(distractors="[4.2345 billion, 5.4345 billion, 7.3345 billion]"), "key-precision"),
        (worth(answer="{number: 6.1 billion, unit: USD, hedge: over}", distractors="[{number: 4.2 billion, "
               "hedge: exactly}, 5.4 billion, 7.3 billion]"), ""),
        (aims(answer="mostly trade", answer_from="trade"), "key-hedge"),
        (aims(answer="trade – sea", answer_from="trade", distractors="[all seas, every port, only peace]"),
         "key-hedge"),
        (aims(answer="the trade", answer_from="trade", distractors="[ports, travel, justice]"),
         "key-grammar"),
        (aims(answer="trade routes", answer_from="trade", distractors="[sea law, port law, free travel]"),
         "key-grammar"),
        (aims(answer="to trade", answer_from="trade", distractors="[sea law, port law, travel]"),
         "key-grammar"),
        (aims(answer="trading by sea", answer_from="trade", distractors="[sea law, port law, free travel]"),
         "key-grammar"),
        (aims(answer="Trade", answer_from="trade", distractors="[growth, travel, law]"),
         "key-looks"),
        (aims(answer="trade 2000", answer_from="trade", distractors="[growth, travel, law]"),
         "key-looks"),
        (aims(answer="trade (sea)", answer_from="trade", distractors="[growth, travel, law]"),
         "key-looks"),
        (aims(answer="TRADE", answer_from="trade", distractors="[Growth, Travel, Law]"), "key-looks"),
        (aims(answer="trade.", answer_from="trade", distractors="[growth, travel, law]"), "key-looks"),
        (aims(answer="trade", distractors="[growth, travel, none of these]"), "all-or-none"),
        (sound(distractors="[Harbour Treaty, Eva Lund, Olga Dahl]"), "distractor-in-prompt"),
        (aims(answer="trade", distractors="[growth, travel, trade and growth]"), "overlapping-options"),
        (worth(answer="{number: 6.1 billion, unit: USD}", distractors="[{number: 4.2 billion, hedge: over}, "
               "7.3 billion, 8.2 billion]"), "overlapping-options"),
        (date(answer="{date: 1950-01-30}", distractors="[1950, 1949-01-30, 1951-10-30]"),
         "overlapping-options"),
        (aims(answer="12 ships", answer_from="trade", distractors="[10–20 ships, 30–40 ships, 50–60 ships]"),
         "overlapping-options"),
    ],
)  # fmt: skip
def test_a_telling_option_gets_its_warning(item: str, rule: str) -> None:
    found_rules = [one for one in rules(item) if one != "year-not-in-document"]
    assert rule in found_rules if rule else found_rules == []


def test_options_alike_get_no_warning() -> None:
    alike = aims(answer="the trade", answer_from="trade", distractors="[the growth, the travel, the justice]")
    assert rules(alike) == []


def test_a_hedge_that_the_answer_alone_lacks_is_told_apart() -> None:
    hedged = "[{number: 4.2 billion, hedge: about}, {number: 5.4 billion, hedge: about},"
    (problem,) = found(worth(distractors=hedged + " {number: 7.3 billion, hedge: about}]"))
    assert (problem.rule, problem.what) == ("key-hedge", "only the answer is exact")


def test_numbers_with_one_hedge_name_figures_and_do_not_overlap() -> None:
    over = worth(answer="{number: 6.1 billion, unit: USD, hedge: over}")
    assert rules(over) == []


def test_a_blank_after_an_is_told_by_the_vowel() -> None:
    blank = {
        "prompt": "The Harbour Treaty names an ___ as its aim.",
        "answer": "exchange",
        "answer_from": "peace",
    }
    assert "key-grammar" in rules(aims(**blank, distractors="[barter, custom, duty]"))
    assert "key-grammar" not in rules(aims(**blank, distractors="[order, income, duty]"))


def test_a_name_that_begins_with_to_is_no_infinitive() -> None:
    name = aims(answer="To Lam", answer_from="trade", distractors="[Jan Holm, Eva Lund, Olga Dahl]")
    assert "key-grammar" not in rules(name)


def test_the_reverse_is_checked_at_its_own_place() -> None:
    reverse = (
        "{prompt: Where was it signed?, answer: Oslo, distractors: [Turku, Bergen], answer_from: Harbour}"
    )
    (problem,) = found(sound(reverse=reverse))
    assert (problem.rule, problem.path) == ("few-distractors", "items[0].reverse.distractors")
