"""Promises about every route: who may enter, what a form must carry, and that reading writes nothing."""

import re
import secrets
from collections.abc import Mapping
from html import unescape
from itertools import product
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from uuid_utils.compat import uuid7
from werkzeug.test import TestResponse

from question_bank.quizzes.quiz import Draw, Quiz
from tests.webapp.conftest import AddUser, sign_in
from tests.webapp.practice.practising import Practising
from tests.webapp.routes import MAY_ENTER, ROLES, address, rules
from webapp import clock, models
from webapp.db import Base, db
from webapp.headers import HEADERS
from webapp.models import Role, User
from webapp.quizzes import keeping
from webapp.teaching.documents.about import of_new


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    """A fault of ours is a page, as it is for people."""
    return settings | {"PROPAGATE_EXCEPTIONS": False}


@pytest.fixture
def cast(app: Flask, add_user: AddUser) -> dict[str, User]:
    """One of each role. The student has answered, undone, suspended, flagged, reported, and begun the quiz
    that the instructor has set."""
    people = {role: add_user(f"a-{role}", role=role) for role in ROLES[1:]}
    student = Practising(sign_in(app.test_client(), people["student"])).open()
    student.answer(3, "something").answer(4).post("undo").answer(2).post("suspend").post("flag", flag="on")
    student.send("report", line=str(uuid7()), reason="answer", comment="Look at the year.")
    with app.app_context():
        item = "/".join(list(app.extensions["bank"].items)[-1])
        quiz = Quiz("Set", (Draw(1, items=(item,)),), open_book=True)
        key = keeping.make("set", quiz, people["instructor"].id, clock.now())
        db.session.add(an_upload(people["instructor"].id))
        db.session.commit()
    assert student.client.post(f"/quizzes/{key}/start").status_code == 303
    return people


def an_upload(owner: int) -> models.Upload:
    """A document that waits for its owner's approval."""
    about = of_new("The Harbour Treaty", (), ())
    return models.Upload(
        id=uuid7(), owner_id=owner, file_name="a.txt", size=4, text="Text", about=about, at=clock.now()
    )


def as_role(app: Flask, cast: Mapping[str, User], role: str) -> FlaskClient:
    return sign_in(app.test_client(), cast[role]) if role in cast else app.test_client()


def verdict(response: TestResponse) -> str:
    if response.status_code == 403:
        return "forbidden"
    return "sign in" if "/accounts/sign-in" in response.headers.get("Location", "") else "entered"


def test_every_route_says_who_may_enter(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(MAY_ENTER)


def test_who_may_not_enter_is_kept_out_and_who_may_is_let_in(app: Flask, cast: dict[str, User]) -> None:
    for role, method in product(ROLES, ("GET", "POST")):
        for rule in rules(app, method):
            response = as_role(app, cast, role).open(address(app, rule), method=method)
            refused = "sign in" if role == "visitor" else "forbidden"
            expected = "entered" if role in MAY_ENTER[rule.endpoint] else refused
            assert (verdict(response), response.status_code < 500) == (expected, True), (role, rule)
            response.close()


def test_a_student_learns_nothing_of_which_reports_there_are(app: Flask, cast: dict[str, User]) -> None:
    client = as_role(app, cast, "student")
    (there,) = (rule for rule in rules(app, "POST") if rule.endpoint == "teaching.close_submit")
    answers = [client.post(path) for path in (address(app, there), f"/teaching/reports/{uuid7()}/close")]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert words_of(answers[0]) == words_of(answers[1])


def test_cards_are_asked_for_by_name_and_are_ones_own(app: Flask, cast: dict[str, User], bob: User) -> None:
    """Alice's card cannot be addressed: the same address is Bob's card, as new as to anybody."""
    flagged = Practising(as_role(app, cast, "student")).open().card
    item = next(iter(app.extensions["bank"].items.values()))
    for card in (flagged, f"{item.deck}/{item.id}/forward"):
        page = Practising(sign_in(app.test_client(), bob)).open(f"/practice/card?card={card}")
        assert page.fields["rev"] == "0" and "⚑ Flagged" not in page.page


def test_a_stranger_can_neither_undo_nor_replay_nor_restore(
    app: Flask, cast: dict[str, User], bob: User
) -> None:
    owned = rows_of(app, cast["student"])
    stranger = Practising(sign_in(app.test_client(), bob)).open()
    assert "Nothing of today is left to undo" in stranger.post("undo").text
    for line in [row["id"] for row in owned["review"]]:
        assert stranger.send("rate", line=str(line), rating="1").status_code == 422
        stranger.send("restore", line=str(line))
    assert rows_of(app, cast["student"]) == owned


def test_what_is_not_there_is_not_found_alike(app: Flask, cast: dict[str, User]) -> None:
    client = as_role(app, cast, "instructor")
    paths = (
        "/nowhere",
        "/library/none",
        "/library/decks/none",
        "/practice/card?deck=none",
        "/practice/card?card=a/b/c",
    )
    answers = [client.get(path) for path in paths] + [client.post(f"/teaching/reports/{uuid7()}/close")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({words_of(answer) for answer in answers}) == 1


def words_of(answer: TestResponse) -> str:
    """The page without its frame, whose tokens differ."""
    return answer.text[answer.text.index("<main") : answer.text.index("</main>")]


class TestWithTokens:
    """Forms carry their token, as they do for people."""

    @pytest.fixture
    def settings(self, settings: dict[str, Any]) -> dict[str, Any]:
        return settings | {"WTF_CSRF_ENABLED": True}

    def test_no_form_is_taken_without_its_token(self, app: Flask, ada: User) -> None:
        before = everything(app)
        for rule in rules(app, "POST"):
            places = {"report_id": uuid7(), "attempt_id": uuid7(), "upload_id": uuid7(), "number": 1}
            path = app.url_map.bind("localhost").build(
                rule.endpoint, {name: places.get(name, "x") for name in rule.arguments}
            )
            answer = sign_in(app.test_client(), ada).post(path, data={"theme": "dark"})
            assert answer.status_code == 400 and "open in another session" in answer.text, path
        assert everything(app) == before

    def test_control_with_its_token_it_is(self, client: FlaskClient, ada: User) -> None:
        page = sign_in(client, ada).get("/library").text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found
        answer = client.post("/accounts/theme", data={"theme": "dark", "csrf_token": found[1]})
        assert answer.status_code == 302

    def test_a_token_in_the_header_is_as_good(self, client: FlaskClient, ada: User) -> None:
        page = sign_in(client, ada).get("/library").text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found
        answer = client.post("/accounts/theme", data={"theme": "dark"}, headers={"X-CSRFToken": found[1]})
        assert answer.status_code == 302


def everything(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with app.app_context():
        return {
            name: sorted(map(tuple, db.session.execute(select(table)).all()), key=repr)
            for name, table in Base.metadata.tables.items()
        }


def rows_of(app: Flask, user: User) -> dict[str, list[dict[str, Any]]]:
    with app.app_context():
        return {
            name: [
                dict(row) for row in db.session.execute(select(table).filter_by(user_id=user.id)).mappings()
            ]
            for name, table in Base.metadata.tables.items()
            if "user_id" in table.c and name != "user_role"
        }


def crawl(app: Flask, client: FlaskClient) -> set[str]:
    """Ask for every GET route, then follow each kind of link that the pages have. What was asked for."""
    to_ask = [address(app, rule) for rule in rules(app, "GET")]
    seen: dict[object, str] = {}
    adapter = app.url_map.bind("localhost")
    while to_ask:
        path = to_ask.pop()
        parts = urlsplit(path)
        kind = path
        if adapter.test(parts.path, "GET"):
            query = frozenset(name for name, _ in parse_qsl(parts.query))
            kind = f"{adapter.match(parts.path, 'GET')[0]} {sorted(query)}"
        if kind in seen:
            continue
        seen[kind] = path
        client.head(path).close()
        answer = client.get(path)
        assert answer.status_code < 500, path
        page = answer.text if answer.mimetype == "text/html" else ""
        answer.close()
        links = map(unescape, re.findall(r'href="(/[^"]*)"', page))
        to_ask += [link.partition("#")[0] for link in links]
    return set(seen.values())


def test_reading_writes_nothing(app: Flask, cast: dict[str, User]) -> None:
    for role in ROLES:
        before = everything(app)
        asked = crawl(app, as_role(app, cast, role))
        assert len(asked) > len(rules(app, "GET"))  # links were followed, too
        assert everything(app) == before, role


def test_control_a_page_that_writes_when_read_is_caught(app: Flask, cast: dict[str, User]) -> None:
    def planted() -> str:
        db.session.add(Role(name=secrets.token_hex(4)))
        db.session.commit()
        return ""

    before = everything(app)
    app.view_functions["library.index"] = planted
    crawl(app, app.test_client())
    assert everything(app) != before


def test_every_answer_carries_the_headers_and_private_ones_are_not_kept(
    app: Flask, cast: dict[str, User]
) -> None:
    app.view_functions["library.index"] = lambda: str(1 // 0)
    paths = ["/none", *(address(app, rule) for rule in rules(app, "GET"))]
    seen = set()
    for role, method, path in product(ROLES, ("GET", "POST", "DELETE", "OPTIONS"), paths):
        with as_role(app, cast, role).open(path, method=method) as response:
            seen.add(response.status_code)
            assert HEADERS.items() <= dict(response.headers).items(), (method, path)
            if role != "visitor" and not path.startswith("/static/"):
                assert response.headers["Cache-Control"] == "no-store", (role, method, path)
    assert {200, 302, 403, 404, 405, 422, 500} <= seen
