"""The texts as they are served now, with who published them: what an edit is begun on and held against.
Nothing else asks for the text of a deck or document as it is now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection

from webapp.bank import document_of_files, texts_of_files
from webapp.models import DeckVersion, DocumentVersion, Publication, User
from webapp.publishing.edits import Base, hash_of


@dataclass(frozen=True, slots=True)
class Current:
    """A text as it is served; None: withdrawn, or not there yet."""

    text: str | None = None
    number: int = 0  # of the version; 0: the file, or nothing
    by: str | None = None  # who published it
    at: datetime | None = None

    @property
    def base(self) -> Base:
        return Base(self.number, "" if self.text is None else hash_of(self.text))

    @property
    def is_new(self) -> bool:
        """Whether there never was such a text."""
        return self.text is None and not self.number


def deck_text(connection: Connection, deck: str) -> Current:
    """The deck's newest text."""
    found = _newest(connection, _version(DeckVersion).where(DeckVersion.deck == deck), DeckVersion)
    return found or Current(texts_of_files().get(deck))


def text_to_edit(connection: Connection, deck: str, now: Current) -> str:
    """What an edit of the deck begins with: its text as it is served; of one that was withdrawn, the last."""
    if now.text is not None or not now.number:
        return now.text or ""
    had = select(DeckVersion.text).where(DeckVersion.deck == deck, DeckVersion.text.is_not(None))
    return connection.execute(had.order_by(DeckVersion.number.desc()).limit(1)).scalar() or ""


def document_text(connection: Connection, document: str) -> Current:
    """The document's newest text."""
    newest = _version(DocumentVersion).where(DocumentVersion.document == document)
    return _newest(connection, newest, DocumentVersion) or _of_files(document)


def _of_files(document: str) -> Current:
    found = document_of_files(document)
    return Current(None if found is None else found.text)


def _version(table: type[DeckVersion] | type[DocumentVersion]) -> Select[str | None, int, str, datetime]:
    return (
        select(table.text, table.number, User.shown_name, Publication.made_at)
        .join(Publication, Publication.id == table.publication_id)
        .outerjoin(User, User.id == Publication.made_by)
    )


def _newest(
    connection: Connection,
    versions: Select[str | None, int, str, datetime],
    table: type[DeckVersion] | type[DocumentVersion],
) -> Current | None:
    row = connection.execute(versions.order_by(table.number.desc()).limit(1)).first()
    return None if row is None else Current(*row)
