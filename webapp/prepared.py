"""Statements of the hot path, run on the driver's own cursor: SQLAlchemy compiles them and knows their types,
but running a statement takes it several times as long as it takes SQLite."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Executable
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.sql.compiler import SQLCompiler

from webapp import driver
from webapp.db import db, reads_apart
from webapp.driver import Done, Driver

Values = dict[str, Any]
Process = Callable[[Any], Any]


class Prepared:
    """A statement that is compiled once for each dialect. Its rows are dicts by column.

    Raises the errors of SQLAlchemy, as if that had run it.
    """

    def __init__(self, statement: Executable) -> None:
        self.statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def all(self, connection: Connection, values: Mapping[str, Any]) -> list[Values]:
        """All rows."""
        return self.all_of(connection.connection, connection.dialect, values)

    def first(self, connection: Connection, values: Mapping[str, Any]) -> Values | None:
        """The first row, if there is one."""
        found = self.all(connection, values)
        return found[0] if found else None

    def write(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """How many rows were written."""
        call = self.on(connection.dialect).call(values)
        return driver.run(connection.connection, connection.dialect, *call).written

    def all_of(self, lent: Driver, dialect: Dialect, values: Mapping[str, Any]) -> list[Values]:
        """All rows, read on a connection of the driver: for a read that is a transaction of its own."""
        compiled = self.on(dialect)
        return compiled.rows(driver.run(lent, dialect, *compiled.call(values)))

    def on(self, dialect: Dialect) -> "_Compiled":
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _Compiled(self.statement, dialect)
        return found


class _Compiled:
    """The statement's text for one dialect, and what to do to the values on the way in and out."""

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        compiled = cast(SQLCompiler, statement.compile(dialect=dialect))  # type: ignore[attr-defined]
        self.text = str(compiled)
        self.constants = {name: value for name, value in compiled.params.items() if value is not None}
        self.binds = [
            (name, process)
            for name in compiled.params
            if (process := compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
        ]
        self.order = compiled.positiontup  # None: the driver takes them by name
        self.columns = getattr(statement, "exported_columns", {})  # a text has none
        self.dialect = dialect
        self.results: list[tuple[str, Process]] | None = None

    def call(self, values: Mapping[str, Any]) -> tuple[str, Any]:
        """What the driver is to run."""
        given = {**self.constants, **values}
        for name, process in self.binds:
            given[name] = process(given[name])
        return self.text, given if self.order is None else tuple(map(given.__getitem__, self.order))

    def rows(self, done: Done) -> list[Values]:
        if self.results is None:
            self.results = list(self._results(done.columns))
        names = [column[0] for column in done.columns]
        rows = [dict(zip(names, values, strict=True)) for values in done.rows]
        for row in rows:
            for name, process in self.results:
                row[name] = process(row[name])
        return rows

    def _results(self, described: Sequence[Sequence[Any]]) -> Iterator[tuple[str, Process]]:
        for name, kind, *_ in described:
            if name in self.columns:
                known = self.columns[name].type.dialect_impl(self.dialect)
                if process := known.result_processor(self.dialect, kind):
                    yield name, process


def together(
    connection: Connection, *steps: tuple[Prepared, Mapping[str, Any]]
) -> list[tuple[int, list[Values]]]:
    """Run statements that need nothing of each other's results, in their order. Of each how many rows it
    wrote, and those that it gave."""
    compiled = [(statement.on(connection.dialect), values) for statement, values in steps]
    calls = [one.call(values) for one, values in compiled]
    done = driver.run_together(connection.connection, connection.dialect, calls)
    return [(one.written, of.rows(one)) for one, (of, _) in zip(done, compiled, strict=True)]


def read_alone(statement: Prepared, values: Mapping[str, Any]) -> list[Values]:
    """All rows of a read that needs no other beside it. Where the request's own transaction would begin with
    a lock it is none of that: the statement is a transaction of its own."""
    if not reads_apart():
        [(_, rows)] = together(db.session.connection(), (statement, values))
        return rows
    engine = db.engine
    connection = engine.raw_connection()
    try:
        return statement.all_of(connection, engine.dialect, values)
    finally:
        connection.close()
