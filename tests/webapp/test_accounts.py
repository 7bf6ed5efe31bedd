"""Who is signed in, and what an account is made of."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import current_user

from tests.webapp.conftest import sign_in
from webapp.models import User


def test_a_written_session_is_a_signed_in_session(app: Flask, alice: User) -> None:
    with sign_in(app.test_client(), alice) as client:
        client.get("/")
        assert current_user.username == "alice"
        assert [role.name for role in current_user.roles] == ["student"]
        assert not current_user.is_instructor


def test_who_is_signed_in_is_only_read(client: FlaskClient, alice: User) -> None:
    with sign_in(client, alice):
        client.get("/")
        with pytest.raises(AttributeError, match="would not be saved"):
            current_user.theme = "dark"


def test_control_without_it_nobody_is_signed_in(client: FlaskClient) -> None:
    with client:
        client.get("/")
        assert not current_user.is_authenticated


def test_the_cast_has_its_roles(alice: User, ines: User, ada: User) -> None:
    assert (alice.is_instructor, ines.is_instructor, ada.is_instructor) == (False, True, True)
