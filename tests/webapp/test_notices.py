"""What a learner is told: on the home page until it is read, in a list for good."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.webapp.conftest import sign_in
from tests.webapp.given import add
from webapp.db import db
from webapp.models import Notice, User

LIST, READ = "/accounts/notices", "/accounts/notices/read"
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ANSWERED = {
    "deck": "a-deck", "item": "an-item", "prompt": "When?", "reason": "Something else",
    "answer": "It is <b>mended</b>.",
}  # fmt: skip


def tell(app: Flask, user: User, kind: str = "answered", **detail: Any) -> int:
    notice = Notice(user_id=user.id, at=NOW, kind=kind, detail=detail or ANSWERED)
    add(app, notice)
    return notice.id


def read_at(app: Flask, notice: int) -> datetime | None:
    with app.app_context():
        return db.session.scalar(select(Notice.read_at).where(Notice.id == notice))


def test_with_nothing_told_the_list_says_what_will_be_there(client: FlaskClient, alice: User) -> None:
    assert "Nothing yet." in sign_in(client, alice).get(LIST).text


@pytest.mark.parametrize("page", ["/", LIST])
def test_an_answer_stands_at_home_and_in_the_list(
    app: Flask, client: FlaskClient, alice: User, page: str
) -> None:
    tell(app, alice)
    text = sign_in(client, alice).get(page).text
    assert "It is &lt;b&gt;mended&lt;/b&gt;." in text and "When?" in text


def test_a_read_one_leaves_home_and_stays_in_the_list(app: Flask, client: FlaskClient, alice: User) -> None:
    notice = tell(app, alice)
    assert sign_in(client, alice).post(READ, data={"id": notice, "next": "/"}).location == "/"
    assert read_at(app, notice) is not None
    assert "mended" not in client.get("/").text and "mended" in client.get(LIST).text


def test_reading_again_keeps_the_first_time(app: Flask, client: FlaskClient, alice: User) -> None:
    notice = tell(app, alice)
    sign_in(client, alice).post(READ, data={"id": notice})
    first = read_at(app, notice)
    client.post(READ, data={"id": notice})
    assert read_at(app, notice) == first


def test_several_are_read_at_once(app: Flask, client: FlaskClient, alice: User) -> None:
    ids = [tell(app, alice), tell(app, alice)]
    assert "Mark all as read" in sign_in(client, alice).get(LIST).text
    client.post(READ, data={"id": ids})
    assert all(read_at(app, notice) for notice in ids)


def test_the_other_kinds_have_words_as_well(app: Flask, client: FlaskClient, alice: User) -> None:
    tell(app, alice, "corrected", deck="d", item="i", prompt="How many?", was="11", now="12")
    tell(app, alice, "regraded", attempt="01890000-0000-7000-8000-000000000000", quiz="Treaties")
    page = sign_in(client, alice).get(LIST).text
    assert "It is now: 12" in page and "“Treaties” was graded anew" in page


def test_anothers_is_not_there(app: Flask, client: FlaskClient, alice: User, bob: User) -> None:
    notice, own = tell(app, alice), tell(app, bob)
    for ids in ([notice], [own, notice]):
        there = sign_in(client, bob).post(READ, data={"id": ids})
        absent = client.post(READ, data={"id": 999_999})
        assert there.status_code == absent.status_code == 404
    assert read_at(app, notice) is None and read_at(app, own) is None
    assert client.get(LIST).text.count("mended") == 1


@pytest.mark.parametrize("sent", ["", "x", "-1", "1e3", "²", "9" * 30])
def test_what_is_no_number_is_not_there(client: FlaskClient, alice: User, sent: str) -> None:
    assert sign_in(client, alice).post(READ, data={"id": sent}).status_code == 404


def test_it_leads_on_to_this_site_only(app: Flask, client: FlaskClient, alice: User) -> None:
    notice = tell(app, alice)
    answer = sign_in(client, alice).post(READ, data={"id": notice, "next": "//elsewhere.example"})
    assert answer.location == "/"
