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
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import Connection, TextClause, func, select, text, tuple_

from question_bank.bank import Bank
from question_bank.item import Direction
from webapp.domain.scheduling import FACTOR, recall_chance, recall_chances
from webapp.domain.selection import Key, Parts, Scope
from webapp.domain.statistics import Strength
from webapp.memory.plans import plans
from webapp.memory.queries import NOT_SUSPENDED, USER, card

EXTENSION = "memory.strength"
MOST_LEARNERS = 1000
EARLIER = 3  # days back that a line may yet be written: moving one's time zone and day start moves no more
PARTS = 1 << 64  # chances are added as whole numbers of these, so exactly: in any order the sum is the same

# The lines of the last days before, counted, and each of today with its card's state before it and now.
LOG = """
    SELECT 'earlier' AS kind, CAST(NULL AS TEXT) AS deck, CAST(NULL AS TEXT) AS item,
        CAST(NULL AS TEXT) AS direction, CAST(NULL AS BOOLEAN) AS other_met, COUNT(*) AS number,
        CAST(NULL AS INTEGER) AS due_day, CAST(NULL AS DOUBLE PRECISION) AS forgotten,
        CAST(NULL AS TEXT) AS before, CAST(NULL AS TEXT) AS after
    FROM review WHERE user_id = :user AND study_day >= :since AND study_day < :today
    UNION ALL
    SELECT 'line', card.deck, card.item, card.direction, other.stability IS NOT NULL, line.base_rev,
        NULL, NULL, CAST(line.before AS TEXT), CAST(newest.after AS TEXT)
    FROM review AS line JOIN card ON card.id = line.card_id
    JOIN review AS newest ON newest.card_id = card.id AND newest.base_rev = card.rev - 1
    LEFT JOIN card AS other ON other.user_id = card.user_id AND other.deck = card.deck
        AND other.item = card.item AND other.direction <> card.direction
    WHERE line.user_id = :user AND line.study_day >= :today
"""
# Cards that fall due, counted by day and deck: once with a moment and once without, as the indexes have them.
DUE = """
    UNION ALL
    SELECT 'due', deck, NULL, NULL, NULL, COUNT(*), due_day, NULL, NULL, NULL
    FROM card WHERE user_id = :user AND NOT suspended AND {} AND due_day <= :until GROUP BY due_day, deck
"""
# Each card that was met. Whether the other side was, too, is asked of reverse ones only.
MET = """
    UNION ALL
    SELECT 'met', deck, item, direction, direction = 'reverse' AND EXISTS (
            SELECT 1 FROM card AS other WHERE other.user_id = card.user_id AND other.deck = card.deck
            AND other.item = card.item AND other.direction = 'forward' AND other.stability IS NOT NULL
        ), NULL, NULL, :factor * CASE WHEN last_day < :today THEN :today - last_day ELSE 0 END / stability,
        NULL, NULL
    FROM card WHERE user_id = :user AND stability IS NOT NULL
"""
TODAYS = text(LOG)
EVERYTHING = text(LOG + DUE.format("due_at IS NULL") + DUE.format("due_at IS NOT NULL") + MET)


class Told(NamedTuple):
    """A row of these statements. What its kind does not tell is None."""

    kind: str  # earlier, line, due or met
    deck: str
    item: str
    direction: Direction
    other_met: bool  # the item's other side, now
    number: int  # how many; of a line the card's rev it was made on
    due_day: int
    forgotten: float  # how far, for `recall_chances`
    before: str  # states of the card, as JSON
    after: str

    @property
    def key(self) -> Key:
        return Key(self.deck, self.item, self.direction)


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
        sums = self._later_look(parts) or self._first_look(parts)
        due = sums.due - self._due_of(sealed) if sealed else sums.due
        return Whole(_by_scope(sums, parts), due, sums.items)

    def _later_look(self, parts: Parts) -> Sums | None:
        """The sums as the day began and what was done since, if no line of the days before came late."""
        known = current_app.extensions[EXTENSION].get(self.user_id)
        if known is None or known.bank is not self.bank or known.day != (self.today, self.until):
            return None
        log = list(map(Told._make, self._rows(TODAYS)))
        if _earlier(log) != known.earlier:
            return None
        sums: Sums = known.sums.copy()
        self._turn(sums, log, 1, parts)
        return sums

    def _first_look(self, parts: Parts) -> Sums:
        """The sums of all cards, of which the process remembers what they were as the day began."""
        sums, log = self._everything(parts)
        began = sums.copy()
        self._turn(began, log, -1, parts)
        self._remember(Remembered(self.bank, (self.today, self.until), _earlier(log), began))
        return sums

    def _remember(self, known: Remembered) -> None:
        remembered: dict[int, Remembered] = current_app.extensions[EXTENSION]
        if any(one.bank is not self.bank for one in islice(remembered.values(), 1)):
            remembered.clear()  # or a bank that is no longer served would stay in memory
        remembered.pop(self.user_id, None)
        remembered[self.user_id] = known
        if len(remembered) > MOST_LEARNERS:
            remembered.pop(next(iter(remembered)), None)

    def _rows(self, statement: TextClause) -> Iterator[Sequence[Any]]:
        """The rows as the driver has them, none of them kept: the collector would look through all again."""
        values = {"user": self.user_id, "today": self.today}
        values |= {"since": self.today - EARLIER, "until": self.until, "factor": FACTOR}
        cursor = self.connection.execute(statement, values).cursor
        assert cursor is not None
        return iter(cursor.fetchone, None)

    def _everything(self, parts: Parts) -> tuple[Sums, list[Told]]:
        """All cards in sums, and the log."""
        sums, log = Sums(), []
        forgotten: defaultdict[int | None, list[float]] = defaultdict(list)
        for row in self._rows(EVERYTHING):
            kind, deck, item, direction, other_met, number, due_day, how_far, _, _ = row
            if kind == "met":
                group = parts.group_of.get(f"{deck}/{item}/{direction}")
                forgotten[group].append(how_far)
                # An item met on both sides counts with its forward one.
                if not other_met and (group is not None or (deck, item) in self.bank.items):
                    sums.items += 1
            elif kind != "due":
                log.append(Told._make(row))
            elif deck in self.bank.decks:
                sums.due[due_day] += number
        for group, values in forgotten.items():
            sums.met[group] = len(values)
            sums.recalled[group] = exactly(recall_chances(values))
        return sums, log

    def _turn(self, sums: Sums, log: Iterable[Told], way: int, parts: Parts) -> None:
        """From the memory as the day began to that of now (1), or back (-1)."""
        lines = sorted((told for told in log if told.kind == "line"), key=lambda line: -line.number)
        first = {line.key: line for line in lines}  # each card's first line: before it the day began
        sides = Counter(key.place for key in first)
        met: dict[int, set[tuple[str, str]]] = {-way: set(), way: set()}  # items, before and now
        for key, line in first.items():
            still_met = line.other_met and sides[key.place] == 1  # the other side, which has no line today
            for state, sign in ((line.before, -way), (line.after, way)):
                if self._add(sums, key, json.loads(state), sign, parts) or still_met:
                    met[sign].add(key.place)
        for sign, places in met.items():
            sums.items += sign * sum(place in self.bank.items for place in places)

    def _add(self, sums: Sums, key: Key, state: Mapping[str, Any], sign: int, parts: Parts) -> bool:
        """Add a card in this state, or take it away (-1); whether it was met."""
        day, stability = state["due_day"], state["stability"]
        if day is not None and day <= self.until and not state["suspended"] and key.deck in self.bank.decks:
            sums.due[day] += sign
        if stability is None:
            return False
        group = parts.group_of.get(str(key))
        sums.met[group] += sign
        sums.recalled[group] += sign * int(recall_chance(stability, self.today - state["last_day"]) * PARTS)
        return True

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


def _earlier(log: Iterable[Told]) -> int:
    """How many lines the days before have."""
    return next(told.number for told in log if told.kind == "earlier")


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
