"""From a result to practising what was missed: exactly these cards, once, and one’s own."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.attempts.trying import Trying, set_columns
from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import Practising, cards, lines, text_of
from tests.webapp.quizzes.resulting import client as client
from tests.webapp.quizzes.resulting import over as over
from tests.webapp.quizzes.resulting import (
    page,
)
from webapp import models
from webapp.models import User


def test_study_makes_exactly_the_missed_due_and_leads_to_them(
    app: Flask, client: FlaskClient, over: Trying
) -> None:
    found = page(client, over)
    assert "Study the 3 missed" in text_of(found)
    studying = Practising(client)
    studying._keep(client.post(**study(found, over), follow_redirects=True))
    missed = {"milestones/relations/forward", "milestones/treaty/forward", "chronology/in-order/forward"}
    asked = set()
    while studying.side != "end":
        assert "Missed in “Four to type”" in studying.text
        asked.add(studying.card)
        studying.answer(4)
    assert asked == missed
    assert f"/quizzes/attempts/{over.id}" in studying.page


def study(found: str, trying: Trying) -> dict[str, Any]:
    """The form of the page."""
    action = f"/quizzes/attempts/{trying.id}/study"
    return {"path": action, "data": Practising.form_fields(found, action)}


def test_a_second_tap_on_study_changes_nothing(app: Flask, client: FlaskClient, over: Trying) -> None:
    form = study(page(client, over), over)
    client.post(**form)
    once = cards(app), lines(app)
    assert client.post(**form).status_code == 303
    assert (cards(app), lines(app)) == once


def test_nobody_studies_anothers_attempt(app: Flask, client: FlaskClient, over: Trying, bob: User) -> None:
    form = study(page(client, over), over)
    before = cards(app), lines(app)
    stranger = sign_in(app.test_client(), bob)
    assert stranger.post(**form).status_code == 404
    assert stranger.get(f"/practice/card?attempt={over.id.hex}").status_code == 404
    assert client.get("/practice/card?attempt=nonsense").status_code == 404
    assert (cards(app), lines(app)) == before


def test_a_suspended_card_stays_so_and_the_rest_is_studied(
    app: Flask, client: FlaskClient, over: Trying
) -> None:
    found = page(client, over)
    set_columns(app, models.Card, suspended=True)
    page_after = client.post(**study(found, over), follow_redirects=True).text
    assert "You suspended 3 of these" in page_after
    assert {card["suspended"] for card in cards(app).values()} == {True}
