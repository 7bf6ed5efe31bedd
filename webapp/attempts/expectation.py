"""The score that a learner's memory lets one expect of a quiz, before it begins."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from math import hypot

from sqlalchemy.engine import Connection

from question_bank.bank import Bank
from question_bank.item import Direction, Item
from question_bank.quizzes.quiz import Quiz
from webapp.attempts import queries
from webapp.attempts.kept import kept
from webapp.db import db
from webapp.domain.draw import Place, candidates
from webapp.domain.prediction import Prediction, chance_of, expect
from webapp.domain.scheduling import Memory
from webapp.domain.selection import Key
from webapp.domain.slots import fitting
from webapp.memory.record import Learner
from webapp.models import User


def expected(user: User, quiz: Quiz, bank: Bank, now: datetime) -> Prediction:
    """What this learner may expect of the quiz, taken now."""
    connection, learner = db.session.connection(), Learner.of(user)
    seen = seen_by(connection, learner.id) if quiz.unseen_first else frozenset()
    return expectation(connection, learner, quiz, bank, seen, now)


def seen_by(connection: Connection, user_id: int) -> frozenset[Place]:
    """The items that earlier attempts of this user asked."""
    rows = connection.execute(queries.SEEN, {"user": user_id}).scalars()
    return frozenset((slot["deck"], slot["item"]) for content in rows for slot in content)


def expectation(
    connection: Connection,
    learner: Learner,
    quiz: Quiz,
    bank: Bank,
    seen: Collection[Place],
    now: datetime,
) -> Prediction:
    pools = [preferred(candidates(bank, draw), draw.count, seen) for draw in quiz.draws]
    memories = _memories(connection, learner.id, sorted({item.deck for pool in pools for item in pool}))
    day = learner.today(now)
    chances = [[_chance(item, quiz, memories, day) for item in pool] for pool in pools]
    return combined(
        [(expect(of, draw.count), draw.count) for of, draw in zip(chances, quiz.draws, strict=True)]
    )


def preferred(items: Sequence[Item], count: int, seen: Collection[Place]) -> Sequence[Item]:
    """Those a draw would take from: the unseen ones, where there are enough."""
    unseen = [item for item in items if (item.deck, item.id) not in seen]
    return unseen if len(unseen) >= count else items


def combined(parts: Sequence[tuple[Prediction, int]]) -> Prediction:
    """One prediction for several draws, each of so many items: their luck is independent."""
    if len(parts) == 1:
        return parts[0][0]
    asked = sum(count for _, count in parts) or 1
    share = sum(found.share * count for found, count in parts) / asked
    below = hypot(*((found.share - found.low) * count / asked for found, count in parts))
    above = hypot(*((found.high - found.share) * count / asked for found, count in parts))
    return Prediction(share, max(0.0, share - below), min(1.0, share + above))


def _memories(connection: Connection, user_id: int, decks: Sequence[str]) -> Mapping[Key, Memory]:
    rows = connection.execute(queries.CARDS, {"user": user_id, "decks": decks})
    return {Key(*row[:3]): Memory(*row[3:]) for row in rows}


def _chance(item: Item, quiz: Quiz, memories: Mapping[Key, Memory], day: int) -> float:
    directions = item.directions if quiz.reverse else item.directions[:1]
    chances = [_of_side(item, direction, quiz, memories, day) for direction in directions]
    return sum(chances) / len(chances)


def _of_side(item: Item, direction: Direction, quiz: Quiz, memories: Mapping[Key, Memory], day: int) -> float:
    memory = memories.get(Key(item.deck, item.id, direction))
    name = (item.fingerprint, direction, quiz.ways)
    known: float | None = kept("unmet").get(name) if memory is None else None
    if known is None:
        side = item.side(direction)
        known = chance_of(memory, day, side, fitting(side, quiz.ways))
        if memory is None:  # then it depends on nothing else, and is the same for everyone
            kept("unmet").put(name, known)
    return known
