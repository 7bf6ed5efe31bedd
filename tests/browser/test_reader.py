"""In a document, a number after a marked passage leads to its note, also where the notes are folded."""

import pytest
from playwright.sync_api import Page, expect

from question_bank.bank import Bank
from question_bank.document import Document
from tests.browser.conftest import LiveApp


@pytest.fixture
def document(live_app: LiveApp) -> Document:
    """One that an item of a deck across documents stands on."""
    bank = live_app.app.extensions["bank"]
    assert isinstance(bank, Bank)
    item = next(item for item in bank.items.values() if bank.decks[item.deck].document is None)
    return bank.documents[item.documents[0]]


@pytest.mark.parametrize("width", [1200, 360])
def test_a_number_opens_the_folded_notes_at_its_own(page: Page, document: Document, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"/library/{document.slug}")
    note = page.locator(".more li[id]").first
    expect(note).not_to_be_visible()
    page.locator(f'sup a[href="#{note.get_attribute("id")}"]').click()
    expect(note).to_be_visible()
    expect(note).to_be_in_viewport()
