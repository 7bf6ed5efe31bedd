"""The one way by which content comes in: files or texts into a verified bank, or every problem at once."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from question_bank.bank import Bank
from question_bank.catalogue import load_documents
from question_bank.deck_reader import DeckText, read_deck
from question_bank.document import Document
from question_bank.item import Deck
from question_bank.problem import Problem
from question_bank.quizzes.reader import quiz_problems, stands_alone
from question_bank.validation import problem_at
from question_bank.yaml_reader import MAX_BYTES

DECKS = Path(__file__).parent / "decks"
DOCUMENTS = Path(__file__).parent.parent / "seeds"
_MODELINE = re.compile(rb"(?:\xef\xbb\xbf)?# yaml-language-server: \$schema=\S*deck\.schema\.json\s*?[\r\n]")
SCHEMA = "deck.schema.json"
MODELINE = f"# yaml-language-server: $schema=../{SCHEMA}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is valid, deck by deck, and the problems of the rest; `texts` are all files as read."""

    bank: Bank
    problems: tuple[Problem, ...]
    texts: tuple[DeckText, ...] = ()


def load_bank(decks_dir: Path = DECKS, documents_dir: Path = DOCUMENTS) -> Loaded:
    """Every deck of a folder with the documents of another, and every problem in them."""
    paths = sorted([*decks_dir.glob("*.yaml"), *decks_dir.glob("*.yml")])
    return load_files(paths or [decks_dir], documents_dir)  # a folder in place of a file is a problem


def load_files(paths: Collection[Path], documents_dir: Path = DOCUMENTS) -> Loaded:
    """These deck files as one bank."""
    documents, problems = load_documents(documents_dir, _shown(documents_dir))
    return assemble([_read_file(path, documents) for path in paths], documents, problems)


def assemble(
    texts: Sequence[DeckText], documents: dict[str, Document], problems: Sequence[Problem] = ()
) -> Loaded:
    """Decks that were read one by one as one bank, with what is wrong between them."""
    found = [*problems, *(problem for text in texts for problem in text.problems)]
    decks: dict[str, Deck] = {}
    places = _places(texts, found)
    for text in texts:
        dangling = _dangling(text, places)
        found += dangling
        if text.deck is not None and not dangling and places[text.deck.id] is text:
            decks[text.deck.id] = text.deck
    bank = Bank(decks, documents)
    if not found:  # else items that are not there yet would be missed by sound quizzes
        for text in texts:
            faults = _quiz_faults(text, bank)
            found += faults
            if faults and text.deck is not None:
                decks.pop(text.deck.id, None)
    return Loaded(Bank(decks, documents), tuple(found), tuple(texts))


def load_deck(
    source: str | bytes, file: str, documents: Mapping[str, Document], others: Bank | None = None
) -> tuple[Deck | None, tuple[Problem, ...]]:
    """The deck in `source`, or None and every problem. It is held against the `others` of its bank; without
    them what it says of other decks is not followed."""
    return verify(read_deck(source, file, documents), documents, others)


def verify(
    text: DeckText, documents: Mapping[str, Document], others: Bank | None = None
) -> tuple[Deck | None, tuple[Problem, ...]]:
    """The same for a deck that was read already."""
    if text.deck is None:
        return None, text.problems
    beside = {} if others is None else {id: deck for id, deck in others.decks.items() if id != text.deck.id}
    places = {id: _known(deck) for id, deck in beside.items()}
    dangling = _dangling(text, {**places, text.deck.id: text}, only=text.deck.id if others is None else None)
    bank = Bank({**beside, text.deck.id: text.deck}, dict(documents))
    faults = dangling or _quiz_faults(text, bank, alone=others is None)
    return (None if faults else text.deck), tuple(faults)


def verify_together(
    texts: Sequence[DeckText], documents: Mapping[str, Document], others: Bank
) -> tuple[dict[str, Deck], tuple[Problem, ...]]:
    """The same for several at once, which may refer to each other: each that is sound, and every problem."""
    found = [problem for text in texts for problem in text.problems]
    own = _places(texts, found)
    beside = {id: deck for id, deck in others.decks.items() if id not in own}
    places = {**{id: _known(deck) for id, deck in beside.items()}, **own}
    found += [problem for text in texts for problem in _dangling(text, places)]
    decks = {text.deck.id: text.deck for text in texts if text.deck is not None}
    if not found:
        bank = Bank({**beside, **decks}, dict(documents))
        found += [problem for text in texts for problem in _quiz_faults(text, bank)]
    return decks, tuple(found)


def _known(deck: Deck) -> DeckText:
    """A deck of the bank as a place that references may lead to."""
    return DeckText("", None, deck, (), deck.id, frozenset(item.id for item in deck.items))


def _quiz_faults(text: DeckText, bank: Bank, alone: bool = False) -> list[Problem]:
    return [
        problem
        for read in text.quizzes
        if not alone or stands_alone(read.written.quiz, read.written.deck)
        for problem in quiz_problems(read, bank, text.file)
    ]


def _shown(path: Path) -> str:
    """The path as a reader finds it: from where the command runs, if it lies below."""
    absolute = path.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(path)


def _read_file(path: Path, documents: Mapping[str, Document]) -> DeckText:
    file = _shown(path)
    try:
        with path.open("rb") as stream:
            source = stream.read(MAX_BYTES + 1)
    except OSError as error:
        what, cure = f"the file cannot be read: {error.strerror}", "Correct the path."
        if path.is_dir():
            what = "there is no deck in this folder"
            cure = "Correct the path, or put a deck into it: a file whose name ends in .yaml."
        problem = Problem(file, 1, 1, "", "unreadable", what, cure)
        return DeckText(file, None, None, (problem,), None, frozenset())
    text = read_deck(source, file, documents)
    if text.node is None or not first_line(path) or _MODELINE.match(source):
        return text
    what = "the first line does not name the schema that editors check the file with"
    problem = Problem(file, 1, 1, "", "no-modeline", what, f"Begin the file with the line {MODELINE}.")
    return replace(text, deck=None, problems=(problem, *text.problems))


def first_line(path: Path) -> str:
    """The line with which a deck in this file begins: where a schema stands, it leads editors there."""
    return f"{MODELINE}\n" if (path.resolve().parent.parent / SCHEMA).is_file() else ""


def _places(texts: Sequence[DeckText], problems: list[Problem]) -> dict[str, DeckText]:
    """The first file of each deck id; a second one is a problem."""
    places: dict[str, DeckText] = {}
    for text in texts:
        if not text.id or text.node is None:
            continue
        first = places.setdefault(text.id, text)
        if first is not text:
            what = f"the deck {text.id[:60]} stands in {first.file} and in {text.file}"
            cure = "Give one of the two another id."
            problems.append(problem_at(text.node, ("deck",), text.file, "", "same-deck", what, cure))
    return places


def _dangling(text: DeckText, places: Mapping[str, DeckText], only: str | None = None) -> list[Problem]:
    """Each `conflicts_with` that leads to no item, or to the item itself."""
    found = []
    for index, item in enumerate(text.deck.items if text.deck else ()):
        for reference in item.conflicts_with:
            deck_id, _, item_id = reference.partition("/")
            if only is not None and deck_id != only:
                continue
            own = reference == f"{item.deck}/{item.id}"
            if not own and deck_id in places and item_id in places[deck_id].item_ids:
                continue
            what = "the item conflicts with itself" if own else f"there is no item {reference}"
            location = ("items", index, "conflicts_with")
            cure = "Write the id of the other item, with its deck before it if that is another one."
            assert text.node is not None
            found.append(problem_at(text.node, location, text.file, "", "unknown-item", what, cure))
    return found
