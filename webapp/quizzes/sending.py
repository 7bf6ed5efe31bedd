"""What the page of an attempt sends, read and bounded: one answer, or those it had not saved yet."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from question_bank.item import Side
from webapp.attempts import Sent
from webapp.domain.slots import LONGEST, MOST_STRINGS, Given, Slot, read

MOST_UNSAVED = 400  # two edits of each item of the longest quiz
Ask = Callable[[int], tuple[Slot, Side] | None]  # what a slot, counted from 0, asks


def key_of(text: Any) -> UUID:
    try:
        return UUID(text if isinstance(text, str) else "")
    except ValueError:
        raise BadRequest from None


def base_of(value: Any) -> int:
    """The seq that an answer was made on."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text or len(text) > 9 or not (text.isascii() and text.isdigit()):
        raise BadRequest
    return int(text)


def answer_of(form: MultiDict[str, str], slot: Slot, side: Side, checks: bool) -> Given:
    """The answer in a question's form; final where the quiz checks answers and this one is to be."""
    strings = [] if "clear" in form else form.getlist("given")
    given = read(slot, side, strings, form.get("certainty"), checks and form.get("go") == "check")
    return given if given.answered else replace(given, final=False)  # nothing is there to be checked


def was(form: MultiDict[str, str], slot: Slot, side: Side) -> Given | None:
    """The answer that the form came with, where it says so."""
    try:
        found = json.loads(form["was"])
        return read(slot, side, strings_of(found["given"]), found["certainty"], False)
    except (KeyError, TypeError, ValueError, BadRequest, RecursionError):
        return None


def unsaved_of(text: str | None, ask: Ask) -> list[Sent]:
    """The answers that a page sends along when it hands in, in their order. Raises BadRequest."""
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError):
        raise BadRequest from None
    if not isinstance(found, list) or len(found) > MOST_UNSAVED:
        raise BadRequest
    return [sent for one in found if (sent := _sent(one, ask)) is not None]


def _sent(found: Any, ask: Ask) -> Sent | None:
    """One of them; None where it is for a slot that the attempt has not."""
    if not isinstance(found, Mapping):
        raise BadRequest
    number = base_of(found.get("slot")) - 1
    asked = ask(number)
    if asked is None:
        return None
    certainty = found.get("certainty")
    given = read(
        *asked, strings_of(found.get("given")), certainty if isinstance(certainty, str) else None, False
    )
    return Sent(number, key_of(found.get("key")), base_of(found.get("base")), given)


def strings_of(found: Any) -> Sequence[str]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise BadRequest
    return [one[: 4 * LONGEST] for one in found[:MOST_STRINGS]]
