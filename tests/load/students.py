"""The locust file: students who sign in, start, save answers as they think of them, and hand in at the end.

What the server said was saved goes into a ledger, which is written to LEDGER when the run is over.
"""

import itertools
import json
import os
import random
import re
import time
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import gevent
from locust import FastHttpUser, constant, events, task
from locust.env import Environment
from locust.exception import StopUser

from tests.load.plan import ITEMS, PASSWORD, PLAN, STUDENTS, name_of

QUIZ = os.environ.get("QUIZ", "")
BEGAN = time.monotonic()
IN_PLACE = {"In-Place": "1", "Content-Type": "application/x-www-form-urlencoded"}
numbers = itertools.count()
ledger: list[dict[str, Any]] = []
requests: list[tuple[str, float, int, float]] = []  # its kind, milliseconds, status, and when it began
faults: list[str] = []
begun: list[int] = []
done: list[str] = []


def until(second: float) -> None:
    """Sleep until that second of the run."""
    gevent.sleep(max(0.0, second - (time.monotonic() - BEGAN)))


def field(page: str, name: str) -> str:
    """The value of a hidden field of the page."""
    found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


class Student(FastHttpUser):
    """One of the class."""

    wait_time = constant(0)

    def on_start(self) -> None:
        self.number = next(numbers)
        self.chance = random.Random(self.number)
        self.bases = [0] * ITEMS
        self.token = self.attempt = ""

    @task
    def be_there(self) -> None:
        self.take_the_quiz()

    def take_the_quiz(self) -> None:
        until(self.chance.uniform(0, PLAN.starts - 2))
        self.sign_in()
        self.begin()
        ends = PLAN.ends + self.chance.uniform(0, PLAN.hands_in)
        for slot in itertools.cycle(range(ITEMS)):
            if not self.think(ends):
                break
            self.save(slot)
            self.ask("question", f"{self.attempt}/{(slot + 1) % ITEMS + 1}")
        self.hand_in()
        done.append(name_of(self.number))
        if len(done) == STUDENTS:
            self.environment.runner.quit()
        raise StopUser

    def sign_in(self) -> None:
        page = self.ask("sign-in page", "/accounts/sign-in")
        form = {
            "csrf_token": field(page, "csrf_token"),
            "identity": name_of(self.number),
            "password": PASSWORD,
        }
        self.send("sign in", "/accounts/sign-in", form)

    def begin(self) -> None:
        page = self.ask("start page", f"/quizzes/{QUIZ}")
        self.token = field(page, "csrf_token")
        asked = self.send("start", f"/quizzes/{QUIZ}/start", {"csrf_token": self.token})
        self.attempt = asked.rpartition("/")[0]

    def think(self, ends: float) -> bool:
        """Wait as long as the next answer takes, asking for the deadline now and then; False at the end."""
        left = self.chance.uniform(*PLAN.wait)
        while left > 0:
            now = time.monotonic() - BEGAN
            nap = min(left, PLAN.poll)
            if now + nap >= ends:
                until(ends)
                return False
            gevent.sleep(nap)
            left -= nap
            if left > 0:
                self.ask("state", f"{self.attempt}/state")
        return True

    def answer(self, slot: int) -> dict[str, Any]:
        """An answer to be, and its line of the ledger."""
        given = [self.chance.choice("0123")]
        return {"slot": slot + 1, "key": str(uuid4()), "base": self.bases[slot], "given": given}

    def save(self, slot: int) -> None:
        answer = self.answer(slot)
        form = {
            "csrf_token": self.token,
            "key": answer["key"],
            "base": answer["base"],
            "given": answer["given"],
        }
        said = json.loads(self.send("save", f"{self.attempt}/{slot + 1}", form) or "{}")
        if said.get("result") == "saved":
            self.bases[slot] = said["seq"]
            ledger.append({**answer, "attempt": self.attempt.rpartition("/")[2], "seq": said["seq"]})
        else:
            faults.append(f"not saved: {said}")

    def hand_in(self) -> None:
        """Submit, with one answer that was not saved yet."""
        answer = self.answer(0)
        form = {"csrf_token": self.token, "unsaved": json.dumps([answer])}
        said = json.loads(self.send("submit", f"{self.attempt}/submit", form) or "{}")
        if said.get("result") == "submitted":
            ledger.append({**answer, "attempt": self.attempt.rpartition("/")[2], "seq": answer["base"] + 1})
        else:
            faults.append(f"not handed in: {said}")

    def ask(self, name: str, path: str) -> str:
        with self.client.get(path, name=name, catch_response=True) as answer:
            return self.judged(name, answer)

    def send(self, name: str, path: str, form: dict[str, Any]) -> str:
        """Post the form; gives the body, or where a redirect leads. A line that the server has just closed is
        no answer: then it is sent once more, as browsers and the page's script do."""
        return self._sent(name, path, form, again=True) or self._sent(name, path, form)

    def _sent(self, name: str, path: str, form: dict[str, Any], again: bool = False) -> str:
        headers = dict(IN_PLACE)
        if name not in ("save", "submit", "rate"):
            del headers["In-Place"]
        with self.client.post(
            path,
            name=name,
            data=urlencode(form, doseq=True),
            headers=headers,
            allow_redirects=False,
            catch_response=True,
        ) as answer:
            if again and not answer.status_code:
                return ""
            body = self.judged(name, answer)
            return str((answer.headers or {}).get("Location") or body)

    def judged(self, name: str, answer: Any) -> str:
        if answer.status_code not in (200, 302, 303):
            faults.append(f"{name}: {answer.status_code}")
            answer.failure(str(answer.status_code))
        return str(answer.text or "")


@events.request.add_listener
def note(name: str, response_time: float, start_time: float, response: Any = None, **_rest: Any) -> None:
    requests.append((name, response_time, getattr(response, "status_code", 0), start_time))


@events.test_stop.add_listener
def write(environment: Environment, **_rest: Any) -> None:
    found: dict[str, Sequence[Any]] = {"ledger": ledger, "requests": requests, "faults": faults, "done": done}
    Path(os.environ["LEDGER"]).write_text(json.dumps(found), "utf-8")
