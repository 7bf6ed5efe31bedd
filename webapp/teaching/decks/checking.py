"""What is wrong with a deck's text beside the bank, in the very words of the command line."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from question_bank.check import problems_of
from question_bank.deck_reader import DeckText
from question_bank.document import Document
from question_bank.item import Deck, Item
from question_bank.item_reader import find_document
from question_bank.load import Loaded
from question_bank.problem import Problem
from question_bank.yaml_reader import List, Map, Scalar
from webapp.bank import Served
from webapp.publishing.current import Current
from webapp.publishing.edits import Base, DeckEdit, Edits
from webapp.publishing.verifying import verified

MOST = 200  # problems on one page
MOST_REMARKED = 500  # items that are looked at for remarks while somebody types
_RECENT = 8  # texts
LONGEST_LINE = 160
LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Place:
    """An item of the text, right or not, and the lines it stands in."""

    id: str
    first: int
    last: int
    item: Item | None  # None: something is wrong with it


@dataclass(frozen=True, slots=True)
class Checked:
    """A text after reading: `deck` only if it may be published."""

    file: str
    deck: Deck | None
    problems: tuple[Problem, ...]
    places: tuple[Place, ...]
    document: str | None = None  # the one that its head names, if there is such a one
    is_remarked: bool = True  # False: too long a deck for remarks while one types

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.severity != "error")

    @property
    def summary(self) -> str:
        """In one line: "2 problems, 1 remark"."""
        counts = (len(self.errors), "problem"), (len(self.warnings), "remark")
        found = ", ".join(f"{count} {word}{'s' if count != 1 else ''}" for count, word in counts if count)
        return found or "no problems"

    @property
    def lines(self) -> str:
        """The lines to be marked, the weaker ones with a w: "3 17 20w"."""
        wrong = {one.line for one in self.errors}
        weak = {one.line for one in self.warnings} - wrong
        return " ".join([*(f"{line}" for line in sorted(wrong)), *(f"{line}w" for line in sorted(weak))])


_recent: deque[tuple[str, str, Served, Checked]] = deque(maxlen=_RECENT)


def check(text: str, deck: str, now: Current, beside: Served) -> Checked:
    """The text as the next one of this deck, whose text is `now` until then."""
    for known, name, bank, checked in tuple(_recent):
        if bank is beside and (known, name) == (text, deck):
            return checked
    checked = _check(text, deck, now, beside)
    _recent.append((text, deck, beside, checked))
    return checked


def edit_of(text: str, deck: str, base: Base, now: Current) -> DeckEdit:
    """A new deck may take any id that is free, an old one keeps its own."""
    return DeckEdit(text, "" if now.is_new else deck, base, f"{deck}.yaml")


def _check(text: str, deck: str, now: Current, beside: Served) -> Checked:
    edit = edit_of(text, deck, now.base, now)
    made = verified(Edits((edit,)), beside, {deck: now.text})
    (read,) = made.read
    found = (*made.problems, *(_of_a_new_id(read, beside) if now.is_new else ()))
    is_remarked = len(read.read) <= MOST_REMARKED
    every = tuple(problems_of(Loaded(made.whole, found, (read,) if is_remarked else ())))
    good = made.decks.get(read.id or "") if not any(one.severity == "error" for one in every) else None
    valid = {one.item.id: one.item for one in read.read}
    return Checked(
        edit.file, good, every, tuple(_places(read, valid)), _document(read, made.all_documents), is_remarked
    )


def _document(read: DeckText, documents: Mapping[str, Document]) -> str | None:
    named = read.node.values.get("document") if isinstance(read.node, Map) else None
    found = find_document(named.text.strip(), documents) if isinstance(named, Scalar) else None
    return found.id if found else None


def _of_a_new_id(read: DeckText, beside: Served) -> Iterator[Problem]:
    place = read.node.values.get("deck") if isinstance(read.node, Map) else None
    if place is None or not read.id:
        return
    if read.id in beside.decks:
        what = f"there is a deck {read.id} already"
        cure = "Give this one another id, or open that deck and change it."
        yield Problem(read.file, place.line, place.column, "deck", "same-deck", what, cure)
    if len(read.id) > LONGEST_ID:
        what, cure = f"the deck’s id has more than {LONGEST_ID} characters", "Give it a shorter one."
        yield Problem(read.file, place.line, place.column, "deck", "deck-id", what, cure)


def _places(read: DeckText, valid: dict[str, Item]) -> Iterator[Place]:
    entries = read.node.values.get("items") if isinstance(read.node, Map) else None
    listed = entries.items if isinstance(entries, List) else []
    following = [*(entry.line for entry in listed[1:]), 10**9]
    for entry, after in zip(listed, following, strict=False):
        named = entry.values.get("id") if isinstance(entry, Map) else None
        id = named.text.strip() if isinstance(named, Scalar) else ""
        yield Place(id, entry.line, after - 1, valid.get(id))


def place_at(checked: Checked, line: int) -> Place | None:
    """The item that the line stands in, or the nearest one before it; else the first."""
    before = [place for place in checked.places if place.first <= line]
    return before[-1] if before else next(iter(checked.places), None)


def place_of(checked: Checked, id: str) -> Place | None:
    return next((place for place in checked.places if place.id == id), None)


def excerpt_of(line: str) -> str:
    """The words of a line, cut where it is long."""
    words = line.rstrip()
    return words if len(words) <= LONGEST_LINE else words[:LONGEST_LINE] + "…"
