"""How much one account may publish in a day: every version is kept whole, for good."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from webapp.models import DeckVersion, DocumentVersion, Publication
from webapp.publishing.edits import Edits

MOST = 200_000_000  # characters of decks and documents
DAY = timedelta(days=1)


class TooMuch(Exception):
    """More than an account may publish in a day; the sentences say what may be done."""


def check_quota(connection: Connection, by: int, edits: Edits, now: datetime) -> None:
    """Raises TooMuch. Whoever publishes from the command line has the whole disk anyway, and is not asked."""
    texts = [*(deck.text or "" for deck in edits.decks), *(document.text for document in edits.documents)]
    new = sum(map(len, texts))
    published = sum(_published(connection, table, by, now - DAY) for table in (DeckVersion, DocumentVersion))
    if new and published + new > MOST:
        raise TooMuch(
            f"Your account has published {published / 1_000_000:.1f} million characters in the last 24 "
            f"hours, and this has {new / 1_000_000:.1f} million: {MOST // 1_000_000} million a day is the "
            "most. Nothing is lost. Publish it tomorrow."
        )


def _published(
    connection: Connection, table: type[DeckVersion] | type[DocumentVersion], by: int, since: datetime
) -> int:
    mine = (
        select(func.coalesce(func.sum(func.length(table.text)), 0))
        .join(Publication, Publication.id == table.publication_id)
        .where(Publication.made_by == by, Publication.made_at > since)
    )
    return int(connection.execute(mine).scalar_one())
