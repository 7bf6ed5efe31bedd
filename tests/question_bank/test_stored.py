"""Decks as plain values, and back: nothing that was verified is lost."""

import json
from dataclasses import replace

from question_bank.deck_reader import read_deck
from question_bank.document import Document
from question_bank.stored import deck_of, plain_deck, standing
from tests.question_bank.shipped import BANK

ITEM = next(iter(BANK.items.values()))
DOCUMENT = BANK.documents[ITEM.sources[0].document]


def document_with(text: str) -> dict[str, Document]:
    return {**BANK.documents, DOCUMENT.id: replace(DOCUMENT, text=text, odd=())}


def test_every_shipped_deck_comes_back_as_it_was() -> None:
    for deck in BANK.decks.values():
        assert deck_of(json.loads(json.dumps(plain_deck(deck)))) == deck


def test_words_around_a_quote_and_of_the_reverse_come_back() -> None:
    source = replace(ITEM.sources[0], prefix="before", suffix="after")
    reversible = next(item for item in BANK.items.values() if item.reverse)
    assert reversible.reverse is not None
    item = replace(reversible, sources=(source,), reverse=replace(reversible.reverse, answer_from=("these",)))
    deck = replace(next(iter(BANK.decks.values())), items=(item,))
    assert deck_of(plain_deck(deck)).items == (item,)


def test_an_item_stands_where_its_quotes_do() -> None:
    assert standing(ITEM, BANK.documents) is ITEM
    moved = standing(ITEM, document_with("A line more.\n\n" + DOCUMENT.text))
    assert moved is not None and moved.sources[0].start == ITEM.sources[0].start + 14


def test_an_item_without_its_quote_or_document_does_not_stand() -> None:
    assert standing(ITEM, document_with("Other words.")) is None
    assert standing(ITEM, {}) is None


def test_a_held_item_stays_where_its_document_no_longer_proves_it() -> None:
    text = (
        f"deck: one\ntitle: One\ndocument: {DOCUMENT.id}\nitems:\n"
        "  - id: held\n    kind: date\n    prompt: When?\n    answer: {date: 1950}\n    quote: gone in 1950\n"
    )
    item = replace(ITEM, deck="one", id="held")
    assert read_deck(text, "one.yaml", BANK.documents).deck is None
    kept = read_deck(text, "one.yaml", BANK.documents, {"held": item})
    assert kept.deck is not None and kept.deck.items == (item,)
