"""A deck of two thousand items of every kind, and the same deck as its author changed it."""

from itertools import islice
from typing import Any

import yaml

from question_bank.catalogue import DocumentEntry
from tests.reliability import harbours
from webapp.publishing.edits import DocumentEdit

DECK, ITEMS, HARBOURS = "large", 2_000, 400
REMOVED, REWORDED, CORRECTED = 30, 50, 20


def document() -> DocumentEdit:
    about = {"title": "The Harbours", "author": "-", "publisher": "-", "dated": "-"}
    return DocumentEdit(DocumentEntry(file="harbours", slug="harbours", **about), harbours.text(HARBOURS))


def items() -> list[dict[str, Any]]:
    return list(islice(harbours.items(HARBOURS), ITEMS))


def corrected() -> list[str]:
    """The items whose answer the author corrects: whom a text names is to be answered by the family name."""
    openers = [item["id"] for item in items()[REMOVED:] if item["id"].startswith("opener")]
    return openers[REWORDED : REWORDED + CORRECTED]


def changed() -> list[dict[str, Any]]:
    """Without the first items, some of the next worded anew, and of some later ones the answer corrected."""
    kept, wrong = items()[REMOVED:], set(corrected())
    for item in kept[:REWORDED]:
        item["prompt"] = f"As the text has it: {item['prompt']}"
    for item in kept:
        if item["id"] in wrong:
            item["answer"] = item["answer"].split()[1]
    return kept


def text(items: list[dict[str, Any]]) -> str:
    deck = {"deck": DECK, "title": "A large deck", "document": "harbours", "items": items}
    written: str = yaml.dump(deck, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=4096)
    return written
