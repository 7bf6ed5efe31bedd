"""The one way by which content comes in: files or texts into a verified bank, or every problem at once."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from question_bank.bank import Bank
from question_bank.catalogue import load_documents
from question_bank.deck_format import MAX_ITEMS, DeckHead
from question_bank.document import Document
from question_bank.item import Deck
from question_bank.item_reader import DeckReading, ItemReading, ReadItem, find_document, unknown_document
from question_bank.problem import Problem
from question_bank.validation import problem_at, validate
from question_bank.yaml_reader import MAX_BYTES, List, Map, Node, Scalar, read

DECKS = Path(__file__).parent / "decks"
DOCUMENTS = Path(__file__).parent.parent / "seeds"
MAX_PROBLEMS = 500  # of one deck; nobody reads more at once
_MODELINE = re.compile(rb"(?:\xef\xbb\xbf)?# yaml-language-server: \$schema=\S*deck\.schema\.json\s*?[\r\n]")
MODELINE = "# yaml-language-server: $schema=../deck.schema.json"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is valid, deck by deck, and the problems of the rest; `texts` are all files as read."""

    bank: Bank
    problems: tuple[Problem, ...]
    texts: "tuple[DeckText, ...]" = ()


@dataclass(frozen=True, slots=True)
class DeckText:
    """A deck file after reading: the deck, unless it has problems, its valid items in any case, and the ids
    that its text declares."""

    file: str
    node: Node | None
    deck: Deck | None
    problems: tuple[Problem, ...]
    id: str | None
    item_ids: frozenset[str]
    read: tuple[ReadItem, ...] = ()


def load_bank(decks_dir: Path = DECKS, documents_dir: Path = DOCUMENTS) -> Loaded:
    """Every deck of a folder with the documents of another, and every problem in them."""
    paths = sorted([*decks_dir.glob("*.yaml"), *decks_dir.glob("*.yml")])
    return load_files(paths or [decks_dir], documents_dir)  # a folder in place of a file is a problem


def load_files(paths: Collection[Path], documents_dir: Path = DOCUMENTS) -> Loaded:
    """These deck files as one bank."""
    documents, problems = load_documents(documents_dir, _shown(documents_dir))
    texts = [_read_file(path, documents) for path in paths]
    problems += [problem for text in texts for problem in text.problems]
    decks: dict[str, Deck] = {}
    places = _places(texts, problems)
    for text in texts:
        dangling = _dangling(text, places)
        problems += dangling
        if text.deck is not None and not dangling and places[text.deck.id] is text:
            decks[text.deck.id] = text.deck
    return Loaded(Bank(decks, documents), tuple(problems), tuple(texts))


def load_deck(
    source: str | bytes, file: str, documents: Mapping[str, Document]
) -> tuple[Deck | None, tuple[Problem, ...]]:
    """The deck in `source`, or None and every problem. References to other decks are not followed."""
    text = read_deck(source, file, documents)
    dangling = [] if text.id is None else _dangling(text, {text.id: text}, only=text.id)
    return (None if dangling else text.deck), (*text.problems, *dangling)


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
        what = f"the file cannot be read: {error.strerror}"
        problem = Problem(file, 1, 1, "", "unreadable", what, "Correct the path.")
        return DeckText(file, None, None, (problem,), None, frozenset())
    text = read_deck(source, file, documents)
    if text.node is None or _MODELINE.match(source):
        return text
    what = "the first line does not name the schema that editors check the file with"
    problem = Problem(file, 1, 1, "", "no-modeline", what, f"Begin the file with the line {MODELINE}.")
    return replace(text, deck=None, problems=(problem, *text.problems))


def read_deck(source: str | bytes, file: str, documents: Mapping[str, Document]) -> DeckText:
    """One deck with its problems; references to other decks are not followed yet."""
    node, problems = read(source, file)
    if node is None:
        return DeckText(file, None, None, problems, None, frozenset())
    if not isinstance(node, Map):
        what = "the file is not a group of keys"
        problem = Problem(
            file, node.line, node.column, "", "not-a-deck", what, "Begin with deck:, title: and items:."
        )
        return DeckText(file, node, None, (problem,), None, frozenset())
    head_node = _without_items(node)
    head, found = validate(DeckHead, head_node, file)
    deck_id = _text_at(node, "deck")
    reading = DeckReading(file, deck_id or "", None, documents, problems=found)
    document_name = _text_at(node, "document")
    if document_name:
        reading.document = find_document(document_name, documents)
        if reading.document is None:
            what, cure = unknown_document(document_name, documents)
            found.append(problem_at(node, ("document",), file, "", "unknown-document", what, cure))
    read_items = tuple(_items(node, reading))
    problems = tuple(sorted(found, key=lambda problem: (problem.line, problem.column)))
    deck = None
    if head is not None and not problems:
        document = reading.document.id if reading.document is not None else None
        items = tuple(one.item for one in read_items)
        deck = Deck(head.deck, head.title, items, document, head.description or "")
    item_ids = frozenset(_item_ids(node))
    return DeckText(file, node, deck, problems, deck_id, item_ids, read_items)


def _without_items(node: Map) -> Map:
    head = Map(node.line, node.column)
    head.keys = {key: place for key, place in node.keys.items() if key != "items"}
    head.values = {key: value for key, value in node.values.items() if key != "items"}
    return head


def _text_at(node: Map, key: str) -> str | None:
    value = node.values.get(key)
    return value.text.strip() if isinstance(value, Scalar) else None


def _items(node: Map, reading: DeckReading) -> list[ReadItem]:
    entries = node.values.get("items")
    if not isinstance(entries, List) or not entries.items:
        what = "the deck has no list of items"
        cure = "Add items: with at least one entry that begins with - id:."
        reading.problems.append(problem_at(node, ("items",), reading.file, "", "no-items", what, cure))
        return []
    if len(entries.items) > MAX_ITEMS:
        what, cure = f"the deck has more than {MAX_ITEMS:,} items", "Split it into several decks."
        reading.problems.append(problem_at(node, ("items",), reading.file, "", "too-many-items", what, cure))
        return []
    _report_same_ids(entries, reading)
    items = []
    for index, entry in enumerate(entries.items):
        if len(reading.problems) >= MAX_PROBLEMS:
            what, cure = f"there are more than {MAX_PROBLEMS} problems", "Mend those above first."
            path = f"items[{index}]"
            reading.problems.append(
                problem_at(entry, (), reading.file, path, "too-many-problems", what, cure)
            )
            break
        items.append(ItemReading(reading, entry, f"items[{index}]").read())
    return [item for item in items if item is not None]


def _report_same_ids(entries: List, reading: DeckReading) -> None:
    lines: dict[str, int] = {}
    for index, entry in enumerate(entries.items):
        if not isinstance(entry, Map) or not (item_id := _text_at(entry, "id")):
            continue
        place = entry.values["id"]
        if item_id in lines:
            what = f"the id {item_id[:60]} stands in line {place.line} and in line {lines[item_id]}"
            cure = "Give one of the two items another id."
            path = f"items[{index}]"
            reading.problems.append(problem_at(entry, ("id",), reading.file, path, "same-id", what, cure))
        lines.setdefault(item_id, place.line)


def _item_ids(node: Map) -> list[str]:
    entries = node.values.get("items")
    listed = entries.items if isinstance(entries, List) else []
    return [id for entry in listed if isinstance(entry, Map) and (id := _text_at(entry, "id"))]


def _places(texts: list[DeckText], problems: list[Problem]) -> dict[str, DeckText]:
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
