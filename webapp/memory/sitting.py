"""A sitting: which part of the bank is practised, and how far its row of cards has come."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.exceptions import NotFound

from question_bank.bank import Bank
from question_bank.item import KINDS
from webapp.domain import selection
from webapp.domain.selection import Picked, Scope

MOST_AHEAD = 7  # days


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the address of a card's page says of the row it stands in."""

    scope: Scope = selection.ALL
    done: int = 0  # answers given in this row
    new: int | None = None  # today's limit of new cards, where the learner asked for more
    ahead: int = 0  # days

    @classmethod
    def of(cls, values: Mapping[str, str], bank: Bank, picked: Picked | None = None) -> "Sitting":
        """From a query or a form, with the cards picked. Raises NotFound for a part the bank lacks."""
        document, deck, kind = (values.get(name) or None for name in ("document", "deck", "kind"))
        if document and document not in bank.documents_by_slug or deck and deck not in bank.decks:
            raise NotFound
        kinds = {known: known for known in KINDS}
        if kind and kind not in kinds:
            raise NotFound
        new = _number(values.get("new"), 9999)
        return cls(
            Scope(document, deck, kinds[kind] if kind else None, picked),
            _number(values.get("done"), 99_999) or 0,
            new,
            _number(values.get("ahead"), MOST_AHEAD) or 0,
        )

    @property
    def query(self) -> dict[str, Any]:
        """The same as parameters of an address; what is not set is left out."""
        values: dict[str, Any] = {
            "document": self.scope.document,
            "deck": self.scope.deck,
            "kind": self.scope.kind,
            "attempt": self.scope.picked.attempt.hex if self.scope.picked else None,
            "done": self.done or None,
            "new": self.new,
            "ahead": self.ahead or None,
        }
        return {name: value for name, value in values.items() if value is not None}

    def after(self, answers: int) -> "Sitting":
        return replace(self, done=max(0, self.done + answers))


def _number(text: str | None, most: int) -> int | None:
    return min(int(text), most) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
