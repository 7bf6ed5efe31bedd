"""Coverage: which dates, figures, agreements and people of a document some item asks about, and which none.

A mention is covered when an item's quote takes in some of its words, since the reader then finds an item at
this very place; or when an item that stands on this document has its value as key or alias, since the same
fact mentioned once more needs no second item. Odd places and what the catalogue ignores are set apart.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from question_bank import units
from question_bank.dates import Edtf
from question_bank.document import Document
from question_bank.grading import fold
from question_bank.item import AllOf, Answer, Date, Item, Number, Order, Pairs, Text
from question_bank.mentions import Amount, Mention, find_mentions

State = Literal["covered", "uncovered", "ignored", "odd"]
STATES: dict[State, str] = {
    "covered": "covered",
    "uncovered": "not covered",
    "ignored": "ignored with a reason",
    "odd": "in teasers and chrome",
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """A mention of a document, and the items that cover it; `reason` says why it is ignored or odd."""

    mention: Mention
    state: State
    items: tuple[Item, ...] = ()
    reason: str = ""


def coverage(document: Document, items: Iterable[Item]) -> list[Coverage]:
    """Every mention of the document with its state, in the order of the text."""
    own = [item for item in items if document.id in item.documents]
    quotes = sorted(
        (
            (source.start, source.end, item)
            for item in own
            for source in item.sources
            if source.document == document.id
        ),
        key=lambda quote: quote[:2],
    )
    keys = _keys(own)
    ignored = _ignored_places(document)
    return [_state(one, document, quotes, keys, ignored) for one in mentions_of(document.text)]


def report(document: Document, items: Iterable[Item]) -> tuple[list[str], int]:
    """The lines that the command prints of a document, and how many mentions lack an item."""
    found = coverage(document, items)
    counts = Counter(one.state for one in found)
    summary = ", ".join(f"{counts[state]} {words}" for state, words in STATES.items() if counts[state])
    lines = [f"{document.id}  {document.title}", f"  {len(found)} mentions: {summary}"]
    lines += [f"  {_line(document, one.mention)}" for one in found if one.state == "uncovered"]
    return lines, counts["uncovered"]


@lru_cache(maxsize=64)  # documents come and go, and each holds its text
def mentions_of(text: str) -> tuple[Mention, ...]:
    return tuple(find_mentions(text))


def _line(document: Document, mention: Mention) -> str:
    """Where a mention stands and a few words around it, on one line."""
    passage = document.passage_at(mention.start)
    before = document.text[max(passage.start, mention.start - 40) : mention.start]
    after = document.text[mention.end : min(passage.end, mention.end + 40)]
    words = document.text[mention.start : mention.end]
    place = "title" if passage.number is None else f"paragraph {passage.number}"
    return f"{place:13} {mention.kind:10} " + " ".join(f"…{before}[{words}]{after}…".split())


Quote = tuple[int, int, Item]
Key = tuple[str, object]


def _state(
    mention: Mention,
    document: Document,
    quotes: list[Quote],
    keys: dict[Key, list[Item]],
    ignored: list[tuple[int, int, str]],
) -> Coverage:
    if (odd := document.odd_place_at(mention.start, mention.end)) is not None:
        return Coverage(mention, "odd", reason=odd.note)
    at_this_place = [item for start, end, item in quotes if mention.overlaps(start, end)]
    elsewhere = [item for key in _keys_of(mention) for item in keys.get(key, ())]
    if covering := tuple({(item.deck, item.id): item for item in (*at_this_place, *elsewhere)}.values()):
        return Coverage(mention, "covered", covering)
    reason = next((why for start, end, why in ignored if start <= mention.start and mention.end <= end), None)
    return Coverage(mention, "uncovered") if reason is None else Coverage(mention, "ignored", reason=reason)


def _ignored_places(document: Document) -> list[tuple[int, int, str]]:
    places: list[tuple[int, int, str]] = []
    for entry in document.ignored:
        start = document.text.find(entry.words)
        while start >= 0:
            places.append((start, start + len(entry.words), entry.reason))
            start = document.text.find(entry.words, start + len(entry.words))
    return places


# --- values that are the same fact ---


def _keys_of(mention: Mention) -> list[Key]:
    """By what an item may know this mention: a person by family name too, a figure by number and unit."""
    match mention.value:
        case Edtf():
            return [("date", (mention.value.start, mention.value.end))]
        case Amount():
            return [("figure", (mention.value.number, _unit(mention.value.unit)))]
        case words:
            return [(mention.kind, fold(words))]


def _unit(unit: str | None) -> str | None:
    return None if unit is None else units.canonical(unit)


def _keys(items: Iterable[Item]) -> dict[Key, list[Item]]:
    keys: dict[Key, list[Item]] = {}
    for item in items:
        for direction in item.directions:
            for key in _keys_of_answer(item.side(direction).answer):
                keys.setdefault(key, []).append(item)
    return keys


def _keys_of_answer(answer: Answer) -> Iterator[Key]:
    match answer:
        case Date():
            yield "date", (answer.date.start, answer.date.end)
        case Number():
            yield "figure", (answer.number, _unit(answer.unit))
        case _:
            for text in _texts(answer):
                for words in (text.text, *text.accept):
                    folded = fold(words)
                    yield from (("agreement", folded), ("person", folded))
                    if text.text[:1].isupper() and " " in text.text:
                        yield "person", fold(text.text.split()[-1])


def _texts(answer: Answer) -> tuple[Text, ...]:
    match answer:
        case Text():
            return (answer,)
        case AllOf():
            return answer.all_of
        case Order():
            return answer.order
        case Pairs():
            return tuple(text for pair in answer.pairs for text in pair)
        case _:
            return ()
