"""Which items each draw of a quiz gets: none twice, none beside one that contradicts it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from question_bank.bank import Bank
from question_bank.item import Item
from question_bank.quizzes.quiz import Draw

Place = tuple[str, str]  # (deck, id)
IsFree = Callable[[Item], bool]  # as long as nothing taken meanwhile contradicts it
Preference = Callable[[Sequence[Item], IsFree], Iterable[Item]]  # the items of a draw, the most wanted first


class TooFew(Exception):
    """The bank has not enough items for a draw, beside what the other draws take."""

    def __init__(self, number: int, wanted: int, there: int) -> None:
        self.number, self.wanted, self.there = number, wanted, there  # of the draw, from 1; of its items
        super().__init__(f"draw {number} asks for {_items(wanted)}, and there {_are(there)} for it")


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"


def _are(count: int) -> str:
    return f"is only {_items(count)}" if count == 1 else f"are only {_items(count)}" if count else "is none"


def place_of(item: Item) -> Place:
    return item.deck, item.id


def name_of(item: Item) -> str:
    """ "deck/item", as quizzes and decks refer to it."""
    return f"{item.deck}/{item.id}"


def candidates(bank: Bank, draw: Draw) -> list[Item]:
    """The items a draw chooses from, in the order of the bank. Of each narrowing one will do."""
    slugs = {slug: document.id for slug, document in bank.documents_by_slug.items()}
    documents = {slugs[slug] for slug in draw.documents if slug in slugs}
    return [
        item
        for item in bank.items.values()
        if (not draw.decks or item.deck in draw.decks)
        and (not draw.documents or not documents.isdisjoint(item.documents))
        and (not draw.kinds or item.kind in draw.kinds)
        and (not draw.tags or not set(draw.tags).isdisjoint(item.tags))
        and (not draw.items or name_of(item) in draw.items)
    ]


def seated(
    draws: Sequence[Draw], bank: Bank, preference: Preference = lambda items, _: items, tries: int = 2
) -> list[list[Item]]:
    """The items of each draw, as wanted by `preference` as far as the counts allow. Raises TooFew.

    A draw whose items all went elsewhere gets one from a draw that can take another. Should contradictions
    have used up too many, it is tried again with the items first that contradict the fewest.
    """
    pools = [candidates(bank, draw) for draw in draws]
    contradictions = _contradictions({place_of(item): item for pool in pools for item in pool})

    def peaceful(items: Sequence[Item], is_free: IsFree) -> Iterable[Item]:
        return sorted(preference(items, is_free), key=lambda item: len(contradictions[place_of(item)]))

    for turn in range(tries):
        try:
            return _Seating(draws, pools, contradictions, peaceful if turn else preference).filled()
        except TooFew:
            if turn == tries - 1 or not any(contradictions.values()):
                raise
    raise AssertionError("no tries")


def _contradictions(items: dict[Place, Item]) -> dict[Place, set[Place]]:
    """For each item those it may not stand beside; it is enough that one of the two says so."""
    found: dict[Place, set[Place]] = {place: set() for place in items}
    for place, item in items.items():
        for reference in item.conflicts_with:
            deck, _, other = reference.partition("/")
            if (deck, other) in items:
                found[place].add((deck, other))
                found[deck, other].add(place)
    return found


@dataclass
class _Seating:
    """The draws being filled."""

    draws: Sequence[Draw]
    pools: Sequence[Sequence[Item]]
    contradictions: dict[Place, set[Place]]
    preference: Preference
    held: list[list[Item]] = field(init=False)
    holder: dict[Place, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.held = [[] for _ in self.draws]

    def filled(self) -> list[list[Item]]:
        """First those draws that have the least to spare."""
        spare = [len(pool) - draw.count for pool, draw in zip(self.pools, self.draws, strict=True)]
        for number in sorted(range(len(self.draws)), key=spare.__getitem__):
            self._fill(number)
        return self.held

    def _fill(self, number: int) -> None:
        wanted, held = self.draws[number].count, self.held[number]
        free = [item for item in self.pools[number] if self._is_free(item)]
        for item in self.preference(free, self._is_free):
            if len(held) >= wanted:
                return
            if self._is_free(item):
                self._take(number, item)
        while len(held) < wanted:
            if not self._passed_on(number, set()):
                raise TooFew(number + 1, wanted, len(held))

    def _is_free(self, item: Item) -> bool:
        place = place_of(item)
        return place not in self.holder and self.contradictions[place].isdisjoint(self.holder)

    def _take(self, number: int, item: Item) -> None:
        self.held[number].append(item)
        self.holder[place_of(item)] = number

    def _passed_on(self, number: int, asked: set[int]) -> bool:
        """Whether some draw could pass an item on to this one, having found another for itself."""
        asked.add(number)
        for item in self.pools[number]:
            other = self.holder.get(place_of(item))
            if other is None or other in asked:
                continue
            if self._found_another(other) or self._passed_on(other, asked):
                self.held[other].remove(item)
                self._take(number, item)
                return True
        return False

    def _found_another(self, number: int) -> bool:
        found = next(filter(self._is_free, self.preference(self.pools[number], self._is_free)), None)
        if found is not None:
            self._take(number, found)
        return found is not None
