"""A quiz as an entry of a deck file: what an author would write for one that was made in the form."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any

from question_bank.authoring.yaml_writer import scalar
from question_bank.quizzes.format import ALL
from question_bank.quizzes.quiz import POINT, Draw, Quiz, Review

_APART = frozenset({"title", "draws", "points", "review"})
_PART = ("decks", "documents", "kinds", "tags", "items")


def quiz_entry(quiz: Quiz, id: str, deck: str) -> str:
    """The quiz in YAML, in the file of `deck`; what is as usual is left out."""
    lines = [f"  - id: {id}", f"    title: {scalar(quiz.title)}", "    draws:"]
    lines += [f"      - {{{', '.join(_draw(draw, deck))}}}" for draw in quiz.draws]
    usual = Quiz("", ())
    for field in fields(Quiz):
        value = getattr(quiz, field.name)
        if field.name not in _APART and value != getattr(usual, field.name):
            lines.append(f"    {field.name}: {_value(value)}")
    if quiz.points:
        lines.append("    points:")
        lines += [
            f"      {scalar(_own(name, deck))}: {_number(points)}" for name, points in quiz.points.items()
        ]
    if quiz.review != usual.review:
        moments = (field.name for field in fields(Review))
        shown = ((name, getattr(quiz.review, name)) for name in moments)
        changed = [f"{name}: {_list(value)}" for name, value in shown if value != getattr(usual.review, name)]
        lines.append(f"    review: {{{', '.join(changed)}}}")
    return "\n".join(lines) + "\n"


def _draw(draw: Draw, deck: str) -> Iterator[str]:
    yield f"count: {draw.count}"
    for name in _PART:
        value = (
            tuple(_own(one, deck) for one in getattr(draw, name)) if name == "items" else getattr(draw, name)
        )
        if name == "decks" and not (draw.documents or draw.items):
            if value == (deck,):
                continue
            value = value or (ALL,)
        if value:
            yield f"{name}: {_list(value)}"


def _own(name: str, deck: str) -> str:
    return name.removeprefix(f"{deck}/")


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(scalar(value, flow=True) for value in values)}]"


def _value(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case str():
            return scalar(value)
        case tuple():
            return _list(value)
        case _:
            return str(value.isoformat())


def _number(points: int) -> str:
    return f"{(Decimal(points) / POINT).normalize():f}"
