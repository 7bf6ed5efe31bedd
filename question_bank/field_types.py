"""What a value in a deck file may be: an id, a title, a date, one entry or a list of them.

Words are read in the Unicode form NFC without white space at their ends. Quotes, their prefix and suffix and
`answer_from` are verbatim: they are compared with a document character for character.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any, LiteralString, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError

from question_bank import dates, quantities

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
REFERENCE = r"^([a-z0-9]+(-[a-z0-9]+)*/)?[a-z0-9]+(-[a-z0-9]+)*$"

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


def fault(rule: LiteralString, said: str) -> PydanticCustomError:
    return PydanticCustomError(rule, "{said}", {"said": said})


def _words(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _not_empty(text: str) -> str:
    if not text:
        raise fault("empty", "the text is empty. Write it, or delete the key.")
    return text


def _one_line(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise fault("line-break", "the text holds a line break. Write it in one line.")
    return text


def _id(text: str) -> str:
    if not re.fullmatch(ID.strip("^$"), text):
        said = f"‘{text[:60]}’ is not an id. Use small letters, digits and single hyphens, as in treaty-1994."
        raise fault("bad-id", said)
    return text


def _reference(text: str) -> str:
    if not re.fullmatch(REFERENCE.strip("^$"), text):
        said = f"‘{text[:60]}’ names no item. Write its id, or its deck and id, as in my-deck/treaty-1994."
        raise fault("bad-reference", said)
    return text


def _readable(
    read: Callable[[str], object],
    rule: LiteralString,
    cure: str,
    meant: Callable[[str], str | None] = lambda _: None,
) -> Callable[[str], str]:
    """A validator that lets pass, as it stands, what `read` can read; else it says what is `meant`."""

    def validate(text: str) -> str:
        try:
            read(text)
        except ValueError as error:
            said = str(error).split(". ")[0].removesuffix(".") or "this cannot be read"
            raise fault(rule, f"{said}. {meant(text) or cure}") from None
        return text

    return validate


def _meant_date(text: str) -> str | None:
    """How a date in words is written here."""
    found = dates.find_dates(text)
    if len(found) != 1 or text[slice(*found[0][:2])] != text.strip():
        return None
    return f"Write {dates.written(found[0][2])}."


_date = _readable(
    dates.parse_edtf,
    "bad-date",
    "Write a year, month or day: 1950, 1950-01 or 1950-01-30; XXXX-02-25 is a day without a year.",
    _meant_date,
)
_number = _readable(
    quantities.parse_number, "bad-number", "Write it as 24, 10,000, 6.1 billion or one thousand."
)


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
