"""What changes from one state of the bank to the next: every item, deck and document, as a teacher reads it.

An item is unchanged where its fingerprint is the same; what the fingerprint leaves out (tags, neighbours,
the words around a quote) may differ even so and is then listed. Only a changed answer can make a past answer
right or wrong: the other changes are rewordings.
"""

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from question_bank import grading, units
from question_bank.answers import sameness, texts_of
from question_bank.bank import Bank
from question_bank.document import Document
from question_bank.export import plain_answer
from question_bank.item import AllOf, Answer, Date, Deck, Direction, Item, Number, Order, Pairs, Side, Text
from question_bank.quizzes.quiz import Quiz, plain

State = Literal["unchanged", "reworded", "answer changed", "removed", "new"]
STATES: tuple[State, ...] = ("unchanged", "reworded", "answer changed", "removed", "new")
Whole = Literal["changed", "removed", "new"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as a teacher reads it; empty where it holds nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item of either state. `regrade` names the directions whose answer changed."""

    deck: str
    id: str
    state: State
    before: Item | None
    after: Item | None
    fields: tuple[FieldChange, ...] = ()
    regrade: tuple[Direction, ...] = ()


@dataclass(frozen=True, slots=True)
class WholeChange:
    """A deck, document or quiz ("deck/id") that is new, removed or has other words about itself."""

    id: str
    state: Whole
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states compared: each item of either once, in the order of the later one, the removed ones last."""

    items: tuple[ItemChange, ...]
    decks: tuple[WholeChange, ...] = ()
    documents: tuple[WholeChange, ...] = ()
    quizzes: tuple[WholeChange, ...] = ()

    def of(self, state: State) -> tuple[ItemChange, ...]:
        return tuple(item for item in self.items if item.state == state)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all changes, tags included."""
        whole = self.decks or self.documents or self.quizzes
        return not whole and all(one.state == "unchanged" and not one.fields for one in self.items)

    @property
    def summary(self) -> str:
        """In one line: "12 unchanged, 2 reworded, 1 answer changed, 1 removed, 3 new"."""
        counts = Counter(item.state for item in self.items)
        return ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state]) or "no items"


def compare_banks(old: Bank, new: Bank) -> Comparison:
    """Every deck, item and document of two banks."""
    decks = _whole(old.decks, new.decks, _deck_fields)
    documents = _whole(old.documents, new.documents, _document_fields)
    items = tuple(_items(old.items, new.items))
    return Comparison(items, decks, documents, _quizzes(old.decks, new.decks))


def compare_decks(old: Deck | None, new: Deck | None) -> Comparison:
    """Two states of one deck; None where it does not exist yet, or no longer."""
    before, after = ({} if deck is None else {deck.id: deck} for deck in (old, new))
    items = (
        {(item.deck, item.id): item for deck in decks.values() for item in deck.items}
        for decks in (before, after)
    )
    decks = _whole(before, after, _deck_fields)
    return Comparison(tuple(_items(*items)), decks, (), _quizzes(before, after))


def describe(change: ItemChange | WholeChange) -> list[str]:
    """The change as lines of plain text: its name, then each field before and after."""
    name = f"{change.deck}/{change.id}" if isinstance(change, ItemChange) else change.id
    lines = [f"{name}: {change.state}"]
    for field in change.fields:
        lines.append(f"  {field.field}")
        lines += [f"    - {field.before}"] if field.before else []
        lines += [f"    + {field.after}"] if field.after else []
    return lines


# --- items ---

Items = dict[tuple[str, str], Item]


def _items(old: Items, new: Items) -> Iterator[ItemChange]:
    for key, after in new.items():
        yield _new(after) if key not in old else _changed(old[key], after)
    for key, before in old.items():
        if key not in new:
            yield ItemChange(*key, "removed", before, None)


def _new(item: Item) -> ItemChange:
    return ItemChange(item.deck, item.id, "new", None, item)


def _changed(before: Item, after: Item) -> ItemChange:
    fields = tuple(_fields(before, after))
    if before.fingerprint == after.fingerprint:
        return ItemChange(after.deck, after.id, "unchanged", before, after, fields)
    both = [one for one in before.directions if one in after.directions]
    regrade = tuple(one for one in both if _says(before.side(one).answer) != _says(after.side(one).answer))
    state: State = "answer changed" if regrade else "reworded"
    return ItemChange(after.deck, after.id, state, before, after, fields, regrade)


def _says(answer: Answer) -> Hashable:
    """All of an answer that a response is graded by."""
    accept = frozenset(grading.fold(wording) for wording in getattr(answer, "accept", ()))
    parts = frozenset((grading.fold(text.text), frozenset(map(grading.fold, text.accept)))
                      for text in texts_of(answer))  # fmt: skip
    if isinstance(answer, Number):
        answer = replace(answer, unit=answer.unit and units.canonical(answer.unit))
        return type(answer), sameness(answer), answer.hedge, answer.tolerance, accept
    return type(answer), sameness(answer), accept, parts


def _fields(before: Item, after: Item) -> Iterator[FieldChange]:
    old, new = (dict(_readings(item)) for item in (before, after))
    for field in dict.fromkeys((*old, *new)):
        (old_value, was), (new_value, becomes) = old.get(field, ("", "")), new.get(field, ("", ""))
        if old_value != new_value and (old_value or new_value):
            if was == becomes:  # the words for both are the same: show them as the deck writes them
                was, becomes = _notation(old_value), _notation(new_value)
            yield FieldChange(field, was, becomes)


Reading = tuple[str, tuple[Any, str]]  # the field, its value, and the value in words


def _readings(item: Item) -> Iterator[Reading]:
    yield "kind", (item.kind, item.kind)
    yield from _side_readings(item.side("forward"), item.answer_from, "")
    if item.reverse is not None:
        yield from _side_readings(item.side("reverse"), item.reverse.answer_from, "reverse ")
    sources = [(source.document, source.quote) for source in item.sources]
    yield "quote", (sources, "; ".join(f"‘{quote}’ ({document})" for document, quote in sources))
    around = [(source.prefix, source.suffix) for source in item.sources]
    named = [f"{prefix} […] {suffix}".strip() for prefix, suffix in around if prefix or suffix]
    yield "words around the quote", (around if named else "", "; ".join(named))
    for field in ("explanation", "hint", "attributed_to", "as_of"):
        value = getattr(item, field)
        yield field.replace("_", " "), (value, value or "")
    yield "tags", (item.tags, ", ".join(item.tags))
    yield "conflicts with", (item.conflicts_with, ", ".join(item.conflicts_with))


def _side_readings(side: Side, answer_from: tuple[str, ...], of: str) -> Iterator[Reading]:
    yield f"{of}prompt", (side.prompt, side.prompt)
    yield f"{of}answer", (plain_answer(side.answer), _words(side.answer))
    accept = list(getattr(side.answer, "accept", ()))
    yield f"{of}also accepted", (accept, ", ".join(accept))
    wrong = [plain_answer(one) for one in side.distractors]
    yield f"{of}distractors", (wrong, " | ".join(_words(one) for one in side.distractors))
    yield f"{of}answer from", (answer_from, "; ".join(f"‘{words}’" for words in answer_from))


def _words(answer: Answer) -> str:
    """The answer as shown, with what its parts accept besides and its tolerance."""
    match answer:
        case Text() | Date():
            return grading.shown(answer)
        case Number():
            tolerance = f" (± {answer.tolerance:f})" if answer.tolerance else ""
            return grading.shown(answer) + tolerance
        case AllOf() | Order() | Pairs():
            accepted = [f"{text.text}: {', '.join(text.accept)}" for text in texts_of(answer) if text.accept]
            also = f" (also accepted: {'; '.join(accepted)})" if accepted else ""
            return grading.shown(answer) + also


def _notation(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


# --- decks and documents ---


def _whole(
    old: dict[str, T], new: dict[str, T], fields_of: Callable[[T, T], Iterator[FieldChange]]
) -> tuple[WholeChange, ...]:
    found = [WholeChange(id, "new") for id in new if id not in old]
    for id in new:
        if id in old and (fields := tuple(fields_of(old[id], new[id]))):
            found.append(WholeChange(id, "changed", fields))
    return (*found, *(WholeChange(id, "removed") for id in old if id not in new))


def _named_fields(old: object, new: object, names: Iterable[str]) -> Iterator[FieldChange]:
    for name in names:
        before, after = getattr(old, name) or "", getattr(new, name) or ""
        if before != after:
            yield FieldChange(name, before, after)


def _deck_fields(old: Deck, new: Deck) -> Iterator[FieldChange]:
    yield from _named_fields(old, new, ("title", "document", "description"))
    both = {item.id for item in old.items} & {item.id for item in new.items}
    before, after = ([item.id for item in deck.items if item.id in both] for deck in (old, new))
    if before != after:
        yield FieldChange("order of the items", ", ".join(before), ", ".join(after))


def _document_fields(old: Document, new: Document) -> Iterator[FieldChange]:
    yield from _named_fields(old, new, ("slug", "title", "author", "publisher", "dated"))
    if old.text != new.text:
        before, after = (f"{len(one.text):,} characters, {_paragraphs(one)}" for one in (old, new))
        yield FieldChange("text", before, f"{after} (other words)" if before == after else after)
    places = [[(odd.start, odd.end, odd.kind) for odd in one.odd] for one in (old, new)]
    if old.text == new.text and places[0] != places[1]:
        counts = [f"{len(one)} odd places: {one}" for one in places]
        yield FieldChange("teasers and chrome", counts[0], counts[1])


def _quizzes(old: dict[str, Deck], new: dict[str, Deck]) -> tuple[WholeChange, ...]:
    before, after = (
        {f"{one.deck}/{one.id}": one.quiz for deck in decks.values() for one in deck.quizzes}
        for decks in (old, new)
    )
    return _whole(before, after, _quiz_fields)


def _quiz_fields(old: Quiz, new: Quiz) -> Iterator[FieldChange]:
    before, after = plain(old), plain(new)
    for name, value in before.items():
        if value != after[name]:
            yield FieldChange(name.replace("_", " "), _plainly(value), _plainly(after[name]))


def _plainly(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case str() | int():
            return str(value)
        case _:
            return _notation(value)


def _paragraphs(document: Document) -> str:
    return f"{sum(passage.number is not None for passage in document.passages)} paragraphs"
