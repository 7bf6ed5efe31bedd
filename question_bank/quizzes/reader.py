"""The quizzes of a deck file, each verified by itself and then beside the whole bank."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from question_bank.bank import Bank
from question_bank.deck_format import MAX_QUIZZES
from question_bank.item import DeckQuiz
from question_bank.item_reader import DeckReading
from question_bank.problem import Problem
from question_bank.quizzes.format import QuizEntry, quiz_of
from question_bank.quizzes.quiz import Quiz, problems
from question_bank.validation import Location, problem_at, validate
from question_bank.yaml_reader import List, Map, Node, Scalar

_OF_DRAW = re.compile(r"draw (\d+), (\w+)")
_OF_REVIEW = re.compile(r"review, (\w+)")
_UNKNOWN_ITEM = re.compile(r"there is no item “(.*)”")
_OF_POINTS = re.compile(r"points of “(.*)”")


@dataclass(frozen=True, slots=True)
class ReadQuiz:
    """A quiz with its place in the file."""

    written: DeckQuiz
    node: Node
    path: str


def read_quizzes(node: Map, reading: DeckReading) -> Iterator[ReadQuiz]:
    """Each quiz that is sound by itself; what is wrong with the others is reported."""
    entries = node.values.get("quizzes")
    if entries is None:
        return
    if not isinstance(entries, List) or len(entries.items) > MAX_QUIZZES:
        what, cure = "quizzes is no list", "Write each quiz below it, beginning with - id: and a title."
        if isinstance(entries, List):
            what, cure = f"the deck has more than {MAX_QUIZZES} quizzes", "Split it into several decks."
        reading.problems.append(problem_at(node, ("quizzes",), reading.file, "", "no-quizzes", what, cure))
        return
    lines: dict[str, int] = {}
    for index, entry in enumerate(entries.items):
        path = f"quizzes[{index}]"
        quiz, found = validate(QuizEntry, entry, reading.file, path)
        reading.problems += found
        if quiz is not None and isinstance(entry, Map):
            line = entry.values["id"].line
            if (first := lines.setdefault(quiz.id, line)) != line:
                what = f"the id {quiz.id} stands in line {line} and in line {first}"
                cure = "Give one of the two quizzes another id."
                reading.problems.append(problem_at(entry, ("id",), reading.file, path, "same-id", what, cure))
            made = quiz_of(quiz, reading.deck, reading.documents)
            yield ReadQuiz(DeckQuiz(reading.deck, quiz.id, made), entry, path)


def quiz_problems(read: ReadQuiz, bank: Bank, file: str) -> Iterator[Problem]:
    """What is wrong with the quiz beside the bank: draws that find too few items, and the like."""
    for fault in problems(read.written.quiz, bank):
        place, _, said = fault.partition(": ")
        what, _, cure = said.partition(". ")
        unknown = _UNKNOWN_ITEM.match(what) if place == "points" else None
        location = _location(f"points of “{unknown[1]}”" if unknown else place, read)
        yield problem_at(read.node, location, file, read.path, "quiz", what, cure or "Correct it.")


def stands_alone(quiz: Quiz, deck: str) -> bool:
    """Whether the quiz asks for nothing beyond its own deck."""
    return all(
        not draw.documents
        and all(name == deck for name in draw.decks)
        and all(name.startswith(f"{deck}/") for name in draw.items)
        and (draw.decks or draw.items)
        for draw in quiz.draws
    )


def _location(place: str, read: ReadQuiz) -> Location:
    """Where the file says what a fault is about: "draw 2, count" is ("draws", 1, "count")."""
    if found := _OF_DRAW.fullmatch(place):
        return "draws", int(found[1]) - 1, found[2]
    if found := _OF_REVIEW.fullmatch(place):
        return "review", found[1]
    if found := _OF_POINTS.fullmatch(place):
        points = read.node.values.get("points") if isinstance(read.node, Map) else None
        written = points.values if isinstance(points, Map) else {}
        own = found[1].removeprefix(f"{read.written.deck}/")
        return "points", own if isinstance(written.get(own), Scalar) else found[1]
    return (place,)
