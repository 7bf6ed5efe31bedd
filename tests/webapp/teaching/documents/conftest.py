"""An instructor's browser without JavaScript, and a small bank that has none of what is brought in."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import DECKS
from webapp.models import User


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    return settings | {"DECKS": DECKS}


@pytest.fixture
def teacher(client: FlaskClient, ines: User) -> FlaskClient:
    return sign_in(client, ines)
