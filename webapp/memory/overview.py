"""Numbers around a row of cards: what waits in each part of the bank, and what a day came to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from question_bank.bank import Bank
from question_bank.item import KINDS, Item, Kind
from webapp.domain.selection import ALL, Key, Scope, Waiting
from webapp.memory import counts, queries
from webapp.memory.finder import Finder, Next
from webapp.memory.plans import plans
from webapp.memory.record import Learner
from webapp.memory.sitting import Sitting

KIND_NAMES: dict[Kind, str] = {
    "date": "Dates",
    "agreement": "Agreements",
    "person": "People",
    "figure": "Figures",
}
MORE_NEW, MORE_DAYS = 10, 3  # offered at the end of a row


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the bank that can be practised. `new` is None where there are too many cards to count."""

    name: str
    scope: Scope
    cards: int
    due: int
    new: int | None

    @property
    def query(self) -> dict[str, Any]:
        return Sitting(self.scope).query


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page of practice shows."""

    everything: Part
    documents: tuple[Part, ...]
    decks: tuple[Part, ...]
    kinds: tuple[Part, ...]
    capped: bool  # more is due than was counted
    set_aside: int


@dataclass(frozen=True, slots=True)
class EndOfRow:
    """What a row of cards came to."""

    answers: int
    cards: int
    right_at_first: int
    minutes: int
    new_cards: int
    tomorrow: int
    waiting: tuple[Waiting, ...]
    more_new: bool
    more_days: bool


def overview(
    connection: Connection,
    bank: Bank,
    learner: Learner,
    today: int,
    sealed: frozenset[tuple[str, str]] = frozenset(),
) -> Overview:
    """What waits in each part of the bank; of items that a quiz keeps from the learner nothing does."""
    [row] = counts.WAITING.all(connection, {"user": learner.id, "today": today, "until": today})
    parts = plans().parts_of(bank)
    due_names = row["due"].split()
    waiting = due_names[: counts.MOST_DUE] + row["learning"].split()
    due = parts.count(_without(sealed, waiting))
    met_names = None if row["met"] is None else row["met"].split()
    met = parts.count(met_names) if met_names is not None and len(met_names) <= counts.MOST_MET else None

    def part(name: str, scope: Scope) -> Part:
        cards = parts.cards.get(scope, 0)
        return Part(name, scope, cards, due[scope], None if met is None else cards - met[scope])

    documents = tuple(
        part(document.title, Scope(document=document.slug)) for document in bank.documents.values()
    )
    return Overview(
        part("Everything", ALL),
        tuple(found for found in documents if found.cards),
        tuple(part(deck.title, Scope(deck=deck.id)) for deck in bank.decks.values()),
        tuple(found for kind in KINDS if (found := part(KIND_NAMES[kind], Scope(kind=kind))).cards),
        len(due_names) > counts.MOST_DUE,
        row["set_aside"],
    )


def _without(sealed: Collection[tuple[str, str]], names: list[str]) -> list[str]:
    """The names of the cards but for those of items that are kept from the learner."""
    if not sealed:
        return names
    kept = {"/".join(place) for place in sealed}
    return [name for name in names if name.rpartition("/")[0] not in kept]


def end_of_row(finder: Finder, found: Next, sums: Mapping[str, int] | None) -> EndOfRow:
    learner, today, connection = finder.learner, finder.today, finder.connection
    values = {"user": learner.id, "today": today}
    firsts: dict[int, int] = {}
    for card_id, rating in connection.execute(queries.RATINGS_OF_DAY, values).all():
        firsts.setdefault(card_id, rating)
    tomorrow = connection.execute(counts.DUE_BY, values | {"until": today + 1}).scalar_one().split()
    return EndOfRow(
        answers=sums["answers"] if sums else 0,
        cards=len(firsts),
        right_at_first=sum(rating > 1 for rating in firsts.values()),
        minutes=max(1, round(sums["took_ms"] / 60_000)) if sums and sums["answers"] else 0,
        new_cards=sums["new_cards"] if sums else 0,
        tomorrow=plans().parts_of(finder.bank).count(_without(finder.sealed, tomorrow))[ALL],
        waiting=found.waiting,
        more_new=_would_ask(replace(finder, sitting=more_new(finder.sitting, sums)), sums),
        more_days=not finder.sitting.ahead
        and _would_ask(replace(finder, sitting=replace(finder.sitting, new=0, ahead=MORE_DAYS)), sums),
    )


def more_new(sitting: Sitting, sums: Mapping[str, int] | None) -> Sitting:
    return replace(sitting, new=(sums["new_cards"] if sums else 0) + MORE_NEW)


def _would_ask(finder: Finder, sums: Mapping[str, int] | None) -> bool:
    return finder.next(sums).key is not None


def scope_name(bank: Bank, scope: Scope) -> str:
    """What the progress line calls a part of the bank: "Agreements · all documents"."""
    names = []
    if scope.picked:
        return f"Missed in “{scope.picked.title}”"
    if scope.kind:
        names.append(KIND_NAMES[scope.kind])
    if scope.deck:
        names.append(bank.decks[scope.deck].title)
    if scope.document:
        names.append(bank.documents_by_slug[scope.document].title)
    if not scope.deck and not scope.document:
        names.append("all documents" if names else "All documents")
    return " · ".join(names)


def set_aside(connection: Connection, bank: Bank, learner: Learner) -> list[tuple[Key, Any, Item]]:
    """The suspended cards whose items are still in the bank, each with its rev."""
    rows = connection.execute(queries.SET_ASIDE, {"user": learner.id}).all()
    keys = [(Key(row.deck, row.item, row.direction), row.rev) for row in rows]
    return [(key, rev, bank.items[key.place]) for key, rev in keys if key.place in bank.items]


def back_in_words(waiting: tuple[Waiting, ...], now: datetime) -> str:
    """When the first of the waiting cards comes back: "in 35 min"."""
    first = min(waiting, key=lambda card: card.due_at)
    return f"in {max(1, round((first.due_at - now).total_seconds() / 60))} min"
