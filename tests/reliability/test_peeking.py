"""B9: while an attempt runs, and until its answers are released, nothing its learner can ask for tells them.

Every secret of a small bank is a word that stands nowhere else; all routes are asked and all links followed.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import update

from question_bank.quizzes.quiz import Review
from tests.reliability import harbours
from tests.reliability.conftest import Figures
from tests.reliability.offering import add_people, offer, quiz_of
from tests.reliability.taking import InProcess, Reply, Taker, edit
from tests.webapp.conftest import sign_in
from tests.webapp.routes import address, rules
from webapp.db import db
from webapp.models import Report, User

ITEMS = range(1, 7)
SECRET = re.compile(r"(answer|accept|explain|hint|reverse|distract)(\d+)canary", re.IGNORECASE)
PROMPT = re.compile(r"(prompt)(\d+)canary", re.IGNORECASE)
KEPT_BACK = Review((), (), (), ())
TYPED = ("typed", "cloze")


def secrets() -> list[dict[str, Any]]:
    return [
        {
            "id": f"opener-{number}",
            "kind": "person",
            "prompt": f"Who opened the harbour called Prompt{number}canary?",
            "answer": f"Answer{number}canary Berg",
            "accept": [f"Accept{number}canary"],
            "distractors": [f"Distract{number}canary {name}" for name in ("Ekman", "Costa", "Dahl")],
            "quote": f"Harbour {number} was opened by Answer{number}canary Berg",
            "explanation": f"Explain{number}canary.",
            "hint": f"Hint{number}canary.",
            "reverse": {
                "prompt": f"Which harbour opened Reverse{number}canary?",
                "answer": f"harbour {number}",
            },
        }
        for number in ITEMS
    ]


@pytest.fixture(scope="module")
def bank_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("secrets")
    opened = [f"Harbour {number} was opened by Answer{number}canary Berg.\n" for number in ITEMS]
    harbours.write(folder, secrets(), body="The Harbours\n\n" + "\n".join(opened))
    return folder


class Peeker:
    """A student in a quiz on the whole bank, whose every answer is read for what it should not tell."""

    def __init__(self, app: Flask, **quiz: Any) -> None:
        self.app = app
        self.user = add_people(app, ["alice"])[0]
        self.client = sign_in(app.test_client(), self.user)
        self.taker = Taker(InProcess(self.client))
        shape: dict[str, Any] = {"ways": TYPED, "shuffled": False} | quiz
        self.quiz = offer(app, quiz_of(len(ITEMS), title="Harbours", **shape))
        with app.app_context():
            about = {"deck": "harbours", "item": "opener-1", "direction": "forward", "reason": "other"}
            moment = harbours.NOW
            db.session.add(Report(id=uuid4(), user_id=self.user.id, fingerprint="f", at=moment, **about))
            db.session.commit()
        self.attempt = self.taker.begin(self.quiz)
        self.asked: dict[str, Reply] = {}

    def get(self, path: str) -> Reply:
        answer = self.taker.get(path)
        self.asked[path] = answer
        assert answer.status < 500, path
        return answer

    def note(self, what: str, answer: Reply) -> Reply:
        self.asked[f"{what} #{len(self.asked)}"] = answer
        assert answer.status < 500, what
        return answer

    def answer_all(self, slots: int = len(ITEMS)) -> "Peeker":
        """Save, send again, send stale and other answers, check, flag: what JSON can tell."""
        for slot in range(1, slots + 1):
            sent = edit(slot, "somebody")
            for what in (sent, sent, edit(slot, "stale"), edit(slot, "Answer", base=1)):
                self.note("save", self.taker.save(self.attempt, what))
            self.note("other body", self.taker.save(self.attempt, sent, given="another"))
            self.note(
                "flag", self.taker.post(f"/quizzes/attempts/{self.attempt}/{slot}/flag", {"flag": "on"})
            )
            checked = self.taker.save(self.attempt, edit(slot, "checked", base=2), go="check")
            self.note("check", checked)
        return self

    def crawl(self) -> "Peeker":
        """Every route there is, what no page would offer, and each kind of link that pages have."""
        seen: set[str] = set()
        to_ask = [*self.by_hand(), *(address(self.app, rule) for rule in rules(self.app, "GET"))]
        while to_ask:
            path = to_ask.pop()
            if (kind := self.kind(path)) in seen:
                continue
            seen.add(kind)
            page = self.get(path)
            if "html" in page.headers.get("Content-Type", ""):
                links = map(unescape, re.findall(r'(?:href|action)="(/[^"]*)"', page.text))
                to_ask += [link.partition("#")[0] for link in links]
        return self

    def by_hand(self) -> Iterator[str]:
        """Addresses that nobody is given while the attempt runs, of every item."""
        base = f"/quizzes/attempts/{self.attempt}"
        yield from (f"{base}/{number}" for number in range(8))
        yield from (f"{base}{end}" for end in ("", "/summary", "/state", "/print"))
        for number in ITEMS:
            card = f"harbours/opener-{number}"
            for direction in ("forward", "reverse"):
                for side in ("", "&side=back", "&side=back&typed=x"):
                    yield f"/practice/card?card={card}/{direction}{side}"
                yield f"/practice/report?card={card}/{direction}"
            yield f"/library/harbours?item={card}"
            yield f"/library/decks/harbours?item={card}"
        yield from ("/library/decks/harbours/print", "/library?q=canary", "/library/harbours?q=canary")

    def kind(self, path: str) -> str:
        """Pages that differ in their item differ in what they might tell; in a token they do not."""
        parts = urlsplit(path)
        query = sorted((name, value) for name, value in parse_qsl(parts.query) if name != "next")
        return f"{parts.path}?{query}"

    def told(self, what: re.Pattern[str] = SECRET) -> set[tuple[str, str]]:
        """Which secrets which answers held, in their bodies or headers."""
        return {
            (path, found[0].lower())
            for path, answer in self.asked.items()
            for found in what.finditer(answer.body.decode("utf-8", "replace") + str(answer.headers))
        }


def show_by_hand(peeker: Peeker) -> None:
    """The form of practice, made up for cards that practice does not show."""
    for number in ITEMS:
        form = {"card": f"harbours/opener-{number}/forward", "rev": "0", "typed": "x", "line": str(uuid4())}
        for action in ("show", "rate", "bury", "flag"):
            fields = form | {"rating": "3", "side": "back", "flag": "on"}
            peeker.note(action, peeker.taker.post(f"/practice/{action}", fields))


@pytest.mark.parametrize("during", [(), ("correctness", "scores")])
def test_b9_while_it_runs_nothing_is_told(app: Flask, during: tuple[Any, ...], figures: Figures) -> None:
    peeker = Peeker(app, review=Review(during, (), (), ())).answer_all().crawl()
    show_by_hand(peeker)
    assert peeker.told() == set()
    assert len(peeker.told(PROMPT)) >= len(ITEMS)  # the questions themselves were seen
    figures(f"B9 running, during {'+'.join(during) or 'nothing'}", answers_read=len(peeker.asked), secrets=0)


def test_b9_after_it_nothing_is_told_that_is_not_released(app: Flask, figures: Figures) -> None:
    peeker = Peeker(app, review=KEPT_BACK).answer_all()
    peeker.note("submit", peeker.taker.submit(peeker.attempt))
    peeker.crawl()
    show_by_hand(peeker)
    told = {hit for hit in peeker.told() if not in_the_document(*hit)}
    assert told == set()
    figures("B9 handed in, unreleased", answers_read=len(peeker.asked), secrets=0)


def in_the_document(path: str, secret: str) -> bool:
    """The documents may be read again, and hold the answers as they hold everything."""
    return path.startswith("/library/harbours") and secret.startswith("answer")


def test_b9_of_a_quiz_that_goes_forward_only_no_later_question_is_told(app: Flask, figures: Figures) -> None:
    peeker = Peeker(app, sequential=True, review=KEPT_BACK).answer_all(slots=1)
    for slot in ITEMS[1:]:
        peeker.note("ahead", peeker.taker.save(peeker.attempt, edit(slot, "x")))
    peeker.crawl()
    assert peeker.told() == set()
    assert {secret for _, secret in peeker.told(PROMPT)} == {"prompt1canary"}
    figures("B9 forward only", answers_read=len(peeker.asked), secrets=0)


def test_b9_control_a_learner_from_whom_nothing_is_kept_finds_it_all(app: Flask) -> None:
    peeker = Peeker(app, review=KEPT_BACK)
    with app.app_context():
        db.session.execute(update(User).values(sealed=False))
        db.session.commit()
    kinds = {re.sub(r"\d+", "", secret) for _, secret in peeker.crawl().told()}
    assert kinds >= {f"{kind}canary" for kind in ("answer", "explain", "hint", "reverse")}


def test_b9_control_what_is_released_is_told(app: Flask) -> None:
    peeker = Peeker(app).answer_all()
    peeker.taker.submit(peeker.attempt)
    assert peeker.get(f"/quizzes/attempts/{peeker.attempt}").status == 200
    assert {secret for _, secret in peeker.told()} >= {f"answer{number}canary" for number in ITEMS}
