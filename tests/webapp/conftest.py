"""The cast: alice and bob study, ines instructs, ada administers. Each fixture adds its person to `app`."""

import time
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from tests.webapp.given import NOON
from webapp.accounts import people
from webapp.db import db
from webapp.models import User

PASSWORD = "a fixed cast needs no secrets"

AddUser = Callable[..., User]


@pytest.fixture
def add_user(app: Flask) -> AddUser:
    """Add anyone else: `add_user("zoe", role="instructor")`. What comes back is tied to no session."""

    def add(name: str, **over: str) -> User:
        with app.app_context():
            user = people.add_user(name, hash_password(PASSWORD), **over)
            db.session.commit()
            db.session.refresh(user)
            user.roles  # noqa: B018  loaded while there is a session
            db.session.expunge_all()
        return user

    return add


@pytest.fixture
def alice(add_user: AddUser) -> User:
    return add_user("alice", email="alice@example.org")


@pytest.fixture
def bob(add_user: AddUser) -> User:
    return add_user("bob")


@pytest.fixture
def ines(add_user: AddUser) -> User:
    return add_user("ines", role="instructor")


@pytest.fixture
def ada(add_user: AddUser) -> User:
    return add_user("ada", role="administrator")


@pytest.fixture
def at_noon() -> Iterator[None]:
    """No study day ends while a test runs."""
    with time_machine.travel(NOON):
        yield


def sign_in(client: FlaskClient, user: User) -> FlaskClient:
    """Sign the client in by writing the session; the form itself is tested in test_accounts_sign_in.py."""
    with client.session_transaction() as session:
        session.update(_user_id=user.fs_uniquifier, _fresh=True, fs_cc="set", fs_paa=time.time())
    return client
