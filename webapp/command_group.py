"""A group of commands of `flask --app webapp …`, and in words what stands in the way of all of them."""

from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError, ProgrammingError

_NO_TABLE = ("no such table", "UndefinedTable")


class Commands(AppGroup):
    """Commands that need the database."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (OperationalError, ProgrammingError) as error:
            if not any(sign in f"{type(error.orig).__name__}: {error.orig}" for sign in _NO_TABLE):
                raise
            cure = "Start Footnote once with make run, or make them: flask --app webapp db upgrade"
            raise click.ClickException(
                "This database has no tables yet, or INSTANCE names another one than you mean. " + cure
            ) from None
