"""One transaction, tried again where that helps: keys and constraints make a repetition harmless."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.sql import Executable

from webapp.attempts import queries
from webapp.db import db

Row = Mapping[str, Any]  # an attempt, in the columns of queries.ROW
Result = TypeVar("Result")
TRIES = 3
AGAIN = ("40001", "40P01")  # could not serialize; deadlock
LOCKED = "55P03"  # somebody held a lock for too long


class Overtaken(Exception):
    """What was to be changed is no longer what was read."""


def transaction(work: Callable[[Connection], Result], rereads: bool = True) -> Result:
    """Do `work` and commit. A lost connection or a deadlock begins it anew, and so does a lost race if `work`
    reads again what it goes by. Any other failure leaves nothing."""
    for left in reversed(range(TRIES)):
        try:
            result = work(db.session.connection())
            db.session.commit()
            return result
        except (DBAPIError, Overtaken) as error:
            db.session.rollback()
            if not left or not may_try_again(error, rereads):
                raise
        except BaseException:
            db.session.rollback()
            raise
    raise AssertionError("not reached")


def may_try_again(error: DBAPIError | Overtaken, rereads: bool) -> bool:
    if not isinstance(error, DBAPIError):
        return True
    return (
        (rereads and isinstance(error, IntegrityError))  # somebody came first: reading again tells who
        or error.connection_invalidated
        or sqlstate(error) in AGAIN
    )


def waited_in_vain(error: BaseException) -> bool:
    """Whether it failed only because somebody else held a lock for too long."""
    return isinstance(error, DBAPIError) and sqlstate(error) == LOCKED


def sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def locked(connection: Connection, statement: Executable, **names: Any) -> Row | None:
    """The attempt, nobody else's to change until this transaction ends."""
    row = connection.execute(statement, names).mappings().first()
    return None if row is None else dict(row)


def change(connection: Connection, row: Row, **new: Any) -> Row:
    """Set what is new of an attempt if its state and rev are still those that were read; its row now."""
    values = {name: row[name] for name in queries.CHANGEABLE} | new
    names = {f"new_{name}": values[name] for name in queries.CHANGEABLE}
    names |= {"attempt": row["id"], "from_state": row["state"], "from_rev": row["rev"]}
    if connection.execute(queries.CHANGE, names).rowcount != 1:
        raise Overtaken
    return {**row, **values, "rev": row["rev"] + 1}
