"""Instructors see what learners reported, and close it."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from uuid_utils.compat import uuid7

from tests.webapp.conftest import sign_in
from webapp.bank import current_bank
from webapp.db import db
from webapp.models import Report, User


@pytest.fixture
def report(app: Flask, alice: User) -> Report:
    with app.app_context():
        item = next(iter(current_bank().items.values()))
        row = Report(
            id=uuid7(),
            user_id=alice.id,
            deck=item.deck,
            item=item.id,
            direction="forward",
            fingerprint=item.fingerprint,
            reason="answer",
            comment="The <b>year</b> is 1951",
            typed="1951",
            at=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
        )
        db.session.add(row)
        db.session.commit()
        db.session.refresh(row)
        db.session.expunge_all()
        return row


def state_of(app: Flask, report: Report) -> tuple[str, int | None]:
    with app.app_context():
        state, closed_by = db.session.execute(select(Report.state, Report.closed_by)).one()
        return state, closed_by


def test_an_instructor_reads_what_was_reported(client: FlaskClient, ines: User, report: Report) -> None:
    page = sign_in(client, ines).get("/teaching/reports").text
    assert "The &lt;b&gt;year&lt;/b&gt; is 1951" in page and "The answer is wrong" in page
    assert "alice" in page and "21 Nov 2026, 09:30" in page
    assert f"item={report.deck}/{report.item}" in page


def test_with_nothing_reported_it_says_what_will_be_there(client: FlaskClient, ada: User) -> None:
    assert "No open reports." in sign_in(client, ada).get("/teaching/reports").text


def test_closing_and_opening_again(app: Flask, client: FlaskClient, ines: User, report: Report) -> None:
    sign_in(client, ines).post(f"/teaching/reports/{report.id}/close")
    assert state_of(app, report) == ("closed", ines.id)
    assert "The &lt;b&gt;year" in client.get("/teaching/reports?state=closed").text
    client.post(f"/teaching/reports/{report.id}/reopen")
    assert state_of(app, report) == ("open", None)


@pytest.mark.parametrize("action", ["close", "reopen"])
def test_a_student_may_not(app: Flask, client: FlaskClient, bob: User, report: Report, action: str) -> None:
    assert sign_in(client, bob).get("/teaching/reports").status_code == 403
    assert client.post(f"/teaching/reports/{report.id}/{action}").status_code == 403
    assert state_of(app, report) == ("open", None)


def test_a_visitor_is_asked_to_sign_in(client: FlaskClient) -> None:
    answer = client.get("/teaching/reports?state=closed")
    assert answer.location == "/accounts/sign-in?next=/teaching/reports?state%3Dclosed"


def test_a_report_that_is_not_there_is_404(client: FlaskClient, ines: User) -> None:
    assert sign_in(client, ines).post(f"/teaching/reports/{uuid7()}/close").status_code == 404
