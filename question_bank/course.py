"""A course: a folder with decks and documents, or a single deck beside them, as its author keeps it in git.

course/decks/*.yaml          or the decks in the folder itself
course/documents/*.txt       or seeds/, or the folder itself; with a catalogue.yaml that describes them
course/people.yaml           if there is one
"""

from dataclasses import dataclass
from pathlib import Path

from question_bank.bank import Bank
from question_bank.catalogue import CATALOGUE, load_documents
from question_bank.checks.people import PEOPLE
from question_bank.load import DOCUMENTS, Loaded, load_deck, load_files

_BESIDE = frozenset({CATALOGUE, PEOPLE.name})


@dataclass(frozen=True, slots=True)
class Course:
    """Where the decks of a course are, and its documents."""

    decks: tuple[Path, ...]
    documents: Path
    is_folder: bool = True


def course_at(path: Path, documents: Path | None = None) -> Course:
    """The course that a folder or a deck file stands for."""
    if path.is_dir():
        folder = path / "decks" if (path / "decks").is_dir() else path
        files = (*folder.glob("*.yaml"), *folder.glob("*.yml"))
        decks = tuple(sorted(file for file in files if file.name not in _BESIDE))
        return Course(decks or (folder,), documents or documents_of(folder, path))
    return Course((path,), documents or documents_of(path.parent), is_folder=False)


def documents_of(*folders: Path) -> Path:
    """The nearest folder with a catalogue of documents; those that Footnote ships if there is none."""
    for folder in (*folders, folders[0].parent):
        for place in (folder / "documents", folder / "seeds", folder):
            if (place / CATALOGUE).is_file():
                return place
    return DOCUMENTS


def load_course(course: Course) -> Loaded:
    """The course as a bank. A single deck is not asked for items of other decks that it names."""
    if course.is_folder:
        return load_files(course.decks, course.documents)
    documents, problems = load_documents(course.documents, str(course.documents))
    path = course.decks[0]
    try:
        source = path.read_bytes()
    except OSError:
        return load_files(course.decks, course.documents)  # it says what is wrong
    deck, found = load_deck(source, str(path), documents)
    return Loaded(Bank({} if deck is None else {deck.id: deck}, documents), (*problems, *found))


def texts_of(course: Course, loaded: Loaded) -> dict[str, str]:
    """The text of each deck of a sound course, by its id."""
    ids = [text.id for text in loaded.texts] or [*loaded.bank.decks]
    texts = (path.read_text(encoding="utf-8-sig") for path in course.decks)
    return {id: text for id, text in zip(ids, texts, strict=False) if id}
