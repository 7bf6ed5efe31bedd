"""A small library of one document and a deck about it, for the tests of the reader and the loader."""

from typing import Any

from question_bank.catalogue import DocumentEntry, OddEntry, document_of
from question_bank.document import Document
from question_bank.item import Deck
from question_bank.load import load_deck
from question_bank.problem import Problem

TEXT = """The Harbour Treaty

On 30 January 1950 Anna Berg signed the Harbour Treaty in Oslo. It was worth $6.1 billion.

Read also: Anna Berg in an interview of 1 May 1999.

The treaty names “peace – and trade” as its aims. Anna Berg was minister then. Anna Berg was president later.
Forty ships came in March 1951, from Bergen, Oslo and Turku.
"""
_TEASER = TEXT.index("Read also"), TEXT.index("1999.") + 5

HARBOUR = document_of(
    DocumentEntry(
        file="000_harbour",
        slug="harbour",
        title="The Harbour Treaty",
        author="The text names no author",
        publisher="The text names no publisher",
        dated="The text gives no date",
        odd=(OddEntry(start=_TEASER[0], end=_TEASER[1], kind="teaser", note="Teaser of an interview"),),
    ),
    TEXT,
)
OTHER = document_of(
    DocumentEntry(
        file="001_airport", slug="airport", title="The Airport", author="-", publisher="-", dated="-"
    ),
    "The Airport\n\nPlanes came in 1960.\n",
)
LIBRARY: dict[str, Document] = {"000_harbour": HARBOUR, "001_airport": OTHER}
HEAD = "deck: harbour\ntitle: The harbour\ndocument: 000_harbour\nitems:\n"
SIGNER = """  - id: signer
    kind: person
    prompt: Who signed the Harbour Treaty in Oslo?
    answer: Anna Berg
    quote: Anna Berg signed the Harbour Treaty
"""


def item(**keys: Any) -> str:
    """The signer's item in YAML with these keys instead; None leaves one out."""
    values = {
        "id": "signer",
        "kind": "person",
        "prompt": "Who signed the Harbour Treaty in Oslo?",
        "answer": "Anna Berg",
        "quote": "Anna Berg signed the Harbour Treaty",
        **keys,
    }
    lines = [f"    {key}: {value}\n" for key, value in values.items() if value is not None]
    return "  - " + "".join(lines).lstrip()


def load(*items: str, head: str = HEAD) -> tuple[Deck | None, tuple[Problem, ...]]:
    return load_deck(head + "".join(items), "harbour.yaml", LIBRARY)


def only_problem(*items: str) -> Problem:
    """The single problem of a deck of these items."""
    deck, problems = load(*items)
    assert deck is None
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def deck_of(*items: str) -> Deck:
    """The deck of these items, which must have no problem."""
    deck, problems = load(*items)
    assert deck is not None, [str(problem) for problem in problems]
    return deck
