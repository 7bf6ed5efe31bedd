"""Verified items and decks as plain values, and back: read again without verifying again."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from question_bank import dates
from question_bank.anchor import Anchor, locate
from question_bank.document import Document
from question_bank.export import plain_item
from question_bank.item import (
    AllOf,
    Answer,
    Date,
    Deck,
    DeckQuiz,
    Item,
    Number,
    Order,
    Pairs,
    Reverse,
    Text,
)
from question_bank.quizzes.quiz import plain, quiz_of


def plain_deck(deck: Deck) -> dict[str, Any]:
    """The deck with all that was verified of it."""
    return {
        "id": deck.id,
        "title": deck.title,
        "document": deck.document,
        "description": deck.description,
        "items": [_plain_item(item) for item in deck.items],
        "quizzes": [{"id": one.id, "quiz": plain(one.quiz)} for one in deck.quizzes],
    }


def deck_of(content: Mapping[str, Any]) -> Deck:
    """The deck that `plain_deck` wrote down."""
    id = content["id"]
    quizzes = tuple(DeckQuiz(id, one["id"], quiz_of(one["quiz"])) for one in content["quizzes"])
    items = tuple(map(item_of, content["items"]))
    return Deck(id, content["title"], items, content["document"], content["description"], quizzes)


def item_of(content: Mapping[str, Any]) -> Item:
    """The item that `plain_deck` or `question_bank.export.plain_item` wrote down."""
    reverse = content.get("reverse")
    return Item(
        deck=content["deck"],
        id=content["id"],
        kind=content["kind"],
        prompt=content["prompt"],
        answer=_answer(content["answer"], content["accept"]),
        sources=tuple(Anchor(**source) for source in content["sources"]),
        fingerprint=content["fingerprint"],
        distractors=tuple(_answer(value, ()) for value in content["distractors"]),
        reverse=reverse and _reverse(reverse),
        answer_from=tuple(content.get("answer_from", ())),
        explanation=content.get("explanation"),
        hint=content.get("hint"),
        tags=tuple(content.get("tags", ())),
        attributed_to=content.get("attributed_to"),
        as_of=content.get("as_of"),
        conflicts_with=tuple(content.get("conflicts_with", ())),
    )


def standing(item: Item, documents: Mapping[str, Document]) -> Item | None:
    """The item with its sources where they stand in these documents; None where one is no more."""
    sources = []
    for source in item.sources:
        document = documents.get(source.document)
        found = None if document is None else _placed(source, document)
        if found is None:
            return None
        sources.append(found)
    same = all(new is old for new, old in zip(sources, item.sources, strict=True))
    return item if same else replace(item, sources=tuple(sources))


def _placed(source: Anchor, document: Document) -> Anchor | None:
    if document.text[source.start : source.end] == source.quote:
        return source
    found = locate(document, source.quote, source.prefix, source.suffix, explain=False)
    return found if isinstance(found, Anchor) else None


def _plain_item(item: Item) -> dict[str, Any]:
    """With what `export` leaves out: the words around a quote, and those that prove the reverse's answer."""
    values = plain_item(item)
    for source, anchor in zip(values["sources"], item.sources, strict=True):
        around = {"prefix": anchor.prefix, "suffix": anchor.suffix}
        source.update({name: words for name, words in around.items() if words})
    if item.reverse is not None and item.reverse.answer_from:
        values["reverse"] = {**values["reverse"], "answer_from": list(item.reverse.answer_from)}
    return values


def _reverse(content: Mapping[str, Any]) -> Reverse:
    answer = _answer(content["answer"], content["accept"])
    distractors = tuple(_answer(value, ()) for value in content["distractors"])
    return Reverse(content["prompt"], answer, distractors, tuple(content.get("answer_from", ())))


def _answer(value: Any, accept: Any) -> Answer:
    accepted = tuple(accept)
    if isinstance(value, str):
        return Text(value, accepted)
    if "date" in value:
        return Date(dates.parse_edtf(value["date"]), accepted)
    if "number" in value:
        number, tolerance = Decimal(value["value"]), Decimal(value.get("tolerance", "0"))
        unit, hedge = value.get("unit"), value.get("hedge")
        return Number(number, value["number"], unit, hedge, tolerance, accepted)
    if "all_of" in value:
        return AllOf(tuple(map(_part, value["all_of"])))
    if "order" in value:
        return Order(tuple(map(_part, value["order"])))
    return Pairs(tuple((Text(left), _part(right)) for left, right in value["pairs"].items()))


def _part(value: Any) -> Text:
    return Text(value) if isinstance(value, str) else Text(value["text"], tuple(value["accept"]))
