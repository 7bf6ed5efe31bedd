"""Two texts of a deck side by side: the lines that differ, with a few around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

AROUND = 2  # lines of what is the same
MOST = 600  # lines on one page
LONGEST = 1_500  # lines that are compared one by one


@dataclass(frozen=True, slots=True)
class Line:
    """A line of either text with its number there; "gap" stands for lines that are left out."""

    sign: Literal["same", "removed", "added", "gap"]
    number: int
    words: str


def differences(old: str, new: str) -> list[Line]:
    """What one has to do to the old text to get the new one."""
    before, after = old.split("\n"), new.split("\n")
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    found = list(_lines(before, after, head, tail)) if before != after else []
    return found[:MOST]


def _lines(before: list[str], after: list[str], head: int, tail: int) -> Iterator[Line]:
    """The lines between the head and the tail that both texts share."""
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    first = max(0, head - AROUND)
    yield from ([Line("gap", 0, "")] if first else [])
    yield from _same(after, first, head)
    if max(len(old), len(new)) > LONGEST:
        codes = [("replace", 0, len(old), 0, len(new))]
    else:
        codes = list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    for index, (sign, a, b, c, d) in enumerate(codes):
        if sign == "equal" and d - c > 2 * AROUND and 0 < index < len(codes) - 1:
            yield from _same(after, head + c, head + c + AROUND)
            yield Line("gap", 0, "")
            yield from _same(after, head + d - AROUND, head + d)
        elif sign == "equal":
            yield from _same(after, head + c, head + d)
        else:
            yield from (Line("removed", head + n + 1, old[n]) for n in range(a, b))
            yield from (Line("added", head + n + 1, new[n]) for n in range(c, d))
    end = len(after) - tail
    yield from _same(after, end, min(len(after), end + AROUND))
    yield from ([Line("gap", 0, "")] if tail > AROUND else [])


def _same(lines: list[str], start: int, end: int) -> Iterator[Line]:
    return (Line("same", n + 1, lines[n]) for n in range(start, end))
