"""What time it is: the one place that reads the clock, so that every other place can be told."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

# Ticks that nobody can set; where there is a choice, those that go on while the machine sleeps.
TICKS = getattr(time, "CLOCK_BOOTTIME", None)
_followed: tuple[datetime, float] | None = None  # a moment another clock showed, and our ticks then


def now() -> datetime:
    """The current moment, aware, in UTC, to the millisecond (what the database keeps)."""
    followed = _followed  # another thread may replace it
    if followed is None:
        moment = datetime.now(UTC)
    else:
        moment = followed[0] + timedelta(seconds=ticks() - followed[1])
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def follow(read: Callable[[], datetime]) -> None:
    """Go by another clock from now on: what `read` says of it, and our own ticks since."""
    global _followed
    before = ticks()
    moment = read()
    _followed = moment.astimezone(UTC), (before + ticks()) / 2


def follow_none() -> None:
    """Go by this machine's own clock again."""
    global _followed
    _followed = None


def ticks() -> float:
    return time.monotonic() if TICKS is None else time.clock_gettime(TICKS)
