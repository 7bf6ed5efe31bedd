"""A small bank and a learner's browser without JavaScript, for the tests of practice."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from uuid_utils.compat import uuid7
from werkzeug.test import TestResponse

from webapp.db import db
from webapp.models import Card, Day, Review, User

DECKS = Path(__file__).with_name("decks")
IN_PLACE = {"In-Place": "1"}  # what the page's script sends
PLANNING = "card.due_day <= "  # stands in the statement that plans a row: what is due by a day


def hidden(page: str) -> dict[str, Any]:
    """What the card's form on the page would send besides its buttons."""
    card = page[page.index('id="card"') :].split("</section>")[0]
    found: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', card):
        found.setdefault(name, []).append(unescape(value))
    return {name: values if name == "typed" else values[0] for name, values in found.items()}


def text_of(page: str) -> str:
    """The words of the page's main part."""
    main = page[page.index("<main") :] if "<main" in page else page
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


class Practising:
    """A signed-in learner at the cards. Keeps the last page, as a browser does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page = ""

    def open(self, path: str = "/practice/card") -> "Practising":
        return self._keep(self.client.get(path, follow_redirects=True))

    def show(self, *typed: str, **over: Any) -> "Practising":
        return self.post("show", **({"typed": list(typed)} | over))

    def rate(self, rating: int, **over: Any) -> "Practising":
        return self.post("rate", rating=str(rating), **over)

    def answer(self, rating: int, *typed: str) -> "Practising":
        return self.show(*typed).rate(rating)

    def post(self, action: str, **over: Any) -> "Practising":
        return self._keep(self.send(action, **over))

    def send(self, action: str, headers: Mapping[str, str] | None = None, **over: Any) -> TestResponse:
        data = hidden(self.page) | over
        path = f"/practice/{action}"
        return self.client.post(path, data=data, headers=headers, follow_redirects=headers is None)

    def _keep(self, response: TestResponse) -> "Practising":
        assert response.status_code == 200, response.status_code
        self.page = response.text
        return self

    @staticmethod
    def named(page: str) -> str:
        """The card that a page asks."""
        return str(hidden(page)["card"])

    @staticmethod
    def form_fields(page: str, action: str) -> dict[str, str]:
        """The hidden fields of the form that posts there."""
        form = page[page.index(f'action="{action}"') :].split("</form>")[0]
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
        return {name: unescape(value) for name, value in found}

    @property
    def fields(self) -> dict[str, Any]:
        return hidden(self.page)

    @property
    def card(self) -> str:
        return str(self.fields["card"])

    @property
    def side(self) -> str:
        found = re.search(r'data-side="(\w+)"', self.page)
        assert found
        return found[1]

    @property
    def text(self) -> str:
        return text_of(self.page)

    @property
    def suggested(self) -> str | None:
        found = re.search(r'class="(\w+) suggested"', self.page)
        return found[1] if found else None


def new_id() -> str:
    return str(uuid7())


def cards(app: Flask) -> dict[str, dict[str, Any]]:
    """Every stored card by its name, all users together."""
    with app.app_context():
        rows = db.session.execute(select(Card.__table__)).mappings().all()
    return {f"{row['deck']}/{row['item']}/{row['direction']}": dict(row) for row in rows}


def lines(app: Flask) -> list[dict[str, Any]]:
    """The log, in order."""
    table = Review.__table__
    with app.app_context():
        rows = db.session.execute(select(table).order_by(table.c.at, table.c.base_rev)).mappings().all()
    return [dict(row) for row in rows]


def day(app: Flask) -> dict[str, int]:
    """The sums of the only day there is."""
    with app.app_context():
        row = db.session.execute(select(Day.__table__)).mappings().one()
    return {name: row[name] for name in ("answers", "new_cards", "reviews", "recalled", "took_ms")}


def change(app: Flask, user: User, **settings: Any) -> None:
    with app.app_context():
        row = db.session.get(User, user.id)
        for name, value in settings.items():
            setattr(row, name, value)
        db.session.commit()


def to_the_end(learner: Practising, rating: int = 4) -> list[str]:
    """Answer until the row ends; which cards were asked."""
    asked = []
    while learner.side != "end":
        asked.append(learner.card)
        assert len(asked) < 50
        learner.answer(rating)
    return asked
