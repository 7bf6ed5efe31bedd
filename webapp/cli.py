"""The operator's command line: `flask --app webapp …`."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the command groups."""
