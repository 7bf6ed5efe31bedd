"""A slot: one item as an attempt asks it. How it may be asked, in which order its options stand, and how what
a page sends reads as a response."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from random import Random
from typing import Any, Literal, assert_never, get_args

from question_bank.grading import Response, fold, shown
from question_bank.item import AllOf, Answer, Date, Direction, Item, Number, Order, Pairs, Side, Text
from question_bank.quizzes.quiz import Way
from webapp.domain.cloze import cloze_of as cloze_of

Presentation = Literal["choice", "choices", "text", "list", "date", "number", "cloze", "order", "pairs"]
Certainty = Literal["sure", "unsure", "guess"]
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)

LONGEST = 2000  # characters of one string
MOST_STRINGS = 50
LEAST_DISTRACTORS = 2  # with one only, a choice would be a toss of a coin


@dataclass(frozen=True, slots=True)
class Slot:
    """What an attempt keeps of an item it asks; never changed after the start."""

    deck: str
    item: str
    direction: Direction
    fingerprint: str
    presentation: Presentation
    points: int  # milli-points
    order: tuple[int, ...] = ()  # of what is shown: each the index of an option in `options_of`


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as its page sent it: a string for each input, and how certain the learner is."""

    given: tuple[str, ...] = ()
    certainty: Certainty | None = None
    final: bool = False  # checked, so not to be changed any more

    @property
    def answered(self) -> bool:
        return any(self.given)


def plain(slot: Slot) -> dict[str, Any]:
    """The slot as JSON holds it."""
    return {**asdict(slot), "order": list(slot.order)}


def slot_of(content: Mapping[str, Any]) -> Slot:
    """The slot that `plain` wrote down."""
    return Slot(**{**content, "order": tuple(content["order"])})


def plain_given(given: Given) -> dict[str, Any]:
    return {**asdict(given), "given": list(given.given)}


def given_of(content: Mapping[str, Any]) -> Given:
    return Given(**{**content, "given": tuple(content["given"])})


def fitting(side: Side, ways: Collection[Way]) -> tuple[Presentation, ...]:
    """The presentations in which it may be asked. Where no way fits, the nearest thing to typing does."""
    answer = side.answer
    typed: Presentation
    match answer:
        case Text():
            typed = "text"
        case Date():
            typed = "date"
        case Number():
            typed = "number"
        case AllOf():
            typed = "list"
        case Order():
            return ("order",)
        case Pairs():
            return ("pairs",)
        case _:
            assert_never(answer)
    found: list[Presentation] = []
    if "choice" in ways:
        found += _choice(side)
    if "typed" in ways:
        found.append(typed)
    if "cloze" in ways and cloze_of(side) is not None:
        found.append("cloze")
    return tuple(found) or (typed,)


def _choice(side: Side) -> Iterator[Presentation]:
    if not isinstance(side.answer, AllOf):
        if len(options_of(side, "choice")) > LEAST_DISTRACTORS:
            yield "choice"
    elif len(options_of(side, "choices")) > len(side.answer.all_of):
        yield "choices"


@lru_cache(maxsize=8192)
def options_of(side: Side, presentation: Presentation) -> tuple[str, ...]:
    """What there is to choose from, order or match, the key's own first; nothing where one types.

    An attempt keeps places in this, so it depends on the wording alone and not on how the grader judges.
    """
    answer = side.answer
    match presentation:
        case "choice":
            return _distinct(shown(one) for one in (answer, *side.distractors))
        case "choices":
            return _parts(answer, side.distractors)
        case "order":
            return tuple(part.text for part in answer.order) if isinstance(answer, Order) else ()
        case "pairs":
            return _distinct(right.text for _, right in answer.pairs) if isinstance(answer, Pairs) else ()
        case "text" | "list" | "date" | "number" | "cloze":
            return ()
        case _:
            assert_never(presentation)


def _distinct(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _parts(answer: Answer, distractors: tuple[Answer, ...]) -> tuple[str, ...]:
    """The key's parts, then those of the distractors that are no wording of any before them."""
    if not isinstance(answer, AllOf):
        return ()
    options = [part.text for part in answer.all_of]
    known = {fold(text) for part in answer.all_of for text in (part.text, *part.accept)}
    for other in distractors:
        for part in other.all_of if isinstance(other, AllOf) else ():
            if fold(part.text) not in known:
                known.add(fold(part.text))
                options.append(part.text)
    return tuple(options)


def make_slot(item: Item, direction: Direction, ways: Collection[Way], points: int, chance: Random) -> Slot:
    """The item in a presentation of chance, its options in an order of chance: any order, the key's too."""
    side = item.side(direction)
    presentation = chance.choice(fitting(side, ways))
    order = list(range(len(options_of(side, presentation))))
    if presentation == "choices" and isinstance(side.answer, AllOf):
        # A long list is a reading test: beside the parts stands one other more than there are parts.
        asked = len(side.answer.all_of)
        others = order[asked:]
        order = order[:asked] + chance.sample(others, min(len(others), asked + 1))
    chance.shuffle(order)
    return Slot(item.deck, item.id, direction, item.fingerprint, presentation, points, tuple(order))


def displayed(slot: Slot, side: Side) -> tuple[str, ...]:
    """The options as the page lists them: what the numbers in `Given.given` count, from 0."""
    options = options_of(side, slot.presentation)
    return tuple(options[index] for index in slot.order if index < len(options))


def read(slot: Slot, side: Side, given: Sequence[str], certainty: str | None, final: bool) -> Given:
    """What a page sent, within bounds; what means nothing there is left out."""
    strings = tuple(_clean(text) for text in given[:MOST_STRINGS])
    kept = _meaning(slot, side, strings)
    known = next((one for one in CERTAINTIES if one == certainty), None)
    return Given(kept if any(kept) else (), known, final)


def _clean(text: str) -> str:
    """Without what a database cannot hold: NUL, and halves of surrogate pairs."""
    whole = text[: 4 * LONGEST].encode("utf-8", "replace").decode()
    return whole.replace("\0", "").strip()[:LONGEST].rstrip()


def _meaning(slot: Slot, side: Side, strings: tuple[str, ...]) -> tuple[str, ...]:
    count = len(displayed(slot, side))
    answer = side.answer
    match slot.presentation:
        case "choice":
            return tuple(_numbers(strings, range(count))[:1])
        case "choices":
            chosen = {text for text in _numbers(strings, range(count)) if text}
            return tuple(sorted(chosen, key=int))
        case "order":
            return tuple(_numbers(strings, range(1, count + 1))[:count])
        case "pairs":
            lefts = len(answer.pairs) if isinstance(answer, Pairs) else 0
            return tuple(_numbers(strings, range(count))[:lefts])
        case "list":
            return strings[: len(answer.all_of)] if isinstance(answer, AllOf) else strings
        case "text" | "date" | "number" | "cloze":
            return strings[:1]
        case _:
            assert_never(slot.presentation)


def _numbers(strings: Sequence[str], allowed: range) -> list[str]:
    """Each string that is a number in `allowed`, written plainly; "" in place of the others."""
    known = {str(number) for number in allowed}
    return [text if text in known else "" for text in strings]


def response_of(slot: Slot, side: Side, given: Given) -> Response | None:
    """What was answered, as the grader reads it; None if nothing was. `side` is the wording that was shown:
    the response is in words, so it may be graded by another wording."""
    options = displayed(slot, side)
    strings = given.given
    match slot.presentation:
        case "choice":
            return next(_chosen(options, strings), None)
        case "choices":
            return list(_chosen(options, strings)) or None
        case "order":
            return _ordered(options, strings) or None
        case "pairs":
            return _matched(side.answer, options, strings) or None
        case "list":
            parts = [text for text in strings if text]
            return parts[0] if len(parts) == 1 else parts or None  # all in one field: the grader parts it
        case "text" | "date" | "number" | "cloze":
            return next(filter(None, strings), None)
        case _:
            assert_never(slot.presentation)


def _chosen(options: Sequence[str], numbers: Sequence[str]) -> Iterator[str]:
    return (options[int(text)] for text in numbers if text.isdecimal() and int(text) < len(options))


def _ordered(options: Sequence[str], places: Sequence[str]) -> list[str]:
    """The things by the places given to them; one without a place is left out."""
    placed = [(int(place), thing) for thing, place in zip(options, places, strict=False) if place.isdecimal()]
    return [thing for _, thing in sorted(placed, key=lambda one: one[0])]


def _matched(answer: Answer, options: Sequence[str], numbers: Sequence[str]) -> dict[str, str]:
    lefts = [left.text for left, _ in answer.pairs] if isinstance(answer, Pairs) else []
    pairs = zip(lefts, numbers, strict=False)
    return {left: options[int(text)] for left, text in pairs if text.isdecimal() and int(text) < len(options)}


def given_in_words(slot: Slot, side: Side, given: Given) -> str:
    """The answer in one line, as a learner reads it; "" if there is none."""
    response = response_of(slot, side, given)
    if response is None:
        return ""
    if isinstance(response, str):
        return response
    if isinstance(response, Mapping):
        return "; ".join(f"{left} – {right}" for left, right in response.items())
    return (" → " if slot.presentation == "order" else "; ").join(response)
