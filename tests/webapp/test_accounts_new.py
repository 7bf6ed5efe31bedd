"""Making an account, and the first administrator."""

import threading

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.webapp.conftest import PASSWORD, sign_in
from webapp.accounts import links, people
from webapp.db import db
from webapp.models import User

URL = "/accounts/sign-up"


def form(**over: str) -> dict[str, str]:
    return {"username": "zoe.k", "password": PASSWORD, "time_zone": "Asia/Ho_Chi_Minh", **over}


def kept(app: Flask, name: str) -> User | None:
    with app.app_context():
        return people.find_name(name)


def test_signing_up_makes_a_student_and_signs_in(app: Flask, client: FlaskClient) -> None:
    assert client.post(URL, data=form(username=" Zoe.K ", next="/library")).location == "/library"
    user = kept(app, "zoe.k")
    assert user and [role.name for role in user.roles] == ["student"]
    assert (user.email, user.time_zone) == (None, "Asia/Ho_Chi_Minh")
    assert user.password.startswith("$argon2id$")
    assert client.get("/accounts/settings").status_code == 200


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd"])
def test_a_time_zone_nobody_knows_is_utc(app: Flask, client: FlaskClient, zone: str) -> None:
    client.post(URL, data=form(time_zone=zone))
    user = kept(app, "zoe.k")
    assert user and user.time_zone == "UTC"


REFUSED = {
    "name too short": ("username", "zo", "3 to 32"),
    "name too long": ("username", "z" * 33, "3 to 32"),
    "name with a space": ("username", "zoe k", "3 to 32"),
    "name in another script": ("username", "зоя", "3 to 32"),
    "name missing": ("username", "", "Choose a user name."),
    "password too short": ("password", "seven 7", "at least 8 characters"),
    "password too common": ("password", "Password123", "anyone would guess"),
    "one key held down": ("password", "aaaaaaaaaaaa", "anyone would guess"),
    "password missing": ("password", "", "Choose a password."),
    "no address": ("email", "zoe at home", "@"),
}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # the form alone decides
@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_stands_beside_its_field(app: Flask, client: FlaskClient, case: str) -> None:
    field, value, words = REFUSED[case]
    answer = client.post(URL, data=form(**{field: value}))
    assert answer.status_code == 422
    error = answer.text.partition(f'id="{field}-error">')[2].partition("<")[0]
    assert words in error
    assert kept(app, "zoe.k") is None


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # the form alone decides
@pytest.mark.parametrize(
    "password", ["eight ch", "x1y" * 341, "пароль на русском", "        spaces", "only lower case"]
)
def test_length_is_all_that_is_asked_of_a_password(client: FlaskClient, password: str) -> None:
    assert client.post(URL, data=form(password=password)).status_code == 302
    client.post("/accounts/sign-out")
    answer = client.post("/accounts/sign-in", data={"identity": "zoe.k", "password": password})
    assert answer.status_code == 302


def test_a_name_that_is_taken_is_said(client: FlaskClient, alice: User) -> None:
    answer = client.post(URL, data=form(username="ALICE"))
    assert answer.status_code == 422 and "This user name is taken." in answer.text


def test_an_address_that_is_taken_is_not_told_from_one_that_cannot_be(
    client: FlaskClient, alice: User
) -> None:
    answer = client.post(URL, data=form(email="Alice@example.org"))
    assert answer.status_code == 422 and "This address cannot be used." in answer.text


def test_nobody_gives_themselves_a_role(app: Flask, client: FlaskClient) -> None:
    for field in ("role", "roles", "active", "id", "new_per_day"):
        assert client.post(URL, data=form(**{field: "1"})).status_code == 400
    assert kept(app, "zoe.k") is None
    client.post(URL, data=form())
    user = kept(app, "zoe.k")
    assert user and not user.is_instructor and user.new_per_day == 20


def first_path(app: Flask) -> str:
    with app.app_context():
        return links.first_link().removeprefix(app.config["BASE_URL"])


def test_the_first_link_makes_an_administrator_and_dies(app: Flask, client: FlaskClient) -> None:
    path = first_path(app)
    assert client.get(path).status_code == 200
    assert client.post(path, data=form()).location == "/"
    user = kept(app, "zoe.k")
    assert user and [role.name for role in user.roles] == ["administrator"]
    assert client.get(path).status_code == 404
    assert client.post(path, data=form(username="mallory")).status_code == 404
    assert kept(app, "mallory") is None


def test_a_first_link_is_good_for_a_day(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel("2026-11-20 12:00Z", tick=False):
        path = first_path(app)
    with time_machine.travel("2026-11-21 11:59Z", tick=False):
        assert client.get(path).status_code == 200
    with time_machine.travel("2026-11-21 12:01Z", tick=False):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("token", ["x", "ImZpcnN0Ig.awIPsA.m_UQE3kNn36yt9Hrv0MGrgxd6TM"])
def test_a_first_link_cannot_be_made_up(client: FlaskClient, token: str) -> None:
    assert client.get(f"/accounts/first/{token}").status_code == 404


def test_of_four_visitors_at_once_one_becomes_administrator(app: Flask) -> None:
    path, together, statuses = first_path(app), threading.Barrier(4), []

    def visit(name: str) -> None:
        client = app.test_client()
        together.wait()
        statuses.append(client.post(path, data=form(username=name)).status_code)

    threads = [threading.Thread(target=visit, args=(f"visitor{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [302, 404, 404, 404]
    with app.app_context():
        assert people.administrators() == 1
        assert len(db.session.scalars(select(User)).all()) == 1


def test_the_link_does_not_reflect_the_host_of_a_request(app: Flask) -> None:
    app.config["BASE_URL"] = "https://learn.example.org/"
    with app.test_request_context(headers={"Host": "evil.example"}):
        assert links.first_link().startswith("https://learn.example.org/accounts/first/")


def test_hosts_that_are_not_trusted_are_refused(app: Flask) -> None:
    app.config["TRUSTED_HOSTS"] = ["learn.example.org"]
    client = app.test_client()
    assert client.get("/accounts/sign-in", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/accounts/sign-in", headers={"Host": "learn.example.org"}).status_code == 200


def test_who_is_signed_in_needs_no_other_account(client: FlaskClient, alice: User) -> None:
    assert sign_in(client, alice).get(URL).location == "/"
