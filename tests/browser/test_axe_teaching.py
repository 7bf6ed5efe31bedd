"""Decks, documents, reports and what is told of them, looked at as test_axe looks at the other pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import authoring
from tests.browser.authoring import Author, author
from tests.browser.conftest import Faults, LiveApp
from tests.browser.states import State
from tests.browser.test_axe import check
from tests.webapp.conftest import PASSWORD, AddUser
from tests.webapp.publishing.course import settings_of, write_course
from webapp.models import User

Seat = Callable[..., Page]


@pytest.fixture
def settings(settings: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    return settings | settings_of(write_course(tmp_path / "course"))


@pytest.fixture(autouse=True)
def refusals_are_meant(faults: Faults) -> None:
    faults.allow(r"answer 4\d\d: (GET|POST)|status of 4\d\d")


@pytest.fixture
def alice(add_user: AddUser) -> User:
    return add_user("alice")


@pytest.fixture
def one(live_app: LiveApp, add_user: AddUser, alice: User) -> Author:
    ines, zoe = (add_user(name, role="instructor") for name in ("ines", "zoe"))
    return author(live_app.app, ines, zoe, alice)


def test_what_an_author_of_decks_sees(seat: Seat, one: Author) -> None:
    check(seat(one.user), authoring.on_decks())


def test_what_an_author_sees_after_publishing(seat: Seat, one: Author) -> None:
    check(seat(one.user), authoring.after_publishing())
    check(seat(one.other), [State("a deck kept back", "/teaching/decks/mill")])


def test_what_an_author_of_documents_sees(seat: Seat, one: Author) -> None:
    check(seat(one.user), [*authoring.on_documents(one), *authoring.on_reports()])


def test_what_a_learner_is_told(seat: Seat, one: Author, alice: User) -> None:
    check(seat(alice), authoring.told())


def test_what_the_last_administrator_sees_and_who_comes_back(seat: Seat, add_user: AddUser) -> None:
    leaving = add_user("leaving")
    check(seat(add_user("ada", role="administrator")), [State("no way to leave", "/accounts/delete")])
    check(
        seat(leaving),
        [State("leaving", "/accounts/delete", leave), State("closed", "/accounts/sign-in", back)],
    )


def leave(page: Page) -> None:
    page.get_by_label("Your user name").fill("leaving")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("status").first).to_be_visible()


def back(page: Page) -> None:
    page.get_by_label("User name or e-mail").fill("leaving")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="This account is closed")).to_be_visible()
