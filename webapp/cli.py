"""The operator's command line: `flask --app webapp …`. A thin list; each group stands with its feature."""

from flask import Flask

from webapp.accounts.commands import user
from webapp.demo import demo
from webapp.publishing.commands import bank


def init_app(app: Flask) -> None:
    """Register the command groups."""
    app.cli.add_command(user)
    app.cli.add_command(bank)
    app.cli.add_command(demo)
