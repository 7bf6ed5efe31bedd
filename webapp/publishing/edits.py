"""What somebody wants to publish, and what it was begun on."""

from dataclasses import dataclass
from hashlib import sha256

from question_bank.catalogue import DocumentEntry, IgnoreEntry, OddEntry
from question_bank.document import Document


def hash_of(text: str) -> str:
    """What tells whether a text is still the one that somebody began on."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Base:
    """What an edit was begun on: the number of the version (0: the file, or nothing yet) and its text's hash,
    empty where there was no text."""

    number: int = 0
    hash: str = ""


@dataclass(frozen=True, slots=True)
class DeckEdit:
    """A deck's new text; None withdraws it. Without a base it takes the place of whatever is there."""

    text: str | None
    deck: str = ""  # its id; empty: as the text says
    base: Base | None = None
    file: str = ""  # as problems name it


@dataclass(frozen=True, slots=True)
class DocumentEdit:
    """A new document, or a new text or title of one."""

    entry: DocumentEntry
    text: str
    base: Base | None = None

    @property
    def document(self) -> str:
        return self.entry.file


@dataclass(frozen=True, slots=True)
class Edits:
    """All that is to be published at once."""

    decks: tuple[DeckEdit, ...] = ()
    documents: tuple[DocumentEdit, ...] = ()


def entry_of(document: Document) -> DocumentEntry:
    """What the catalogue says of a document."""
    return DocumentEntry(
        file=document.id,
        slug=document.slug,
        title=document.title,
        author=document.author,
        publisher=document.publisher,
        dated=document.dated,
        odd=tuple(OddEntry(start=at.start, end=at.end, kind=at.kind, note=at.note) for at in document.odd),
        ignore=tuple(IgnoreEntry(words=one.words, reason=one.reason) for one in document.ignored),
    )
