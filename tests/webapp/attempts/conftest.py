"""A small bank and a learner at a quiz of it. Every function is told the moment: no clock has to be moved."""

from typing import Any

import pytest
from flask import Flask

from tests.webapp.attempts.trying import Trying, offer
from tests.webapp.practice.practising import DECKS
from webapp.models import User


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    return settings | {"DECKS": DECKS}


@pytest.fixture
def trying(app: Flask, alice: User) -> Trying:
    """Alice, about to begin a quiz of four items, typed, ten minutes, as often as she likes."""
    return Trying(app, alice, offer(app, alice))
