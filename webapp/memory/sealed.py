"""What quizzes keep from a learner for now: items with answers not yet released, documents that are put away.

An item is sealed while an attempt asks it, and after that until the quiz releases its answers. A document is
put away while an attempt at a quiz runs that is not taken with open books and stands on it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from question_bank.bank import Bank
from question_bank.quizzes.quiz import Quiz, quiz_of
from webapp.bank import current_bank
from webapp.db import MILLISECOND, db
from webapp.domain.attempts import JUST_AFTER, Release, is_sealed
from webapp.memory.release import CLOSES_NOW, release_of
from webapp.models import Attempt, QuizVersion, User, Wording
from webapp.models import Quiz as QuizRow
from webapp.models.quizzes import FOR_ALL

MOST_AT_ONCE = 500  # people whose flag one transaction clears

Place = tuple[str, str]  # deck and item


@dataclass(frozen=True, slots=True)
class Running:
    """An attempt under way with closed books."""

    id: UUID
    title: str
    documents: frozenset[str]  # ids


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is kept from one learner at one moment."""

    items: frozenset[Place] = frozenset()
    documents: frozenset[str] = frozenset()  # ids
    attempts: tuple[Running, ...] = ()

    def put_away(self, document: str) -> Running | None:
        """The attempt for which this document is put away, if it is."""
        return next((one for one in self.attempts if document in one.documents), None)


NOTHING = Sealed()


@dataclass(frozen=True, slots=True)
class _Try:
    """Of an attempt, what decides whether it still seals."""

    id: UUID
    user_id: int
    submitted_at: datetime | None
    quiz: Quiz
    release: Release


def sealed(user: Any | None, now: datetime, but: UUID | None = None) -> Sealed:
    """What is kept from this user (None: a visitor) now, by all attempts but one. Without the flag it costs
    no statement."""
    if user is None or not user.sealed:
        return NOTHING
    connection, bank = db.session.connection(), current_bank()
    own = _tries(connection, Attempt.user_id == user.id)
    tries = {one.id: one for one in own if one.id != but and _seals(one, now)}
    if not tries:
        return NOTHING
    rows = connection.execute(select(Attempt.id, Attempt.slots).where(Attempt.id.in_(tries))).all()
    asked = {attempt: [(slot["deck"], slot["item"]) for slot in slots] for attempt, slots in rows}
    closed = [one for one in tries.values() if one.submitted_at is None and not one.quiz.open_book]
    retired = _fingerprints(rows, [one.id for one in closed], bank)
    documents = _documents_of_retired(connection, retired)
    running = tuple(
        Running(
            one.id,
            one.quiz.title,
            frozenset(
                document
                for place in asked[one.id]
                for document in (bank.items[place].documents if place in bank.items else documents[place])
            ),
        )
        for one in closed
    )
    places = frozenset(place for places in asked.values() for place in places)
    away = frozenset(document for one in running for document in one.documents)
    return Sealed(places | _giving_away(bank, places), away, running)


def sealed_by_set(connection: Connection, user_id: int, bank: Bank, now: datetime) -> frozenset[Place]:
    """The items kept from this user for a quiz that an instructor set: no quiz that they choose themselves
    may ask these, for its score would tell whether an answer is right."""
    statement = (
        select(Attempt.slots, Attempt.submitted_at, QuizVersion.content, CLOSES_NOW)
        .join(QuizVersion, QuizVersion.id == Attempt.quiz_version_id)
        .join(QuizRow, QuizRow.id == Attempt.quiz_id)
        .where(Attempt.user_id == user_id, QuizRow.origin.in_(FOR_ALL), Attempt.state != "voided")
    )
    places = frozenset(
        (slot["deck"], slot["item"])
        for slots, submitted_at, content, closes_now in connection.execute(statement)
        if is_sealed(release_of(quiz_of(content), closes_now), submitted_at, now)
        for slot in slots
    )
    return places | _giving_away(bank, places) if places else places


def reseal(connection: Connection, quiz_id: int) -> None:
    """Look again at what is kept from all who took this quiz, in the transaction that changes it: the sweeper
    clears the flag where nothing is."""
    takers = select(Attempt.user_id).where(Attempt.quiz_id == quiz_id)
    locked = select(User.id).where(User.id.in_(takers)).order_by(User.id).with_for_update(key_share=True)
    if found := list(connection.execute(locked).scalars()):
        connection.execute(update(User).where(User.id.in_(found)).values(sealed=True))


def unseal(now: datetime) -> int:
    """Clear the flag of everyone from whom nothing is kept now or will be again; how many. Commits."""
    with db.engine.connect() as connection:  # most times nobody is found, and no writer has to wait
        found = _free(connection.execution_options(reads=True), now, User.sealed.is_(True))
    if not found:
        return 0
    some = sorted(found)[:MOST_AT_ONCE]
    with db.engine.begin() as connection:
        # Whoever begins an attempt right now holds the lock on their own row, and is passed over.
        flagged = (
            select(User.id).where(User.id.in_(some), User.sealed.is_(True)).with_for_update(skip_locked=True)
        )
        locked = list(connection.execute(flagged).scalars())
        free = _free(connection, now, User.id.in_(locked))
        if free:
            connection.execute(update(User).where(User.id.in_(free)).values(sealed=False))
    return len(free)


def _free(connection: Connection, now: datetime, whom: ColumnElement[bool]) -> set[int]:
    """Of these people, those from whom nothing is kept and nothing will be."""
    people = set(connection.execute(select(User.id).where(whom)).scalars())
    tries = _tries(connection, Attempt.user_id.in_(select(User.id).where(whom)))
    return people - {one.user_id for one in tries if _may_seal(one, now)}


def _tries(connection: Connection, which: ColumnElement[bool]) -> list[_Try]:
    columns = Attempt.id, Attempt.user_id, Attempt.submitted_at, Attempt.quiz_version_id, CLOSES_NOW
    rows = connection.execute(select(*columns).where(which)).all()
    versions = {row.quiz_version_id for row in rows}
    contents = select(QuizVersion.id, QuizVersion.content).where(QuizVersion.id.in_(versions))
    quizzes = {key: quiz_of(content) for key, content in connection.execute(contents)} if versions else {}
    return [_try(row, quizzes[row.quiz_version_id]) for row in rows]


def _try(row: Any, quiz: Quiz) -> _Try:
    return _Try(row.id, row.user_id, row.submitted_at, quiz, release_of(quiz, row.closes_now))


def _seals(one: _Try, at: datetime) -> bool:
    return is_sealed(one.release, one.submitted_at, at)


def _may_seal(one: _Try, now: datetime) -> bool:
    """Whether it seals now or at a later moment of review: answers shown just after may be taken back."""
    if one.submitted_at is None:
        return True
    moments = (now, one.submitted_at + JUST_AFTER + MILLISECOND, one.release.closes)
    return any(_seals(one, at) for at in moments if at is not None and at >= now)


def _giving_away(bank: Bank, places: Collection[Place]) -> frozenset[Place]:
    """The items that would tell the answers of these, as their decks say: either may name the other."""
    names = {"/".join(place) for place in places}
    told = {name for place in places if place in bank.items for name in bank.items[place].conflicts_with}
    return frozenset(
        place
        for place, item in bank.items.items()
        if "/".join(place) in told or not names.isdisjoint(item.conflicts_with)
    )


def _fingerprints(rows: Iterable[Any], attempts: Collection[UUID], bank: Bank) -> dict[Place, str]:
    """Of the items that these attempts ask and that have left the bank: the wording that was kept."""
    slots = (slot for attempt, slots in rows if attempt in attempts for slot in slots)
    found = {(slot["deck"], slot["item"]): slot["fingerprint"] for slot in slots}
    return {place: fingerprint for place, fingerprint in found.items() if place not in bank.items}


def _documents_of_retired(
    connection: Connection, fingerprints: Mapping[Place, str]
) -> dict[Place, tuple[str, ...]]:
    """The ids of the documents that these wordings stand on."""
    if not fingerprints:
        return {}
    kept = select(Wording.fingerprint, Wording.content).where(Wording.fingerprint.in_(fingerprints.values()))
    contents = {fingerprint: content for fingerprint, content in connection.execute(kept)}
    return {
        place: tuple(source["document"] for source in contents[fingerprint]["sources"])
        if fingerprint in contents
        else ()
        for place, fingerprint in fingerprints.items()
    }
