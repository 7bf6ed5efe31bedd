"""The locust file: students who sign in, start, save answers as they think of them, and hand in at the end.

What the server said was saved goes into a ledger, which is written to LEDGER when the run is over.
"""

import itertools
import json
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import gevent
from locust import FastHttpUser, constant, events, task
from locust.env import Environment
from locust.exception import StopUser

from tests.load.plan import ITEMS, PLAN, STUDENTS, name_of
from tests.load.student import IN_PLACE, Student

QUIZ = os.environ.get("QUIZ", "")
BEGAN = time.monotonic()
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
numbers = itertools.count()
ledger: list[dict[str, Any]] = []
requests: list[tuple[str, float, int, float]] = []  # its kind, milliseconds, status, and when it began
faults: list[str] = []
begun: list[int] = []
done: list[str] = []


def until(second: float) -> None:
    """Sleep until that second of the run."""
    gevent.sleep(max(0.0, second - (time.monotonic() - BEGAN)))


class Sitting(FastHttpUser):
    """One of the class, and the line to the server."""

    wait_time = constant(0)

    def on_start(self) -> None:
        self.student = Student(self, next(numbers), QUIZ, ledger, faults)

    @task
    def be_there(self) -> None:
        self.take_the_quiz()

    def take_the_quiz(self) -> None:
        student, chance = self.student, self.student.chance
        until(chance.uniform(0, PLAN.starts - 2))
        student.sign_in()
        student.begin()
        ends = PLAN.ends + chance.uniform(0, PLAN.hands_in)
        for slot in itertools.cycle(range(ITEMS)):
            if not self.think(ends):
                break
            student.save(slot)
            student.look((slot + 1) % ITEMS)
        student.hand_in()
        done.append(name_of(student.number))
        if len(done) == STUDENTS:
            self.environment.runner.quit()
        raise StopUser

    def think(self, ends: float) -> bool:
        """Wait as long as the next answer takes, asking for the deadline now and then; False at the end."""
        left = self.student.chance.uniform(*PLAN.wait)
        while left > 0:
            now = time.monotonic() - BEGAN
            nap = min(left, PLAN.poll)
            if now + nap >= ends:
                until(ends)
                return False
            gevent.sleep(nap)
            left -= nap
            if left > 0:
                self.student.look_at_the_clock()
        return True

    def ask(self, name: str, path: str) -> str:
        with self.client.get(path, name=name, catch_response=True) as answer:
            return self.judged(name, answer)

    def send(self, name: str, path: str, form: Mapping[str, Any]) -> str:
        """Post the form; gives the body, or where a redirect leads. A line that the server has just closed is
        no answer: then it is sent once more, as browsers and the page's script do."""
        return self._sent(name, path, form, again=True) or self._sent(name, path, form)

    def _sent(self, name: str, path: str, form: Mapping[str, Any], again: bool = False) -> str:
        headers = {**FORM, "In-Place": "1"} if name in IN_PLACE else FORM
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
