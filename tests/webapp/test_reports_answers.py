"""A report arrives with the wording then shown and how the answer was judged; its learner is told."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from uuid_utils.compat import uuid7

from question_bank.export import fingerprint, plain_item
from question_bank.item import Item
from tests.webapp.conftest import sign_in
from tests.webapp.given import add
from tests.webapp.practice.practising import DECKS, Practising
from webapp.db import db
from webapp.memory.notices import tell
from webapp.models import Notice, Report, User, Wording

PAGE = "/teaching/reports"
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    return settings | {"DECKS": DECKS}


def an_item(app: Flask) -> Item:
    found: Item = app.extensions["bank"].items["milestones", "treaty"]
    return found


def reported(app: Flask, by: User, item: Item, **over: Any) -> Report:
    values: dict[str, Any] = dict(
        user_id=by.id, deck=item.deck, item=item.id, direction="forward", fingerprint=item.fingerprint,
        reason="grading", comment="Look again", typed="1951", at=AT,
    )  # fmt: skip
    report = Report(id=uuid7(), **{**values, **over})
    add(app, report)
    return report


def as_it_was(app: Flask, item: Item) -> Item:
    """The item before somebody edited it, with its wording kept."""
    old = replace(item, prompt="In which year, roughly?", fingerprint="")
    old = replace(old, fingerprint=fingerprint(old))
    content = plain_item(old)
    add(app, Wording(fingerprint=old.fingerprint, deck=old.deck, item=old.id, content=content))
    return old


def notices(app: Flask) -> list[dict[str, Any]]:
    with app.app_context():
        return [dict(row._mapping) for row in db.session.execute(select(Notice.user_id, Notice.detail))]


def answer(client: FlaskClient, report: Report, **data: str) -> Any:
    return client.post(f"{PAGE}/{report.id}/answer", data={"answer": "You are right.", **data})


def test_it_shows_what_was_typed_how_it_was_judged_and_the_passage(
    app: Flask, client: FlaskClient, ines: User, alice: User
) -> None:
    reported(app, alice, an_item(app))
    page = sign_in(client, ines).get(PAGE).text
    assert "1951" in page and "judged wrong" in page
    assert an_item(app).sources[0].quote in page and "milestones/treaty" in page
    assert "/teaching/decks/milestones" in page and "It reads now" not in page


def test_an_edited_item_stands_there_as_it_was_and_as_it_is(
    app: Flask, client: FlaskClient, ines: User, alice: User
) -> None:
    reported(app, alice, as_it_was(app, an_item(app)))
    page = sign_in(client, ines).get(PAGE).text
    assert "Then shown" in page and "In which year, roughly?" in page
    assert "It reads now" in page and an_item(app).prompt in page


def test_an_item_that_left_the_bank_stands_there_as_it_was(
    app: Flask, client: FlaskClient, ines: User, alice: User
) -> None:
    gone = replace(an_item(app), id="gone")
    add(app, Wording(fingerprint="g", deck=gone.deck, item="gone", content=plain_item(gone)))
    reported(app, alice, gone, fingerprint="g")
    page = sign_in(client, ines).get(PAGE).text
    assert "no longer in the bank" in page and gone.prompt in page and gone.sources[0].quote in page


def test_a_wording_that_nobody_kept_is_said_to_be_unknown(
    app: Flask, client: FlaskClient, ines: User, alice: User
) -> None:
    reported(app, alice, an_item(app), fingerprint="unknown")
    page = sign_in(client, ines).get(PAGE).text
    assert "the wording then shown was not kept" in page and "– judged" not in page


def test_reporting_keeps_the_wording(app: Flask, client: FlaskClient, alice: User) -> None:
    row = Practising(sign_in(client, alice)).open("/practice/card?card=milestones/treaty/forward")
    row.send("report", line=str(uuid7()), reason="other", comment="")
    with app.app_context():
        assert db.session.scalars(select(Wording.item)).all() == ["treaty"]


def test_the_learner_is_told_the_answer(app: Flask, client: FlaskClient, ines: User, alice: User) -> None:
    report = reported(app, alice, an_item(app))
    assert answer(sign_in(client, ines), report, close="yes").status_code == 303
    (told,) = notices(app)
    assert told["user_id"] == alice.id and told["detail"]["answer"] == "You are right."
    page = sign_in(app.test_client(), alice).get("/").text
    assert "You are right." in page and an_item(app).prompt in page


@pytest.mark.parametrize(("data", "state"), [({"close": "yes"}, "closed"), ({}, "open")])
def test_an_answer_closes_the_report_or_leaves_it_open(
    app: Flask, client: FlaskClient, ines: User, alice: User, data: dict[str, str], state: str
) -> None:
    report = reported(app, alice, an_item(app))
    answer(sign_in(client, ines), report, **data)
    assert "You are right." in client.get(f"{PAGE}?state={state}").text
    with app.app_context():
        assert db.session.scalar(select(Report.state)) == state


def test_the_same_answer_sent_twice_is_told_once(
    app: Flask, client: FlaskClient, ines: User, alice: User
) -> None:
    report = reported(app, alice, an_item(app))
    answer(sign_in(client, ines), report)
    assert "told this already" in client.get(answer(client, report).location).text
    answer(client, report, answer="And mended, too.")
    assert [told["detail"]["answer"] for told in notices(app)] == ["You are right.", "And mended, too."]


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2001])
def test_an_answer_without_words_or_too_long_is_shown_again(
    app: Flask, client: FlaskClient, ines: User, alice: User, text: str
) -> None:
    report = reported(app, alice, an_item(app))
    again = answer(sign_in(client, ines), report, answer=text)
    assert again.status_code == 422 and 'aria-invalid="true"' in again.text
    assert notices(app) == []


def test_a_student_cannot_answer(app: Flask, client: FlaskClient, alice: User) -> None:
    assert answer(sign_in(client, alice), reported(app, alice, an_item(app))).status_code == 403
    assert notices(app) == []


def test_who_has_closed_their_account_is_not_named(
    app: Flask, client: FlaskClient, ines: User, alice: User
) -> None:
    reported(app, alice, an_item(app))
    with app.app_context():
        db.session.execute(update(User).where(User.id == alice.id).values(delete_at=AT))
        db.session.commit()
    page = sign_in(client, ines).get(PAGE).text
    assert "alice" not in page and "account is closed" in page


def test_a_notice_to_many_is_a_row_for_each(app: Flask, alice: User, bob: User) -> None:
    with app.app_context():
        tell(db.session.connection(), [alice.id, bob.id, bob.id], "corrected", {"prompt": "?"}, AT)
        db.session.commit()
    assert [told["user_id"] for told in notices(app)] == [alice.id, bob.id]
