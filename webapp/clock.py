"""What time it is: the one place that reads the clock, so that every other place can be told."""

from datetime import UTC, datetime


def now() -> datetime:
    """The current moment, aware, in UTC, to the millisecond (what the database keeps)."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
