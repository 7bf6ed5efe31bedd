"""Waiting for SQLite's one write lock: not for long after it is free, and not for ever."""

from threading import Timer
from time import monotonic

import pytest
from flask import Flask

from webapp.db import db, looking_often


def test_who_waits_looks_often_and_not_for_ever() -> None:
    look_again, looks = looking_often(0.2), 0
    while look_again(looks):
        looks += 1
    assert looks > 20  # SQLite's own way looks ten times


def late_in_all(app: Flask, setting: str = "") -> float:
    """How long after it was free the lock was taken, in seconds, summed over some times."""
    late = 0.0
    with app.app_context(), db.engine.connect() as holder, db.engine.connect() as waiting:
        if setting:
            waiting.exec_driver_sql(setting)
            waiting.rollback()
        for _ in range(5):
            freed: list[float] = []

            def let_go(freed: list[float] = freed) -> None:
                freed.append(monotonic())
                holder.rollback()

            holder.exec_driver_sql("SELECT 1")
            Timer(0.06, let_go).start()
            waiting.exec_driver_sql("SELECT 1")
            late += monotonic() - freed[0]
            waiting.rollback()
    return late


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_free_lock_is_taken_sooner_than_by_sqlites_own_way_of_waiting(app: Flask) -> None:
    assert late_in_all(app) < late_in_all(app, "PRAGMA busy_timeout=10000") / 2
