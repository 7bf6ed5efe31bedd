"""Quizzes as their pages offer them, and what a page's form would send."""

import re
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from question_bank.quizzes.quiz import Draw, Quiz, quiz_of
from tests.webapp.attempts.trying import rows
from webapp.models import QuizVersion, User
from webapp.quizzes import keeping

HOUR = timedelta(hours=1)
TWO = (Draw(2, decks=("milestones",)),)


def set_quiz(app: Flask, by: User, quiz: Quiz, at: Any) -> str:
    """The key of a quiz that an instructor has set."""
    with app.app_context():
        return keeping.make("set", quiz, by.id, at)


def own_quiz(app: Flask, owner: User, quiz: Quiz, at: Any) -> str:
    with app.app_context():
        return keeping.make("own", quiz, owner.id, at)


def begin(client: FlaskClient, path: str) -> str:
    """Begin an attempt; the address of its first question."""
    return client.post(path + "/start").headers["Location"]


def hand_in(client: FlaskClient, question: str) -> None:
    client.post(question.rpartition("/")[0] + "/submit", data={"unsaved": "[]"})


def words(response: TestResponse) -> str:
    """What the page's main part says."""
    main = response.text[response.text.index("<main") : response.text.index("</main>")]
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())  # a no-break space is a space, too
    return re.sub(r" ([.,;:])", r"\1", text)


def versions(app: Flask) -> list[Quiz]:
    """Every kept definition, in the order they were made."""
    return [quiz_of(row["content"]) for row in sorted(rows(app, QuizVersion), key=lambda row: row["id"])]


class Form(HTMLParser):
    """What a browser would send of the form that posts to `action`, without pressing a named button."""

    def __init__(self, page: str, action: str) -> None:
        super().__init__()
        self.action, self.inside = action, False
        self.area: str | None = None
        self.data: MultiDict[str, str] = MultiDict()
        self.feed(page)
        assert self.data, f"no form posts to {action}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form":
            self.inside = (values.get("action") or "").partition("#")[0] == self.action
        name = values.get("name")
        if not self.inside or not name:
            return
        if tag == "textarea":
            self.area = name
            self.data.add(name, "")
        elif tag == "input" and (values.get("type") not in ("checkbox", "radio") or "checked" in values):
            self.data.add(name, values.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self.area:  # a browser drops the first line end and sends the others as CR LF
            self.data[self.area] = data.removeprefix("\r").removeprefix("\n").replace("\n", "\r\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = None
        if tag == "form":
            self.inside = False


def form_at(client: FlaskClient, path: str) -> MultiDict[str, str]:
    """The fields of the form on the page of this path, as they stand."""
    return Form(client.get(path).text, path).data
