"""Which decks there are, from files or published, and which version of each is served."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from webapp.bank import served
from webapp.db import db
from webapp.models import DeckVersion, Publication, User


@dataclass(frozen=True, slots=True)
class Standing:
    """A deck on the list: which version of it is served, and who published that when."""

    deck: str
    title: str
    items: int
    number: int = 0  # 0: the file as it is
    who: str | None = None
    at: datetime | None = None
    is_withdrawn: bool = False


def standings() -> list[Standing]:
    """Every deck that is served or was withdrawn, by its title."""
    newest = select(func.max(DeckVersion.id)).group_by(DeckVersion.deck)
    withdrawn = DeckVersion.text.is_(None).label("withdrawn")
    versions = (
        select(DeckVersion.deck, DeckVersion.number, withdrawn, Publication.made_at, User.shown_name)
        .join(Publication, Publication.id == DeckVersion.publication_id)
        .outerjoin(User, User.id == Publication.made_by)
        .where(DeckVersion.id.in_(newest))
    )
    published = {row.deck: row for row in db.session.execute(versions)}
    decks = served().whole.decks
    found = []
    for id in {**decks, **published}:
        deck, row = decks.get(id), published.get(id)
        title, count = (deck.title, len(deck.items)) if deck else (id, 0)
        more = (row.number, row.shown_name, row.made_at, row.withdrawn) if row else ()
        found.append(Standing(id, title, count, *more))
    return sorted(found, key=lambda one: one.title.casefold())
