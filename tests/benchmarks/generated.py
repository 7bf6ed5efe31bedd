"""A bank of any size, made in memory: eleven decks over five documents, dates, figures and names.

The n-th item is the same in a bank of any size, so that another process knows its answer by its number.
"""

import gc
from datetime import date, timedelta
from decimal import Decimal

from question_bank.anchor import Anchor
from question_bank.bank import Bank
from question_bank.dates import parse_edtf
from question_bank.document import Document, passages_of
from question_bank.item import Answer, Date, Deck, Item, Number, Text

DECKS, DOCUMENTS = 11, 5
GIVEN = "Anna Binh Chau Dmitri Elena Fyodor Giang Hoa Irina Khanh Lan Mikhail Nga Oleg Phuc Quang".split()
FAMILY = "Adler Brodsky Cao Danilov Egorov Frolov Gorin Hong Ivlev Karpov Lomov Mironov Nosov Orlov".split()
FIRST_DATE = date(1950, 1, 1)
SENTENCE = (
    "In the year of the meeting both sides signed what had been agreed and made it known in the capital."
)


def document(number: int) -> Document:
    """About 10 kB of text in paragraphs."""
    paragraphs = [f"{SENTENCE} ({number}.{paragraph})" for paragraph in range(100)]
    text = "\n".join(paragraphs)
    title = f"Generated document {number}"
    return Document(
        f"document-{number}", f"document-{number}", title, "", "", "", text, passages_of(text, title, ())
    )


def typed(number: int) -> str:
    """What a learner types who knows the n-th item."""
    if number % 3 == 0:
        return (FIRST_DATE + timedelta(days=number % 25_000)).isoformat()
    if number % 3 == 1:
        return f"{number % 9_000 + 1_000} million USD"
    return person(number)


def person(number: int) -> str:
    """One of some 3,000 names, as many as a large bank might know."""
    middle = chr(ord("A") + number // 7 % 14)
    return f"{GIVEN[number % 16]} {middle}. {FAMILY[number // 16 % 14]}"


def answer(number: int) -> Answer:
    if number % 3 == 0:
        return Date(parse_edtf(typed(number)))
    if number % 3 == 1:
        millions = number % 9_000 + 1_000
        return Number(Decimal(millions * 1_000_000), f"{millions} million", "USD")
    return Text(person(number))


def item(number: int, anchors: list[Anchor]) -> Item:
    return Item(
        deck=deck_of(number),
        id=f"item-{number}",
        kind=("date", "figure", "person")[number % 3],
        prompt=f"What does the generated document say of the matter with number {number}, and about whom?",
        answer=answer(number),
        sources=(anchors[number % DECKS % DOCUMENTS],),
        fingerprint=f"{number:064x}",
    )


def deck_of(number: int) -> str:
    return f"deck-{number % DECKS}"


def number_of(card: str) -> int:
    """The number of the item that a card's name (deck/item/direction) names."""
    return int(card.split("/")[1].removeprefix("item-"))


def bank(items: int) -> Bank:
    """`items` items, built without a file. The collector rests meanwhile: there is nothing to collect."""
    documents = [document(number) for number in range(DOCUMENTS)]
    anchors = [Anchor(found.id, SENTENCE, 0, len(SENTENCE)) for found in documents]
    gc.disable()
    decks = {
        name: Deck(
            name,
            f"Generated deck {number}",
            tuple(item(place, anchors) for place in range(number, items, DECKS)),
            documents[number % DOCUMENTS].id,
        )
        for number, name in enumerate(map(deck_of, range(DECKS)))
    }
    found = Bank(decks, {one.id: one for one in documents})
    assert len(found.items) == items and found.names
    gc.enable()
    return found
