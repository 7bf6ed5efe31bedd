"""An export tells no answer that a quiz has not released: neither outright nor by order, mark or schedule."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid5

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from uuid_utils.compat import uuid7

from question_bank.quizzes.quiz import Draw, Quiz, Review, plain
from tests.webapp.conftest import PASSWORD, sign_in
from tests.webapp.given import add
from tests.webapp.rows import SLOT
from webapp import models
from webapp.accounts import people
from webapp.db import db
from webapp.models import User

NOW = datetime.now(UTC).replace(microsecond=0)
EARLIER = NOW - timedelta(hours=1)
NOTHING_YET = Review(just_after=(), later=(), after_close=())


@pytest.fixture
def attempt(app: Flask, alice: User) -> models.Attempt:
    """Alice's attempt at a quiz that releases nothing: handed in, graded, its evidence in her cards' log."""
    with app.app_context():
        user, session = alice.id, db.session()
        session.execute(update(User).values(sealed=True))
        quiz = models.Quiz(key="q", origin="own", owner_id=user, title="T", created_at=EARLIER)
        session.add(quiz)
        session.flush()
        content = plain(Quiz("T", (Draw(1),), review=NOTHING_YET))
        version = models.QuizVersion(quiz_id=quiz.id, number=1, content=content, made_at=EARLIER)
        session.add(version)
        session.flush()
        row = models.Attempt(
            id=uuid7(), user_id=user, quiz_id=quiz.id, quiz_version_id=version.id, number=1,
            slots=[{**SLOT, "presentation": "choice", "order": [2, 0, 1]}], flags=[], state="graded",
            close_reason="student", started_at=EARLIER, last_event_at=EARLIER, submitted_at=EARLIER,
            run=1, score=777, out_of=1000,
        )  # fmt: skip
        session.add(row)
        session.flush()
        session.add(
            models.GradingRun(
                attempt_id=row.id, number=1, made_at=EARLIER, score=777, out_of=1000, reason="key"
            )
        )
        session.flush()
        session.add(
            models.SlotScore(
                attempt_id=row.id, run=1, slot=0, seq=1, fingerprint="f", outcome="partly", share=0.777,
                score=777, out_of=1000, why="secret why",
            )
        )  # fmt: skip
        add_cards(user, row)
        session.commit()
        session.expunge_all()
        return row


def add_cards(user: int, attempt: models.Attempt) -> None:
    """The card that the attempt asked about, and what was done with it: practice, then the quiz."""
    card = models.Card(
        user_id=user, deck=SLOT["deck"], item=SLOT["item"], direction="forward", stage="review", due_day=7_777
    )
    db.session.add(card)
    db.session.flush()
    log: dict[str, Any] = {"user_id": user, "card_id": card.id, "study_day": 1, "fingerprint": "f"}
    log |= {"before": {"due_day": 7_777}, "after": {"due_day": 7_777}, "outcome": "partly", "score": 0.777}
    db.session.add_all(
        [
            models.Review(id=uuid7(), base_rev=0, rating=3, typed="what I typed", at=EARLIER, **log),
            models.Review(id=uuid5(attempt.id, "0"), base_rev=1, action="quiz", at=NOW, typed="2", **log),
        ]
    )


def exported(client: FlaskClient, user: User) -> dict[str, str]:
    answer = sign_in(client, user).post("/accounts/data", data={"password": PASSWORD})
    zipped = zipfile.ZipFile(io.BytesIO(answer.data))
    return {name: zipped.read(name).decode() for name in zipped.namelist()}


def change(app: Flask, model: Any, **values: Any) -> None:
    with app.app_context():
        db.session.execute(update(model).values(**values))
        db.session.commit()


def release(app: Flask) -> None:
    change(app, models.QuizVersion, content=plain(Quiz("T", (Draw(1),))))


SECRETS = (
    '"order": [', '"score": 777', '"share": 0.777', '"due_day": 7777', "partly", "secret why", ",0.777",
)  # fmt: skip


def test_nothing_tells_what_was_right(client: FlaskClient, alice: User, attempt: Any) -> None:
    files = exported(client, alice)
    told = "\n".join(files.values())
    assert [secret for secret in SECRETS if secret in told] == []
    assert len(json.loads(files["review.json"])["rows"]) == 2  # the rows are there all the same


def test_control_once_it_is_released_all_of_it_is_there(
    app: Flask, client: FlaskClient, alice: User, attempt: Any
) -> None:
    release(app)
    told = "\n".join(exported(client, alice).values())
    assert [secret for secret in SECRETS if secret not in told] == []
    assert "withheld" not in told.replace("under `withheld`", "")


@pytest.mark.parametrize("later", [True, False])
def test_a_close_moved_later_keeps_it_back_for_so_long(
    app: Flask, client: FlaskClient, alice: User, attempt: Any, later: bool
) -> None:
    closed = Quiz("T", (Draw(1),), closes=EARLIER, review=Review((), (), ()))
    change(app, models.QuizVersion, content=plain(closed))
    now = replace(closed, closes=NOW + timedelta(hours=1)) if later else closed
    quiz = attempt.quiz_id
    add(app, models.QuizVersion(quiz_id=quiz, number=2, content=plain(now), made_at=NOW))
    change(app, models.Quiz, version=2)
    assert ("secret why" in "\n".join(exported(client, alice).values())) != later


def test_what_one_typed_in_practice_waits_while_the_attempt_runs(
    app: Flask, client: FlaskClient, alice: User, attempt: Any
) -> None:
    running = dict(state="in_progress", submitted_at=None, close_reason=None, run=None, score=None)
    change(app, models.Attempt, **running)
    files = exported(client, alice)
    assert "what I typed" not in files["review.json"] + files["reviews.csv"]


def test_control_and_no_longer(client: FlaskClient, alice: User, attempt: Any) -> None:
    assert "what I typed" in exported(client, alice)["review.json"]


def test_an_answer_to_a_report_waits_too(app: Flask, client: FlaskClient, alice: User, attempt: Any) -> None:
    with app.app_context():
        named = {"deck": SLOT["deck"], "item": SLOT["item"]}
        db.session.add(
            models.Report(
                id=uuid7(), user_id=alice.id, direction="forward", fingerprint="f", reason="other", at=NOW,
                comment="mine", answer="It was 1951", **named,
            )
        )  # fmt: skip
        notice = {"answer": "It was 1951", **named}
        db.session.add(models.Notice(user_id=alice.id, at=NOW, kind="answered", detail=notice))
        db.session.commit()
    files = exported(client, alice)
    assert "1951" not in "\n".join(files.values()) and "mine" in files["report.json"]


def test_a_notice_about_it_waits_on_every_page(
    app: Flask, client: FlaskClient, alice: User, attempt: Any
) -> None:
    detail = {
        "deck": SLOT["deck"],
        "item": SLOT["item"],
        "prompt": "?",
        "reason": "",
        "answer": "It was 1951",
    }
    add(app, models.Notice(user_id=alice.id, at=NOW, kind="answered", detail=detail))
    sign_in(client, alice)
    assert all("1951" not in client.get(page).text for page in ("/", "/accounts/notices"))
    release(app)
    assert all("1951" in client.get(page).text for page in ("/", "/accounts/notices"))


def test_a_report_about_it_does_not_tell_an_instructor_who_takes_it(
    app: Flask, client: FlaskClient, alice: User, attempt: Any
) -> None:
    with app.app_context():
        people.set_role(db.session.get_one(User, alice.id), "instructor")
        db.session.commit()
    item = next(iter(app.extensions["bank"].items.values()))
    change(app, models.Attempt, slots=[{**SLOT, "deck": item.deck, "item": item.id}])
    named = {"deck": item.deck, "item": item.id, "fingerprint": item.fingerprint}
    report = models.Report(id=uuid7(), user_id=alice.id, direction="forward", reason="other", at=NOW, **named)
    add(app, report)
    page = sign_in(client, alice).get("/teaching/reports").text
    assert "kept back until a quiz" in page and item.sources[0].quote not in page
