"""Clients that remember what the server told them was saved, and send again what it did not answer.

Whatever was acknowledged must be in the database once, with that value; what was never sent must not be.
"""

import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from statistics import median
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from tests.reliability.taking import LineDown, Reply, Sent, Taker, attempt_of, edit
from tests.webapp.practice.practising import hidden
from webapp.db import db
from webapp.models import AnswerEvent, Attempt, Review
from webapp.practice.moment import SEALED
from webapp.practice.views import ELSEWHERE

PATIENCE = 300.0  # seconds that a client goes on sending the same thing
NO_ANSWER = 500  # and above: the server could not say; below, it has decided


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that the server could not answer, and when, by the monotonic clock."""

    sent: float
    answered: float
    status: int
    said: bytes


@dataclass
class Ledger:
    """What was sent, and what came back."""

    patience: float = PATIENCE
    sent: dict[UUID, tuple[UUID, Sent]] = field(default_factory=dict)
    saved: dict[UUID, tuple[UUID, int, int]] = field(default_factory=dict)  # key: attempt, slot, seq
    submitted: dict[UUID, set[bytes]] = field(default_factory=dict)
    reviewed: dict[UUID, int] = field(default_factory=dict)  # line: rating
    tried: dict[UUID, int] = field(default_factory=dict)  # lines sent, answered or not
    resent: int = 0  # by clients that are done
    odd: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)  # seconds, of each request that was answered
    refused: list[Refused] = field(default_factory=list)

    def wait_for(self, more: int, seconds: float = 15) -> float:
        """Until so many more requests have succeeded; how long that took."""
        began, known = time.monotonic(), len(self.took)
        while len(self.took) < known + more and time.monotonic() - began < seconds:
            time.sleep(0.005)
        return time.monotonic() - began

    @property
    def usual(self) -> float:
        """How many seconds a request takes here and now."""
        return median(self.took)

    @property
    def acks(self) -> int:
        return len(self.saved) + len(self.submitted) + len(self.reviewed)


class Client(threading.Thread):
    """One learner: takes the quiz again and again, a card now and then in between, until told to stop."""

    def __init__(self, taker: Taker, quiz: str, items: int, ledger: Ledger, seed: int) -> None:
        super().__init__(daemon=True)
        self.taker, self.quiz, self.items, self.ledger = taker, quiz, items, ledger
        self.chance = Random(seed)
        self.stopping = threading.Event()
        self.page = ""
        self.resent = 0

    def run(self) -> None:
        try:
            while not self.stopping.is_set():
                self.take()
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            self.ledger.odd.append(f"a client gave up at {where.name}, line {where.lineno}: {error!r}")
        finally:
            self.ledger.resent += self.resent
            self.taker.line.close()

    def take(self) -> None:
        started = self.persist(lambda: self.taker.start(self.quiz))
        if started.status != 303 or "/quizzes/attempts/" not in started.leads_to:
            self.ledger.odd.append(f"start: {started.status}, leads to {started.leads_to!r}")
            return
        attempt = attempt_of(started)
        bases = dict.fromkeys(range(1, self.items + 1), 0)
        for _ in range(self.chance.randint(4, 12)):
            if self.stopping.is_set():
                break
            slot = self.chance.choice(list(bases))
            self.save(attempt, edit(slot, self.words(), base=bases[slot]), bases)
            if self.chance.random() < 0.2:
                self.review()
        slot = self.chance.choice(list(bases))
        self.submit(attempt, edit(slot, self.words(), base=bases[slot]))

    def words(self) -> str:
        return f"an answer {self.chance.getrandbits(32)}"

    def save(self, attempt: str, sent: Sent, bases: dict[int, int]) -> None:
        self.ledger.sent[sent.key] = UUID(attempt), sent
        answer = self.persist(lambda: self.taker.save(attempt, sent))
        if answer.status == 200 and answer.result == "saved":
            bases[sent.slot] = answer.json["seq"]
            self.ledger.saved[sent.key] = UUID(attempt), sent.slot, answer.json["seq"]
        else:
            self.ledger.odd.append(f"save: {answer.status} {answer.body[:200]!r}")

    def submit(self, attempt: str, last: Sent) -> None:
        self.ledger.sent[last.key] = UUID(attempt), last
        for _ in range(self.chance.choice((1, 1, 2))):  # now and then twice: the answer is the same
            answer = self.persist(lambda: self.taker.submit(attempt, [last]))
            if answer.status == 200:
                self.ledger.submitted.setdefault(UUID(attempt), set()).add(answer.body)
                self.ledger.saved[last.key] = UUID(attempt), last.slot, 0
            else:
                self.ledger.odd.append(f"submit: {answer.status} {answer.body[:200]!r}")

    def review(self) -> None:
        if 'name="line"' not in self.page:
            self.page = self.persist(lambda: self.taker.get("/practice/card")).text
            if 'name="line"' not in self.page:
                return
        form = hidden(self.page) | {"rating": str(self.chance.randint(2, 4)), "side": "back"}
        line, sent_before = UUID(form["line"]), self.resent
        self.ledger.tried[line] = int(form["rating"])
        answer = self.persist(lambda: self.taker.post("/practice/rate", form))
        if answer.status == 303:  # saved, and then the database went away: as a browser, it goes on
            onward = answer.leads_to
            answer = self.persist(lambda: self.taker.get(onward))
        refused = SEALED in answer.text or ELSEWHERE in answer.text
        if answer.status == 200 and refused:  # a quiz asks the card, or asked it since it was shown
            if self.resent == sent_before:  # else what was not answered may have been recorded
                self.ledger.tried.pop(line)
        elif answer.status == 200:
            self.ledger.reviewed[line] = int(form["rating"])
        else:
            self.ledger.odd.append(f"review: {answer.status} {answer.body[:200]!r}")
        self.page = answer.text

    def persist(self, send: Callable[[], Reply]) -> Reply:
        """The same request until somebody answers it."""
        began, last = time.monotonic(), "nothing was sent"
        while time.monotonic() - began < self.ledger.patience:
            sent = time.monotonic()
            try:
                answer = send()
            except LineDown as error:
                last = str(error)
            else:
                now = time.monotonic()
                if answer.status < NO_ANSWER:
                    self.ledger.took.append(now - sent)
                    return answer
                last = f"{answer.status} {answer.body[:200]!r}"
                self.ledger.refused.append(Refused(sent, now, answer.status, answer.body[:200]))
            self.resent += 1
            time.sleep(0.1 + 0.2 * self.chance.random())
        raise TimeoutError(f"no answer in {self.ledger.patience} seconds; the last: {last}")


def stop(clients: list[Client]) -> None:
    """Each finishes what it has begun."""
    for client in clients:
        client.stopping.set()
    for client in clients:
        client.join(PATIENCE * 2)
        assert not client.is_alive(), "a client never came to an end"


def losses(app: Flask, ledger: Ledger) -> list[str]:
    """Every acknowledgement that the database does not bear out, and everything there that nobody sent."""
    with app.app_context():
        events = db.session.execute(select(AnswerEvent.__table__)).mappings().all()
        states = {row.id: row.state for row in db.session.execute(select(Attempt.id, Attempt.state))}
        reviews = db.session.execute(select(Review.__table__).filter_by(action="answer")).mappings().all()
        db.session.rollback()
    return [
        *answers_lost(ledger, events),
        *(
            f"submit of {attempt} was answered, and it is {states.get(attempt, 'lost')}"
            for attempt in ledger.submitted
            if states.get(attempt) != "graded"
        ),
        *(f"two answers to submit of {key}" for key, bodies in ledger.submitted.items() if len(bodies) > 1),
        *reviews_lost(ledger, reviews),
    ]


def answers_lost(ledger: Ledger, events: Any) -> list[str]:
    found = []
    stored = {event["client_key"]: event for event in events}
    if len(stored) != len(events):
        found.append("a key stands twice")
    for key, (attempt, slot, seq) in ledger.saved.items():
        event, sent = stored.get(key), ledger.sent[key][1]
        if event is None:
            found.append(f"lost: {sent}")
        elif (event["attempt_id"], event["slot"] + 1) != (attempt, slot) or (seq and event["seq"] != seq):
            found.append(f"elsewhere: {sent} is {dict(event)}")
        elif tuple(event["body"]["given"]) != sent.given:
            found.append(f"changed: {sent} is {event['body']}")
    return found + [f"nobody sent {key}" for key in stored if key not in ledger.sent]


def reviews_lost(ledger: Ledger, reviews: Any) -> list[str]:
    stored = {row["id"]: row["rating"] for row in reviews}
    return [
        *(f"review {line} lost" for line, rating in ledger.reviewed.items() if stored.get(line) != rating),
        *(f"nobody sent review {line}" for line in stored if line not in ledger.tried),
    ]
