"""On SQLite there is one writer at a time: who only looks does not wait for it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import Practising
from webapp.db import db
from webapp.models import User

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


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
