"""The format of a deck file: the keys an author may write, each with what it may hold."""

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from question_bank.field_types import (
    Accept,
    DateText,
    Id,
    NumberText,
    OneOrMany,
    Phrase,
    Prose,
    Reference,
    Strict,
    Title,
    Verbatim,
)
from question_bank.item import Kind
from question_bank.quizzes.format import QuizEntry
from question_bank.validation import UNION_TAG, register_tag

MAX_ITEMS = 2_000
MAX_QUIZZES = 100


class WithAccept(Strict):
    """A part of an answer with other wordings that are just as right."""

    text: Phrase
    accept: Accept = ()


def _part_tag(value: object) -> str:
    return UNION_TAG + ("text" if isinstance(value, str) else "part")


Part = Annotated[
    Annotated[Phrase, Tag("=text")] | Annotated[WithAccept, Tag("=part")], Discriminator(_part_tag)
]


class DateAnswer(Strict):
    """A date in EDTF: a year, a month, a day, an interval with /, and ~ for about."""

    date: DateText


class NumberAnswer(Strict):
    """A number as it is written in words or digits; `tolerance` is absolute, in the same unit."""

    number: NumberText
    unit: Title | None = None
    hedge: Title | None = None
    tolerance: NumberText | None = None


class AllOfAnswer(Strict):
    """Several parts, all asked for, in any order."""

    all_of: Annotated[tuple[Part, ...], Field(min_length=2, max_length=20)]


class OrderAnswer(Strict):
    """Things in their order, first to last."""

    order: Annotated[tuple[Part, ...], Field(min_length=2, max_length=20)]


class PairsAnswer(Strict):
    """What belongs to what: each left side once, with its right side."""

    pairs: Annotated[dict[Phrase, Part], Field(min_length=2, max_length=20)]


SHAPES: dict[str, type[Strict]] = {
    "date": DateAnswer,
    "number": NumberAnswer,
    "all_of": AllOfAnswer,
    "order": OrderAnswer,
    "pairs": PairsAnswer,
}
for _key, _model in SHAPES.items():
    register_tag(UNION_TAG + _key, _model)
register_tag("=part", WithAccept)


def _answer_tag(value: object) -> str | None:
    if isinstance(value, str):
        return "=text"
    if isinstance(value, dict):
        return next((UNION_TAG + key for key in value if key in SHAPES), None)
    return None


Written = Annotated[
    Annotated[Phrase, Tag("=text")]
    | Annotated[DateAnswer, Tag("=date")]
    | Annotated[NumberAnswer, Tag("=number")]
    | Annotated[AllOfAnswer, Tag("=all_of")]
    | Annotated[OrderAnswer, Tag("=order")]
    | Annotated[PairsAnswer, Tag("=pairs")],
    Discriminator(
        _answer_tag,
        custom_error_type="unknown-shape",
        custom_error_message="this is none of the shapes of an answer. Write a text, {date: …}, "
        "{number: …, unit: …}, {all_of: […]}, {order: […]} or {pairs: {…}}.",
    ),
]


class SourceEntry(Strict):
    """A passage that proves the answer: the words of a document, character for character."""

    document: Title | None = None
    quote: Verbatim
    prefix: Verbatim | None = None
    suffix: Verbatim | None = None


class QuoteKeys(Strict):
    """The keys of an item that say where its proof stands."""

    quote: Verbatim | None = None
    prefix: Verbatim | None = None
    suffix: Verbatim | None = None
    sources: Annotated[tuple[SourceEntry, ...], Field(min_length=1, max_length=20)] | None = None


class Question(Strict):
    """The keys that an item and its reverse share."""

    prompt: Annotated[Phrase, Field(description="A question that stands without the page")]
    answer: Written
    accept: Annotated[Accept, Field(description="Other wordings that are just as right")] = ()
    distractors: Annotated[
        tuple[Written, ...], Field(max_length=20, description="Wrong answers of the same shape")
    ] = ()
    answer_from: Annotated[
        OneOrMany[Verbatim],
        Field(max_length=20, description="Words of the quote that prove an answer it does not spell out"),
    ] = ()


class ReverseEntry(Question):
    """The other direction: a prompt whose answer is what the forward prompt tells."""


class Named(Strict):
    """The keys of an item that come first."""

    id: Annotated[Id, Field(description="Unique in the deck; it never changes")]
    kind: Kind


class ItemEntry(QuoteKeys, Question, Named):
    """One fact to know, with the passage that proves it."""

    explanation: Prose | None = None
    hint: Phrase | None = None
    tags: Annotated[OneOrMany[Title], Field(max_length=20)] = ()
    attributed_to: Title | None = None
    as_of: Title | None = None
    reverse: ReverseEntry | None = None
    conflicts_with: Annotated[OneOrMany[Reference], Field(max_length=20)] = ()
    silence: Annotated[
        dict[Id, Phrase], Field(max_length=20, description="Warnings that are wrong here: rule, and why")
    ] = {}


class DeckHead(Strict):
    """The keys of a deck before its items."""

    deck: Annotated[Id, Field(description="The deck’s id, unique in the bank; it never changes")]
    title: Title
    description: Prose | None = None
    document: Annotated[Title | None, Field(description="Id or slug of the document its quotes stand in")] = (
        None
    )


class DeckFile(DeckHead):
    """A deck: items to learn, each with the passage that proves its answer."""

    items: Annotated[tuple[ItemEntry, ...], Field(min_length=1, max_length=MAX_ITEMS)]
    quizzes: Annotated[tuple[QuizEntry, ...], Field(max_length=MAX_QUIZZES)] = ()
