"""Statements on the cursor of the database's driver, without SQLAlchemy, but with its errors."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError


class Driver(Protocol):
    """A connection of a driver, or SQLAlchemy's loan of one."""

    def cursor(self) -> Any: ...


class Done(NamedTuple):
    """What came of a statement: how many rows it wrote, or what it found."""

    written: int  # not to be relied on where it gives rows
    columns: Sequence[Sequence[Any]]  # as the driver describes them
    rows: Sequence[Sequence[Any]]


def run(driver: Driver, dialect: Dialect, text: str, values: Any = ()) -> Done:
    """Run a statement. Raises SQLAlchemy's error in place of the driver's."""
    cursor = driver.cursor()
    try:
        execute(cursor, text, values)
        return done(cursor)
    except dialect.loaded_dbapi.Error as error:
        raise as_sqlalchemys(error, dialect, text) from error
    finally:
        cursor.close()


def run_together(driver: Any, dialect: Dialect, calls: Sequence[tuple[str, Any]]) -> list[Done]:
    """Run statements that need nothing of each other's results, in their order; on PostgreSQL in one journey
    to the server and back, with the beginning of the transaction. Raises as `run` does."""
    if dialect.name != "postgresql":
        return [run(driver, dialect, text, values) for text, values in calls]
    cursors = [driver.cursor() for _ in calls]
    try:
        with driver.pipeline():
            for cursor, (text, values) in zip(cursors, calls, strict=True):
                execute(cursor, text, values)
        return [done(cursor) for cursor in cursors]
    except dialect.loaded_dbapi.Error as error:
        raise as_sqlalchemys(error, dialect, "; ".join(text for text, _ in calls)) from error


def execute(cursor: Any, text: str, values: Any) -> None:
    """The one place where statements go out."""
    cursor.execute(text, values)


def done(cursor: Any) -> Done:
    columns = cursor.description
    rows = cursor.fetchall() if columns else ()
    return Done(cursor.rowcount, columns or (), rows)


def as_sqlalchemys(error: Exception, dialect: Dialect, text: str) -> DBAPIError:
    """The error as SQLAlchemy would raise it, without the values."""
    base = dialect.loaded_dbapi.Error
    wrapped = DBAPIError.instance(text, None, error, base, hide_parameters=True, dialect=dialect)
    assert isinstance(wrapped, DBAPIError)
    return wrapped
