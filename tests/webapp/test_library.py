"""The library as a visitor sees it: documents with their marks, decks with their counts."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from markupsafe import escape

from question_bank.bank import Bank
from question_bank.grading import shown
from tests.conftest import close, make_app, settings_for


@pytest.fixture(scope="module")
def app(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One app for all: the library writes nothing."""
    app = make_app(settings_for(f"sqlite:///{sqlite_template}", tmp_path_factory.mktemp("library")))
    yield app
    close(app)


@pytest.fixture
def bank(app: Flask) -> Bank:
    bank = app.extensions["bank"]
    assert isinstance(bank, Bank)
    return bank


def text_of(html: str) -> str:
    """What is read on the page, without its numbers in the margin and after the marks."""
    main = html[html.index("<article") : html.index("</article>")]
    aside = r"<div class=\"notes.*?</section>|<sup>.*?</sup>|<a class=\"number-link\".*?</a>"
    main = re.sub(aside, "", main, flags=re.S)
    return unescape(re.sub(r"<[^>]+>", "", main))


def test_the_library_lists_every_document_and_deck(client: FlaskClient, bank: Bank) -> None:
    page = client.get("/library").text
    for document in bank.documents.values():
        assert f'href="/library/{document.slug}"' in page
    for deck in bank.decks.values():
        assert f'href="/library/decks/{deck.id}"' in page


def test_the_counts_are_the_banks(client: FlaskClient, bank: Bank) -> None:
    page = client.get("/library").text
    figures = [sum(item.kind == "figure" for item in deck.items) for deck in bank.decks.values()]
    assert [int(n) for n in re.findall(r">(\d+) figures?<", page)] == [n for n in figures if n]


def test_a_document_reads_as_its_file_does(client: FlaskClient, bank: Bank) -> None:
    for document in bank.documents.values():
        read = text_of(client.get(f"/library/{document.slug}").text)
        for passage in document.passages:
            if passage.number:
                assert document.text[passage.start : passage.end] in read


def test_every_anchored_quote_is_marked(client: FlaskClient, bank: Bank) -> None:
    for document in bank.documents.values():
        page = client.get(f"/library/{document.slug}").text
        marked = "".join(
            re.findall(r"<mark[^>]*>(.*?)</mark>", re.sub(r"<sup>.*?</sup>", "", page), flags=re.S)
        )
        for item in bank.items.values():
            for source in item.sources:
                if source.document == document.id:
                    assert source.quote.split("\n")[0] in unescape(marked)


def test_each_numbered_paragraph_can_be_linked_to(client: FlaskClient, bank: Bank) -> None:
    for document in bank.documents.values():
        page = client.get(f"/library/{document.slug}").text
        numbers = [passage.number for passage in document.passages if passage.number]
        assert [int(n) for n in re.findall(r'id="p(\d+)"', page)] == numbers


def test_every_number_after_a_mark_leads_to_a_note_and_back(client: FlaskClient, bank: Bank) -> None:
    for document in bank.documents.values():
        page = client.get(f"/library/{document.slug}").text
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_odd_places_are_labelled(client: FlaskClient, bank: Bank) -> None:
    for document in bank.documents.values():
        page = client.get(f"/library/{document.slug}").text
        for place in document.odd:
            assert escape(place.note) in page


def test_the_item_one_comes_for_is_lit(client: FlaskClient, bank: Bank) -> None:
    item = next(iter(bank.items.values()))
    slug = bank.documents[item.sources[0].document].slug
    page = client.get(f"/library/{slug}", query_string={"item": f"{item.deck}/{item.id}"}).text
    assert 'id="q-1"' in page
    assert '<mark class="here"' in page
    assert 'class="here"' not in client.get(f"/library/{slug}").text  # control


def test_items_of_decks_that_cross_documents_are_folded(client: FlaskClient, bank: Bank) -> None:
    for document in bank.documents.values():
        page = client.get(f"/library/{document.slug}").text
        folded = "".join(re.findall(r"<details class=\"more\">.*?</ol></details>", page, flags=re.S))
        for item in bank.items.values():
            if document.id in item.documents:
                is_own = bank.decks[item.deck].document == document.id
                assert (f'/library/decks/{item.deck}#{item.id}"' in folded) != is_own


def test_the_item_one_comes_for_is_in_sight_from_any_deck(client: FlaskClient, bank: Bank) -> None:
    item = next(item for item in bank.items.values() if bank.decks[item.deck].document is None)
    path = f"/library/{bank.documents[item.documents[0]].slug}"
    page = client.get(path, query_string={"item": f"{item.deck}/{item.id}"}).text
    folded = "".join(re.findall(r"<details class=\"more\">.*?</ol></details>", page, flags=re.S))
    assert f'/library/decks/{item.deck}#{item.id}"' in page.replace(folded, "")
    assert f'/library/decks/{item.deck}#{item.id}"' not in folded


def test_the_way_back_is_offered_to_this_site_only(client: FlaskClient, bank: Bank) -> None:
    path = f"/library/{next(iter(bank.documents_by_slug))}"
    back = client.get(path, query_string={"back": "/practice/card?deck=x&kind=date"}).text
    assert 'href="/practice/card?deck=x&amp;kind=date"' in back
    assert "Back to your card" in back
    for evil in ("https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", "/\t/x"):
        assert 'class="return' not in client.get(path, query_string={"back": evil}).text


def test_a_decks_page_shows_each_item_with_its_answer_and_footnote(client: FlaskClient, bank: Bank) -> None:
    for deck in bank.decks.values():
        page = client.get(f"/library/decks/{deck.id}").text
        for item in deck.items:
            assert str(escape(item.prompt)) in page
            assert str(escape(shown(item.answer))) in page
            assert all(f"<mark>{escape(source.quote)}</mark>" in page for source in item.sources)


def test_a_deck_prints_as_cards(client: FlaskClient, bank: Bank) -> None:
    deck = next(iter(bank.decks.values()))
    page = client.get(f"/library/decks/{deck.id}/print").text
    assert page.count('class="printed-card"') == len(deck.items)
    assert "show in the document" not in page


@pytest.mark.parametrize("path", ["/library/none", "/library/decks/none", "/library/decks/none/print"])
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_visitor_is_asked_to_sign_in_before_practising(bank: Bank, client: FlaskClient) -> None:
    path = f"/library/decks/{next(iter(bank.decks))}"
    assert "Sign in to practise" in client.get(path).text


def test_a_visitor_is_not_led_to_cards_and_a_document_has_some(app: Flask, bank: Bank) -> None:
    slug = next(iter(bank.documents_by_slug))
    assert "practise this document" not in app.test_client().get(f"/library/{slug}").text
    with app.test_request_context():
        link = url_for("practice.card", document=slug)
    assert app.test_client().get(link).status_code == 302  # the page is there, and asks who one is


def test_the_welcome_page_shows_a_real_card(client: FlaskClient, bank: Bank) -> None:
    page = client.get("/").text
    assert any(str(escape(item.prompt)) in page for item in bank.items.values())
    assert "<mark>" in page
