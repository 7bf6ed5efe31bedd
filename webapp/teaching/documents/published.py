"""The documents as they are served: who published each and when, what stands on it, what of that is held."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app, url_for
from sqlalchemy import func, select

from question_bank.bank import Bank
from question_bank.document import Document
from question_bank.item import Item
from webapp.bank import Served
from webapp.db import db
from webapp.models import DocumentVersion, HeldItem, Publication, User

EDITOR = "teaching.deck"  # where a deck is mended in the browser
NOBODY_KNOWN = "the command line, or someone whose account is closed"


@dataclass(frozen=True, slots=True)
class Line:
    """A document as the list shows it."""

    document: Document
    number: int  # of its version; 0: as the files have it
    items: int  # that stand on it
    held: int  # of them that wait for somebody
    who: str = ""
    at: datetime | None = None  # in the reader's time zone


@dataclass(frozen=True, slots=True)
class Held:
    """A source of an item that its document no longer holds as quoted."""

    item: Item
    source: int
    state: str
    proposed: str | None

    @property
    def place(self) -> tuple[str, str]:
        return self.item.deck, self.item.id


def lines(served: Served, zone: ZoneInfo) -> list[Line]:
    """Every document by its title."""
    bank = served.whole
    standing = Counter(document for item in bank.items.values() for document in item.documents)
    places = {(one.place, one.item.sources[one.source].document) for one in held_in(bank)}
    held = Counter(document for _, document in places)
    published = publications()
    found = []
    for id, part in served.documents.items():
        by = published.get(id)
        more = () if by is None else (by[0], by[1].astimezone(zone))
        found.append(Line(part.document, part.number, standing[id], held[id], *more))
    return sorted(found, key=lambda line: line.document.title.casefold())


def publications() -> dict[str, tuple[str, datetime]]:
    """Who published the newest version of each document, and when."""
    newest = select(func.max(DocumentVersion.id)).group_by(DocumentVersion.document)
    rows = db.session.execute(
        select(DocumentVersion.document, Publication.made_at, User.shown_name)
        .join(Publication, Publication.id == DocumentVersion.publication_id)
        .outerjoin(User, User.id == Publication.made_by)
        .where(DocumentVersion.id.in_(newest))
    )
    return {row.document: (row.shown_name or NOBODY_KNOWN, row.made_at) for row in rows}


def held_in(bank: Bank) -> Iterable[Held]:
    """Every source that waits for somebody, deck by deck. What left the bank waits for nobody."""
    rows = db.session.scalars(select(HeldItem).order_by(HeldItem.deck, HeldItem.item, HeldItem.source))
    for row in rows:
        item = bank.items.get((row.deck, row.item))
        if item is not None and row.source < len(item.sources):
            yield Held(item, row.source, row.state, row.proposed)


def editor(deck: str, item: str) -> str | None:
    """The address where the deck's text is mended, where there is one."""
    return url_for(EDITOR, deck=deck, item=item) if EDITOR in current_app.view_functions else None
