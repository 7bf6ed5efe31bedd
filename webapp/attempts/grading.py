"""Grading an attempt: a pure function of what was asked, what was given and the wordings it is marked by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from question_bank.item import Item
from question_bank.quizzes.quiz import Quiz
from webapp.domain.marking import Mark, mark, total
from webapp.domain.slots import Given, Slot


@dataclass(frozen=True, slots=True)
class Graded:
    """A grading run to be: the mark of each slot, the answer and the wording it is of, and their sum."""

    marks: tuple[Mark, ...]
    seqs: tuple[int, ...]
    fingerprints: tuple[str, ...]
    score: int  # milli-points
    out_of: int


class Marks(Protocol):
    """Marks made before, by all that decides about them."""

    def get(self, key: tuple[object, ...]) -> Mark | None: ...
    def put(self, key: tuple[object, ...], value: Mark) -> None: ...


def graded(
    quiz: Quiz,
    slots: Sequence[Slot],
    shown: Sequence[Item],
    keys: Sequence[Item],
    answers: Mapping[int, tuple[int, Given]],
    names: frozenset[str],
    known: Marks | None = None,
    version: int | None = None,
) -> Graded:
    """Mark every slot: what was `shown` says how an answer reads, `keys` whether it is right.

    Marks that are `known` are not made again; `version` names the quiz there.
    """
    marks: list[Mark] = []
    for number, (slot, item, key) in enumerate(zip(slots, shown, keys, strict=True)):
        _, given = answers.get(number, (0, None))
        name = (version, slot, key.fingerprint, given, names)
        made = known.get(name) if known else None
        if made is None:
            made = mark(slot, item.side(slot.direction), key.side(slot.direction), given, quiz, names)
            if known:
                known.put(name, made)
        marks.append(made)
    score, out_of = total(marks)
    seqs = tuple(answers[number][0] if number in answers else 0 for number in range(len(slots)))
    return Graded(tuple(marks), seqs, tuple(key.fingerprint for key in keys), score, out_of)
