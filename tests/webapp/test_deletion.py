"""Leaving: closed at once, fourteen days to come back."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from question_bank.quizzes.quiz import Draw, Quiz
from tests.webapp.conftest import PASSWORD, AddUser, sign_in
from tests.webapp.quizzes.offered import set_quiz
from webapp import clock
from webapp.accounts import deletion, people
from webapp.models import User
from webapp.models.people import ACCOUNT_CLOSED

URL, SIGN_IN = "/accounts/delete", "/accounts/sign-in"
FORM = {"name": "alice", "password": PASSWORD}


def kept(app: Flask, name: str = "alice") -> User | None:
    with app.app_context():
        return people.find_name(name)


def leave(client: FlaskClient, user: User) -> FlaskClient:
    sign_in(client, user).post(URL, data={**FORM, "name": user.username})
    return client


def signs_in(client: FlaskClient, user: str = "alice") -> str:
    return client.post(SIGN_IN, data={"identity": user, "password": PASSWORD}).text


def token_in(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    return found[1]


def test_it_is_closed_at_once_on_every_device(app: Flask, alice: User) -> None:
    here, there = sign_in(app.test_client(), alice), sign_in(app.test_client(), alice)
    assert here.post(URL, data=FORM).location == "/"
    assert "Your account is closed." in here.get("/").text
    for client in (here, there):
        assert client.get("/accounts/settings").status_code == 302


def test_a_device_that_was_to_stay_signed_in_is_signed_out(app: Flask, alice: User) -> None:
    there = app.test_client()
    there.post(SIGN_IN, data={"identity": "alice", "password": PASSWORD, "remember": "y"})
    there.delete_cookie("session")
    assert there.get("/accounts/settings").status_code == 200  # control
    there.delete_cookie("session")
    leave(app.test_client(), alice)
    assert there.get("/accounts/settings").status_code == 302


def test_it_is_to_go_in_fourteen_days(app: Flask, client: FlaskClient, alice: User) -> None:
    leave(client, alice)
    user = kept(app)
    assert user and user.delete_at
    assert timedelta(days=13, hours=23) < user.delete_at - clock.now() <= deletion.WITHIN


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"password": "not it"}, "not your password"),
        ({"password": ""}, "Type your password"),
        ({"name": "alicia"}, "Type alice here"),
        ({"name": ""}, "Type alice here"),
    ],
)
def test_it_takes_the_name_and_the_password(
    app: Flask, client: FlaskClient, alice: User, sent: dict[str, str], said: str
) -> None:
    answer = sign_in(client, alice).post(URL, data={**FORM, **sent})
    assert answer.status_code == 422 and said in answer.text
    user = kept(app)
    assert user and user.delete_at is None


def test_signing_in_offers_to_keep_it_and_opens_nothing(client: FlaskClient, alice: User) -> None:
    page = signs_in(leave(client, alice))
    assert "This account is closed" in page and "Keep the account" in page
    assert client.get("/accounts/settings").status_code == 302


def test_kept_it_is_as_before(app: Flask, client: FlaskClient, alice: User) -> None:
    token = token_in(signs_in(leave(client, alice)))
    assert client.post("/accounts/keep", data={"token": token}).location == "/"
    assert client.get("/accounts/settings").status_code == 200
    user = kept(app)
    assert user and user.delete_at is None


def test_the_offer_is_good_once_and_for_a_quarter_of_an_hour(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    token = token_in(signs_in(leave(client, alice)))
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert client.post("/accounts/keep", data={"token": token}).status_code == 404
    client.post("/accounts/keep", data={"token": token})
    assert app.test_client().post("/accounts/keep", data={"token": token}).status_code == 404


@pytest.mark.parametrize("token", ["", "x", "e30.e30.e30"])
def test_a_made_up_offer_opens_nothing(app: Flask, client: FlaskClient, alice: User, token: str) -> None:
    leave(client, alice)
    assert client.post("/accounts/keep", data={"token": token}).status_code == 404
    user = kept(app)
    assert user and user.delete_at


def test_a_wrong_password_learns_nothing_of_it(app: Flask, client: FlaskClient, alice: User) -> None:
    leave(app.test_client(), alice)
    answer = client.post(SIGN_IN, data={"identity": "alice", "password": "not it"})
    assert answer.status_code == 422 and "closed" not in answer.text


def test_the_last_administrator_stays(app: Flask, client: FlaskClient, ada: User) -> None:
    assert "last administrator" in sign_in(client, ada).get(URL).text
    answer = client.post(URL, data={"name": "ada", "password": PASSWORD})
    assert answer.status_code == 422 and "last administrator" in answer.text
    user = kept(app, "ada")
    assert user and user.delete_at is None


def test_of_two_administrators_one_may_go_and_then_the_other_is_the_last(
    app: Flask, client: FlaskClient, ada: User, add_user: AddUser
) -> None:
    other = add_user("otto", role="administrator")
    leave(client, ada)
    assert "last administrator" in sign_in(client, other).get(URL).text


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def test_an_operator_can_close_an_account_too(app: Flask, runner: FlaskCliRunner, alice: User) -> None:
    result = runner.invoke(args=["user", "delete", "alice"], input="y\n")
    assert result.exit_code == 0 and "signing in" in result.output
    user = kept(app)
    assert user and user.delete_at


def test_an_operator_can_do_it_at_once(app: Flask, runner: FlaskCliRunner, alice: User) -> None:
    result = runner.invoke(args=["user", "delete", "alice", "--now"], input="y\n")
    assert result.exit_code == 0 and kept(app) is None


def test_an_operator_is_asked_first(app: Flask, runner: FlaskCliRunner, alice: User, ada: User) -> None:
    assert runner.invoke(args=["user", "delete", "alice"], input="n\n").exit_code == 1
    refused = runner.invoke(args=["user", "delete", "ada", "--yes", "--now"])
    assert refused.exit_code == 1 and "last administrator" in refused.output
    user = kept(app)
    assert user and user.delete_at is None


def test_instructors_read_the_name_of_nobody_who_closed_their_account(
    app: Flask, client: FlaskClient, ines: User, alice: User
) -> None:
    key = set_quiz(app, ines, Quiz("Week 1", (Draw(1),)), clock.now())
    place = sign_in(client, alice).post(f"/quizzes/{key}/start").headers["Location"].rpartition("/")[0]
    extra = {"username": "alice", "percent": "25"}
    assert sign_in(client, ines).post("/quizzes/extra-time", data=extra).status_code == 303
    pages = (f"/quizzes/{key}/attempts", f"/quizzes/{key}/scores.csv", place, "/quizzes/extra-time")
    assert all("alice" in client.get(page).text for page in pages)  # the control
    leave(client, alice)
    sign_in(client, ines)
    assert [page for page in pages if "alice" in client.get(page).text] == []
    assert all(ACCOUNT_CLOSED in client.get(page).text for page in pages)
    assert client.post("/quizzes/extra-time", data=extra).status_code == 422
