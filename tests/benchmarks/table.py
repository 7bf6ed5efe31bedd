"""The rows of the one table: a median, its spread, a ratio taken in the same run, and the goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing. `met` is None where nothing was promised."""

    name: str
    value: str
    spread: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None


TITLES = Row("measured", "median", "lowest–highest", "ratio", "goal")


def timed(name: str, seconds: Sequence[float]) -> Row:
    """A row of its own time only."""
    return Row(name, ms(median(seconds)), spread(seconds))


def compared(
    name: str, seconds: Sequence[float], ratios: Sequence[float], most: float | None, against: str
) -> Row:
    """A row that may be at most `most` times its anchor; the ratios are of one run each."""
    goal = "" if most is None else f"≤ {most:g}×"
    met = None if most is None else median(ratios) <= most
    return Row(name, ms(median(seconds)), spread(seconds), f"{ratio(ratios)} {against}", goal, met)


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def spread(seconds: Sequence[float]) -> str:
    return f"{min(seconds) * 1000:.2f}–{max(seconds) * 1000:.2f}"


def ratio(ratios: Sequence[float]) -> str:
    return f"{median(ratios):.2f}× ({min(ratios):.2f}–{max(ratios):.2f})"


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(rows: Sequence[Row]) -> str:
    """The rows in columns, with a word on what is met."""
    words = {True: "met", False: "NOT MET", None: ""}
    lines = [
        (row.name, row.value, row.spread, row.ratio, row.goal, words[row.met]) for row in (TITLES, *rows)
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    return "\n".join(line.rstrip() for line in text)
