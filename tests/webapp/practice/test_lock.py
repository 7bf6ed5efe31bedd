"""On SQLite there is one writer at a time: who only looks does not wait for it."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import Practising
from webapp.db import db, engine_options
from webapp.models import User

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    """As for people, but for the ten seconds of patience with whoever writes."""
    options = engine_options(settings["SQLALCHEMY_DATABASE_URI"])
    options["connect_args"]["timeout"] = 0.5
    return settings | {"SQLALCHEMY_ENGINE_OPTIONS": options}


def test_pages_and_answers_are_shown_while_somebody_writes(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    learner = Practising(sign_in(client, alice)).open("/practice/card?deck=milestones")
    with app.app_context(), db.engine.connect() as writer:
        writer.exec_driver_sql("SELECT 1")  # begins with the write lock, and keeps it
        assert learner.send("show", typed=["1950"]).status_code == 200
        assert client.get("/practice/card").status_code == 200


def test_control_a_rating_has_to_wait_and_is_not_lost(app: Flask, client: FlaskClient, alice: User) -> None:
    learner = Practising(sign_in(client, alice)).open("/practice/card?deck=milestones").show("1950")
    with app.app_context(), db.engine.connect() as writer:
        writer.exec_driver_sql("SELECT 1")
        refused = learner.send("rate", rating="3")
    assert refused.status_code == 503
    assert "It was not saved" in refused.text
    assert learner.send("rate", rating="3").status_code == 200  # the same line, once the lock is free
