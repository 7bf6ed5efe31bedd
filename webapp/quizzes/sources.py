"""The passages that prove an item as they were quoted when it was asked, and the way to them today."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import quote as escaped

from flask import url_for

from question_bank.anchor import Anchor
from question_bank.bank import Bank
from question_bank.document import Document
from question_bank.excerpt import Excerpt, excerpt
from question_bank.item import Item

FRAGMENT = 100  # characters of a quote that its link carries


@dataclass(frozen=True, slots=True)
class Source:
    """A footnote. Without an address where the document has left the library or is put away."""

    excerpt: Excerpt
    document: Document | None
    url: str | None


def sources_of(item: Item, bank: Bank, back: str, away: Collection[str] = ()) -> list[Source]:
    """The footnotes of a wording that may be old. None of a document that is put away for a quiz."""
    return [source_of(anchor, item, bank, back) for anchor in item.sources if anchor.document not in away]


def source_of(anchor: Anchor, item: Item, bank: Bank, back: str) -> Source:
    document = bank.documents.get(anchor.document)
    here = None if document is None else standing_at(document, anchor)
    if document is None or here is None:
        url = None if document is None else url_for("library.document", slug=document.slug, back=back)
        return Source(Excerpt("", anchor.quote, "", None), document, url)
    part = excerpt(document, here)
    return Source(part, document, address(document, here, part, item, bank, back))


def standing_at(document: Document, anchor: Anchor) -> Anchor | None:
    """The anchor where its quote stands in the document today: the nearest place to where it stood."""
    text, quote = document.text, anchor.quote
    if text[anchor.start : anchor.end] == quote:
        return anchor
    before, after = text.rfind(quote, 0, anchor.start + len(quote)), text.find(quote, anchor.start)
    places = [start for start in (before, after) if start >= 0]
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - anchor.start))
    return replace(anchor, start=start, end=start + len(quote))


def address(document: Document, here: Anchor, part: Excerpt, item: Item, bank: Bank, back: str) -> str:
    """Into the document: to the item's own mark while the item still has it, else to the words themselves."""
    now = bank.items.get((item.deck, item.id))
    for number, source in enumerate(now.sources if now else (), 1):
        if (source.document, source.start, source.end) == (here.document, here.start, here.end):
            name = f"{item.deck}/{item.id}"
            return url_for(
                "library.document", slug=document.slug, item=name, back=back, _anchor=f"q-{number}"
            )
    url = url_for("library.document", slug=document.slug, back=back)
    words = here.quote[:FRAGMENT].rsplit(" ", 1)[0] if len(here.quote) > FRAGMENT else here.quote
    return f"{url}#p{part.number or 0}:~:text={escaped(words, safe='').replace('-', '%2D')}"
