"""What time it is: this machine's clock, or another one that is followed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
import time_machine
from flask import Flask

from webapp import clock
from webapp.attempts import sweeper

THEN = datetime(2020, 2, 29, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_clock_again() -> Iterator[None]:
    yield
    clock.follow_none()


def test_now_is_whole_milliseconds_in_utc() -> None:
    assert clock.now().tzinfo is UTC and clock.now().microsecond % 1000 == 0


def test_another_clock_is_followed_and_goes_on() -> None:
    clock.follow(lambda: THEN.astimezone(timezone(timedelta(hours=7))))
    first = clock.now()
    assert THEN <= first <= clock.now() < THEN + timedelta(seconds=10)
    assert first.tzinfo is UTC


def test_setting_this_machine_s_clock_changes_nothing_then() -> None:
    clock.follow(lambda: THEN)
    with time_machine.travel(THEN + timedelta(days=1), tick=False):
        assert clock.now() < THEN + timedelta(seconds=10)


def test_control_without_one_it_does() -> None:
    with time_machine.travel(THEN, tick=False):
        assert clock.now() == THEN


def test_on_postgresql_the_database_s_clock_is_followed(app: Flask, database: str) -> None:
    with time_machine.travel(THEN, tick=False), app.app_context():
        sweeper.follow_clock()
        is_ours = clock.now() == THEN
    assert is_ours == database.startswith("sqlite")
