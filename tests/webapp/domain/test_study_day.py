"""Study days step by 0 or 1 and never go back, whatever a zone's clock does."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo, available_timezones

import pytest

from webapp.domain.study_day import EPOCH, calendar_date, day_begins, study_day

# Summer time by an hour, half an hour and two; at midnight; dateline changes; odd offsets; none at all.
ODD_ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Asia/Kathmandu",
    "Asia/Beirut",
    "America/Havana",
    "Pacific/Apia",
    "Pacific/Fakaofo",
    "Pacific/Chatham",
    "Africa/Casablanca",
    "Asia/Ho_Chi_Minh",
]
SAMPLED_ZONES = Random(20).sample(sorted(available_timezones() - {"Factory", "localtime"}), 60)
ALL_ZONES = sorted(available_timezones() - {"Factory", "localtime"})
HOUR = timedelta(hours=1)


def day_number(text: str) -> int:
    return date.fromisoformat(text).toordinal() - EPOCH


def steps_taken(zone: str, day_start: int, first: datetime, last: datetime, step: timedelta) -> set[int]:
    """By how much the study day changes from each moment to the next."""
    steps, moment = set(), first
    before = study_day(first, zone, day_start)
    while moment < last:
        moment += step
        now = study_day(moment, zone, day_start)
        steps.add(now - before)
        before = now
    return steps


@pytest.mark.parametrize(
    ("moment", "zone", "day_start", "expected"),
    [
        ("1970-01-01T04:00+00:00", "UTC", 4, "1970-01-01"),
        ("1970-01-01T03:59+00:00", "UTC", 4, "1969-12-31"),
        ("2026-11-21T03:59+07:00", "Asia/Ho_Chi_Minh", 4, "2026-11-20"),
        ("2026-11-21T04:00+07:00", "Asia/Ho_Chi_Minh", 4, "2026-11-21"),
        ("2026-03-29T01:30+00:00", "Europe/Berlin", 2, "2026-03-29"),  # 02:00 was jumped over
        ("2026-10-25T00:59+00:00", "Europe/Berlin", 3, "2026-10-24"),  # 02:59, the first time
        ("2026-10-25T01:59+00:00", "Europe/Berlin", 3, "2026-10-24"),  # 02:59, the second time
        ("2011-12-30T10:30+00:00", "Pacific/Apia", 4, "2011-12-30"),  # 31 December, 00:30: still "the 30th"
    ],
)
def test_a_moment_falls_in_its_study_day(moment: str, zone: str, day_start: int, expected: str) -> None:
    assert calendar_date(study_day(datetime.fromisoformat(moment), zone, day_start)).isoformat() == expected


def test_an_hour_that_is_lived_twice_does_not_bring_the_day_before_back() -> None:
    """In Troll 03:00 becomes 01:00, so that 02:00 (a day start) comes twice."""
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    days = [study_day(first + hours * HOUR, "Antarctica/Troll", 2) for hours in range(3)]
    assert days == [day_number("2026-10-25")] * 3


@pytest.mark.slow
@pytest.mark.parametrize("zone", ODD_ZONES)
def test_days_step_by_one_hour_by_hour_for_thirty_years(zone: str) -> None:
    first, last = datetime(2011, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC)
    assert steps_taken(zone, ODD_ZONES.index(zone) % 5, first, last, HOUR) == {0, 1}


@pytest.mark.parametrize("zone", ["America/St_Johns", "Pacific/Apia", "Antarctica/Troll"])
@pytest.mark.parametrize("day_start", [0, 2, 23])
def test_days_step_by_one_minute_by_minute_in_the_oddest_year(zone: str, day_start: int) -> None:
    for first in (datetime(2011, 10, 25, tzinfo=UTC), datetime(2011, 12, 28, tzinfo=UTC)):
        steps = steps_taken(zone, day_start, first, first + timedelta(days=14), timedelta(minutes=20))
        assert steps == {0, 1}


def test_the_days_of_every_zone_follow_one_another() -> None:
    """Every zone, a sample of day starts and years: each day is an hour to two days long."""
    chance = Random(4)
    for zone in ALL_ZONES:
        day_start, year = chance.randrange(24), chance.randrange(2011, 2041)
        first = day_number(f"{year}-01-01")
        begins = [day_begins(day, zone, day_start) for day in range(first, first + 366)]
        assert all(
            HOUR <= after - before <= 48 * HOUR for before, after in zip(begins, begins[1:], strict=False)
        )


@pytest.mark.parametrize("zone", SAMPLED_ZONES[:20])
def test_a_day_begins_with_itself_and_ends_with_the_next(zone: str) -> None:
    for day in range(day_number("2011-01-01"), day_number("2041-01-01"), 11):
        begins = day_begins(day, zone, 4)
        assert study_day(begins, zone, 4) == day
        assert study_day(begins - timedelta(milliseconds=1), zone, 4) == day - 1


def control_study_day(moment: datetime, zone: str, day_start: int) -> int:
    """The plain way: the local date, less one before the day start."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.toordinal() - EPOCH - (local.hour < day_start)


def test_control_the_plain_way_goes_back_where_an_hour_is_lived_twice() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    days = [control_study_day(first + hours * HOUR, "Antarctica/Troll", 2) for hours in range(3)]
    assert days != sorted(days)


def test_due_days_shift_by_no_more_than_the_zones_differ() -> None:
    """A move between two zones moves "today" by at most one, or two across the date line."""
    chance = Random(8)
    for _ in range(2000):
        moment = datetime(2011, 1, 1, tzinfo=UTC) + chance.random() * timedelta(days=10957)
        here, there = chance.choice(ALL_ZONES), chance.choice(ALL_ZONES)
        offset = moment.astimezone(ZoneInfo(here)).utcoffset()
        other = moment.astimezone(ZoneInfo(there)).utcoffset()
        assert offset is not None and other is not None
        allowed = 1 if abs(offset - other) <= timedelta(hours=24) else 2
        assert abs(study_day(moment, here, 4) - study_day(moment, there, 4)) <= allowed
