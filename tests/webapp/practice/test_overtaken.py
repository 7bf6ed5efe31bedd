"""Two processes plan the same learner's day, and neither asks what was answered at the other."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.conftest import close, make_app
from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import Practising
from tests.webapp.statements import USER, statements
from webapp.models import User

ROW = "/practice/card?new=30"


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    """With all the cards that are shipped."""
    return {name: value for name, value in settings.items() if name != "DECKS"}


@pytest.fixture
def other(settings: dict[str, Any], app: Flask) -> Iterator[Flask]:
    """Another process on the same database."""
    made = make_app(settings)
    yield made
    close(made)


def test_many_answers_elsewhere_cost_one_look(app: Flask, other: Flask, alice: User) -> None:
    here, there = (Practising(sign_in(one.test_client(), alice)).open(ROW) for one in (app, other))
    asked = []
    for _ in range(15):
        asked.append(there.card)
        there.answer(4)
    with statements(app) as sent:
        here.open(ROW)
    assert here.card == there.card and here.card not in asked
    assert len(sent) <= USER + 4, "\n".join(sent)  # the day, two cards, what was answered, two more


def test_control_nothing_elsewhere_costs_nothing(app: Flask, alice: User) -> None:
    here = Practising(sign_in(app.test_client(), alice)).open(ROW)
    with statements(app) as sent:
        here.open(ROW)
    assert len(sent) == USER + 2, "\n".join(sent)
