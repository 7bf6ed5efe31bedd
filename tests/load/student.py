"""What a student sends, whatever carries it: to sign in, to take the quiz, to rate cards."""

import json
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Protocol
from uuid import uuid4

from tests.load.plan import ITEMS, PASSWORD, name_of

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
IN_PLACE = ("save", "submit", "rate")  # what the page's scripts send


class Line(Protocol):
    """Some way to the server; `name` is the kind of request."""

    def ask(self, name: str, path: str) -> str: ...

    def send(self, name: str, path: str, form: Mapping[str, Any]) -> str:
        """Post the form; gives the body, or where a redirect leads."""


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of the page."""
    found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


@dataclass
class Student:
    """One of the class. What was saved goes into the ledger, what was refused to the faults."""

    line: Line
    number: int
    quiz: str
    ledger: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    token: str = ""
    attempt: str = ""  # its address
    card: str = ""  # the part of the page

    def __post_init__(self) -> None:
        self.chance = random.Random(self.number)
        self.bases = [0] * ITEMS

    def sign_in(self) -> None:
        page = self.line.ask("sign-in page", "/accounts/sign-in")
        form = {"identity": name_of(self.number), "password": PASSWORD}
        self.line.send("sign in", "/accounts/sign-in", {"csrf_token": hidden(page, "csrf_token"), **form})

    def begin(self) -> None:
        page = self.line.ask("start page", f"/quizzes/{self.quiz}")
        self.token = hidden(page, "csrf_token")
        asked = self.line.send("start", f"/quizzes/{self.quiz}/start", {"csrf_token": self.token})
        self.attempt = asked.rpartition("/")[0]

    def look(self, slot: int) -> None:
        """Ask for a question by its number from 0."""
        self.line.ask("question", f"{self.attempt}/{slot + 1}")

    def look_at_the_clock(self) -> None:
        self.line.ask("state", f"{self.attempt}/state")

    def save(self, slot: int) -> None:
        answer = self._answer(slot)
        form = {"csrf_token": self.token, **{name: answer[name] for name in ("key", "base", "given")}}
        said = json.loads(self.line.send("save", f"{self.attempt}/{slot + 1}", form) or "{}")
        if said.get("result") == "saved":
            self.bases[slot] = said["seq"]
            self._saved(answer, said["seq"])
        else:
            self.faults.append(f"not saved: {said}")

    def hand_in(self) -> None:
        """Submit, with one answer that was not saved yet."""
        answer = self._answer(0)
        form = {"csrf_token": self.token, "unsaved": json.dumps([answer])}
        said = json.loads(self.line.send("submit", f"{self.attempt}/submit", form) or "{}")
        if said.get("result") == "submitted":
            self._saved(answer, answer["base"] + 1)
        else:
            self.faults.append(f"not handed in: {said}")

    def practise(self) -> None:
        """Rate the card, which brings the next one."""
        if 'name="card"' not in self.card:
            self.card = self.line.ask("card", "/practice/card")
            return
        card = self.card[self.card.index('id="card"') :].partition("</section>")[0]
        fields = {name: unescape(value) for name, value in HIDDEN.findall(card)}
        self.card = self.line.send(
            "rate", "/practice/rate", {**fields, "side": "back", "typed": "", "rating": "3"}
        )

    def _answer(self, slot: int) -> dict[str, Any]:
        """An answer to be, and its line of the ledger."""
        given = [self.chance.choice("0123")]
        return {"slot": slot + 1, "key": str(uuid4()), "base": self.bases[slot], "given": given}

    def _saved(self, answer: dict[str, Any], seq: int) -> None:
        self.ledger.append({**answer, "attempt": self.attempt.rpartition("/")[2], "seq": seq})
