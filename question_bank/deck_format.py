"""The format of a deck file: the keys an author may write, each with what it may hold.

Words are read in the Unicode form NFC without white space at their ends. Quotes, their prefix and suffix and
`answer_from` are verbatim: they are compared with a document character for character.
"""

import re
import unicodedata
from typing import Annotated, Any, LiteralString, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    Tag,
)
from pydantic_core import CoreSchema, PydanticCustomError

from question_bank import dates, quantities
from question_bank.item import Kind
from question_bank.validation import UNION_TAG, register_tag

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
REFERENCE = r"^([a-z0-9]+(-[a-z0-9]+)*/)?[a-z0-9]+(-[a-z0-9]+)*$"
MAX_ITEMS = 2_000

_T = TypeVar("_T")


class _AnyScalar:
    """To an editor YAML's `24` is a number; to us it is the text 24. So the schema allows both."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "type": ["string", "number"]}


class _OneOrMany:
    """One entry may stand without the list around it."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


def _fault(rule: LiteralString, said: str) -> PydanticCustomError:
    return PydanticCustomError(rule, "{said}", {"said": said})


def _words(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _not_empty(text: str) -> str:
    if not text:
        raise _fault("empty", "the text is empty. Write it, or delete the key.")
    return text


def _one_line(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise _fault("line-break", "the text holds a line break. Write it in one line.")
    return text


def _id(text: str) -> str:
    if not re.fullmatch(ID.strip("^$"), text):
        said = f"‘{text[:60]}’ is not an id. Use small letters, digits and single hyphens, as in treaty-1994."
        raise _fault("bad-id", said)
    return text


def _reference(text: str) -> str:
    if not re.fullmatch(REFERENCE.strip("^$"), text):
        said = f"‘{text[:60]}’ names no item. Write its id, or its deck and id, as in my-deck/treaty-1994."
        raise _fault("bad-reference", said)
    return text


def _date(text: str) -> str:
    try:
        dates.parse_edtf(text)
    except ValueError as error:
        cure = "Write a year, month or day: 1950, 1950-01 or 1950-01-30; XXXX-02-25 is a day without a year."
        raise _fault("bad-date", f"{_sentence(error)}. {cure}") from None
    return text


def _number(text: str) -> str:
    try:
        quantities.parse_number(text)
    except ValueError as error:
        cure = "Write it as 24, 10,000, 6.1 billion or one thousand."
        raise _fault("bad-number", f"{_sentence(error)}. {cure}") from None
    return text


def _sentence(error: ValueError) -> str:
    return str(error).split(". ")[0].removesuffix(".") or "this cannot be read"


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, (str, dict)) else value


_Text = Annotated[str, _AnyScalar(), AfterValidator(_words), AfterValidator(_not_empty)]
Id = Annotated[_Text, AfterValidator(_id), Field(max_length=100, json_schema_extra={"pattern": ID})]
Reference = Annotated[
    _Text, AfterValidator(_reference), Field(max_length=201, json_schema_extra={"pattern": REFERENCE})
]
Title = Annotated[_Text, AfterValidator(_one_line), Field(max_length=200)]
Phrase = Annotated[_Text, AfterValidator(_one_line), Field(max_length=2_000)]
Prose = Annotated[_Text, Field(max_length=20_000)]
Verbatim = Annotated[str, _AnyScalar(), AfterValidator(_not_empty), Field(max_length=2_000)]
DateText = Annotated[Title, AfterValidator(_date)]
NumberText = Annotated[Title, AfterValidator(_number)]
OneOrMany = Annotated[tuple[_T, ...], BeforeValidator(_one_or_many), _OneOrMany()]
Accept = Annotated[OneOrMany[Phrase], Field(max_length=50)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


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
        custom_error_message="this is none of the shapes of an answer. Write a text, {{date: …}}, "
        "{{number: …, unit: …}}, {{all_of: […]}}, {{order: […]}} or {{pairs: {{…}}}}.",
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
