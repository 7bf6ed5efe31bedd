"""The bank that is served: the configured directory's decks and documents, and over each its newest version
that was published.

Every process holds it in memory. The newest publication's id is its version; the statement that tells who
asks tells it too, so a newer one is noticed before the request is served. Only what changed is built anew; a
deck comes from its verified content, and nothing is verified again. A request keeps the bank it began with.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, cast

from flask import Flask, current_app, g
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.engine import Connection

from question_bank.bank import Bank
from question_bank.catalogue import DocumentEntry, document_of
from question_bank.course import course_at, load_course, texts_of
from question_bank.document import Document
from question_bank.item import Deck
from question_bank.stored import deck_of, standing
from webapp.db import db
from webapp.models import DeckVersion, DocumentVersion, HeldItem, Publication
from webapp.prepared import Prepared, read_alone

STATE = "bank.state"
Place = tuple[str, str]  # deck, item

NEWEST: ColumnElement[int | None] = select(func.max(Publication.id)).scalar_subquery()
VERSION = Prepared(select(NEWEST.label("version")))
HELD = select(HeldItem.deck, HeldItem.item).distinct()


@dataclass(frozen=True, slots=True)
class DeckPart:
    """A deck with all its items, as it was verified. None: withdrawn."""

    deck: Deck | None
    number: int = 0  # of its version; 0: the file
    row: int = 0


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A document as it is served."""

    document: Document
    number: int = 0  # of its version; 0: the file
    row: int = 0


@dataclass(frozen=True)
class Served:
    """The bank, and what it was made of."""

    bank: Bank
    decks: Mapping[str, DeckPart]
    documents: Mapping[str, DocumentPart]
    version: int = 0  # the newest publication in it
    held: frozenset[Place] = frozenset()  # not asked, because a document changed
    gone: frozenset[Place] = frozenset()  # served by this process before: somebody may still look at one

    @cached_property
    def whole(self) -> Bank:
        """With the items that are held: what decks may refer to."""
        decks = {id: part.deck for id, part in self.decks.items() if part.deck is not None}
        return Bank(decks, self.bank.documents)


@dataclass
class State:
    """What a process keeps: the files as they were when it began, and what it serves."""

    files: Served
    texts: Mapping[str, str]  # of the files, by deck
    served: Served
    lock: Lock = field(default_factory=Lock)


def init_app(app: Flask) -> None:
    """Load the directory. Raises SystemExit with every problem where a deck does not verify."""
    course = course_at(Path(app.config["DECKS"]), app.config["DOCUMENTS"])
    loaded = load_course(course)
    errors = [f"{one} [{one.rule}]" for one in loaded.problems if one.severity == "error"]
    if errors:
        raise SystemExit("\n".join(["The question bank does not verify:", *errors]))
    decks = {id: DeckPart(deck) for id, deck in loaded.bank.decks.items()}
    documents = {id: DocumentPart(document) for id, document in loaded.bank.documents.items()}
    files = Served(loaded.bank, decks, documents)
    app.extensions[STATE] = State(files, texts_of(course, loaded), files)
    app.extensions["bank"] = files.bank


def current_bank() -> Bank:
    """The bank that this request is served from."""
    found: Bank | None = g.get("bank")
    return _begin_with_newest() if found is None else found


def served() -> Served:
    """The bank of this request with what it was made of."""
    if "served" not in g:
        _begin_with_newest()
    return cast(Served, g.served)


def texts_of_files() -> Mapping[str, str]:
    """The decks of the configured directory as they stood in their files when this process began."""
    state: State = current_app.extensions[STATE]
    return state.texts


def deck_of_files(deck: str) -> Deck | None:
    """The deck as the configured directory has it."""
    state: State = current_app.extensions[STATE]
    part = state.files.decks.get(deck)
    return None if part is None else part.deck


def document_of_files(document: str) -> Document | None:
    """The document as the configured directory has it."""
    state: State = current_app.extensions[STATE]
    part = state.files.documents.get(document)
    return None if part is None else part.document


def noticed(version: int | None) -> None:
    """The newest publication, read before this request does anything."""
    g.bank_version = version or 0


def look_again() -> None:
    """From here on this request is served from the bank as it is now: for who has just published."""
    for name in ("bank", "served", "bank_version"):
        g.pop(name, None)


def _begin_with_newest() -> Bank:
    """Settle on the bank that is the newest now. One thread builds it, the others wait for it."""
    extensions, kept = current_app.extensions, g._get_current_object()  # once, not at every attribute
    state: State = extensions[STATE]
    version = kept.pop("bank_version", None)
    if version is None:
        [newest] = read_alone(VERSION, {})
        version = newest["version"] or 0
    with state.lock:
        if version != state.served.version:
            with _uncollected(), _snapshot() as connection:
                state.served = _read(connection, state.served, state.files)
            extensions["bank"] = state.served.bank
        kept.served, kept.bank = state.served, extensions["bank"]
    return cast(Bank, kept.bank)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave the garbage collector out: it would look at many thousand new objects that stay again and again,
    which takes several times as long as to make them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _snapshot() -> Iterator[Connection]:
    """One state of the database for several statements, beside the request's transaction: no lock is held."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection.execution_options(reads=True)


def _read(connection: Connection, before: Served, files: Served) -> Served:
    """What is served now; what did not change since `before` is not read again."""
    [newest] = VERSION.all(connection, {})
    version = newest["version"] or 0
    documents = _documents(connection, before, files)
    decks = _decks(connection, before, files)
    held = frozenset((row.deck, row.item) for row in connection.execute(HELD))
    texts = {id: part.document for id, part in documents.items()}
    asked = {id: fitted(part.deck, texts, held) for id, part in decks.items() if part.deck is not None}
    bank = Bank(asked, texts)
    gone = (before.gone | before.bank.items.keys()) - bank.items.keys()
    return Served(bank, decks, documents, version, held, gone)


def fitted(deck: Deck, documents: Mapping[str, Document], held: frozenset[Place]) -> Deck:
    """The deck with the items that may be asked: not held, and each quote standing in its document."""
    items = tuple(
        stands
        for item in deck.items
        if (deck.id, item.id) not in held and (stands := standing(item, documents)) is not None
    )
    return deck if items == deck.items else replace(deck, items=items)


def _newest_of(table: type[DeckVersion] | type[DocumentVersion], name: Any) -> Select[Any]:
    """The newest version's row of each. Rows are made one publication after the other."""
    return select(func.max(table.id)).group_by(name)


def _decks(connection: Connection, before: Served, files: Served) -> dict[str, DeckPart]:
    newest = set(connection.execute(_newest_of(DeckVersion, DeckVersion.deck)).scalars())
    known = {part.row: id for id, part in before.decks.items() if part.row in newest}
    found = dict(files.decks) | {id: before.decks[id] for id in known.values()}
    columns = (DeckVersion.id, DeckVersion.deck, DeckVersion.number, DeckVersion.content)
    changed = select(*columns).where(DeckVersion.id.in_(newest - known.keys()))
    for row in connection.execute(changed.order_by(DeckVersion.id)):
        try:
            deck = None if row.content is None else deck_of(row.content)
        except (LookupError, TypeError, ValueError):
            current_app.logger.exception("version %s of the deck %s cannot be read", row.number, row.deck)
            deck = None if row.deck not in before.decks else before.decks[row.deck].deck
        found[row.deck] = DeckPart(deck, row.number, row.id)
    return found


def _documents(connection: Connection, before: Served, files: Served) -> dict[str, DocumentPart]:
    newest = set(connection.execute(_newest_of(DocumentVersion, DocumentVersion.document)).scalars())
    known = {part.row: id for id, part in before.documents.items() if part.row in newest}
    found = dict(files.documents) | {id: before.documents[id] for id in known.values()}
    columns = (DocumentVersion.id, DocumentVersion.document, DocumentVersion.number,
               DocumentVersion.text, DocumentVersion.about)  # fmt: skip
    changed = select(*columns).where(DocumentVersion.id.in_(newest - known.keys()))
    for row in connection.execute(changed.order_by(DocumentVersion.id)):
        try:
            document = document_of(DocumentEntry.model_validate(row.about), row.text)
        except ValueError:
            current_app.logger.exception("version %s of %s cannot be read", row.number, row.document)
            continue
        found[row.document] = DocumentPart(document, row.number, row.id)
    return found
