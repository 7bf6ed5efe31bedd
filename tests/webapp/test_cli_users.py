"""`flask user …`, as whoever runs the site types it."""

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from webapp.accounts import people
from webapp.models import User


def run(app: Flask, *words: str, input: str | None = None) -> Result:
    return app.test_cli_runner().invoke(args=["user", *words], input=input)


def role_of(app: Flask, name: str) -> list[str]:
    with app.app_context():
        user = people.find_name(name)
        return [role.name for role in user.roles] if user else []


def test_an_account_made_without_a_password_gets_a_link(app: Flask, client: FlaskClient) -> None:
    result = run(app, "create", "Zoe", "--role", "instructor", "--email", "zoe@example.org")
    assert result.exit_code == 0 and "Created zoe (instructor)." in result.output
    path = result.output.split()[-1].removeprefix(app.config["BASE_URL"])
    assert client.post(path, data={"password": "words in a row"}).status_code == 302
    data = {"identity": "zoe@example.org", "password": "words in a row"}
    assert client.post("/accounts/sign-in", data=data).location == "/"


def test_a_password_can_be_read_from_standard_input(app: Flask, client: FlaskClient) -> None:
    result = run(app, "create", "zoe", "--password-stdin", input="words in a row\n")
    assert result.exit_code == 0 and "words" not in result.output and "http" not in result.output
    data = {"identity": "zoe", "password": "words in a row"}
    assert client.post("/accounts/sign-in", data=data).location == "/"


REFUSED = {
    "name": (["create", "z"], "3 to 32"),
    "taken": (["create", "ALICE"], "user name is taken"),
    "address": (["create", "zoe", "--email", "nowhere"], "no e-mail address"),
    "taken address": (["create", "zoe", "--email", "alice@example.org"], "e-mail address is taken"),
    "password": (["create", "zoe", "--password-stdin"], "at least 8 characters"),
    "unknown for a link": (["reset-link", "nobody"], "no account 'nobody'"),
    "unknown for a role": (["role", "nobody", "student"], "no account 'nobody'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_one_line_and_exit_code_1(app: Flask, alice: User, case: str) -> None:
    words, said = REFUSED[case]
    result = run(app, *words, input="short\n")
    assert result.exit_code == 1 and said in result.output
    assert result.output.startswith("Error: ") and result.output.count("\n") == 1
    assert role_of(app, "zoe") == []


def test_an_unknown_role_is_a_mistake_in_the_command(app: Flask, alice: User) -> None:
    assert run(app, "role", "alice", "king").exit_code == 2


def test_an_account_has_one_role_at_a_time(app: Flask, alice: User) -> None:
    for role in ("instructor", "instructor", "administrator"):
        assert run(app, "role", "alice", role).exit_code == (0)
        assert role_of(app, "alice") == [role]


def test_the_last_administrator_stays(app: Flask, ada: User, alice: User) -> None:
    assert run(app, "role", "ada", "student").exit_code == 1
    assert role_of(app, "ada") == ["administrator"]
    run(app, "role", "alice", "administrator")
    assert run(app, "role", "ada", "student").exit_code == 0


def test_the_list_has_a_line_for_each(app: Flask, bob: User, alice: User) -> None:
    assert run(app, "list").output == "alice\tstudent\talice@example.org\nbob\tstudent\n"
