"""The quizzes that stand in decks are set for everybody, as those that instructors set in the browser.

Each has its row, which follows the deck, whether that was published or is a file.
"""

from collections.abc import Iterable
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


def follow_decks(now: datetime, with_files: bool = False) -> bool:
    """Bring the rows to what the published decks say. Whether anything was to be written. Commits.

    `with_files`, at a server's start, to what those in its files say, too: of two servers with other files
    the one that began last is followed, where at each round they would set each other's back.
    """
    with early_read() as connection:
        there = {row.key: None if row.withdrawn else row.content for row in connection.execute(ROWS)}
    wanted = {key: plain(quiz) for key, quiz in in_decks(current_bank()).items()}
    if all(there.get(key) == wanted.get(key) for key in followed({**there, **wanted}, with_files)):
        return False
    transaction(lambda connection: _follow(connection, now, with_files))
    return True


def followed(keys: Iterable[str], with_files: bool) -> list[str]:
    """Those whose deck is the same for every server, because it was published; or all."""
    published = {id for id, part in served().decks.items() if part.number}
    return [key for key in keys if with_files or key.partition(".")[0] in published]


def in_decks(bank: Bank) -> dict[str, Quiz]:
    """The quizzes by their keys."""
    return {key_of(deck, id): quiz for (deck, id), quiz in bank.quizzes.items()}


def key_of(deck: str, id: str) -> str:
    """The quiz's address: no other origin has a dot in its keys."""
    key = f"{deck}.{id}"
    return key if len(key) <= LONGEST_KEY else f"{key[: LONGEST_KEY - 9]}-{crc32(key.encode()):08x}"


def _follow(connection: Connection, now: datetime, with_files: bool) -> None:
    newest = connection.execute(select(func.max(Publication.id))).scalar() or 0
    if newest != served().version:  # somebody published since this request looked
        look_again()
        raise Overtaken
    wanted = in_decks(current_bank())
    rows = {row.key: row for row in connection.execute(ROWS)}
    for key in followed({**wanted, **rows}, with_files):
        quiz, row = wanted.get(key), rows.get(key)
        if quiz is not None and row is None:
            definitions.add(connection, key, "deck", quiz, None, now)
        elif quiz is not None and row is not None:
            if definitions.revise(connection, row.id, quiz, row.version, None, now) == "overtaken":
                raise Overtaken
        if row is not None and row.withdrawn != (quiz is None):
            withdrawn = update(models.Quiz).where(models.Quiz.id == row.id).values(withdrawn=quiz is None)
            connection.execute(withdrawn)
