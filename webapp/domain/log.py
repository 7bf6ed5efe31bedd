"""A card's log, folded: the state a card is in is the one its lines lead to, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Action = Literal["answer", "bury", "suspend", "restore", "undo", "quiz"]
State = Mapping[str, Any]  # the card's columns that a line may change, as the log keeps them


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log, as far as folding it needs."""

    base_rev: int
    action: Action
    before: State
    after: State


class BrokenLog(Exception):
    """The lines do not follow from one another."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The card that a log leads to."""

    rev: int = 0
    state: State = field(default_factory=dict)


def rebuild(lines: Iterable[Line], first: State) -> Rebuilt:
    """The card that these lines, in any order, make of a card that began as `first`.

    Raises BrokenLog where a line is missing, doubled, or was not made on what the line before it left.
    """
    rev, state = 0, dict(first)
    for line in sorted(lines, key=lambda line: line.base_rev):
        if line.base_rev != rev:
            raise BrokenLog(f"expected the line made on rev {rev}, found one made on rev {line.base_rev}")
        if dict(line.before) != state:
            raise BrokenLog(f"the line made on rev {rev} did not begin where the line before it ended")
        rev, state = rev + 1, dict(line.after)
    return Rebuilt(rev, state)
