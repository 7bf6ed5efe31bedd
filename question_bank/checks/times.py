"""Rules for time: no year that the documents do not give, no claim of a passing moment without its date."""

import re
from collections.abc import Iterator
from functools import lru_cache

from question_bank.answers import texts_of
from question_bank.checks.rule import Asking, Found, Rule, rule
from question_bank.checks.words import outside_quotes
from question_bank.document import OddPlace
from question_bank.item import Answer, Date

_YEAR = re.compile(r"(?<![\d.,$€£])(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d)")
_SHORT_END = re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)[-–—/](\d\d)(?!\d)")  # 2018–19
_PASSING = re.compile(
    r"\b(?:currently|at present|presently|recently|nowadays|today['’]?s?|tomorrow|yesterday|under discussion"
    r"|(?:last|next|this) (?:year|month|week|decade|autumn|spring|summer|winter)|so far|to date|these days"
    r"|(?:in|over|of) (?:the )?recent (?:years|months|weeks|days|times)|lately|as of now|is now"
    r"|are now|now has|at the moment|right now|the current|the coming)\b",
    re.IGNORECASE,
)


@rule(
    "year-not-in-document",
    why="A year that was supplied from elsewhere is not proven by the passage, and may be wrong.",
    cure="Ask at the precision the document gives, or quote the document that gives the year.",
)
def year_not_in_document(asking: Asking) -> Found:
    side = asking.side
    given = frozenset[str]().union(*(_years_of(one.text, one.odd) for one in asking.own_documents))
    for field, years in (("prompt", _years(side.prompt)), ("answer", _years_in(side.answer))):
        for year in sorted(set(years) - given):
            yield (field,), f"the year {year} stands in no document of the item"


@rule(
    "passing-time",
    why="A prompt is read at any time, and what was recent when it was written is not when it is read.",
    cure="Name the date or the occasion.",
)
def passing_time(asking: Asking) -> Found:
    if (found := _PASSING.search(outside_quotes(asking.side.prompt))) is not None:
        yield ("prompt",), f"the prompt says ‘{found.group()}’"


@rule(
    "undated-claim",
    why="What the quote says was so only at its time, and may be wrong by now.",
    cure="Say of when it is with as_of:.",
)
def undated_claim(asking: Asking) -> Found:
    item = asking.item
    if item.as_of is None and asking.direction == "forward":
        for i, source in enumerate(item.sources):
            if (found := _PASSING.search(source.quote)) is not None:
                # An item has either its one quote or the list; what is not there is not looked for.
                where = ("quote", "sources", i, "quote")
                yield where, f"the quote says ‘{found.group()}’ and the item has no as_of"
                return


def _years(text: str) -> Iterator[str]:
    yield from _YEAR.findall(text)
    for start, end in _SHORT_END.findall(text):
        yield start[:2] + end


def _years_in(answer: Answer) -> Iterator[str]:
    if isinstance(answer, Date):
        for point in (answer.date.start, answer.date.end):
            if point is not None and point.year is not None:
                yield f"{point.year:04}"
    for text in texts_of(answer):
        yield from _years(text.text)


@lru_cache(maxsize=256)
def _years_of(text: str, odd_places: tuple[OddPlace, ...]) -> frozenset[str]:
    """The years that a document's own words give; teasers and chrome are no evidence."""
    own, reached = [], 0
    for odd in odd_places:
        own.append(text[reached : odd.start])
        reached = odd.end
    own.append(text[reached:])
    return frozenset(year for part in own for year in _years(part))


RULES: tuple[Rule[Asking], ...] = (year_not_in_document, passing_time, undated_claim)
