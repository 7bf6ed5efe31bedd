"""A sitting: which part of the bank is practised and what comes next in it.

What is left of a day is planned once and kept in this process; each card is looked up again before it is
shown, so a plan that another process has overtaken costs a look, never a wrong card.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from flask import current_app
from sqlalchemy.engine import Connection
from werkzeug.exceptions import NotFound

from question_bank.bank import Bank
from question_bank.item import KINDS
from webapp.domain import selection
from webapp.domain.selection import Cards, Key, Left, Scope, Waiting
from webapp.memory import queries
from webapp.memory.record import Learner

EXTENSION = "practice.plans"
MOST_PLANS, MOST_SCOPES = 500, 64
MOST_DUE = 1000  # planned at once; the next thousand when these are done
MOST_AHEAD = 7  # days
PROBE, PROBES = 64, 4  # cards asked at once whether they have been met; how often before asking for all
USUAL_MS = 12_000  # an answer, of someone who has given none yet


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the address of a card's page says of the row it stands in."""

    scope: Scope = selection.ALL
    done: int = 0  # answers given in this row
    new: int | None = None  # today's limit of new cards, where the learner asked for more
    ahead: int = 0  # days

    @classmethod
    def of(cls, values: Mapping[str, str], bank: Bank) -> "Sitting":
        """From a query or a form. Raises NotFound for a part of the bank that there is not."""
        document, deck, kind = (values.get(name) or None for name in ("document", "deck", "kind"))
        if document and document not in bank.documents_by_slug or deck and deck not in bank.decks:
            raise NotFound
        kinds = {known: known for known in KINDS}
        if kind and kind not in kinds:
            raise NotFound
        new = _number(values.get("new"), 9999)
        return cls(
            Scope(document, deck, kinds[kind] if kind else None),
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
            "done": self.done or None,
            "new": self.new,
            "ahead": self.ahead or None,
        }
        return {name: value for name, value in values.items() if value is not None}

    def after(self, answers: int) -> "Sitting":
        return replace(self, done=max(0, self.done + answers))


def _number(text: str | None, most: int) -> int | None:
    return min(int(text), most) if text and text.isascii() and text.isdigit() and len(text) < 6 else None


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


@dataclass(frozen=True, slots=True)
class Next:
    """The card to ask now, or None at the end of the row; and how much is left, this card included."""

    key: Key | None
    rev: int = 0
    is_new: bool = True
    flagged: bool = False
    left: int = 0
    pace_ms: int = USUAL_MS
    waiting: tuple[Waiting, ...] = ()  # learning cards that come back today, but not yet


@dataclass
class Plans:
    """What this process remembers between requests: nothing that the database could not tell again."""

    plans: OrderedDict[tuple[object, ...], Plan] = field(default_factory=OrderedDict)
    cards: OrderedDict[tuple[int, Scope], tuple[Bank, Cards]] = field(default_factory=OrderedDict)
    scopes: dict[int, tuple[Bank, Mapping[Key, tuple[Scope, ...]]]] = field(default_factory=dict)
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

    def scopes_of(self, bank: Bank) -> Mapping[Key, tuple[Scope, ...]]:
        """The parts of the bank that each card lies in."""
        found = self.scopes.get(id(bank))
        if found is None:
            parts = {
                Key(item.deck, item.id, direction): scopes
                for item in bank.items.values()
                for scopes in (selection.scopes_of(item, bank),)
                for direction in item.directions
            }
            self.scopes = {id(bank): (bank, parts)}
            return parts
        return found[1]


def plans() -> Plans:
    found: Plans = current_app.extensions[EXTENSION]
    return found


@dataclass
class Finder:
    """Finds the next card of one request."""

    connection: Connection
    bank: Bank
    learner: Learner
    sitting: Sitting
    now: datetime
    today: int

    def next(self, sums: Mapping[str, int] | None, done: Key | None = None) -> Next:
        """The next card, given the day's sums (None: no answer yet) and the card just done."""
        plan, fresh = self.plan(sums)
        if done is not None:
            plan.drop((done,))
        while True:
            found = self._next_of(plan, self.left(sums))
            if found.key is not None or fresh:
                return found
            plan, fresh = self.make_plan(sums), True

    def left(self, sums: Mapping[str, int] | None) -> Left:
        """What today's limits allow. Asked for ahead of time, cards are not counted against the limit."""
        most_new = self.learner.new_per_day if self.sitting.new is None else self.sitting.new
        done_new, done_reviews = (sums["new_cards"], sums["reviews"]) if sums else (0, 0)
        reviews = MOST_DUE if self.sitting.ahead else self.learner.reviews_per_day - done_reviews
        return Left(max(0, most_new - done_new), max(0, reviews))

    def plan(self, sums: Mapping[str, int] | None) -> tuple[Plan, bool]:
        """The plan of this row, and whether it was made just now."""
        plan = plans().plans.get(self._plan_key)
        if plan is None or plan.bank is not self.bank:
            return self.make_plan(sums), True
        return plan, False

    @property
    def _plan_key(self) -> tuple[object, ...]:
        learner = self.learner
        limits = learner.new_per_day, learner.reviews_per_day
        return learner.id, self.today, self.sitting.scope, self.sitting.new, self.sitting.ahead, limits

    def make_plan(self, sums: Mapping[str, int] | None) -> Plan:
        left = self.left(sums)
        cards = plans().cards_of(self.bank, self.sitting.scope)
        met = {(row.deck, row.item) for row in self._rows(queries.ANSWERED_TODAY)}
        met |= {(row.deck, row.item) for row in self._rows(queries.LEARNING)}
        due = list(islice(self._due(cards, met), min(left.reviews, MOST_DUE)))
        met |= {key.place for key in due}
        new = list(islice(self._new(cards, met), left.new))
        seed = f"{self.learner.id}/{self.today}"
        is_new = set(new)
        entries = {key: key in is_new for key in selection.mixed(due, new, seed)}
        plan = Plan(self.bank, entries, self._pace(), len(new))
        remembered = plans().plans
        remembered[self._plan_key] = plan
        if len(remembered) > MOST_PLANS:
            remembered.popitem(last=False)
        return plan

    def _rows(self, statement: Any, **values: object) -> Sequence[Any]:
        values = {"user": self.learner.id, "today": self.today, **values}
        rows: Sequence[Any] = self.connection.execute(statement, values).all()
        return rows

    def _due(self, cards: Cards, met: set[tuple[str, str]]) -> Iterator[Key]:
        """Due cards of the scope, the oldest first, one side of an item."""
        seen, offset = set(met), 0
        until = self.today + self.sitting.ahead
        while rows := self._rows(queries.DUE, until=until, limit=MOST_DUE, offset=offset):
            for row in rows:
                key = Key(*row)
                if key in cards and key.place not in seen:
                    seen.add(key.place)
                    yield key
            if len(rows) < MOST_DUE:
                return
            offset += len(rows)

    def _new(self, cards: Cards, met: set[tuple[str, str]]) -> Iterator[Key]:
        """New cards of the scope in their order: first those with a row already, then those never met."""
        again = sorted(
            (key for row in self._rows(queries.MET_NOT_ANSWERED) if (key := Key(*row)) in cards),
            key=cards.position.__getitem__,
        )
        seen = set(met)
        for keys in (again, self._unmet(cards)):
            for key in keys:
                if key.place not in seen:
                    seen.add(key.place)
                    yield key

    def _unmet(self, cards: Cards) -> Iterator[Key]:
        """Cards without a row. Goes on behind the one met last, then comes back to what was passed over."""
        place = self.learner.id, self.sitting.scope
        if plans().all_met.get(place) is self.bank:
            return
        last = self._rows(queries.LAST_MET)
        start = cards.position.get(Key(*last[0]), -1) + 1 if last else 0
        order = (*cards.keys[start:], *cards.keys[:start])
        near, far = order[: PROBE * PROBES], order[PROBE * PROBES :]
        found = False
        for at in range(0, len(near), PROBE):
            chunk = near[at : at + PROBE]
            met = {tuple(row) for row in self._rows(queries.MET_OF, keys=chunk)}
            for key in chunk:
                if key not in met:
                    found = True
                    yield key
        met = {tuple(row) for row in self._rows(queries.MET_ALL)} if far else set()
        for key in far:
            if key not in met:
                found = True
                yield key
        if not found:
            plans().all_met[place] = self.bank  # a row, once made, stays

    def _pace(self) -> int:
        """How long an answer took lately."""
        row = self._rows(queries.PACE, since=self.today - 14)[0]
        return int(row[0]) // int(row[1]) if row[1] else USUAL_MS

    def _next_of(self, plan: Plan, left: Left) -> Next:
        while True:
            ahead = plan.first(left, queries.CANDIDATES)
            rows = self._look_up(ahead)
            waiting = self._waiting(rows)
            gone = {key for key in ahead if not self._may_ask(key, rows)}
            plan.drop(gone)
            good = next((key for key in ahead if key not in gone), None)
            key = selection.ready(waiting, self.now) or good
            if key is None and ahead:
                continue  # all of these were overtaken elsewhere
            key = key or selection.early(waiting, self.now)
            row = rows.get(key) if key else None
            return Next(
                key,
                rev=row.rev if row else 0,
                is_new=row is None or row.stage == "new",
                flagged=bool(row and row.flagged),
                left=len(waiting) + plan.left(left),
                pace_ms=plan.pace_ms,
                waiting=tuple(waiting),
            )

    def _look_up(self, keys: Sequence[Key]) -> dict[Key, Any]:
        """The rows of these cards and of their other sides, and of all cards within learning steps."""
        places: dict[str, object] = {}
        for n in range(queries.CANDIDATES):
            places[f"deck{n}"], places[f"item{n}"] = keys[n].place if n < len(keys) else ("", "")
        return {Key(row[0], row[1], row[2]): row for row in self._rows(queries.NEXT, **places)}

    def _waiting(self, rows: Mapping[Key, Any]) -> list[Waiting]:
        cards = plans().cards_of(self.bank, self.sitting.scope)
        return [
            Waiting(key, row.due_at)
            for key, row in rows.items()
            if row.due_at is not None and key in cards and self._present(row)
        ]

    def _present(self, row: Any) -> bool:
        return not (row.suspended or row.buried_day == self.today)

    def _may_ask(self, key: Key, rows: Mapping[Key, Any]) -> bool:
        """Whether a planned card is still to be asked, and its other side has not been today."""
        other = rows.get(Key(key.deck, key.item, "reverse" if key.direction == "forward" else "forward"))
        if other is not None and (
            self.today in (other.last_day, other.buried_day) or other.due_at is not None
        ):
            return False
        row = rows.get(key)
        if row is None:
            return True
        if not self._present(row) or row.due_at is not None:
            return False
        if row.stage == "new":
            return True
        return bool(row.last_day != self.today and row.due_day <= self.today + self.sitting.ahead)
