"""Each kind of answer: how a response to it is graded, how it is shown, and what a right response is."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import assert_never

from question_bank import dates, units
from question_bank.grading.beside import Surroundings
from question_bank.grading.dates import grade_date
from question_bank.grading.lists import grade_all_of, grade_order, grade_pairs
from question_bank.grading.numbers import grade_number
from question_bank.grading.texts import grade_text
from question_bank.grading.verdict import NOTHING, Response, Verdict, right, unclear
from question_bank.item import AllOf, Answer, Date, Item, Number, Order, Pairs, Side, Text

MOST_CHARACTERS = 2_000  # of a response; a longer key may be answered at its own length
MOST_IN_A_VALUE = 300  # of a date or a number
MOST_PARTS = 50


def grade(item: Item | Side, response: Response, names: frozenset[str] = frozenset()) -> Verdict:
    """Judge `response` against the item's forward side, or the side given.

    `names` are the known names of the bank (`Bank.names`): a typing slip is forgiven unless it writes one
    of them, and one of them beside the key is a second answer.
    """
    key = item.answer
    written = _entries(response)
    if not any(entry.strip() for entry in written):
        return NOTHING
    text = shown(key)
    if isinstance(response, str) and response.strip() == text.strip():
        return _whole(key)
    if len(written) > MOST_PARTS * 2 or _length(written) > _most(key, text):
        return unclear("This is too long to read as an answer. Write only what is asked.")
    seen = Surroundings(item.prompt, names, _texts(item.distractors), item.quotes)
    match key:
        case Text():
            return grade_text(key, _as_text(response), seen)
        case Date():
            return grade_date(key, _as_text(response), item.prompt)
        case Number():
            return grade_number(key, _as_text(response), item.prompt)
        case AllOf():
            return grade_all_of(key, response, seen)
        case Order():
            return grade_order(key, response, seen)
        case Pairs():
            return grade_pairs(key, response, seen)
        case _:
            assert_never(key)


def shown(answer: Answer) -> str:
    """The answer as a learner reads it: "30 January 1950", "over $350 million"."""
    match answer:
        case Text():
            return answer.text
        case Date():
            return dates.shown(answer.date)
        case Number():
            return _shown_number(answer)
        case AllOf():
            parts = [part.text for part in answer.all_of]
            return ("; " if any("," in part or " and " in part for part in parts) else ", ").join(parts)
        case Order():
            return " → ".join(part.text for part in answer.order)
        case Pairs():
            return "; ".join(f"{left.text} – {right_side.text}" for left, right_side in answer.pairs)
        case _:
            assert_never(answer)


def equal(a: Answer, b: Answer, names: frozenset[str] = frozenset()) -> bool:
    """Whether `b`, given as a response, would be graded right where `a` is the key."""
    return grade(Side("", a), as_response(b), names).outcome == "right"


def as_response(answer: Answer) -> Response:
    """What a learner who knows the answer would give."""
    match answer:
        case Text() | Date() | Number():
            return shown(answer)
        case AllOf():
            return [part.text for part in answer.all_of]
        case Order():
            return [part.text for part in answer.order]
        case Pairs():
            return {left.text: right_side.text for left, right_side in answer.pairs}
        case _:
            assert_never(answer)


def _shown_number(answer: Number) -> str:
    unit, written = answer.unit, answer.written
    if unit is None:
        amount = written
    elif units.canonical(unit) in units.SIGNS and written[:1].isdigit():
        amount = units.SIGNS[units.canonical(unit)] + written
    elif units.canonical(unit) == "%" and written[-1:].isdigit():
        amount = f"{written}%"
    else:
        amount = f"{written} {units.name(unit)}"
    return f"{answer.hedge} {amount}" if answer.hedge else amount


def _whole(key: Answer) -> Verdict:
    match key:
        case AllOf():
            return Verdict("right", 1.0, "", tuple(right() for _ in key.all_of))
        case Order():
            return Verdict("right", 1.0, "", tuple(right() for _ in key.order))
        case Pairs():
            return Verdict("right", 1.0, "", tuple(right() for _ in key.pairs))
        case Text() | Date() | Number():
            return right()
        case _:
            assert_never(key)


def _entries(response: Response) -> list[str]:
    if isinstance(response, str):
        return [response]
    if isinstance(response, Mapping):
        return [*response, *response.values()]
    return list(response)


def _length(entries: list[str]) -> int:
    """The characters to be read: some signs stand for many letters."""
    return sum(len(entry if entry.isascii() else unicodedata.normalize("NFKD", entry)) for entry in entries)


def _most(key: Answer, text: str) -> int:
    return MOST_IN_A_VALUE if isinstance(key, Date | Number) else max(MOST_CHARACTERS, 3 * len(text))


def _as_text(response: Response) -> str:
    """A list given where one answer is asked reads as its entries, one after another."""
    if isinstance(response, str):
        return response
    entries = response.values() if isinstance(response, Mapping) else response
    return "; ".join(entry for entry in entries if entry.strip())


@lru_cache(maxsize=4096)
def _texts(distractors: tuple[Answer, ...]) -> tuple[str, ...]:
    return tuple(answer.text for answer in distractors if isinstance(answer, Text))
