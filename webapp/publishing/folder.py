"""A course in a folder, as its author keeps it in git: into edits, and what is served into such a folder."""

from collections.abc import Iterator
from pathlib import Path

from flask import current_app
from sqlalchemy.engine import Connection

from question_bank.authoring.yaml_writer import scalar
from question_bank.bank import Bank
from question_bank.catalogue import CATALOGUE, DocumentEntry
from question_bank.checks.people import PEOPLE
from question_bank.course import Course, course_at, texts_of
from question_bank.load import DECKS, MODELINE, Loaded
from question_bank.load import DOCUMENTS as SHIPPED
from question_bank.schema import SCHEMA
from webapp.bank import Served
from webapp.publishing.current import deck_text
from webapp.publishing.edits import DeckEdit, DocumentEdit, Edits, entry_of


def configured() -> Course:
    """The course that DECKS and DOCUMENTS, or BANK, name."""
    return course_at(Path(current_app.config["DECKS"]), current_app.config["DOCUMENTS"])


def people_of(path: Path | None) -> Path:
    """Where the list of people of a course is: in its folder."""
    folder = Path(current_app.config["DECKS"]) if path is None else path
    return PEOPLE if folder == DECKS or folder.is_file() else folder / PEOPLE.name


def edits_of(connection: Connection, course: Course, loaded: Loaded, served: Served) -> Edits:
    """All of a sound course that was not published as it is now.

    What never was published is, too: other processes began with the files as they were then.
    """
    decks = []
    for id, text in texts_of(course, loaded).items():
        current = deck_text(connection, id)
        if not current.number or current.text != text:
            decks.append(DeckEdit(text, id, file=id))
    documents = [] if course.documents == SHIPPED else [*_documents(loaded, served)]
    return Edits(tuple(decks), tuple(documents))


def _documents(loaded: Loaded, served: Served) -> Iterator[DocumentEdit]:
    for id, document in loaded.bank.documents.items():
        part = served.documents.get(id)
        if part is None or not part.number or part.document != document:
            yield DocumentEdit(entry_of(document), document.text)


def missing_of(loaded: Loaded, served: Served) -> list[str]:
    """Decks that were published and that the course does not have."""
    return [
        id
        for id, part in served.decks.items()
        if part.number and part.deck is not None and id not in loaded.bank.decks
    ]


# --- out of the database ---


def write_folder(connection: Connection, bank: Bank, folder: Path) -> list[Path]:
    """What is served as a course: decks/, documents/ and their catalogue. FileExistsError: they are there."""
    decks, documents = folder / "decks", folder / "documents"
    for part in (decks, documents):
        part.mkdir(parents=True)
    written = []
    for id in bank.decks:
        text = deck_text(connection, id).text or ""
        if not text.startswith("# yaml-language-server"):
            text = f"{MODELINE}\n{text}"
        written.append(_write(decks / f"{id}.yaml", text))
    for document in bank.documents.values():
        written.append(_write(documents / f"{document.id}.txt", document.text))
    written.append(_write(folder / SCHEMA.name, SCHEMA.read_text(encoding="utf-8")))
    written.append(_write(documents / CATALOGUE, catalogue_of([*map(entry_of, bank.documents.values())])))
    return written


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


def catalogue_of(entries: list[DocumentEntry]) -> str:
    """The catalogue of these documents, as the loader reads it."""
    lines = ["documents:"]
    for entry in entries:
        lines.append(f"  - file: {scalar(entry.file)}")
        for name in ("slug", "title", "author", "publisher", "dated"):
            lines.append(f"    {name}: {scalar(getattr(entry, name))}")
        lines += ["    odd:"] if entry.odd else []
        for odd in entry.odd:
            note = f", note: {scalar(odd.note, flow=True)}" if odd.note else ""
            lines.append(f"      - {{start: {odd.start}, end: {odd.end}, kind: {odd.kind}{note}}}")
        lines += ["    ignore:"] if entry.ignore else []
        for one in entry.ignore:
            lines += [f"      - words: {scalar(one.words)}", f"        reason: {scalar(one.reason)}"]
    return "\n".join(lines) + "\n"
