"""The versions of decks and documents: listed, compared, restored."""

from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff

from sqlalchemy import ColumnElement, select
from sqlalchemy.engine import Connection

from question_bank.authoring.changes import Comparison, compare_decks
from question_bank.catalogue import DocumentEntry
from question_bank.item import Deck
from question_bank.stored import deck_of
from webapp.bank import deck_of_files, document_of_files, texts_of_files
from webapp.models import DeckVersion, DocumentVersion, Publication, User
from webapp.publishing.current import deck_text, document_text
from webapp.publishing.edits import DeckEdit, DocumentEdit, entry_of


@dataclass(frozen=True, slots=True)
class Version:
    """A version as a list shows it. Number 0 is the file, before anything was published."""

    number: int
    publication: int | None = None
    at: datetime | None = None
    by: str | None = None
    note: str = ""
    summary: str = ""
    is_withdrawal: bool = False


@dataclass(frozen=True, slots=True)
class Publishing:
    """An act of publishing as a list shows it."""

    id: int
    at: datetime
    by: str | None
    note: str
    summary: str


def publications(connection: Connection, most: int = 100) -> list[Publishing]:
    """The newest first."""
    columns = (Publication.id, Publication.made_at, User.shown_name, Publication.note, Publication.summary)
    made = select(*columns).outerjoin(User, User.id == Publication.made_by)
    return [Publishing(*row) for row in connection.execute(made.order_by(Publication.id.desc()).limit(most))]


def deck_versions(connection: Connection, deck: str) -> list[Version]:
    """Every version of a deck, the newest first, and at the end its file if there is one."""
    found = _versions(connection, DeckVersion, DeckVersion.deck == deck)
    return [*found, Version(0)] if deck in texts_of_files() else found


def document_versions(connection: Connection, document: str) -> list[Version]:
    """Every version of a document, the newest first, and at the end its file if there is one."""
    found = _versions(connection, DocumentVersion, DocumentVersion.document == document)
    return found if document_of_files(document) is None else [*found, Version(0)]


def _versions(
    connection: Connection, table: type[DeckVersion] | type[DocumentVersion], named: ColumnElement[bool]
) -> list[Version]:
    about = Publication.made_at, User.shown_name, Publication.note, Publication.summary
    rows = connection.execute(
        select(table.number, table.publication_id, *about, table.text.is_(None))
        .join(Publication, Publication.id == table.publication_id)
        .outerjoin(User, User.id == Publication.made_by)
        .where(named)
        .order_by(table.number.desc())
    )
    return [Version(*row) for row in rows]


def text_at(connection: Connection, deck: str, number: int) -> str | None:
    """The deck's text as that version has it; None: withdrawn. LookupError: there is none."""
    if number == 0:
        return texts_of_files()[deck]
    found = select(DeckVersion.text).where(DeckVersion.deck == deck, DeckVersion.number == number)
    row = connection.execute(found).first()
    if row is None:
        raise LookupError(f"{deck} has no version {number}")
    text: str | None = row.text
    return text


def deck_at(connection: Connection, deck: str, number: int) -> Deck | None:
    """The deck as it was verified then; None where it was withdrawn."""
    if number == 0:
        return deck_of_files(deck)
    found = select(DeckVersion.content).where(DeckVersion.deck == deck, DeckVersion.number == number)
    content = connection.execute(found).scalar()
    return None if content is None else deck_of(content)


def compare(connection: Connection, deck: str, old: int, new: int) -> tuple[Comparison, list[str]]:
    """What changed between two versions: item by item, and line by line of the texts."""
    before, after = ((text_at(connection, deck, number) or "").splitlines() for number in (old, new))
    lines = list(unified_diff(before, after, f"version {old}", f"version {new}", lineterm=""))
    return compare_decks(deck_at(connection, deck, old), deck_at(connection, deck, new)), lines


def restored(connection: Connection, deck: str, number: int) -> DeckEdit:
    """The edit that brings an old version's text back as the newest; to be published like any other."""
    return DeckEdit(text_at(connection, deck, number), deck, deck_text(connection, deck).base)


def restored_document(connection: Connection, document: str, number: int) -> DocumentEdit:
    """The same of a document. LookupError: there is no such version."""
    base = document_text(connection, document).base
    if number == 0 and (of_files := document_of_files(document)) is not None:
        return DocumentEdit(entry_of(of_files), of_files.text, base)
    columns = select(DocumentVersion.about, DocumentVersion.text)
    row = connection.execute(
        columns.where(DocumentVersion.document == document, DocumentVersion.number == number)
    ).first()
    if row is None:
        raise LookupError(f"{document} has no version {number}")
    return DocumentEdit(DocumentEntry.model_validate(row.about), row.text, base)
