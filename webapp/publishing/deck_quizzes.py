"""The quizzes that stand in decks are set for everybody, as those that instructors set in the browser.

Each has its row, which follows the deck, whether that was published or is a file.
"""

from datetime import datetime
from zlib import crc32

from sqlalchemy import Select, func, select, update
from sqlalchemy.engine import Connection

from question_bank.bank import Bank
from question_bank.quizzes.quiz import Quiz, plain
from webapp import models
from webapp.attempts import definitions
from webapp.attempts.transactions import Overtaken, transaction
from webapp.bank import current_bank, look_again, served
from webapp.db import early_read
from webapp.models import Publication, QuizVersion

LONGEST_KEY = 80
ROWS: Select[tuple[str, int, int, bool, object]] = (
    select(models.Quiz.key, models.Quiz.id, models.Quiz.version, models.Quiz.withdrawn, QuizVersion.content)
    .join(QuizVersion, (QuizVersion.quiz_id == models.Quiz.id) & (QuizVersion.number == models.Quiz.version))
    .where(models.Quiz.origin == "deck")
)


def follow_decks(now: datetime) -> bool:
    """Bring the rows to what the decks say; whether anything was to be written. Commits."""
    with early_read() as connection:
        there = {row.key: None if row.withdrawn else row.content for row in connection.execute(ROWS)}
    wanted = {key: plain(quiz) for key, quiz in in_decks(current_bank()).items()}
    if {key: content for key, content in there.items() if content is not None} == wanted:
        return False
    transaction(lambda connection: _follow(connection, now))
    return True


def in_decks(bank: Bank) -> dict[str, Quiz]:
    """The quizzes by their keys."""
    return {key_of(deck, id): quiz for (deck, id), quiz in bank.quizzes.items()}


def key_of(deck: str, id: str) -> str:
    """The quiz's address: no other origin has a dot in its keys."""
    key = f"{deck}.{id}"
    return key if len(key) <= LONGEST_KEY else f"{key[: LONGEST_KEY - 9]}-{crc32(key.encode()):08x}"


def _follow(connection: Connection, now: datetime) -> None:
    newest = connection.execute(select(func.max(Publication.id))).scalar() or 0
    if newest != served().version:  # somebody published since this request looked
        look_again()
        raise Overtaken
    wanted = in_decks(current_bank())
    rows = {row.key: row for row in connection.execute(ROWS)}
    for key, quiz in wanted.items():
        if key not in rows:
            definitions.add(connection, key, "deck", quiz, None, now)
        elif definitions.revise(connection, rows[key].id, quiz, rows[key].version, None, now) == "overtaken":
            raise Overtaken
    for key, row in rows.items():
        if row.withdrawn != (key not in wanted):
            values = {"withdrawn": key not in wanted}
            connection.execute(update(models.Quiz).where(models.Quiz.id == row.id).values(values))
