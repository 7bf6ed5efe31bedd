"""An item as learners will meet it: as a flashcard, and as each question that a quiz may make of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from question_bank.grading import shown
from question_bank.item import AllOf, Direction, Item, Order, Pairs, Side
from question_bank.quizzes.quiz import WAYS
from webapp.domain.cloze import cloze_of
from webapp.domain.slots import Presentation, displayed, make_slot

NAMES: dict[Presentation, str] = {
    "choice": "to choose from",
    "choices": "to choose several from",
    "text": "to type",
    "list": "to type, part by part",
    "date": "to type, a date",
    "number": "to type, a figure",
    "cloze": "as a gap in the passage",
    "order": "to put in order",
    "pairs": "to match",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One way in which a quiz asks: what is shown, and what may be chosen."""

    presentation: Presentation
    name: str
    options: tuple[str, ...]
    labels: tuple[str, ...]  # of the inputs, where there are several
    gap: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Face:
    """A direction of an item: its card, and its questions."""

    direction: Direction
    prompt: str
    answer: str
    parts: tuple[str, ...]  # of an answer that has several
    questions: tuple[Question, ...]


def faces(item: Item) -> list[Face]:
    return [_face(item, direction) for direction in item.directions]


def _face(item: Item, direction: Direction) -> Face:
    side = item.side(direction)
    return Face(direction, side.prompt, shown(side.answer), _parts(side), tuple(_questions(item, direction)))


def _parts(side: Side) -> tuple[str, ...]:
    match side.answer:
        case AllOf(parts) | Order(parts):
            return tuple(part.text for part in parts)
        case Pairs(pairs):
            return tuple(f"{left.text} – {right.text}" for left, right in pairs)
        case _:
            return ()


def _questions(item: Item, direction: Direction) -> Iterator[Question]:
    """Each presentation that fits, its options in an order as good as any."""
    side = item.side(direction)
    found: dict[Presentation, Question] = {}
    for way in WAYS:  # one that does not fit becomes typing
        slot = make_slot(item, direction, (way,), 1, Random(item.fingerprint))
        kind = slot.presentation
        gap = cloze_of(side) if kind == "cloze" else None
        found[kind] = Question(kind, NAMES[kind], displayed(slot, side), _labels(side, kind), gap)
    yield from found.values()


def _labels(side: Side, presentation: Presentation) -> tuple[str, ...]:
    if isinstance(side.answer, Pairs):
        return tuple(left.text for left, _ in side.answer.pairs)
    if isinstance(side.answer, AllOf) and presentation == "list":
        return tuple(
            f"{place} of {len(side.answer.all_of)}" for place in range(1, len(side.answer.all_of) + 1)
        )
    return ()
