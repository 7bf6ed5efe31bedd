"""A learner at the cards of a small bank, and a clock that stands still."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import DECKS, Practising
from webapp.models import User

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    return settings | {"DECKS": DECKS}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands still at NOW until a test moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def learner(clock: time_machine.Traveller, client: FlaskClient, alice: User) -> Practising:
    return Practising(sign_in(client, alice))


@pytest.fixture
def wait(clock: time_machine.Traveller, learner: Practising, alice: User) -> Callable[[int], None]:
    """Let days pass, and sign in again."""

    def days_pass(days: int) -> None:
        clock.shift(timedelta(days=days))
        sign_in(learner.client, alice)

    return days_pass
