"""A small course in a folder of its own, and an instructor's desk: what one does in a request of its own."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import select

from question_bank.bank import Bank
from webapp.bank import Place, current_bank, served
from webapp.db import db, early_read
from webapp.models import User
from webapp.publishing.current import Current, deck_text
from webapp.publishing.dry_run import DryRun, dry_run
from webapp.publishing.edits import DeckEdit, DocumentEdit, Edits, entry_of
from webapp.publishing.publish import Published, publish, withdraw
from webapp.publishing.regrades import regrade_pending

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
MILL = """A mill and its town

Anna Berg founded the mill in 1931. The mill burned down on 4 May 1944.

The town of Elm gave 300 crowns for a new mill, and Karl Lund built it in 1947.
"""
CATALOGUE = """\
documents:
  - file: mill
    slug: the-mill
    title: A mill and its town
    author: Nobody
    publisher: The town
    dated: 1950
"""
FOUNDER = """\
  - id: founder
    kind: person
    prompt: Who founded the mill, according to the text?
    answer: Anna Berg
    quote: Anna Berg founded the mill in 1931
"""
BURNED = """\
  - id: burned
    kind: date
    prompt: On what day did the mill burn down?
    answer: {date: 1944-05-04}
    quote: The mill burned down on 4 May 1944
"""
GIFT = """\
  - id: gift
    kind: figure
    prompt: How much did the town of Elm give for a new mill?
    answer: {number: 300, unit: crowns}
    quote: The town of Elm gave 300 crowns for a new mill
    tags: [money]
"""
BUILDER = """\
  - id: builder
    kind: person
    prompt: Who built the new mill?
    answer: Karl Lund
    quote: Karl Lund built it in 1947
    reverse:
      prompt: What did Karl Lund build, and in which year?
      answer: {date: 1947}
"""
HEAD = "# yaml-language-server: $schema=../deck.schema.json\ndeck: {}\ntitle: {}\ndocument: mill\nitems:\n"
DECK = HEAD.format("mill", "The mill") + FOUNDER + BURNED + GIFT + BUILDER
OTHER = HEAD.format("town", "The town") + GIFT.replace("  - id: gift", "  - id: elm")
Got = TypeVar("Got")


def write_course(folder: Path) -> Path:
    """The course as files."""
    for name, text in (("decks/mill.yaml", DECK), ("documents/catalogue.yaml", CATALOGUE)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "documents/mill.txt").write_text(MILL, encoding="utf-8")
    return folder


def settings_of(folder: Path) -> dict[str, Any]:
    """What an app is made with that serves the course in this folder."""
    return {"DECKS": folder / "decks", "DOCUMENTS": folder / "documents"}


class Desk:
    """An instructor's. Each step has an app context of its own, as each request has."""

    def __init__(self, app: Flask, user: User | None = None) -> None:
        self.app, self.by = app, None if user is None else user.id

    def do(self, work: Callable[[], Got]) -> Got:
        with self.app.app_context():
            return work()

    @property
    def bank(self) -> Bank:
        return self.do(current_bank)

    @property
    def held(self) -> set[Place]:
        return set(self.do(lambda: served().held))

    def now(self, deck: str = "mill") -> Current:
        """The deck's text as it is served."""

        def read() -> Current:
            with early_read() as connection:
                return deck_text(connection, deck)

        return self.do(read)

    def look(self, *texts: str, document: DocumentEdit | None = None) -> DryRun:
        return self.do(lambda: dry_run(edits(*texts, document=document)))

    def publish(
        self, *texts: str, document: DocumentEdit | None = None, regrade: set[Place] | None = None
    ) -> Published:
        """Publish decks, a document, or both; and do the regrades that are ordered with it."""
        done = self.try_to(edits(*texts, document=document), regrade or set())
        assert isinstance(done, Published), done.problems or done.conflicts
        self.do(lambda: regrade_pending(NOW))
        return done

    def try_to(self, what: Edits, regrade: set[Place] | None = None) -> Published | DryRun:
        return self.do(lambda: publish(self.by, what, "", NOW, regrade or set()))

    def withdraw(self, deck: str) -> Published:
        done = self.do(lambda: withdraw(self.by, deck, "", NOW))
        assert isinstance(done, Published), done.problems
        return done

    def mill(self, text: str, **over: str) -> DocumentEdit:
        """The document with another text."""
        entry = entry_of(self.bank.documents["mill"])
        return DocumentEdit(entry.model_copy(update=over), text)

    def rows(self, model: type[Any]) -> list[dict[str, Any]]:
        """Every row of a table."""
        found = self.do(lambda: db.session.execute(select(model.__table__)).mappings().all())
        return [dict(row) for row in found]


def edits(*texts: str, document: DocumentEdit | None = None) -> Edits:
    decks = tuple(DeckEdit(text, named(text)) for text in texts)
    return Edits(decks, () if document is None else (document,))


def named(text: str) -> str:
    """The id that a deck's text says."""
    line = next((line for line in text.splitlines() if line.startswith("deck: ")), "deck: ")
    return line.removeprefix("deck: ")
