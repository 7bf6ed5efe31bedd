"""A table of the bank: how many items each document has, by kind and by type of answer."""

from collections import Counter
from collections.abc import Iterator
from typing import assert_never

from question_bank.bank import Bank
from question_bank.item import KINDS, AllOf, Answer, Date, Item, Kind, Number, Order, Pairs, Text

TYPES = ("text", "date", "number", "all of", "order", "pairs")
BEGIN = "<!-- items: written by python -m question_bank summary --into README.md -->"
END = "<!-- items: end -->"
_ACROSS = "*across documents*"


def table(bank: Bank) -> str:
    """The table in Markdown. An item that stands on several documents counts once, below all of them."""
    counts = Counter((_place(item, bank), item.kind, _type(item.answer)) for item in bank.items.values())
    titles = [document.title for document in bank.documents.values()]
    lines = [_line("document", "kind", *TYPES, "items"), "|---|---|" + "--:|" * (len(TYPES) + 1)]
    lines += _rows(counts, [*titles, _ACROSS])
    sums = [sum(count for key, count in counts.items() if key[2] == one) for one in TYPES]
    lines.append(_line("**all**", "", *map(_cell, sums), f"**{sum(sums)}**"))
    return "\n".join(lines) + "\n"


def into(page: str, bank: Bank) -> str:
    """The page with the present table between its two marks. Raises ValueError where they are missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no line {BEGIN} with a line {END} below it")
    return f"{before}{BEGIN}\n\n{table(bank)}\n{END}{after}"


def _rows(counts: Counter[tuple[str, Kind, str]], places: list[str]) -> Iterator[str]:
    for place in places:
        shown = place
        for kind in KINDS:
            cells = [counts[place, kind, one] for one in TYPES]
            if sum(cells):
                yield _line(shown, kind, *map(_cell, cells), str(sum(cells)))
                shown = ""  # a title stands once, beside its first kind


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(count: int) -> str:
    return str(count) if count else ""


def _place(item: Item, bank: Bank) -> str:
    return bank.documents[item.documents[0]].title if len(item.documents) == 1 else _ACROSS


def _type(answer: Answer) -> str:
    match answer:
        case Text():
            return "text"
        case Date():
            return "date"
        case Number():
            return "number"
        case AllOf():
            return "all of"
        case Order():
            return "order"
        case Pairs():
            return "pairs"
        case _:
            assert_never(answer)
