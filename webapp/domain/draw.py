"""What an attempt asks: items drawn by chance from the bank as the quiz demands, and their order."""

from collections.abc import Collection, Iterable, Sequence
from random import Random
from typing import NamedTuple

from question_bank.bank import Bank
from question_bank.dates import Point, find_dates
from question_bank.item import Date, Direction, Item
from question_bank.quizzes.drawing import IsFree, Place, TooFew, candidates, name_of, place_of, seated
from question_bank.quizzes.quiz import POINT, Quiz

__all__ = ["Picked", "Place", "TooFew", "candidates", "draw", "points_of"]

TRIES = 20  # at filling draws whose items contradict one another


class Picked(NamedTuple):
    """An item, and the side of it that is asked."""

    item: Item
    direction: Direction


def draw(quiz: Quiz, bank: Bank, seen: Collection[Place], chance: Random) -> list[Picked]:
    """Every item of an attempt, in the order in which it is asked. Raises TooFew.

    `seen` are the items, as (deck, id), that earlier attempts of the learner asked.
    """
    known = frozenset(seen) if quiz.unseen_first else frozenset()

    def preference(items: Sequence[Item], is_free: IsFree) -> Iterable[Item]:
        shuffled = chance.sample(items, len(items))
        by_news = sorted(shuffled, key=lambda item: place_of(item) in known)
        return in_equal_parts(by_news, is_free) if quiz.stratified else by_news

    drawn = [item for items in seated(quiz.draws, bank, preference, TRIES) for item in items]
    sides = {place_of(item): chance.choice(item.directions) if quiz.reverse else "forward" for item in drawn}
    return [Picked(item, sides[place_of(item)]) for item in _in_order(drawn, quiz, bank, chance)]


def points_of(quiz: Quiz, item: Item) -> int:
    """What an item counts, in milli-points."""
    return quiz.points.get(name_of(item), POINT)


def in_equal_parts(items: Iterable[Item], is_free: IsFree = lambda _: True) -> Iterable[Item]:
    """The same items, so that any first so many are of all kinds alike, and within that of all documents; an
    item that comes earlier here comes earlier among those of its kind and document there."""
    cells: dict[tuple[str, str], list[Item]] = {}
    for one in items:
        cells.setdefault((one.kind, one.documents[0]), []).append(one)
    queues = {cell: iter(queue) for cell, queue in cells.items()}
    kinds = dict.fromkeys((kind for kind, _ in queues), 0)
    documents = dict.fromkeys((document for _, document in queues), 0)
    while queues:
        cell = min(queues, key=lambda cell: (kinds[cell[0]], documents[cell[1]]))
        item = next(queues[cell], None)
        if item is None:
            del queues[cell]
        elif is_free(item):
            kinds[cell[0]] += 1
            documents[cell[1]] += 1
            yield item


def _in_order(items: Sequence[Item], quiz: Quiz, bank: Bank, chance: Random) -> list[Item]:
    if quiz.shuffled:
        return chance.sample(items, len(items))
    position = {place: number for number, place in enumerate(bank.items)}
    ordered = sorted(items, key=lambda item: position[place_of(item)])
    is_chronology = all(one.kinds == ("date",) for one in quiz.draws)
    return sorted(ordered, key=when) if is_chronology else ordered


def when(item: Item) -> tuple[bool, int, int, int]:
    """What an item is sorted by in a chronology: the date it asks for, else the first that its prompt or its
    quotes tell with a year. Items without one come last."""
    answers = [item.side(direction).answer for direction in item.directions]
    points = [answer.date.start for answer in answers if isinstance(answer, Date)]
    for text in (item.prompt, *item.quotes):
        points += [date.start for _, _, date in find_dates(text)]
    return _sortable(next((point for point in points if point.year is not None), Point(None)))


def _sortable(point: Point) -> tuple[bool, int, int, int]:
    return point.year is None, point.year or 0, point.month or 0, point.day or 0
