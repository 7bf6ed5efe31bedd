"""Changing a password, and setting a new one by a link."""

import threading

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.conftest import PASSWORD, sign_in
from webapp.accounts import links, people
from webapp.models import User

URL = "/accounts/password"
NEW = "quite another password"


def form(**over: str) -> dict[str, str]:
    return {"current": PASSWORD, "password": NEW, **over}


def signs_in(app: Flask, password: str) -> bool:
    data = {"identity": "alice", "password": password}
    return app.test_client().post("/accounts/sign-in", data=data).status_code == 302


def test_a_changed_password_ends_the_other_sessions(app: Flask, alice: User) -> None:
    here, elsewhere = sign_in(app.test_client(), alice), sign_in(app.test_client(), alice)
    assert here.post(URL, data=form()).location == "/accounts/settings"
    assert here.get("/accounts/settings").status_code == 200
    assert elsewhere.get("/accounts/settings").status_code == 302
    assert signs_in(app, NEW) and not signs_in(app, PASSWORD)


REFUSED = {
    "wrong": ("current", "not the password", "This is not your current password."),
    "missing": ("current", "", "Type the password you have now."),
    "the same": ("password", PASSWORD, "This is the password you have now."),
    "too short": ("password", "short", "at least 8 characters"),
    "an address": ("password", "Alice@example.org", "not your name or address"),
}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # the form alone decides
@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_stands_beside_its_field(app: Flask, alice: User, case: str) -> None:
    field, value, words = REFUSED[case]
    answer = sign_in(app.test_client(), alice).post(URL, data=form(**{field: value}))
    assert answer.status_code == 422
    assert words in answer.text.partition(f'id="{field}-error">')[2].partition("<")[0]


def test_a_stolen_session_cannot_guess_the_password_fast(client: FlaskClient, alice: User) -> None:
    sign_in(client, alice).post(URL, data=form(current="first guess"))
    assert client.post(URL, data=form(current="second guess")).status_code == 429


def reset_path(app: Flask, name: str = "alice") -> str:
    with app.app_context():
        user = people.find_name(name)
        assert user
        return links.reset_link(user).removeprefix(app.config["BASE_URL"])


def test_a_link_sets_a_new_password_once(app: Flask, client: FlaskClient, alice: User) -> None:
    path, elsewhere = reset_path(app), sign_in(app.test_client(), alice)
    assert "alice" in client.get(path).text
    assert client.post(path, data={"password": NEW}).location == "/accounts/sign-in"
    assert signs_in(app, NEW) and not signs_in(app, PASSWORD)
    assert elsewhere.get("/accounts/settings").status_code == 302
    assert client.get(path).status_code == client.post(path, data={"password": PASSWORD}).status_code == 404


def test_a_link_used_four_times_at_once_is_used_once(app: Flask, alice: User) -> None:
    path, together, statuses = reset_path(app), threading.Barrier(4), []

    def use(password: str) -> None:
        client = app.test_client()
        together.wait()
        statuses.append(client.post(path, data={"password": password}).status_code)

    threads = [threading.Thread(target=use, args=(f"password number {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [302, 404, 404, 404]


def test_a_link_that_is_only_looked_at_stays_good(app: Flask, client: FlaskClient, alice: User) -> None:
    path = reset_path(app)
    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 200]
    assert client.post(path, data={"password": "short"}).status_code == 422
    assert client.post(path, data={"password": NEW}).status_code == 302


def test_a_link_dies_with_the_password_it_was_made_for(app: Flask, client: FlaskClient, alice: User) -> None:
    path = reset_path(app)
    sign_in(app.test_client(), alice).post(URL, data=form())
    assert client.get(path).status_code == 404


def test_a_link_is_good_for_a_day(app: Flask, client: FlaskClient, alice: User) -> None:
    with time_machine.travel("2026-11-20 12:00Z", tick=False):
        path = reset_path(app)
    with time_machine.travel("2026-11-21 11:59Z", tick=False):
        assert client.get(path).status_code == 200
    with time_machine.travel("2026-11-21 12:01Z", tick=False):
        assert client.get(path).status_code == client.post(path, data={"password": NEW}).status_code == 404


def test_a_link_cannot_be_made_up(client: FlaskClient) -> None:
    assert client.get("/accounts/reset/WyJhIiwiYiJd.awIPsA.x").status_code == 404


def test_who_forgot_is_told_whom_to_ask(client: FlaskClient) -> None:
    assert "Ask your instructor" in client.get("/accounts/reset").text
    assert client.post("/accounts/reset").status_code == 405


def test_a_link_also_ends_the_waiting_after_wrong_tries(app: Flask, client: FlaskClient, alice: User) -> None:
    assert not signs_in(app, "wrong") and not signs_in(app, PASSWORD)  # the second has to wait
    client.post(reset_path(app), data={"password": NEW})
    assert signs_in(app, NEW)
