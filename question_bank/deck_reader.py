"""One deck file into a deck, or every problem in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from question_bank.deck_format import MAX_ITEMS, DeckHead
from question_bank.document import Document
from question_bank.item import Deck, Item
from question_bank.item_reader import DeckReading, ItemReading, ReadItem, find_document, unknown_document
from question_bank.problem import Problem
from question_bank.quizzes.reader import ReadQuiz, read_quizzes
from question_bank.validation import problem_at, validate
from question_bank.yaml_reader import List, Map, Node, Scalar, read

MAX_PROBLEMS = 500  # of one deck; nobody reads more at once
_LISTS = ("items", "quizzes")
NOTHING_HELD: Mapping[str, Item] = {}


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
    quizzes: tuple[ReadQuiz, ...] = ()


def read_deck(
    source: str | bytes,
    file: str,
    documents: Mapping[str, Document],
    held: Mapping[str, Item] = NOTHING_HELD,
) -> DeckText:
    """One deck with its problems; references to other decks are not followed yet.

    An item that is `held`, by its id, stays as it was where a document no longer proves it.
    """
    node, problems = read(source, file)
    if node is None:
        return DeckText(file, None, None, problems, None, frozenset())
    if not isinstance(node, Map):
        what = "the file is not a group of keys"
        problem = Problem(
            file, node.line, node.column, "", "not-a-deck", what, "Begin with deck:, title: and items:."
        )
        return DeckText(file, node, None, (problem,), None, frozenset())
    head, found = validate(DeckHead, _head(node), file)
    deck_id = _text_at(node, "deck")
    reading = DeckReading(file, deck_id or "", None, documents, problems=found)
    _find_document(node, reading)
    items = tuple(_items(node, reading, held))
    quizzes = tuple(read_quizzes(node, reading))
    problems = tuple(sorted(found, key=lambda problem: (problem.line, problem.column)))
    deck = None if head is None or problems else _deck(head, reading.document, items, quizzes)
    item_ids = frozenset(_item_ids(node))
    return DeckText(file, node, deck, problems, deck_id, item_ids, items, quizzes)


def _find_document(node: Map, reading: DeckReading) -> None:
    """The document that the deck's items stand on unless they say otherwise."""
    name = _text_at(node, "document")
    if not name:
        return
    reading.names_document = True
    reading.document = find_document(name, reading.documents)
    if reading.document is None:
        what, cure = unknown_document(name, reading.documents)
        problem = problem_at(node, ("document",), reading.file, "", "unknown-document", what, cure)
        reading.problems.append(problem)


def _deck(
    head: DeckHead, document: Document | None, read: Iterable[ReadItem], quizzes: Iterable[ReadQuiz]
) -> Deck:
    items, written = tuple(one.item for one in read), tuple(one.written for one in quizzes)
    on = None if document is None else document.id
    return Deck(head.deck, head.title, items, on, head.description or "", written)


def _head(node: Map) -> Map:
    """The deck without its lists, whose entries are read one by one."""
    head = Map(node.line, node.column)
    head.keys = {key: place for key, place in node.keys.items() if key not in _LISTS}
    head.values = {key: value for key, value in node.values.items() if key not in _LISTS}
    return head


def _text_at(node: Map, key: str) -> str | None:
    value = node.values.get(key)
    return value.text.strip() if isinstance(value, Scalar) else None


def _items(node: Map, reading: DeckReading, held: Mapping[str, Item]) -> list[ReadItem]:
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
        sound, item = len(reading.problems), ItemReading(reading, entry, f"items[{index}]").read()
        if item is None and (
            kept := held.get(_text_at(entry, "id") or "") if isinstance(entry, Map) else None
        ):
            del reading.problems[sound:]
            item = ReadItem(kept, entry, f"items[{index}]", {})
        items.append(item)
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
