"""A statement on the cursor of the database's driver, without SQLAlchemy, but with its errors."""

from typing import Any, Protocol

from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError


class Driver(Protocol):
    """A connection of a driver, or SQLAlchemy's loan of one."""

    def cursor(self) -> Any: ...


def run(driver: Driver, dialect: Dialect, text: str, values: Any = (), rows: bool = False) -> Any:
    """Run a statement on the driver's cursor: how many rows it wrote or, to be asked for, the description of
    its columns and its rows. Raises SQLAlchemy's error in place of the driver's."""
    cursor = driver.cursor()
    try:
        cursor.execute(text, values)
        return (cursor.description, cursor.fetchall()) if rows else cursor.rowcount
    except dialect.loaded_dbapi.Error as error:
        raise DBAPIError.instance(
            text, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect
        ) from error
    finally:
        cursor.close()
