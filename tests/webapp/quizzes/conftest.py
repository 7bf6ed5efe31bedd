"""The pages of quizzes, upon the attempts' own small bank and learner; the clock stands still."""

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.attempts.conftest import settings as settings
from tests.webapp.attempts.conftest import trying as trying
from tests.webapp.attempts.trying import NOW
from tests.webapp.practice.conftest import clock as clock
from tests.webapp.quizzes.at_a_page import AtAPage, begin
from webapp.models import User


@pytest.fixture
def learner(app: Flask, client: FlaskClient, clock: time_machine.Traveller, alice: User) -> AtAPage:
    """Alice, in an attempt at six questions, each of another kind."""
    return begin(app, client, alice, NOW)
