"""Sentences of our own in the manner of news and treaty texts, marked by hand in marked_sentences.txt.

`[d:30 January 1950]` marks a date, f a figure, a an agreement, p a person; marks may lie in one another.
What the marks mean: a figure has its hedge and the noun it counts; an agreement has its whole name without
the article; a person has the name without the title; an interval begins with its first date.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from question_bank.item import Kind

KINDS: dict[str, Kind] = {"d": "date", "f": "figure", "a": "agreement", "p": "person"}
Mark = tuple[Kind, int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the (kind, start, end) that a reader marked in it."""

    text: str
    marks: tuple[Mark, ...]


def parse(line: str) -> Marked:
    """The text without its brackets, and what they enclose."""
    text, opened, marks = "", list[tuple[Kind, int]](), list[Mark]()
    for part in re.split(r"(\[[dfap]:|\])", line):
        if part == "]":
            kind, start = opened.pop()
            marks.append((kind, start, len(text)))
        elif part.startswith("[") and part.endswith(":"):
            opened.append((KINDS[part[1]], len(text)))
        else:
            text += part
    return Marked(text, tuple(sorted(marks, key=lambda mark: mark[1])))


def all_sentences() -> list[Marked]:
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    return [parse(line) for line in lines if line]


def development() -> list[Marked]:
    """The half that the rules were written with."""
    return all_sentences()[::2]


def held_out() -> list[Marked]:
    """The half that was looked at only to count."""
    return all_sentences()[1::2]
