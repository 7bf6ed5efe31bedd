"""Guessing passwords is slow, whoever guesses and however many at once; the owner is never locked out."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.webapp.conftest import PASSWORD
from webapp import clock
from webapp.accounts import limits
from webapp.db import db
from webapp.models import SignInFailure, User

URL = "/accounts/sign-in"
START = datetime(2026, 11, 21, 12, tzinfo=UTC)
WRONG = {"identity": "alice", "password": "not the password"}
RIGHT = {"identity": "alice", "password": PASSWORD}


def test_the_waits_double_up_to_a_quarter_of_an_hour() -> None:
    waits = [limits.wait_for(count, START, START, window=False).total_seconds() for count in range(13)]
    assert waits == [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_a_day_later_wrong_tries_are_forgotten() -> None:
    assert limits.counted(12, START, START + timedelta(days=1), window=False) == (
        1,
        START + timedelta(days=1),
    )


def test_an_account_is_tried_at_most_20_times_an_hour() -> None:
    count, last, now, tries = 0, START, START, 0
    while now < START + timedelta(hours=1):
        now += limits.wait_for(count, last, now, window=False)
        count, last = limits.counted(count, last, now, window=False)
        tries += 1
    assert tries <= 20


def test_an_address_waits_for_the_end_of_its_quarter_of_an_hour() -> None:
    almost = START + timedelta(minutes=14)
    assert limits.wait_for(limits.PER_ADDRESS, START, almost, window=True) == timedelta(minutes=1)
    assert limits.wait_for(limits.PER_ADDRESS - 1, START, almost, window=True) == timedelta()
    assert limits.counted(limits.PER_ADDRESS, START, START + timedelta(minutes=15), window=True)[0] == 1


@pytest.mark.parametrize("identity", ["alice", "nobody"])
def test_too_many_tries_say_when_to_try_again(client: FlaskClient, alice: User, identity: str) -> None:
    with time_machine.travel(START, tick=False) as travel:
        for wait in (1, 2, 4):
            assert client.post(URL, data={**WRONG, "identity": identity}).status_code == 422
            answer = client.post(URL, data={**RIGHT, "identity": identity})
            assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(wait))
            assert f"{wait} second" in answer.text
            travel.shift(wait)


def test_a_name_and_its_address_are_one_account(client: FlaskClient, alice: User) -> None:
    with time_machine.travel(START, tick=False):
        client.post(URL, data=WRONG)
        assert client.post(URL, data={**WRONG, "identity": "alice@example.org"}).status_code == 429


def test_asking_while_waiting_makes_the_wait_no_longer(client: FlaskClient, alice: User) -> None:
    with time_machine.travel(START, tick=False) as travel:
        client.post(URL, data=WRONG)
        for _ in range(20):
            client.post(URL, data=WRONG)
        travel.shift(1)
        assert client.post(URL, data=RIGHT).status_code == 302


def test_a_right_password_clears_the_count(app: Flask, client: FlaskClient, alice: User) -> None:
    with time_machine.travel(START, tick=False) as travel:
        client.post(URL, data=WRONG)
        travel.shift(1)
        client.post(URL, data=RIGHT)
        assert app.test_client().post(URL, data=RIGHT).status_code == 302


def test_after_1000_wrong_tries_the_owner_is_in_within_15_minutes(app: Flask, alice: User) -> None:
    with app.test_request_context(), time_machine.travel(START, tick=False):
        db.session.add(SignInFailure(subject=limits.account("alice").key, count=1000, last_at=clock.now()))
        db.session.commit()
    with time_machine.travel(START + timedelta(minutes=15), tick=False):
        assert app.test_client().post(URL, data=RIGHT).status_code == 302


def test_signing_up_is_limited_for_an_address(client: FlaskClient, app: Flask) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        full = SignInFailure(subject=limits.address("up").key, count=limits.PER_ADDRESS, last_at=clock.now())
        db.session.add(full)
        db.session.commit()
    answer = client.post("/accounts/sign-up", data={"username": "zoe", "password": PASSWORD})
    assert answer.status_code == 429


def test_neither_names_nor_addresses_are_stored(app: Flask, client: FlaskClient, alice: User) -> None:
    client.post(URL, data=WRONG)
    with app.app_context():
        subjects = db.session.scalars(select(SignInFailure.subject)).all()
    assert len(subjects) == 2
    assert all(len(subject) == 64 and int(subject, 16) for subject in subjects)


def test_what_a_day_has_passed_over_is_swept_out(app: Flask, client: FlaskClient, alice: User) -> None:
    with app.app_context():
        db.session.add(SignInFailure(subject="f" * 64, count=3, last_at=clock.now() - timedelta(days=2)))
        db.session.commit()
    client.post(URL, data=WRONG)
    with app.app_context():
        assert db.session.get(SignInFailure, "f" * 64) is None


def test_of_eight_guesses_at_once_one_is_looked_at(app: Flask, alice: User) -> None:
    together, statuses = threading.Barrier(8), []

    def guess() -> None:
        client = app.test_client()
        together.wait()
        statuses.append(client.post(URL, data=WRONG).status_code)

    threads = [threading.Thread(target=guess) for _ in range(8)]
    with time_machine.travel(START, tick=False):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(statuses) == [422] + [429] * 7


def test_addresses_of_one_network_count_together(app: Flask) -> None:
    def key(address: str) -> str:
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            return limits.address("in").key

    assert key("2001:db8::1") == key("2001:db8::ffff:2")
    assert key("2001:db8::1") != key("2001:db8:0:1::1")
    assert key("192.0.2.1") != key("192.0.2.2")
