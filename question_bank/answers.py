"""From the answers an author wrote to the answers the bank holds, and what follows from an answer."""

from collections.abc import Hashable, Iterator
from typing import assert_never

from question_bank import dates, grading, quantities
from question_bank.deck_format import (
    AllOfAnswer,
    DateAnswer,
    NumberAnswer,
    OrderAnswer,
    Part,
    Written,
)
from question_bank.item import AllOf, Answer, Date, Number, Order, Pairs, Text

SHAPE_NAMES: dict[type[Answer], str] = {
    Text: "a text",
    Date: "a date",
    Number: "a number",
    AllOf: "{all_of: […]}",
    Order: "{order: […]}",
    Pairs: "{pairs: {…}}",
}


def answer_of(written: Written, accept: tuple[str, ...] = ()) -> Answer:
    """The answer as written; `accept` belongs to a text, a date or a number."""
    if isinstance(written, str):
        return Text(written, accept)
    if isinstance(written, DateAnswer):
        return Date(dates.parse_edtf(written.date), accept)
    if isinstance(written, NumberAnswer):
        tolerance = quantities.parse_number(written.tolerance or "0")
        number = quantities.parse_number(written.number)
        return Number(number, written.number, written.unit, written.hedge, tolerance, accept)
    if isinstance(written, AllOfAnswer):
        return AllOf(tuple(_part(part) for part in written.all_of))
    if isinstance(written, OrderAnswer):
        return Order(tuple(_part(part) for part in written.order))
    return Pairs(tuple((Text(left), _part(right)) for left, right in written.pairs.items()))


def _part(written: Part) -> Text:
    return Text(written) if isinstance(written, str) else Text(written.text, written.accept)


def distractor_of(written: Written, key: Answer) -> Answer:
    """A wrong answer beside `key`: a plain date or number takes its shape, a number its unit and hedge too.

    Raises ValueError with a sentence where the shape is another.
    """
    if isinstance(written, str) and isinstance(key, Date):
        return Date(dates.parse_edtf(written))
    if isinstance(written, str) and isinstance(key, Number):
        return Number(quantities.parse_number(written), written, key.unit, key.hedge)
    made = answer_of(written)
    if type(made) is not type(key):
        raise ValueError(f"the distractor is {SHAPE_NAMES[type(made)]}, the answer {SHAPE_NAMES[type(key)]}")
    if isinstance(made, Number) and isinstance(key, Number):
        return Number(made.number, made.written, made.unit or key.unit, made.hedge or key.hedge)
    return made


def texts_of(answer: Answer) -> Iterator[Text]:
    """Every text of the answer: itself, its parts, both sides of its pairs."""
    match answer:
        case Text():
            yield answer
        case AllOf(parts) | Order(parts):
            yield from parts
        case Pairs(pairs):
            for left, right in pairs:
                yield from (left, right)
        case Date() | Number():
            return
        case _:
            assert_never(answer)


def sameness(answer: Answer) -> Hashable:
    """Equal for two answers that say the same thing, as two distractors may not."""
    match answer:
        case Text():
            return grading.fold(answer.text)
        case Date():
            return answer.date
        case Number():
            return answer.number, answer.unit
        case AllOf(parts):
            return frozenset(grading.fold(part.text) for part in parts)
        case Order(parts):
            return tuple(grading.fold(part.text) for part in parts)
        case Pairs(pairs):
            return frozenset((grading.fold(left.text), grading.fold(right.text)) for left, right in pairs)
        case _:
            assert_never(answer)
