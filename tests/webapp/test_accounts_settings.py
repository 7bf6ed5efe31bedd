"""Settings and the theme."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.conftest import AddUser, sign_in
from webapp.accounts import people
from webapp.models import User

URL = "/accounts/settings"


def form(**over: str) -> dict[str, str]:
    values = {
        "time_zone": "Asia/Ho_Chi_Minh",
        "day_start": "5",
        "new_per_day": "0",
        "reviews_per_day": "9999",
        "quiz_evidence": "full",
    }
    return {**values, "retention": "0.85", "theme": "dark", "email": "new@example.org", **over}


def kept(app: Flask) -> User:
    with app.app_context():
        user = people.find_name("alice")
        assert user
        return user


def test_settings_are_kept(app: Flask, client: FlaskClient, alice: User) -> None:
    assert sign_in(client, alice).post(URL, data=form()).location == URL
    user = kept(app)
    assert (user.time_zone, user.day_start, user.theme) == ("Asia/Ho_Chi_Minh", 5, "dark")
    assert (user.new_per_day, user.reviews_per_day, user.retention) == (0, 9999, 0.85)
    assert (user.email, user.quiz_evidence) == ("new@example.org", "full")


def test_the_page_shows_what_is_kept(client: FlaskClient, alice: User) -> None:
    page = sign_in(client, alice).get(URL).text
    assert '<option selected value="UTC">UTC</option>' in page and 'value="0.90"' in page
    assert '<optgroup label="Asia">' in page and ">Ho Chi Minh</option>" in page
    assert 'value="alice@example.org"' in page


REFUSED = {
    "zone": ("time_zone", "Mars/Olympus"),
    "no zone": ("time_zone", ""),
    "hour": ("day_start", "24"),
    "no hour": ("day_start", "noon"),
    "new below": ("new_per_day", "-1"),
    "new above": ("new_per_day", "10000"),
    "new empty": ("new_per_day", ""),
    "reviews above": ("reviews_per_day", "10000"),
    "reviews in words": ("reviews_per_day", "many"),
    "retention below": ("retention", "0.69"),
    "retention above": ("retention", "1"),
    "retention NaN": ("retention", "NaN"),
    "retention infinite": ("retention", "Infinity"),
    "retention empty": ("retention", ""),
    "another effect of quizzes": ("quiz_evidence", "all"),
    "theme": ("theme", "pink"),
    "email": ("email", "no address"),
}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # the form alone decides
@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_changes_nothing(app: Flask, client: FlaskClient, alice: User, case: str) -> None:
    field, value = REFUSED[case]
    answer = sign_in(client, alice).post(URL, data=form(**{field: value}))
    assert answer.status_code == 422 and 'class="error"' in answer.text
    assert (kept(app).time_zone, kept(app).new_per_day) == ("UTC", 20)


def test_an_address_of_someone_else_cannot_be_taken(
    app: Flask, client: FlaskClient, alice: User, add_user: AddUser
) -> None:
    add_user("bob", email="bob@example.org")
    answer = sign_in(client, alice).post(URL, data=form(email="BOB@example.org"))
    assert answer.status_code == 422 and "This address cannot be used." in answer.text
    assert kept(app).email == "alice@example.org"


def test_the_address_can_be_left_out(app: Flask, client: FlaskClient, alice: User) -> None:
    sign_in(client, alice).post(URL, data=form(email=" "))
    assert kept(app).email is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_settings_ask_to_sign_in(client: FlaskClient, method: str) -> None:
    assert getattr(client, method)(URL).location.startswith("/accounts/sign-in")


def test_the_theme_switches_and_leads_back(app: Flask, client: FlaskClient, alice: User) -> None:
    data = {"theme": "light", "next": "/library?a=1"}
    assert sign_in(client, alice).post("/accounts/theme", data=data).location == "/library?a=1"
    assert kept(app).theme == "light"


def test_a_visitors_theme_is_kept_in_a_cookie(client: FlaskClient) -> None:
    answer = client.post("/accounts/theme", data={"theme": "dark", "next": "//evil.example"})
    assert answer.location == "/"
    assert 'data-theme="dark"' in client.get("/accounts/sign-in").text


def test_an_unknown_theme_is_refused(client: FlaskClient) -> None:
    assert client.post("/accounts/theme", data={"theme": "pink"}).status_code == 400
