"""A sound item of the small library, and what the rules find once something about it is changed."""

from typing import Any

from question_bank.catalogue import DocumentEntry, document_of
from question_bank.checks.findings import findings
from question_bank.checks.people import People, Person
from question_bank.deck_reader import read_deck
from question_bank.problem import Problem
from tests.question_bank import decks

PEOPLE = People(
    (
        Person(name="Anna Berg", role="minister, later president", aliases=("Berg", "Anna Bergh")),
        *(Person(name=name, role="a wrong answer") for name in ("Jan Holm", "Eva Lund", "Olga Dahl")),
    )
)
SEA = document_of(
    DocumentEntry(file="002_sea", slug="sea", title="The Sea", author="-", publisher="-", dated="-"),
    "The Sea\n\nAnna Berg is currently at sea.\n",
)
LIBRARY = {**decks.LIBRARY, "002_sea": SEA}
WORTH = {
    "id": "worth",
    "kind": "figure",
    "prompt": "How much was the Harbour Treaty worth?",
    "answer": "{number: 6.1 billion, unit: USD}",
    "quote": "It was worth $6.1 billion",
    "distractors": "[4.2 billion, 5.4 billion, 7.3 billion]",
}
DATE = {
    "id": "date",
    "kind": "date",
    "prompt": "On what date was the Harbour Treaty signed in Oslo?",
    "answer": "{date: 1950-01-30}",
    "quote": "On 30 January 1950 Anna Berg signed the Harbour Treaty in Oslo",
    "distractors": "[1949-01-30, 1950-03-30, 1951-10-30]",
}
AIMS = {
    "id": "aims",
    "kind": "agreement",
    "prompt": "Which aims does the Harbour Treaty name?",
    "answer": "peace – and trade",
    "quote": "The treaty names “peace – and trade” as its aims.",
    "distractors": "[growth – and work, travel – and sport, justice – and food]",
}


def sound(**keys: Any) -> str:
    """An item in which no rule finds anything, with these keys instead."""
    return decks.item(**{"distractors": "[Jan Holm, Eva Lund, Olga Dahl]", **keys})


def worth(**keys: Any) -> str:
    return decks.item(**{**WORTH, **keys})


def date(**keys: Any) -> str:
    return decks.item(**{**DATE, **keys})


def aims(**keys: Any) -> str:
    return decks.item(**{**AIMS, **keys})


def found(*items: str) -> list[Problem]:
    """What the rules find in a deck of these items, which must load."""
    text = read_deck(decks.HEAD + "".join(items), "harbour.yaml", LIBRARY)
    assert not text.problems, [str(problem) for problem in text.problems]
    return findings([text], LIBRARY, PEOPLE)


def rules(*items: str) -> list[str]:
    """The names of the rules that found something."""
    return [problem.rule for problem in found(*items)]
