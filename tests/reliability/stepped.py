"""The server of `make run` on a machine whose clock somebody steps: `Server(…, "tests.reliability.stepped")`.

The file CLOCK holds by how many seconds the clock is off. The sweeper comes by all the time, and each process
notes beside that file what it goes by since it last came.
"""

import os
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from webapp import clock
from webapp.attempts import sweeper
from webapp.db import db

CLOCK = Path(os.environ["CLOCK"])
EVERY = 0.1  # seconds


def off_by() -> str:
    """As the file says, which is being written now and then."""
    while not (text := CLOCK.read_text()):
        pass
    return text


class Stepped(datetime):
    """This machine's time, and by how much it is off."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + timedelta(seconds=float(off_by()))


def follow_clock() -> None:
    """On PostgreSQL its machine's clock is followed, and that one is off, too."""
    shown = off_by()
    if db.engine.dialect.name == "postgresql":
        clock.follow(lambda: datetime.now(UTC) + timedelta(seconds=float(shown)))
    CLOCK.with_name(f"{CLOCK.name}-{os.getpid()}").write_text(shown)


clock.__dict__["datetime"] = Stepped
sweeper.follow_clock = follow_clock
sweeper.EVERY = EVERY
