"""A small bank, written to a folder: harbours, who opened them and when, in every shape of an answer."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from question_bank.bank import Bank
from question_bank.item import Text
from question_bank.load import MODELINE

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
DECK = "harbours"
DOCUMENT = "000_harbours"
FIRST = ("Anna", "Boris", "Clara", "David", "Elena", "Felix", "Greta", "Henri", "Irena", "Jonas")
LAST = ("Berg", "Costa", "Dahl", "Ekman", "Ferro")
MONTHS = ("January", "March", "May", "July", "October")
MONTH_NUMBERS = (1, 3, 5, 7, 10)


def opener(number: int) -> str:
    return f"{FIRST[number % 10]} {LAST[number // 10 % 5]}"


def day(number: int) -> tuple[str, str]:
    """As the document writes it, and as the deck does."""
    year, month, date = 1950 + number, number % 5, 1 + number * 7 % 28
    return f"{date} {MONTHS[month]} {year}", f"{year}-{MONTH_NUMBERS[month]:02}-{date:02}"


def towns(number: int) -> list[str]:
    return [f"{name}{number}stad" for name in ("Ober", "Unter", "Mitter")]


def text(count: int) -> str:
    lines = ["The Harbours", ""]
    for number in range(1, count + 1):
        lines += [
            f"Harbour {number} was opened by {opener(number)} on {day(number)[0]}.",
            f"In that year harbour {number} took {number * 11} ships.",
            f"Its towns, first to last, are {', '.join(towns(number))}.",
            "",
        ]
    return "\n".join(lines)


def items(count: int) -> Iterator[dict[str, Any]]:
    """Six items for each harbour."""
    for number in range(1, count + 1):
        yield from (opened(number), opened_on(number), *of_its_ships(number), *of_its_towns(number))


def item(number: int, name: str, kind: str, prompt: str, answer: Any, quote: str) -> dict[str, Any]:
    return {"id": f"{name}-{number}", "kind": kind, "prompt": prompt, "answer": answer, "quote": quote}


def opened(number: int) -> dict[str, Any]:
    who = opener(number)
    quote = f"Harbour {number} was opened by {who}"
    return {
        **item(number, "opener", "person", f"Who opened harbour {number}?", who, quote),
        "distractors": [opener(number + step) for step in (1, 2, 3)],
        "explanation": f"The text names who opened harbour {number}.",
        "hint": "A full name.",
    }


def opened_on(number: int) -> dict[str, Any]:
    shown, written = day(number)
    quote = f"Harbour {number} was opened by {opener(number)} on {shown}"
    prompt = f"On what date was harbour {number} opened?"
    return item(number, "day", "date", prompt, {"date": written}, quote)


def of_its_ships(number: int) -> Iterator[dict[str, Any]]:
    ships = {"number": str(number * 11), "unit": "ships"}
    quote = f"harbour {number} took {number * 11} ships"
    asked = f"How many ships did harbour {number} take in the year it was opened?"
    yield item(number, "ships", "figure", asked, ships, quote)
    yield item(
        number, "which", "figure", f"Which harbour took {number * 11} ships?", f"harbour {number}", quote
    )


def of_its_towns(number: int) -> Iterator[dict[str, Any]]:
    quote = f"are {', '.join(towns(number))}"
    which = f"Which three towns has harbour {number}?"
    yield item(number, "towns", "agreement", which, {"all_of": towns(number)}, quote)
    put = f"Put the towns of harbour {number} in the order of the text."
    yield item(number, "order", "agreement", put, {"order": towns(number)}, quote)


def write(folder: Path, content: list[dict[str, Any]] | None = None, count: int = 4, body: str = "") -> None:
    """The document and its deck; `content` in place of the usual items."""
    decks, documents = folder / "decks", folder / "documents"
    for place in (decks, documents):
        place.mkdir(parents=True, exist_ok=True)
    (documents / f"{DOCUMENT}.txt").write_text(body or text(count), encoding="utf-8")
    entry = {"file": DOCUMENT, "slug": "harbours", "title": "The Harbours"}
    about = {"author": "-", "publisher": "-", "dated": "-"}
    (documents / "catalogue.yaml").write_text(yaml.safe_dump({"documents": [entry | about]}))
    head = {"deck": DECK, "title": "The harbours", "document": DOCUMENT}
    deck = head | {"items": list(items(count)) if content is None else content}
    (decks / f"{DECK}.yaml").write_text(
        f"{MODELINE}\n{yaml.safe_dump(deck, sort_keys=False, allow_unicode=True, width=4096)}",
        encoding="utf-8",
    )


def settings(folder: Path) -> dict[str, Any]:
    """What an app on this bank is made with."""
    return {"DECKS": folder / "decks", "DOCUMENTS": folder / "documents"}


def corrected(bank: Bank) -> Bank:
    """The bank after its author found that every opener was somebody else."""
    decks = {}
    for deck in bank.decks.values():
        items = tuple(
            replace(item, answer=Text(f"Xenia {item.id}"), fingerprint=another(item.fingerprint))
            if item.id.startswith("opener-")
            else item
            for item in deck.items
        )
        decks[deck.id] = replace(deck, items=items)
    return Bank(decks, bank.documents)


def another(fingerprint: str) -> str:
    return hashlib.sha256(fingerprint.encode()).hexdigest()


def keys_of(bank: Bank) -> dict[str, str]:
    return {item.id: item.answer.text for item in bank.items.values() if isinstance(item.answer, Text)}
