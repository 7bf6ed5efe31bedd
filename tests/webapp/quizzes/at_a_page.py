"""A learner's browser at an attempt: without JavaScript it sends what the page's form holds, in place what
the page's script does."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import unescape
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from question_bank.quizzes.quiz import Draw, Quiz
from tests.webapp.attempts.trying import Trying, offer
from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import IN_PLACE, text_of
from webapp.models import User

MIXED = Quiz(
    "A bit of everything",
    (Draw(6),),
    minutes=20,
    ways=("typed",),
    shuffled=False,
)
ORDER, PAIRS, LIST, DATE, NUMBER, TEXT = range(1, 7)  # the numbers of its questions


def begin(app: Flask, client: FlaskClient, user: User, at: datetime, **over: Any) -> "AtAPage":
    """The user, signed in, in an attempt at a quiz of their own."""
    trying = Trying(app, user, offer(app, user, MIXED, **over))
    trying.start(at)
    return AtAPage(sign_in(client, user), trying)


class AtAPage:
    """Keeps the last page, as a browser does."""

    def __init__(self, client: FlaskClient, trying: Trying) -> None:
        self.client = client
        self.trying = trying
        self.id: UUID = trying.id
        self.answer: TestResponse
        self.page = ""

    def path(self, place: object = "") -> str:
        return f"/quizzes/attempts/{self.id}" + (f"/{place}" if place != "" else "")

    def open(self, place: object) -> "AtAPage":
        return self._keep(self.client.get(self.path(place)))

    @property
    def text(self) -> str:
        return text_of(self.page)

    @property
    def fields(self) -> dict[str, str]:
        """What the form of the question carries besides its inputs."""
        form = self.page[self.page.index('<form id="question"') :]
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
        return {name: unescape(value) for name, value in found}

    def press(self, go: str, *given: str, **over: Any) -> "AtAPage":
        """Press a button of the question on the page, with this in its inputs; go where that leads."""
        fields = {**self.fields, "given": list(given), "go": go, **over}
        number = re.findall(r'<form id="question"[^>]*action="[^"]*/(\d+)"', self.page)[0]
        self.answer = self.client.post(self.path(number), data=fields)
        return self._keep(
            self.client.get(self.location, follow_redirects=True) if self.location else self.answer
        )

    @property
    def location(self) -> str:
        return self.answer.headers.get("Location", "")

    def save(
        self, number: int, *given: str, base: int = 0, key: UUID | None = None, **over: Any
    ) -> TestResponse:
        """Save in place, as the script does."""
        fields = {"key": str(key or uuid4()), "base": str(base), "given": list(given), **over}
        return self.post(number, fields)

    def post(self, place: object, fields: Mapping[str, Any] | None = None) -> TestResponse:
        return self.client.post(self.path(place), data=dict(fields or {}), headers=IN_PLACE)

    def hand_in(self, *unsaved: Mapping[str, Any]) -> TestResponse:
        return self.post("submit", {"unsaved": json.dumps(unsaved)})

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(self.path("state"), headers=IN_PLACE).json or {}
        return found

    @property
    def given(self) -> Sequence[tuple[str, ...]]:
        """What is stored for each question."""
        return [() if given is None else given.given for given in self.trying.paper.given]

    def _keep(self, answer: TestResponse) -> "AtAPage":
        self.answer = answer
        self.page = answer.text
        return self


def unsaved(slot: int, *given: str, base: int = 0) -> dict[str, Any]:
    """An edit as a page sends it along when it hands in."""
    return {"slot": slot, "key": str(uuid4()), "base": base, "given": list(given), "certainty": None}
