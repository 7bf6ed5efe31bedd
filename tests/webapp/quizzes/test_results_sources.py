"""A footnote of an old result leads to where its words stand today."""

from dataclasses import replace
from urllib.parse import unquote

import pytest
from flask import Flask

from question_bank.bank import Bank
from question_bank.document import Document
from question_bank.item import Item
from webapp.bank import current_bank
from webapp.quizzes.sources import Source, sources_of, standing_at

DOCUMENT = "003_fde5aab7314cabf6"
BACK = "/quizzes/attempts/1"


@pytest.fixture
def bank(app: Flask) -> Bank:
    with app.app_context():
        return current_bank()


@pytest.fixture
def item(bank: Bank) -> Item:
    return bank.items["milestones", "relations"]


def found(app: Flask, item: Item, bank: Bank) -> Source:
    with app.test_request_context():
        (source,) = sources_of(item, bank, BACK)
    return source


def without(bank: Bank, item: Item) -> Bank:
    deck = bank.decks[item.deck]
    rest = replace(deck, items=tuple(one for one in deck.items if one.id != item.id))
    return replace(bank, decks={**bank.decks, item.deck: rest})


def moved(document: Document, by: str) -> Document:
    """The document with something put before its text; where its paragraphs begin does not matter here."""
    return replace(document, text=by + document.text)


def test_while_the_item_is_there_it_leads_to_its_mark(app: Flask, bank: Bank, item: Item) -> None:
    url = found(app, item, bank).url or ""
    assert unquote(url).endswith(f"?item=milestones/relations&back={BACK}#q-1")


def test_of_a_retired_item_it_leads_to_the_words_in_their_paragraph(
    app: Flask, bank: Bank, item: Item
) -> None:
    source = found(app, item, without(bank, item))
    url = unquote(source.url or "")
    assert f"#p{source.excerpt.number}:~:text=diplomatic relations were" in url
    assert "item=" not in url


def test_a_quote_that_moved_is_found_at_the_nearest_place(bank: Bank, item: Item) -> None:
    anchor, document = item.sources[0], bank.documents[DOCUMENT]
    later = standing_at(moved(document, "More. "), anchor)
    assert later is not None and later.start == anchor.start + 6
    assert standing_at(replace(document, text=document.text.replace(anchor.quote, "")), anchor) is None


def test_a_quote_that_is_gone_is_still_quoted(app: Flask, bank: Bank, item: Item) -> None:
    document = bank.documents[DOCUMENT]
    text = document.text.replace(item.sources[0].quote, "")
    changed = replace(bank, documents={**bank.documents, DOCUMENT: replace(document, text=text)})
    source = found(app, item, changed)
    assert source.excerpt.quote == item.sources[0].quote
    assert source.url and source.url.startswith("/library/cooperation-strengthens")


def test_of_a_document_that_left_the_library_the_words_stay(app: Flask, bank: Bank, item: Item) -> None:
    source = found(app, item, replace(bank, documents={}))
    assert (source.excerpt.quote, source.document, source.url) == (item.sources[0].quote, None, None)


def test_a_document_put_away_is_not_quoted(app: Flask, bank: Bank, item: Item) -> None:
    with app.test_request_context():
        assert sources_of(item, bank, BACK, away={DOCUMENT}) == []
