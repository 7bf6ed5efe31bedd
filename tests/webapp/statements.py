"""What the database is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from webapp import driver
from webapp.db import db

USER = 1  # who is signed in, with roles


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The statements sent while this lasts, by SQLAlchemy or by the driver's cursor; less those that only
    begin a transaction."""
    sent: list[str] = []
    execute = driver.execute

    def note(statement: str) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(" ".join(statement.split()))

    def execute_and_note(cursor: Any, text: str, values: Any) -> None:
        note(text)
        execute(cursor, text, values)

    def by_sqlalchemy(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        note(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", by_sqlalchemy)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(driver, "execute", execute_and_note)
        yield sent
    event.remove(engine, "before_cursor_execute", by_sqlalchemy)
