"""Warnings for weak prompts: seldom wrong to give, never given to a sound prompt."""

import pytest

from question_bank.advice import advise
from question_bank.dates import Edtf, Point
from question_bank.item import AllOf, Answer, Date, Order, Text
from question_bank.load import load_deck, read_deck
from tests.question_bank.decks import HEAD, LIBRARY, item

LAM = Text("To Lam")


def _rules(prompt: str, answer: Answer = LAM) -> list[str]:
    return [rule for rule, _, _ in advise(prompt, answer)]


@pytest.mark.parametrize(
    "prompt",
    [
        "Which president held talks with Vladimir Putin in Hanoi?",
        "What grew, according to the article on Putin's visit to Hanoi?",
        "What grew, according to the article “Countries Develop”?",
        "Which theory of textiles did Heraklit hold?",
    ],
)
def test_a_sound_prompt_gets_no_warning(prompt: str) -> None:
    assert _rules(prompt) == []


@pytest.mark.parametrize(
    ("prompt", "rule"),
    [
        ("The president who held talks", "no-question-mark"),
        ("Who is named in the text?", "points-to-page"),
        ("Who signed this agreement?", "points-to-page"),
        ("Who recently came to Hanoi?", "points-to-page"),
        ("He met whom in Hanoi?", "begins-with-pronoun"),
        ("These countries met under whom?", "begins-with-pronoun"),
        ("Whose talks did President To Lam hold?", "given-away"),
    ],
)
def test_a_weak_prompt_gets_its_warning(prompt: str, rule: str) -> None:
    assert rule in _rules(prompt)


def test_a_date_in_the_prompt_gives_the_answer_away_only_if_it_says_it_all() -> None:
    day = Date(Edtf(Point(1950, 1, 30)))
    assert _rules("What happened on 30 January 1950?", day) == ["given-away"]
    assert _rules("On what day of January 1950 was it?", day) == []


def test_parts_to_order_may_stand_in_the_prompt_but_not_parts_to_recall() -> None:
    parts = (Text("Oslo"), Text("Bergen"))
    assert _rules("Put Oslo and Bergen in order.", Order(parts)) == []
    assert _rules("Which two towns, one of them Oslo?", AllOf(parts)) == ["given-away"]


def test_a_warning_keeps_no_deck_out_and_has_its_place() -> None:
    source = HEAD + item(prompt="Who signed this treaty?")
    deck, problems = load_deck(source, "x.yaml", LIBRARY)
    assert deck is not None and problems == ()
    (warning,) = read_deck(source, "x.yaml", LIBRARY).warnings
    assert (warning.line, warning.severity, warning.rule) == (7, "warning", "points-to-page")


def test_the_same_prompt_twice_is_pointed_out() -> None:
    (warning,) = read_deck(HEAD + item() + item(id="again"), "x.yaml", LIBRARY).warnings
    assert (warning.path, warning.what) == ("items[1].prompt", "items[0] asks the same")
