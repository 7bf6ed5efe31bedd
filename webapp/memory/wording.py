"""The wordings that were ever shown, brought back from the database to be graded as they were asked."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.engine import Connection

from question_bank import dates
from question_bank.anchor import Anchor
from question_bank.item import AllOf, Answer, Date, Item, Number, Order, Pairs, Reverse, Text
from webapp.memory import queries


def wording(connection: Connection, fingerprint: str) -> Item | None:
    """The item as it stood under this fingerprint, if it was ever answered."""
    content = connection.execute(queries.WORDING, {"fingerprint": fingerprint}).scalar()
    return None if content is None else item_of(content)


def item_of(content: Mapping[str, Any]) -> Item:
    """The item that `question_bank.export.plain_item` wrote down."""
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
        explanation=content.get("explanation"),
        hint=content.get("hint"),
        attributed_to=content.get("attributed_to"),
        as_of=content.get("as_of"),
    )


def _reverse(content: Mapping[str, Any]) -> Reverse:
    answer = _answer(content["answer"], content["accept"])
    return Reverse(content["prompt"], answer, tuple(_answer(value, ()) for value in content["distractors"]))


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
