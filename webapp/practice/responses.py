"""What a learner can give as an answer, by its shape: the inputs of the page, and reading them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, assert_never

from werkzeug.datastructures import MultiDict

from question_bank.grading import Response
from question_bank.item import AllOf, Answer, Date, Number, Order, Pairs, Side, Text

LONGEST = 2000
MOST_PARTS = 50


@dataclass(frozen=True, slots=True)
class Inputs:
    """How a card's front asks. `given` is what was typed before, one string for each input."""

    shape: Literal["one", "several", "order", "pairs"]
    hint: str  # the form in which to write it
    labels: tuple[str, ...] = ("Your answer",)
    options: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: as the page's inputs hold it, as the grader reads it, and in one line."""

    given: tuple[str, ...] = ()
    response: Response = ""
    text: str = ""


NOTHING = Typed()


def inputs_for(side: Side, seed: str, given: Sequence[str] = ()) -> Inputs:
    """The inputs that suit the answer; what is to be ordered or paired comes in an order of chance."""
    answer, given = side.answer, tuple(given)
    match answer:
        case Text():
            return Inputs("one", "a name or a few words", given=given)
        case Date():
            return Inputs("one", _date_hint(answer), given=given)
        case Number():
            return Inputs("one", "a figure with its unit" if answer.unit else "a figure", given=given)
        case AllOf(parts):
            count = len(parts)
            labels = tuple(f"{place} of {count}" for place in range(1, count + 1))
            return Inputs("several", "in any order", labels, given=given)
        case Order():
            things = shuffled(answer, seed)
            places = tuple(str(place) for place in range(1, len(things) + 1))
            return Inputs("order", "give each its place, 1 for the first", things, places, given)
        case Pairs(pairs):
            lefts = tuple(left.text for left, _ in pairs)
            return Inputs("pairs", "choose what belongs to each", lefts, shuffled(answer, seed), given)
        case _:
            assert_never(answer)


def shuffled(answer: Order | Pairs, seed: str) -> tuple[str, ...]:
    """The things to be ordered, or the right sides to choose from, as the page lists them.

    Any order may come, the key's too: if that were left out, two things would always stand reversed.
    """
    if isinstance(answer, Order):
        things = [part.text for part in answer.order]
    else:
        things = list(dict.fromkeys(right.text for _, right in answer.pairs))
    return tuple(Random(seed).sample(things, len(things)))


def _date_hint(answer: Date) -> str:
    if answer.date.end is not None:
        return "from … to …"
    return {
        "year": "a year",
        "month": "month and year",
        "day": "day, month and year",
        "month-day": "day and month",
    }[answer.date.start.precision]


def read(form: MultiDict[str, str], answer: Answer, seed: str) -> Typed:
    """What the form's `typed` fields say, for an answer of this shape."""
    given = tuple(_clean(text) for text in form.getlist("typed")[:MOST_PARTS])
    if not any(given):
        return NOTHING
    match answer:
        case Text() | Date() | Number():
            return Typed(given[:1], given[0], given[0])
        case AllOf():
            parts = [part for part in given if part]
            return Typed(given, parts, "; ".join(parts))
        case Order():
            things = _ordered(shuffled(answer, seed), given)
            return Typed(given, things, " → ".join(things))
        case Pairs(pairs):
            chosen = {left.text: right for (left, _), right in zip(pairs, given, strict=False) if right}
            return Typed(given, chosen, _pairs_in_words(chosen))
        case _:
            assert_never(answer)


def _ordered(things: Sequence[str], places: Sequence[str]) -> list[str]:
    """The things by the places given to them; one without a place is left out."""
    placed = [(int(place), thing) for thing, place in zip(things, places, strict=False) if place.isdecimal()]
    return [thing for _, thing in sorted(placed, key=lambda pair: pair[0])]


def _pairs_in_words(chosen: Mapping[str, str]) -> str:
    return "; ".join(f"{left} – {right}" for left, right in chosen.items())


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()[:LONGEST]
