"""The catalogue of the source documents: what is known about each text, and its odd places."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from question_bank.document import Document, Ignored, OddKind, OddPlace, passages_of
from question_bank.extraction.extracted import LIMITS
from question_bank.field_types import fault
from question_bank.problem import Problem
from question_bank.validation import problem_at, validate
from question_bank.yaml_reader import BAD_CHARACTER, read

CATALOGUE = "catalogue.yaml"
_Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
_Count = Annotated[int, Field(ge=0, le=LIMITS.characters)]


def _file(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
        stem = name.removesuffix(".txt")
        said = f"‘{name[:60]}’ is not a name of a text. Write the file’s name without .txt"
        said += ": letters, digits, - and _." if re.search(r"[^A-Za-z0-9_-]", stem) else f": {stem}."
        raise fault("bad-file", said)
    return name


def _slug(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]+", name):
        said = f"‘{name[:60]}’ cannot stand in an address. Write small letters, digits and hyphens."
        raise fault("bad-slug", said)
    return name


class OddEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    start: _Count
    end: _Count
    kind: OddKind
    note: Annotated[str, StringConstraints(max_length=200)] = ""


class IgnoreEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    words: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    reason: _Phrase


class DocumentEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    file: Annotated[str, AfterValidator(_file), StringConstraints(max_length=100)]
    slug: Annotated[str, AfterValidator(_slug), StringConstraints(max_length=100)]
    title: _Phrase
    author: _Phrase
    publisher: _Phrase
    dated: _Phrase
    odd: tuple[OddEntry, ...] = ()
    ignore: tuple[IgnoreEntry, ...] = ()


class CatalogueFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    documents: Annotated[tuple[DocumentEntry, ...], Field(min_length=1)]


def load_documents(folder: Path, shown_as: str) -> tuple[dict[str, Document], list[Problem]]:
    """Every document of `folder` that its catalogue lists, by id, and the problems of the catalogue."""
    path = folder / CATALOGUE
    file = f"{shown_as}/{CATALOGUE}"
    if not path.is_file():
        what = "the catalogue of the documents is missing"
        cure = (
            "Name another folder, or write it: documents:, and for each text - file: (its name without .txt) "
            "with slug, title, author, publisher and dated."
        )
        return {}, [Problem(file, 1, 1, "", "no-catalogue", what, cure)]
    node, problems = read(path.read_bytes(), file)
    if node is None:
        return {}, list(problems)
    catalogue, found = validate(CatalogueFile, node, file)
    if catalogue is None:
        return {}, found
    documents: dict[str, Document] = {}
    for index, entry in enumerate(catalogue.documents):
        document, faults = _document(folder, entry, documents)
        for where, rule, what, cure in faults:
            location = ("documents", index, *where)
            found.append(problem_at(node, location, file, "", rule, what, cure))
        if document is not None and not faults:
            documents[document.id] = document
    listed = {entry.file for entry in catalogue.documents}
    for text in sorted(folder.glob("*.txt")):
        if text.stem not in listed:
            what = f"the catalogue does not list {text.name}"
            found.append(
                Problem(file, 1, 1, "documents", "not-listed", what, "Add an entry, or remove the file.")
            )
    return documents, found


Fault = tuple[tuple[int | str, ...], str, str, str]


def _document(
    folder: Path, entry: DocumentEntry, others: dict[str, Document]
) -> tuple[Document | None, list[Fault]]:
    if entry.file in others:
        return None, [(("file",), "same-document", f"{entry.file} is listed twice", "Delete one of the two.")]
    if any(other.slug == entry.slug for other in others.values()):
        return None, [(("slug",), "same-slug", f"the slug {entry.slug} is taken", "Choose another.")]
    path = folder / f"{entry.file}.txt"
    if not path.is_file():
        return None, [(("file",), "no-file", f"there is no file {path.name}", "Correct the name.")]
    try:
        text = str(path.read_bytes(), "utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        what = f"the byte at {error.start} of {path.name} is not UTF-8"
        return None, [(("file",), "not-utf-8", what, "Save the file with the encoding UTF-8.")]
    return document_of(entry, text), faults_of(entry, text)


def faults_of(entry: DocumentEntry, text: str) -> list[Fault]:
    """What is wrong with a document by itself."""
    if found := BAD_CHARACTER.search(text):
        line = text.count("\n", 0, found.start()) + 1
        what = f"line {line} of {entry.file}.txt holds U+{ord(found.group()):04X}, which no quote may hold"
        cure = "Delete it: it is invisible, or turns text round."
        return [(("file",), "forbidden-character", what, cure)]
    return [*_odd_faults(entry, len(text)), *_ignore_faults(entry, text)]


def document_of(entry: DocumentEntry, text: str) -> Document:
    """The document that the entry and the text make together."""
    odd = tuple(OddPlace(place.start, place.end, place.kind, place.note) for place in entry.odd)
    ignored = tuple(Ignored(place.words, place.reason) for place in entry.ignore)
    passages = passages_of(text, entry.title, odd)
    about = (entry.title, entry.author, entry.publisher, entry.dated)
    return Document(entry.file, entry.slug, *about, text, passages, odd, ignored)


def _odd_faults(entry: DocumentEntry, length: int) -> list[Fault]:
    faults: list[Fault] = []
    reached = 0
    for index, place in enumerate(entry.odd):
        if not reached <= place.start < place.end <= length:
            what = f"the range {place.start} to {place.end} is empty, overlaps or lies outside the text"
            cure = f"Give ranges in order, each within 0 to {length}."
            faults.append((("odd", index), "bad-range", what, cure))
        reached = max(reached, place.end)
    return faults


def _ignore_faults(entry: DocumentEntry, text: str) -> list[Fault]:
    """Words to ignore that the text does not hold are a slip, or the document has changed."""
    what, cure = "the words do not stand in the document", "Copy them from the document, or delete the entry."
    return [
        (("ignore", index, "words"), "words-not-found", f"{what}: ‘{place.words[:60]}’", cure)
        for index, place in enumerate(entry.ignore)
        if place.words not in text
    ]
