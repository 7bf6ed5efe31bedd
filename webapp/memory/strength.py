"""What a learner's whole memory comes to: how strong it is in each part of the bank, and what falls due when.

To sum up every card takes as long as there are cards, so each process does it once for a study day, for the
memory as that day began. What was done since is in the day's log, whose lines tell the card's state before:
these few cards are put right at every look, so the sums are exact at any time. One statement reads both, for
what is written between two would count twice or not at all.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import fsum
from typing import Any

from flask import current_app
from sqlalchemy import TextClause, func, select, text, tuple_
from sqlalchemy.engine import Connection

from question_bank.bank import Bank
from webapp.domain.scheduling import FACTOR, recall_chance, recall_chances
from webapp.domain.selection import Parts, Scope
from webapp.domain.statistics import Strength
from webapp.memory.plans import plans
from webapp.memory.queries import NOT_SUSPENDED, USER, card

EXTENSION = "memory.strength"
MOST_LEARNERS = 1000
EARLIER = 3  # days back that a line may yet be written: moving one's time zone and day start moves no more
PARTS = 1 << 64  # chances are added as whole numbers of these, so exactly: in any order the sum is the same

# A card is told by its name and how far it is forgotten. All else comes in words, without that number: of a
# hundred thousand cards a third column takes a tenth of the time.
LINES = """
    SELECT 'earlier ' || COUNT(*) AS name, CAST(NULL AS DOUBLE PRECISION) AS forgotten
    FROM review WHERE user_id = :user AND study_day >= :since AND study_day < :today
    UNION ALL
    SELECT 'line ' || card.deck || '/' || card.item || '/' || card.direction || ' ' || line.base_rev
        || CASE WHEN other.stability IS NULL THEN ' 0 [' ELSE ' 1 [' END
        || CAST(line.before AS TEXT) || ',' || CAST(newest.after AS TEXT) || ']', NULL
    FROM review AS line JOIN card ON card.id = line.card_id
    JOIN review AS newest ON newest.card_id = card.id AND newest.base_rev = card.rev - 1
    LEFT JOIN card AS other ON other.user_id = card.user_id AND other.deck = card.deck
        AND other.item = card.item AND other.direction <> card.direction
    WHERE line.user_id = :user AND line.study_day >= :today
"""
DUE = """
    UNION ALL
    SELECT 'due ' || due_day || ' ' || deck || ' ' || COUNT(*), NULL FROM card
    WHERE user_id = :user AND NOT suspended AND {} AND due_day <= :until GROUP BY due_day, deck
"""
CARDS = """
    UNION ALL
    SELECT 'reverse ' || deck || '/' || item || '/' || direction || CASE WHEN EXISTS (
            SELECT 1 FROM card AS other WHERE other.user_id = card.user_id AND other.deck = card.deck
            AND other.item = card.item AND other.direction = 'forward' AND other.stability IS NOT NULL
        ) THEN ' 1' ELSE ' 0' END, NULL
    FROM card WHERE user_id = :user AND direction = 'reverse' AND stability IS NOT NULL
    UNION ALL
    SELECT deck || '/' || item || '/' || direction,
        :factor * CASE WHEN last_day < :today THEN :today - last_day ELSE 0 END / stability
    FROM card WHERE user_id = :user AND stability IS NOT NULL
"""
TODAYS = text(LINES)
EVERYTHING = text(LINES + DUE.format("due_at IS NULL") + DUE.format("due_at IS NOT NULL") + CARDS)

State = Mapping[str, Any]  # of a card, as its log has it


@dataclass(slots=True)
class Sums:
    """Cards in sums, by groups that lie in the same parts of the bank. None: cards that left it."""

    met: Counter[int | None] = field(default_factory=Counter)
    recalled: Counter[int | None] = field(default_factory=Counter)  # expected, in PARTS
    due: Counter[int] = field(default_factory=Counter)  # by study day
    items: int = 0  # of the bank, of which a side was met

    def copy(self) -> "Sums":
        return Sums(self.met.copy(), self.recalled.copy(), self.due.copy(), self.items)


@dataclass(frozen=True, slots=True)
class Remembered:
    """A learner's sums as a study day began."""

    bank: Bank
    day: tuple[int, int]  # today, and until when it was looked for what falls due
    earlier: int  # lines of the days before: with one more these are not the sums
    sums: Sums


@dataclass(frozen=True, slots=True)
class Whole:
    """What a memory comes to now."""

    strength: Mapping[Scope, Strength]
    due: Mapping[int, int]  # cards by study day
    items: int  # of the bank, met


@dataclass(slots=True)
class Change:
    """Of a card with lines of today: its state before the first of them, and now."""

    name: str
    first: int  # rev
    before: State
    after: State
    other_met: bool  # the other side, now


@dataclass
class Summing:
    """Sums up one learner's memory for one look at it."""

    connection: Connection
    bank: Bank
    user_id: int
    today: int
    until: int

    def whole(self, sealed: Collection[tuple[str, str]] = ()) -> Whole:
        """The whole memory; of sealed items nothing falls due, for that would tell how they were answered."""
        parts = plans().parts_of(self.bank)
        sums = self._now(parts)
        due = sums.due - self._due_of(sealed) if sealed else sums.due
        return Whole(_by_scope(sums, parts), due, sums.items)

    def _now(self, parts: Parts) -> Sums:
        remembered: dict[int, Remembered] = current_app.extensions[EXTENSION]
        known = remembered.get(self.user_id)
        if known is not None and known.bank is self.bank and known.day == (self.today, self.until):
            earlier, changes = _changes(told for told, _ in self._rows(TODAYS))
            if earlier == known.earlier:
                sums = known.sums.copy()
                self._turn(sums, changes, 1, parts)
                return sums
        sums, others = self._everything(parts)
        earlier, changes = _changes(others)
        began = sums.copy()
        self._turn(began, changes, -1, parts)
        if any(one.bank is not self.bank for one in islice(remembered.values(), 1)):
            remembered.clear()  # or a bank that is no longer served would stay in memory
        remembered.pop(self.user_id, None)
        remembered[self.user_id] = Remembered(self.bank, (self.today, self.until), earlier, began)
        if len(remembered) > MOST_LEARNERS:
            remembered.pop(next(iter(remembered)), None)
        return sums

    def _rows(self, statement: TextClause) -> Iterator[tuple[str, float | None]]:
        """The rows as the driver has them, none of them kept: the collector would look through all again."""
        values = {"user": self.user_id, "today": self.today}
        values |= {"since": self.today - EARLIER, "until": self.until, "factor": FACTOR}
        cursor = self.connection.execute(statement, values).cursor
        assert cursor is not None
        return iter(cursor.fetchone, None)

    def _everything(self, parts: Parts) -> tuple[Sums, list[str]]:
        """All cards in sums, and what else the statement tells."""
        others, group_of = [], parts.group_of.get
        forgotten: defaultdict[int | None, list[float]] = defaultdict(list)
        for name, value in self._rows(EVERYTHING):
            if value is None:
                others.append(name)
            else:
                forgotten[group_of(name)].append(value)
        sums = Sums()
        for group, values in forgotten.items():
            sums.met[group] = len(values)
            sums.recalled[group] = exactly(recall_chances(values))
        sums.items = sum(count for group, count in sums.met.items() if group is not None)
        for what, *told in (words.split(" ", 3) for words in others):
            if what == "due" and told[1] in self.bank.decks:
                sums.due[int(told[0])] += int(told[2])
            elif what == "reverse":  # an item met on both sides counts once
                name, other_met = told
                sums.items += other_met == "0" and _place(name) in self.bank.items
                sums.items -= name in parts.group_of
        return sums, others

    def _turn(self, sums: Sums, changes: Sequence[Change], way: int, parts: Parts) -> None:
        """From the memory as the day began to that of now (1), or back (-1)."""
        items: defaultdict[tuple[str, str], list[Change]] = defaultdict(list)
        for change in changes:
            items[_place(change.name)].append(change)
            group = parts.group_of.get(change.name)
            for state, sign in ((change.before, -way), (change.after, way)):
                if _is_met(state):
                    chance = recall_chance(state["stability"], self.today - state["last_day"])
                    sums.met[group] += sign
                    sums.recalled[group] += sign * int(chance * PARTS)
                if self._is_due(change.name, state):
                    sums.due[state["due_day"]] += sign
        for place, sides in items.items():
            if place in self.bank.items:
                still = len(sides) == 1 and sides[0].other_met
                before = still or any(_is_met(side.before) for side in sides)
                after = still or any(_is_met(side.after) for side in sides)
                sums.items += way * (after - before)

    def _is_due(self, name: str, state: State) -> bool:
        due_day, deck = state["due_day"], _place(name)[0]
        return (
            due_day is not None
            and due_day <= self.until
            and not state["suspended"]
            and deck in self.bank.decks
        )

    def _due_of(self, items: Collection[tuple[str, str]]) -> Counter[int]:
        among = [place for place in items if place[0] in self.bank.decks]
        statement = (
            select(card.c.due_day, func.count())
            .where(USER, NOT_SUSPENDED, card.c.due_day <= self.until)
            .where(tuple_(card.c.deck, card.c.item).in_(among))
            .group_by(card.c.due_day)
        )
        rows = self.connection.execute(statement, {"user": self.user_id})
        return Counter({day: count for day, count in rows if day is not None})


def exactly(chances: Sequence[float]) -> int:
    """Their sum in PARTS, not rounded: what `fsum` rounds away is another number that it need not round."""
    rounded = fsum(chances)
    return int(rounded * PARTS) + int(fsum((*chances, -rounded)) * PARTS)


def _changes(told: Iterable[str]) -> tuple[int, list[Change]]:
    """How many lines the days before have, and the cards that lines of today changed."""
    earlier = 0
    changes: dict[str, Change] = {}
    for words in told:
        what, _, rest = words.partition(" ")
        if what == "earlier":
            earlier = int(rest)
        elif what == "line":
            name, rev, other_met, log = rest.split(" ", 3)
            if name not in changes or int(rev) < changes[name].first:
                before, after = json.loads(log)
                changes[name] = Change(name, int(rev), before, after, other_met == "1")
    return earlier, list(changes.values())


def _by_scope(sums: Sums, parts: Parts) -> dict[Scope, Strength]:
    met: Counter[Scope] = Counter()
    recalled: Counter[Scope] = Counter()
    for number, scopes in enumerate(parts.groups):
        for scope in scopes:
            met[scope] += sums.met[number]
            recalled[scope] += sums.recalled[number]
    return {
        scope: Strength(cards, met[scope], recalled[scope] / PARTS) for scope, cards in parts.cards.items()
    }


def _is_met(state: State) -> bool:
    return state["stability"] is not None


def _place(name: str) -> tuple[str, str]:
    """The item of the card that is named."""
    deck, item, _ = name.split("/")
    return deck, item
