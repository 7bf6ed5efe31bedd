"""A learner's study days: calendar days in their zone that begin at their day start, not at midnight.

They are numbered by the calendar (days since 1970-01-01) and cut the line of time without gap or overlap:
each begins when the wall clock first shows the day start. Where the clock jumps over that moment, it
begins with the jump. So the number never goes back and never skips, whatever the zone does.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EPOCH = date(1970, 1, 1).toordinal()
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def study_day(moment: datetime, zone: str, day_start: int) -> int:
    """The study day that `moment` falls in, as days since 1970-01-01."""
    local = moment.astimezone(_zone(zone))
    day = local.toordinal() - EPOCH - (local.hour < day_start)
    while day_begins(day, zone, day_start) > moment:
        day -= 1
    while day_begins(day + 1, zone, day_start) <= moment:
        day += 1
    return day


@lru_cache(maxsize=4096)
def day_begins(day: int, zone: str, day_start: int) -> datetime:
    """The moment (UTC) at which a study day begins."""
    following = _first_shown(day + 1, zone, day_start)
    # A zone that crosses the date line leaves out a whole date; its study day still lasts an hour.
    return min(_first_shown(day, zone, day_start), following - HOUR)


def calendar_date(day: int) -> date:
    """The date a study day is called by."""
    return date.fromordinal(EPOCH + day)


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=4096)
def _first_shown(day: int, zone: str, day_start: int) -> datetime:
    """When the wall clock first shows `day_start` on that date, or jumps over it."""
    when = calendar_date(day)
    wall = datetime(when.year, when.month, when.day, day_start, tzinfo=_zone(zone))
    by_old_offset = wall.astimezone(UTC)
    if by_old_offset.astimezone(wall.tzinfo).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return by_old_offset
    before, after = wall.replace(fold=1).astimezone(UTC), by_old_offset
    offset_before = before.astimezone(wall.tzinfo).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) // 2
        if middle.astimezone(wall.tzinfo).utcoffset() == offset_before:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
