"""The forms of practice: a card's page, read by hand because it is the hot path, and the report."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, NotFound
from wtforms import RadioField, SelectChoice, TextAreaField  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from webapp.db import EPOCH, MILLISECOND
from webapp.domain.scheduling import Rating
from webapp.domain.selection import Key

LONGEST_MS = 10 * 60 * 1000  # of one answer: whoever takes longer has left the table


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page carries of the card it shows."""

    key: Key
    fingerprint: str
    shown_at: int  # milliseconds since 1970
    total: int | None  # cards in the row, as its progress line said

    def took_ms(self, now: datetime) -> int:
        return min(max(0, (now - EPOCH) // MILLISECOND - self.shown_at), LONGEST_MS)


def key_of(text: str | None) -> Key:
    """The card that an address names: deck/item/direction. Raises NotFound."""
    parts = (text or "").split("/")
    if len(parts) != 3 or max(map(len, parts)) > 64 or "\0" in parts[0] + parts[1]:
        raise NotFound
    deck, item, direction = parts
    if direction == "forward":
        return Key(deck, item, "forward")
    if direction == "reverse":
        return Key(deck, item, "reverse")
    raise NotFound


def shown_of(values: MultiDict[str, str], now: datetime) -> Shown:
    """What the form of a card's page says it showed. A page without its time took none."""
    fingerprint = values.get("fingerprint", "")
    if len(fingerprint) > 64 or "\0" in fingerprint:
        raise BadRequest
    shown_at = whole_number(values.get("at"), 15)
    return Shown(
        key_of(values.get("card")),
        fingerprint,
        (now - EPOCH) // MILLISECOND if shown_at is None else shown_at,
        whole_number(values.get("of"), 5),
    )


def whole_number(text: str | None, digits: int) -> int | None:
    return int(text) if text and len(text) <= digits and text.isascii() and text.isdigit() else None


def line_id(values: MultiDict[str, str]) -> UUID:
    try:
        return UUID(values.get("line", ""))
    except ValueError:
        raise BadRequest from None


def base_rev(values: MultiDict[str, str]) -> int:
    rev = whole_number(values.get("rev"), 9)
    if rev is None:
        raise BadRequest
    return rev


def rating_of(values: MultiDict[str, str]) -> Rating:
    text = values.get("rating", "")
    if text not in ("1", "2", "3", "4"):
        raise BadRequest
    return Rating(int(text))


REASONS = {
    "answer": "The answer is wrong or out of date",
    "grading": "My answer was judged wrongly",
    "prompt": "The question is unclear, or gives its answer away",
    "source": "The passage does not prove the answer",
    "other": "Something else",
}


class ReportForm(FlaskForm):  # type: ignore[misc]
    """What is wrong with an item, in a learner's words."""

    reason = RadioField(
        "What is wrong?",
        choices=[SelectChoice(reason, words) for reason, words in REASONS.items()],
        validators=[InputRequired("Choose what comes nearest.")],
    )
    comment = TextAreaField(
        "Anything that helps to mend it (optional)",
        validators=[Length(max=2000, message="Please keep it under 2,000 characters.")],
    )
