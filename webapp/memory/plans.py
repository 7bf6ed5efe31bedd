"""What a process keeps in mind between requests: what is left of each learner's day, and tables of the bank.

The database could tell it all again. Each card is looked up before it is shown, so a plan that another
process has overtaken costs a look, never a wrong card.
"""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice

from flask import current_app

from question_bank.bank import Bank
from webapp.domain import selection
from webapp.domain.selection import Cards, Key, Left, Parts, Scope
from webapp.memory.record import Learner

EXTENSION = "memory.plans"
MOST_PLANS, MOST_SCOPES = 500, 64


@dataclass(slots=True)
class Plan:
    """What is left of a learner's day in a scope, in order. True marks a new card."""

    bank: Bank
    entries: dict[Key, bool]
    pace_ms: int
    new: int  # of the entries

    def left(self, allowed: Left) -> int:
        return min(self.new, allowed.new) + min(len(self.entries) - self.new, allowed.reviews)

    def first(self, allowed: Left, count: int) -> list[Key]:
        may = (
            key for key, is_new in self.entries.items() if (allowed.new if is_new else allowed.reviews) > 0
        )
        return list(islice(may, count))

    def drop(self, gone: Collection[Key]) -> None:
        for key in gone:
            self.new -= self.entries.pop(key, False)


@dataclass
class Plans:
    """What this process remembers between requests: nothing that the database could not tell again."""

    plans: OrderedDict[tuple[object, ...], Plan] = field(default_factory=OrderedDict)
    cards: OrderedDict[tuple[int, Scope], tuple[Bank, Cards]] = field(default_factory=OrderedDict)
    parts: dict[int, tuple[Bank, Parts]] = field(default_factory=dict)
    all_met: dict[tuple[int, Scope], Bank] = field(default_factory=dict)  # nothing new left there

    def forget(self, learner: Learner) -> None:
        """What was left of this learner's day is no longer true."""
        for key in [key for key in self.plans if key[0] == learner.id]:
            self.plans.pop(key, None)

    def cards_of(self, bank: Bank, scope: Scope) -> Cards:
        found = self.cards.get((id(bank), scope))
        if found is None:
            found = self.cards[id(bank), scope] = bank, selection.cards_of(bank, scope)
            if len(self.cards) > MOST_SCOPES:
                self.cards.popitem(last=False)
        return found[1]

    def parts_of(self, bank: Bank) -> Parts:
        found = self.parts.get(id(bank))
        if found is None:
            found = bank, selection.parts_of(bank)
            self.parts = {id(bank): found}
        return found[1]


def plans() -> Plans:
    found: Plans = current_app.extensions[EXTENSION]
    return found
