"""Which card comes next: what is left of a day is planned once, then gone through card by card."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Any

from sqlalchemy.engine import Connection

from question_bank.bank import Bank
from webapp.domain import selection
from webapp.domain.selection import Cards, Key, Left, Waiting
from webapp.memory import queries
from webapp.memory.plans import MOST_PLANS, Plan, plans
from webapp.memory.record import Learner
from webapp.memory.sitting import Sitting

MOST_DUE = 1000  # planned at once; the next thousand when these are done
PROBE, PROBES = 64, 4  # cards asked at once whether they have been met; how often before asking for all
USUAL_MS = 12_000  # an answer, of someone who has given none yet


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
class Finder:
    """Finds the next card of one request."""

    connection: Connection
    bank: Bank
    learner: Learner
    sitting: Sitting
    now: datetime
    today: int
    sealed: frozenset[tuple[str, str]] = frozenset()  # items that a quiz keeps from the learner for now

    def next(self, sums: Mapping[str, int] | None, done: Key | None = None) -> Next:
        """The next card, given the day's sums (None: no answer yet) and the card just done."""
        plan, fresh = self.plan(sums)
        if done is not None:
            plan.drop((done,))
        left, caught_up = self.left(sums), False
        while True:
            found = self._look(plan, left)
            if found is None and not caught_up:
                plan.drop(self._answered(plan))
                caught_up = True
            elif found is not None and (found.key is not None or fresh):
                return found
            elif found is not None:
                plan, fresh = self.make_plan(sums), True

    def planned(self, sums: Mapping[str, int] | None, done: Key) -> Next | None:
        """The next card where one look tells it. None where the row has ended, was overtaken, or is to be
        planned (again): that takes several times as long as writing an answer."""
        plan = self.known_plan()
        if plan is None:
            return None
        plan.drop((done,))
        found = self._look(plan, self.left(sums))
        return None if found is None or found.key is None else found

    def left(self, sums: Mapping[str, int] | None) -> Left:
        """What today's limits allow. Asked for ahead of time, cards are not counted against the limit."""
        most_new = self.learner.new_per_day if self.sitting.new is None else self.sitting.new
        done_new, done_reviews = (sums["new_cards"], sums["reviews"]) if sums else (0, 0)
        reviews = MOST_DUE if self.sitting.ahead else self.learner.reviews_per_day - done_reviews
        return Left(max(0, most_new - done_new), max(0, reviews))

    def plan(self, sums: Mapping[str, int] | None) -> tuple[Plan, bool]:
        """The plan of this row, and whether it was made just now."""
        plan = self.known_plan()
        return (self.make_plan(sums), True) if plan is None else (plan, False)

    def known_plan(self) -> Plan | None:
        plan = plans().plans.get(self._plan_key)
        return None if plan is None or plan.bank is not self.bank else plan

    @property
    def _plan_key(self) -> tuple[object, ...]:
        learner = self.learner
        limits = learner.new_per_day, learner.reviews_per_day
        sitting = self.sitting
        return learner.id, self.today, sitting.scope, sitting.new, sitting.ahead, limits, self.sealed

    def make_plan(self, sums: Mapping[str, int] | None) -> Plan:
        left = self.left(sums)
        cards = plans().cards_of(self.bank, self.sitting.scope)
        met = {(row.deck, row.item) for row in self._rows(queries.ANSWERED_TODAY)}
        met |= {(row.deck, row.item) for row in self._rows(queries.LEARNING)} | self.sealed
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
            for key in map(Key._make, rows):
                if key in cards.position and (place := key[:2]) not in seen:
                    seen.add(place)
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
        order = (cards.keys[place] for place in chain(range(start, len(cards.keys)), range(start)))
        near = list(islice(order, PROBE * PROBES))
        found = False
        for at in range(0, len(near), PROBE):
            chunk = near[at : at + PROBE]
            met = {tuple(row) for row in self._rows(queries.MET_OF, keys=chunk)}
            for key in chunk:
                if key not in met:
                    found = True
                    yield key
        met = {tuple(row) for row in self._rows(queries.MET_ALL)} if len(near) < len(cards.keys) else set()
        for key in order:
            if key not in met:
                found = True
                yield key
        if not found:
            plans().all_met[place] = self.bank  # a row, once made, stays

    def _pace(self) -> int:
        """How long an answer took lately."""
        row = self._rows(queries.PACE, since=self.today - 14)[0]
        return int(row[0]) // int(row[1]) if row[1] else USUAL_MS

    def _look(self, plan: Plan, left: Left) -> Next | None:
        """The next card as the database has it now. None where those planned next were overtaken elsewhere,
        and maybe many more."""
        ahead = plan.first(left, queries.CANDIDATES)
        rows = self._look_up(ahead)
        waiting = self._waiting(rows)
        gone = {key for key in ahead if not self._may_ask(key, rows)}
        plan.drop(gone)
        good = next((key for key in ahead if key not in gone), None)
        key = selection.ready(waiting, self.now) or good
        if key is None and ahead:
            return None
        key = key or selection.early(waiting, self.now)
        row = rows.get(key) if key else None
        return Next(
            key,
            rev=row["rev"] if row else 0,
            is_new=row is None or row["stage"] == "new",
            flagged=bool(row and row["flagged"]),
            left=len(waiting) + plan.left(left),
            pace_ms=plan.pace_ms,
            waiting=tuple(waiting),
        )

    def _answered(self, plan: Plan) -> list[Key]:
        """What the plan still holds of today's answers: those that another process wrote."""
        answered = {tuple(row) for row in self._rows(queries.ANSWERED_TODAY)}
        return [key for key in plan.entries if key.place in answered]

    def _look_up(self, keys: Sequence[Key]) -> dict[Key, Any]:
        """The rows of these cards and of their other sides, and of all cards within learning steps."""
        places: dict[str, object] = {}
        for n in range(queries.CANDIDATES):
            places[f"deck{n}"], places[f"item{n}"] = keys[n].place if n < len(keys) else ("", "")
        found = queries.NEXT.all(self.connection, {"user": self.learner.id, "today": self.today, **places})
        return {Key(row["deck"], row["item"], row["direction"]): row for row in found}

    def _waiting(self, rows: Mapping[Key, Any]) -> list[Waiting]:
        cards = plans().cards_of(self.bank, self.sitting.scope)
        return [
            Waiting(key, row["due_at"])
            for key, row in rows.items()
            if row["due_at"] is not None
            and key in cards
            and self._present(row)
            and key.place not in self.sealed
        ]

    def _present(self, row: Any) -> bool:
        return not (row["suspended"] or row["buried_day"] == self.today)

    def _may_ask(self, key: Key, rows: Mapping[Key, Any]) -> bool:
        """Whether a planned card is still to be asked, and its other side has not been today."""
        other = rows.get(Key(key.deck, key.item, "reverse" if key.direction == "forward" else "forward"))
        if other is not None and (
            self.today in (other["last_day"], other["buried_day"]) or other["due_at"] is not None
        ):
            return False
        row = rows.get(key)
        if row is None:
            return True
        if not self._present(row) or row["due_at"] is not None:
            return False
        if row["stage"] == "new":
            return True
        return bool(row["last_day"] != self.today and row["due_day"] <= self.today + self.sitting.ahead)
