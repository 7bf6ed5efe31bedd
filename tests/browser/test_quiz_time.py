"""The clock of a quiz in a real browser: the last second, more time, and what comes after the end."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Faults, LiveApp
from tests.browser.quizzing import (
    NO_LINE,
    Quizzing,
    begin,
    drop_what_is_sent,
    end_soon,
    expect_saved,
    type_without_a_line,
)
from tests.webapp.conftest import AddUser
from webapp import attempts, clock
from webapp.attempts.sweeper import sweep
from webapp.models import User

Seat = Callable[..., Page]


@pytest.fixture
def quiz(live_app: LiveApp, learner: User) -> Quizzing:
    return begin(live_app.app, learner)


def test_at_zero_the_page_hands_in_with_what_was_not_saved(
    seat: Seat, learner: User, quiz: Quizzing, faults: Faults
) -> None:
    faults.allow(NO_LINE)
    page = seat(learner)
    page.clock.install()
    page.goto(quiz.of("text"))
    end_soon(page, quiz)
    drop_what_is_sent(page, re.compile(r"/\d+$"))
    expect(page.locator("#left")).to_have_text(re.compile("00:0[1-4]"))
    expect(page.locator("#warning")).to_have_text("less than 30 seconds left")
    page.locator(".typed").fill("the last words")
    page.wait_for_url(re.compile(f"{quiz.id}$"), timeout=9000)
    assert quiz.stored("text") == ("the last words",)
    assert quiz.paper.close_reason in ("student", "deadline")
    assert page.evaluate("localStorage.length") == 0


def test_with_the_tab_closed_the_server_hands_in(seat: Seat, learner: User, quiz: Quizzing) -> None:
    page = seat(learner)
    page.goto(quiz.of("text"))
    page.locator(".typed").fill("before leaving")
    expect_saved(page)
    page.close()
    with quiz.app.app_context():
        sweep(clock.now() + timedelta(minutes=21))
    assert (quiz.paper.state, quiz.paper.close_reason) == ("graded", "deadline")
    assert quiz.stored("text") == ("before leaving",)


def test_more_time_is_seen_within_fifteen_seconds(
    seat: Seat, learner: User, quiz: Quizzing, add_user: AddUser
) -> None:
    page = seat(learner)
    page.clock.install()
    page.goto(quiz.of("text"))
    with quiz.app.app_context():
        attempts.extend(add_user("ines", role="instructor").id, quiz.id, uuid4(), 10, "a drill", clock.now())
    page.clock.fast_forward(15_000)
    expect(page.locator("#timing")).to_contain_text("20 min + 10 min = 30 min")
    expect(page.locator("#left")).to_have_text(re.compile("29:"))
    expect(page.locator("#said")).to_have_text("You have been given 10 more minutes.")


def test_more_time_given_in_the_last_second_is_not_handed_away(
    seat: Seat, learner: User, quiz: Quizzing, add_user: AddUser
) -> None:
    page, ines = seat(learner), add_user("ines", role="instructor")
    page.clock.install()
    page.goto(quiz.of("text"))
    end_soon(page, quiz)
    expect(page.locator("#left")).to_have_text(re.compile("0:0[1-4]"))
    with quiz.app.app_context():
        attempts.extend(ines.id, quiz.id, uuid4(), 10, "a drill", clock.now())
    expect(page.locator("#left")).to_have_text(re.compile("9:5|10:0"), timeout=9000)
    assert quiz.paper.state == "in_progress"


def test_what_did_not_arrive_in_time_is_named_beside_the_result(
    seat: Seat, learner: User, quiz: Quizzing, faults: Faults
) -> None:
    faults.allow(NO_LINE)
    page = seat(learner)
    type_without_a_line(page, quiz, "too late")
    page.close(run_before_unload=False)
    with quiz.app.app_context():
        sweep(clock.now() + timedelta(minutes=21))
    page = page.context.new_page()
    page.context.set_offline(False)
    page.goto(quiz.path(1))
    expect(page.get_by_text("Not in this result: what you gave last to question 3.")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_the_clock_is_the_servers(seat: Seat, learner: User, quiz: Quizzing) -> None:
    """A device whose clock is a year slow shows the same time left."""
    page = seat(learner)
    page.add_init_script("const now = Date.now; Date.now = () => now() - 365 * 86400e3")
    page.goto(quiz.of("text"))
    expect(page.locator("#left")).to_have_text(re.compile("19:5|20:00"))
