"""A quote with a gap where the answer stands."""

import re
from collections.abc import Iterator
from functools import lru_cache

from question_bank.grading import fold
from question_bank.item import Side, Text

LEAST_AROUND = 3  # words around the gap: with fewer there is nothing to go by
LONGEST_HINT = 3  # letters of a word of the answer that may stand beside the gap: of, and, the


@lru_cache(maxsize=4096)
def cloze_of(side: Side) -> tuple[str, str] | None:
    """The words before and after the gap, in the first quote that has the answer once and gives no word of it
    away beside the gap; None where no quote is so."""
    answer = side.answer
    if not isinstance(answer, Text):
        return None
    told = set(fold(side.prompt).split())
    for quote in side.quotes:
        gaps = _gaps(quote, answer)
        if len(gaps) != 1:
            continue
        start, end = gaps[0]
        before, after = quote[:start], quote[end:]
        around = fold(f"{before} {after}").split()
        if len(around) >= LEAST_AROUND and not _words_of(answer) & set(around) - told:
            return before, after
    return None


def _gaps(quote: str, answer: Text) -> list[tuple[int, int]]:
    """Where any wording of the answer stands, those that overlap as one."""
    gaps: list[tuple[int, int]] = []
    for start, end in sorted(_places(quote, answer)):
        if gaps and start < gaps[-1][1]:
            gaps[-1] = gaps[-1][0], max(end, gaps[-1][1])
        else:
            gaps.append((start, end))
    return gaps


def _places(quote: str, answer: Text) -> Iterator[tuple[int, int]]:
    for wording in filter(None, map(str.strip, (answer.text, *answer.accept))):
        pattern = rf"(?<!\w){re.escape(wording)}(?!\w)"
        yield from (match.span() for match in re.finditer(pattern, quote, re.IGNORECASE))


def _words_of(answer: Text) -> set[str]:
    wordings = (answer.text, *answer.accept)
    return {word for wording in wordings for word in fold(wording).split() if len(word) > LONGEST_HINT}
