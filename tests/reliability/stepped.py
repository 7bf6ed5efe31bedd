"""`python -m tests.reliability.stepped`: the server of `make run` on a machine whose clock somebody steps.

The file CLOCK holds by how many seconds the clock is off; the sweeper looks every SWEEP_EVERY seconds.
"""

import os
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from webapp import __main__ as server
from webapp import clock
from webapp.attempts import sweeper
from webapp.db import db

CLOCK = Path(os.environ["CLOCK"])


class Stepped(datetime):
    """This machine's time, and by how much it is off."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + timedelta(seconds=float(CLOCK.read_text()))


def follow_clock() -> None:
    """On PostgreSQL its machine's clock is followed, and that one is off, too."""
    if db.engine.dialect.name == "postgresql":
        clock.follow(lambda: Stepped.now(UTC))


clock.__dict__["datetime"] = Stepped
sweeper.follow_clock = follow_clock
sweeper.EVERY = float(os.environ.get("SWEEP_EVERY", "0.3"))

if __name__ == "__main__":
    server.main()
