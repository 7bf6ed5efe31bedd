"""Everything that is held of a person, as a ZIP file: JSON of every table, and two of them as CSV as well.

Rows are read and written some at a time: only the compressed file is in memory.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection, RowMapping

from webapp.accounts.data_map import Held, Person, done_rows, own_rows, personal
from webapp.accounts.withheld import Withheld
from webapp.db import db
from webapp.domain.spreadsheet import cell
from webapp.memory.sealed import sealed
from webapp.models import AnswerEvent, Attempt, Card, Quiz, Review, Role, User

AT_A_TIME = 500  # rows
REVIEWS = "id card_id at deck item direction action rating took_ms typed outcome score".split()
ANSWERS = "received_at attempt_id quiz slot deck item seq given certainty".split()

README = """What Footnote holds of {name}, as of {now}.

Each .json file is a table of the database: `rows` are your own. `done`, where there is one, are rows of
others in which you did something, and of those only what you put there. Times are UTC, days are counted from
1970-01-01, scores of quizzes are thousandths of a point. A row that names columns under `withheld` keeps them
back while a quiz has not released its answers; ask again when it has.

The .csv files hold the reviews and the answers in quizzes once more, for a spreadsheet. A text that a
spreadsheet would take for a formula stands there behind an apostrophe.

{tables}

Left out on purpose: the hash of your password, the keys of your sessions, and whatever belongs to others.
The questions themselves are in the decks; `deck` and `item` say which.
"""


@dataclass(frozen=True)
class Export:
    """One person's, from one moment of the database."""

    connection: Connection
    person: Person
    withheld: Withheld
    roles: Mapping[int, str]
    quizzes: Mapping[int, str]

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        for row in self._read(own_rows(name, self.person)):
            yield self._told(name, dict(row))

    def done(self, name: str, column: str) -> Iterator[dict[str, Any]]:
        return (dict(row) for row in self._read(done_rows(name, column, self.person)))

    def reviews(self) -> Iterator[dict[str, Any]]:
        """The cards' log with the names of the cards."""
        of_line = [column for column in Review.__table__.c if column.name in REVIEWS]
        columns = select(*of_line, Card.deck, Card.item, Card.direction)
        log = columns.join(Card, Card.id == Review.card_id).where(Review.user_id == self.person.id)
        for row in self._read(log.order_by(Review.at, Review.id)):
            yield self._told("review", dict(row))

    def answers(self) -> Iterator[dict[str, Any]]:
        columns = select(*AnswerEvent.__table__.c, Attempt.quiz_id).join(Attempt)
        of_person = columns.where(Attempt.user_id == self.person.id)
        for row in self._read(of_person.order_by(AnswerEvent.received_at, AnswerEvent.client_key)):
            asked = self.withheld.asked[row["attempt_id"]]
            deck, item = asked[row["slot"]] if row["slot"] < len(asked) else ("", "")
            body = row["body"]
            given = {"given": "; ".join(body.get("given", ())), "certainty": body.get("certainty")}
            yield {**row, **given, "deck": deck, "item": item, "quiz": self.quizzes[row["quiz_id"]]}

    def _told(self, name: str, row: dict[str, Any]) -> dict[str, Any]:
        """The row with what makes it readable and without what is withheld."""
        away = self.withheld.columns(name, row)
        if name == "attempt":
            row |= {"quiz": self.quizzes[row["quiz_id"]], "slots": self.withheld.slots(row)}
        elif name == "user_role":
            row["role"] = self.roles[row["role_id"]]
        if away:
            row |= dict.fromkeys(away) | {"withheld": list(away)}
        return row

    def _read(self, statement: Select[Any]) -> Iterator[RowMapping]:
        found = self.connection.execute(statement, execution_options={"yield_per": AT_A_TIME})
        return iter(found.mappings())


def archive(user: User, now: datetime) -> bytes:
    """The ZIP file. What the session has not committed is undone: nothing is locked while it is made."""
    person, name, places = Person.of(user), user.username, sealed(user, now).items
    db.session.rollback()
    made = io.BytesIO()
    with (
        snapshot() as connection,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as zipped,
    ):
        export = prepared(connection, person, Withheld.of(connection, person.id, places, now))
        for table, held in personal():
            with zipped.open(f"{table}.json", "w") as file:
                write_json(io.TextIOWrapper(file, "utf-8"), export, table, held)
        for sheet, columns, rows in (
            ("reviews", REVIEWS, export.reviews()),
            ("quiz_answers", ANSWERS, export.answers()),
        ):
            with zipped.open(f"{sheet}.csv", "w") as file:
                write_csv(io.TextIOWrapper(file, "utf-8", newline=""), columns, rows)
        zipped.writestr("README.txt", readme(name, now))
    return made.getvalue()


@contextmanager
def snapshot() -> Iterator[Connection]:
    """A connection that sees one moment of the database, whatever is written meanwhile."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            yield connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        else:
            yield connection.execution_options(reads=True)


def prepared(connection: Connection, person: Person, withheld: Withheld) -> Export:
    taken = select(Attempt.quiz_id).where(Attempt.user_id == person.id)
    quizzes = connection.execute(select(Quiz.id, Quiz.title).where(Quiz.id.in_(taken)))
    roles = connection.execute(select(Role.id, Role.name))
    return Export(connection, person, withheld, dict(roles.all()), dict(quizzes.all()))


def write_json(file: io.TextIOWrapper, export: Export, name: str, held: Held) -> None:
    file.write('{"rows": [')
    write_rows(file, export.rows(name))
    file.write("]")
    if held.did:
        file.write(', "done": {')
        for number, column in enumerate(held.did):
            file.write(f'{", " if number else ""}"{column}": [')
            write_rows(file, export.done(name, column))
            file.write("]")
        file.write("}")
    file.write("}\n")
    file.flush()
    file.detach()  # the ZIP file closes what it opened


def write_rows(file: io.TextIOWrapper, rows: Iterable[Mapping[str, Any]]) -> None:
    for number, row in enumerate(rows):
        file.write(",\n" if number else "\n")
        file.write(json.dumps(row, ensure_ascii=False, default=plain))


def write_csv(file: io.TextIOWrapper, columns: list[str], rows: Iterable[Mapping[str, Any]]) -> None:
    file.write("\ufeff")  # so that spreadsheets read it as UTF-8
    sheet = csv.writer(file)
    sheet.writerow(columns)
    for row in rows:
        sheet.writerow([cell(as_cell(row[column])) for column in columns])
    file.flush()
    file.detach()


def plain(value: object) -> str:
    """What JSON does not know, as text."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no value of a table")


def as_cell(value: Any) -> str | int | float | None:
    return value if value is None or isinstance(value, (str, int, float)) else plain(value)


def readme(name: str, now: datetime) -> str:
    tables = "\n".join(f"{table}.json: {held.words[1]}; {held.about}." for table, held in personal())
    return README.format(name=name, now=f"{now:%d %B %Y, %H:%M} UTC", tables=tables)
