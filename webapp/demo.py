"""A class to look at: twelve made-up students who study for ninety days through the app's own engine."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from question_bank.bank import Bank
from question_bank.grading import Verdict, grade, shown
from question_bank.item import Item, Side, Text
from webapp import clock
from webapp.accounts import people
from webapp.accounts.passwords import hashed
from webapp.bank import current_bank
from webapp.db import EPOCH, MILLISECOND, db
from webapp.domain.scheduling import Rating, recall_chance, suggested
from webapp.domain.selection import Key
from webapp.domain.study_day import day_begins, study_day
from webapp.memory import queries
from webapp.memory.finder import Finder
from webapp.memory.record import Learner, Line, record
from webapp.memory.sitting import Sitting
from webapp.memory.wording import remember_wording
from webapp.models import User

DAYS = 90
KNEW_BEFORE = 0.45  # chance of answering an item never met, from the class or by a good guess
TYPES = 0.7  # share of answers that are typed


@dataclass(frozen=True, slots=True)
class Student:
    """How someone studies: from which day on, how many days in a week, at what hour, how well."""

    name: str
    time_zone: str
    begins: int  # day of the ninety
    diligence: float  # chance of studying on a day
    hour: int  # hours after the day start
    memory: float  # exponent on forgetting: under 1 forgets less than FSRS expects
    new_per_day: int = 5


STUDENTS = (
    Student("lan", "Asia/Ho_Chi_Minh", 0, 0.86, 14, 0.8, 6),
    Student("minh", "Asia/Ho_Chi_Minh", 0, 0.72, 16, 1.0),
    Student("thu", "Asia/Ho_Chi_Minh", 3, 0.93, 3, 0.7, 4),
    Student("duc", "Asia/Ho_Chi_Minh", 10, 0.40, 17, 1.6),
    Student("anna", "Europe/Moscow", 0, 0.80, 13, 0.9),
    Student("ivan", "Europe/Moscow", 2, 0.55, 15, 1.3),
    Student("olga", "Asia/Vladivostok", 0, 0.68, 4, 1.1),
    Student("maria", "Europe/Lisbon", 14, 0.75, 12, 0.9, 8),
    Student("james", "Europe/London", 21, 0.60, 18, 1.2),
    Student("sofia", "America/Bogota", 30, 0.82, 15, 0.8, 8),
    Student("amir", "Asia/Kolkata", 45, 0.35, 16, 1.8, 10),
    Student("yuki", "Asia/Tokyo", 75, 0.90, 2, 1.0, 10),
)
INSTRUCTOR = "ines"


class RealUsers(Exception):
    """The database has accounts already; a demonstration would mix with them."""


def fill(
    bank: Bank,
    password_hash: str,
    now: datetime,
    seed: int,
    students: Sequence[Student] = STUDENTS,
) -> int:
    """Add the class and its ninety days up to `now`; commits student by student. Returns the answers given.

    Raises RealUsers.
    """
    if db.session.scalar(select(func.count()).select_from(User)):
        raise RealUsers
    people.add_user(INSTRUCTOR, password_hash, role="instructor")
    answers = 0
    for student in students:
        user = people.add_user(student.name, password_hash, time_zone=student.time_zone)
        user.new_per_day, user.created_at = student.new_per_day, now - timedelta(days=DAYS - student.begins)
        db.session.flush()
        answers += study(bank, student, Learner.of(user), now, Random(f"{seed}/{student.name}"))
        db.session.commit()
    return answers


def study(bank: Bank, student: Student, learner: Learner, now: datetime, luck: Random) -> int:
    """All of a student's days up to `now`."""
    last = study_day(now, student.time_zone, learner.day_start)
    answers = 0
    for day in range(last - DAYS + 1 + student.begins, last + 1):
        at = day_begins(day, student.time_zone, learner.day_start)
        at += timedelta(hours=student.hour, minutes=luck.uniform(0, 90))
        if at < now and luck.random() < student.diligence:
            answers += sit(bank, student, learner, at, day, luck)
    return answers


def sit(bank: Bank, student: Student, learner: Learner, at: datetime, day: int, luck: Random) -> int:
    """One row of cards, until it ends or the student has had enough."""
    sums: Mapping[str, int] | None = None
    done: Key | None = None
    enough = luck.randint(25, 70)
    for count in range(enough):
        found = Finder(db.session.connection(), bank, learner, Sitting(), at, day).next(sums, done)
        if found.key is None:
            return count
        took = timedelta(seconds=luck.lognormvariate(2.2, 0.5))
        line = answer(bank.items[found.key.place], found.key, found.rev, student, learner, day, luck, bank)
        line = line_at(line, at, took, luck)
        at += took
        sums = record(learner, line, bank.items[found.key.place], at, day).day
        remember_wording(bank.items[found.key.place])  # or this would ask the database every time
        done = found.key
    return enough


def answer(
    item: Item,
    key: Key,
    rev: int,
    student: Student,
    learner: Learner,
    day: int,
    luck: Random,
    bank: Bank,
) -> Line:
    """What the student makes of a card: recalled or not by FSRS's own forgetting curve."""
    row = queries.CARD.first(db.session.connection(), {"user": learner.id, **key._asdict()})
    if row is None or row["stability"] is None:
        chance = KNEW_BEFORE
    else:
        chance = recall_chance(row["stability"], day - row["last_day"]) ** student.memory
        chance *= 0.75 if row["due_at"] is not None else 1.0  # met a few minutes ago, and not known then
    knows, side = luck.random() < chance, item.side(key.direction)
    typed = written(side, knows, luck) if luck.random() < TYPES else None
    verdict = grade(side, typed, bank.names) if typed is not None else None
    return Line(
        UUID(int=0),
        key,
        rev,
        "answer",
        rating=rating(knows, verdict, luck),
        fingerprint=item.fingerprint,
        typed=typed,
        verdict=verdict,
    )


def written(side: Side, knows: bool, luck: Random) -> str | None:
    """The answer as typed: the key or one of its aliases; else a distractor. Lists are only recalled."""
    if not isinstance(side.answer, Text):
        return shown(side.answer) if knows else None
    if knows:
        return luck.choice((side.answer.text, *side.answer.accept))
    return shown(luck.choice(side.distractors)) if side.distractors else None


def rating(knows: bool, verdict: Verdict | None, luck: Random) -> Rating:
    if not knows:
        return Rating.AGAIN
    if verdict is not None and (proposed := suggested(verdict.outcome, verdict.score)) is not Rating.GOOD:
        return proposed or Rating.HARD
    return luck.choices((Rating.HARD, Rating.GOOD, Rating.EASY), (0.12, 0.74, 0.14))[0]


def line_at(line: Line, at: datetime, took: timedelta, luck: Random) -> Line:
    """The line with its key (a UUIDv7 of its moment) and the time it took."""
    moment = (at - EPOCH) // MILLISECOND
    bits = moment << 80 | 7 << 76 | luck.getrandbits(12) << 64 | 2 << 62 | luck.getrandbits(62)
    return Line(
        UUID(int=bits),
        line.key,
        line.base_rev,
        line.action,
        line.rating,
        took // MILLISECOND,
        line.fingerprint,
        line.typed,
        line.verdict,
    )


@click.command()
@with_appcontext
@click.option("--seed", default=1, show_default=True, help="Another number makes another class.")
def demo(seed: int) -> None:
    """Fill an empty instance with a made-up class of twelve and ninety days of study (about a minute)."""
    password = secrets.token_urlsafe(9)
    try:
        answers = fill(current_bank(), hashed(password), clock.now(), seed)
    except RealUsers:
        raise click.ClickException(
            "This database has accounts already, and a made-up class would mix with them. "
            "Choose an empty one, for example with INSTANCE=instance-demo."
        ) from None
    click.echo(
        f"{len(STUDENTS)} students gave {answers:,} answers: {', '.join(each.name for each in STUDENTS)}."
    )
    click.echo(f"Their instructor is {INSTRUCTOR}. Everyone signs in with the password {password}")
