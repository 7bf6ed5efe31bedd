"""What a learner remembers and has to do: reading it, planning a day of it, writing what was done."""

from flask import Flask

from webapp.memory import strength
from webapp.memory.plans import EXTENSION, Plans
from webapp.memory.wording import KNOWN_WORDINGS


def init_app(app: Flask) -> None:
    """What a process keeps in mind between requests; the database could tell it all again."""
    app.extensions[KNOWN_WORDINGS] = set()
    app.extensions[EXTENSION] = Plans()
    app.extensions[strength.EXTENSION] = {}
