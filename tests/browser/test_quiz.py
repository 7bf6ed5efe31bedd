"""A quiz in a real browser: by keyboard, without a line, in two tabs, signed out, to the last second."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from question_bank.quizzes.quiz import Review
from tests.browser.conftest import Faults, LiveApp
from tests.browser.quizzing import (
    EVERY,
    NO_LINE,
    Quizzing,
    begin,
    drop_what_is_sent,
    expect_saved,
    type_without_a_line,
)
from tests.webapp.conftest import PASSWORD
from webapp.db import db
from webapp.domain.slots import Presentation
from webapp.models import AnswerEvent, User

Seat = Callable[..., Page]


@pytest.fixture
def quiz(live_app: LiveApp, learner: User) -> Quizzing:
    return begin(live_app.app, learner)


def events(quiz: Quizzing) -> int:
    """How many answers were stored in all."""
    with quiz.app.app_context():
        return db.session.scalar(select(func.count()).select_from(AnswerEvent)) or 0


def test_every_presentation_by_keyboard_alone(seat: Seat, learner: User, quiz: Quizzing) -> None:
    page = seat(learner)
    page.goto(quiz.path(1))
    for number, presentation in enumerate(EVERY, 1):
        expect(page.locator(".asked-line")).to_contain_text(f"{number} of {len(EVERY)}")
        answer(page, presentation, quiz.right(presentation))
    expect(page.get_by_role("heading", name="Before you hand in")).to_be_visible()
    expect(page.locator(".lead")).to_contain_text("9 of 9 questions answered")
    tab_to(page, "document.activeElement.textContent === 'Hand in'")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"{quiz.id}$"))
    assert (quiz.paper.score, quiz.paper.out_of) == (9000, 9000)


@pytest.mark.parametrize("presentation", ["text", "choice", "pairs", "order"])
def test_what_is_given_before_the_scripts_have_come_is_saved(
    seat: Seat, learner: User, quiz: Quizzing, presentation: Presentation
) -> None:
    page, held = seat(learner), list[Route]()
    page.route("**/quiz/taking.js*", lambda route: held.append(route))
    page.goto(quiz.of(presentation), wait_until="commit")
    give(page, presentation)
    held.pop().continue_()
    expect(page.locator("#saved")).to_be_visible()
    expect_saved(page)
    assert any(quiz.stored(presentation)) and events(quiz) == 1


def test_who_gives_nothing_saves_nothing(seat: Seat, learner: User, quiz: Quizzing) -> None:
    page = seat(learner)
    page.goto(quiz.path(1))
    for number in range(1, len(EVERY) + 1):
        expect(page.locator(".asked-line")).to_contain_text(f"{number} of {len(EVERY)}")
        page.locator("[data-key=n]").click()
    expect(page.get_by_role("heading", name="Before you hand in")).to_be_visible()
    assert events(quiz) == 0


def give(page: Page, presentation: Presentation) -> None:
    """Some answer, in the plain form."""
    if presentation == "text":
        page.locator(".typed").fill("as quick as that")
    elif presentation == "choice":
        page.locator(".option input").nth(1).check()
    else:
        for number, field in enumerate(page.locator("#question select").all(), 1):
            field.select_option(index=number)


def tab_to(page: Page, there: str) -> None:
    for _ in range(40):
        if page.evaluate(there):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to where {there}")


def answer(page: Page, presentation: str, given: tuple[str, ...]) -> None:
    """Give it and move on."""
    if presentation in ("choice", "choices"):
        for option in given:
            page.keyboard.press(str(int(option) + 1))
        page.keyboard.press("n")
    elif presentation == "order":
        put_in_order(page, given)
        page.keyboard.press("n")
    elif presentation == "pairs":
        for place, option in enumerate(given, 1):
            tab_to(page, f"document.activeElement.id === 'given-{place}'")
            for _ in range(int(option) + 1):
                page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")  # out of the list, where letters choose
        page.keyboard.press("n")
    else:
        for text in given:
            page.keyboard.type(text)
            page.keyboard.press("Enter")


def put_in_order(page: Page, places: tuple[str, ...]) -> None:
    for place in range(1, len(places) + 1):
        index = places.index(str(place))
        tab_to(page, "document.activeElement.matches('[data-step]')")
        tab_to(page, f"document.activeElement.closest('li')?.dataset.index === '{index}'")
        at = page.locator(".ordering > li").evaluate_all(
            "(all, index) => all.findIndex(li => li.dataset.index === index)", str(index)
        )
        for _ in range(at - place + 1):
            page.keyboard.press("ArrowUp")
        page.locator("#prompt").focus()  # and from the top again
    if page.locator("[data-stay]").is_visible():
        tab_to(page, "document.activeElement.matches('[data-stay]')")
        page.keyboard.press("Enter")


def test_things_are_dragged_into_order(seat: Seat, learner: User, quiz: Quizzing) -> None:
    page = seat(learner)
    page.goto(quiz.of("order"))
    first, last = (
        page.locator(".grip").first.bounding_box(),
        page.locator(".ordering > li").last.bounding_box(),
    )
    assert first and last
    name = page.locator(".ordering label").first.inner_text()
    page.mouse.move(first["x"] + 9, first["y"] + 9)
    page.mouse.down()
    page.mouse.move(first["x"] + 9, last["y"] + last["height"] - 4, steps=9)
    page.mouse.up()
    expect(page.locator(".ordering label").last).to_have_text(name)
    expect_saved(page)
    page.reload()
    expect(page.locator(".ordering label").last).to_have_text(name)


def test_without_a_line_an_answer_is_kept_and_sent_when_it_is_back(
    seat: Seat, learner: User, quiz: Quizzing, faults: Faults
) -> None:
    faults.allow(NO_LINE)
    page = seat(learner)
    type_without_a_line(page, quiz, "on the train")
    page.keyboard.press("Enter")
    expect(page.locator("#trouble")).to_contain_text(
        "There is no connection just now. Your answer is kept here"
    )
    assert quiz.stored("text") == () and page.locator(".typed").input_value() == "on the train"
    page.context.set_offline(False)
    expect_saved(page)
    assert quiz.stored("text") == ("on the train",)


def test_after_a_reload_without_a_line_it_is_still_there(
    seat: Seat, learner: User, quiz: Quizzing, faults: Faults
) -> None:
    faults.allow(NO_LINE)
    page = seat(learner)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(quiz.of("text"))
    drop_what_is_sent(page)
    page.locator(".typed").fill("before the reload")
    expect(page.locator("#saved")).to_have_text("✗ not saved, trying again")
    page.reload()
    expect(page.locator(".typed")).to_have_value("before the reload")
    page.unroute("**/attempts/**")
    expect_saved(page)
    assert quiz.stored("text") == ("before the reload",)


def test_when_the_response_is_dropped_the_answer_is_stored_once(
    seat: Seat, learner: User, quiz: Quizzing, faults: Faults
) -> None:
    faults.allow(NO_LINE)
    page = seat(learner)
    dropped: list[int] = []

    def drop_first(route: Route) -> None:
        if route.request.method == "POST" and not dropped:
            dropped.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.goto(quiz.of("text"))
    page.route("**/attempts/**", drop_first)
    page.locator(".typed").fill("once")
    expect_saved(page)
    assert (dropped, events(quiz)) == ([200], 1)


def test_two_tabs_leave_the_choice_to_the_learner(
    seat: Seat, learner: User, quiz: Quizzing, faults: Faults
) -> None:
    faults.allow("409")
    page = seat(learner)
    other = page.context.new_page()
    page.goto(quiz.of("text"))
    other.goto(quiz.of("text"))
    page.locator(".typed").fill("from the first")
    expect_saved(page)
    other.locator(".typed").fill("from the second")
    expect(other.locator("#conflict")).to_contain_text("Saved there: from the first")
    expect(other.locator("#conflict")).to_contain_text("Given here: from the second")
    assert quiz.stored("text") == ("from the first",)
    other.get_by_role("button", name="Save the one given here").click()
    expect_saved(other)
    assert quiz.stored("text") == ("from the second",)


def test_signed_out_in_the_middle_one_signs_in_and_goes_on(
    seat: Seat, learner: User, quiz: Quizzing, faults: Faults
) -> None:
    faults.allow("answer 40[01]|status of 40[01]")
    page = seat(learner)
    page.goto(quiz.of("text"))
    page.context.clear_cookies()
    page.locator(".typed").fill("while signed out")
    expect(page.locator("#saved")).to_have_text("✗ not saved, signed out")
    page.get_by_role("link", name="Sign in and go on").click()
    page.get_by_label("User name or e-mail").fill(learner.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".typed")).to_have_value("while signed out")
    expect_saved(page)
    assert quiz.stored("text") == ("while signed out",)


def test_a_checked_answer_shows_what_was_right_and_stays(
    seat: Seat, live_app: LiveApp, learner: User
) -> None:
    quiz = begin(live_app.app, learner, review=Review(during=("correctness", "answers")))
    page = seat(learner)
    page.goto(quiz.of("choice"))
    page.keyboard.press(str(int(quiz.right("choice")[0]) + 1))
    page.keyboard.press("Enter")
    expect(page.locator("#feedback .verdict")).to_contain_text("right")
    expect(page.locator(".option input").first).to_be_disabled()
    assert page.evaluate("document.activeElement.id") == "feedback"


def test_signing_out_elsewhere_wipes_what_was_kept(
    seat: Seat, learner: User, quiz: Quizzing, faults: Faults
) -> None:
    faults.allow(NO_LINE + "|answer 40|status of 40")
    page = seat(learner)
    other = page.context.new_page()
    page.goto(quiz.of("text"))
    drop_what_is_sent(page)
    page.locator(".typed").fill("private")
    expect(page.locator("#saved")).to_have_text("✗ not saved, trying again")
    other.goto("/library")
    assert other.evaluate("localStorage.length") == 1
    other.locator(".menu summary").click()
    other.get_by_role("button", name="Sign out").click()
    other.wait_for_url("**/")
    with page.expect_request("**/attempts/**"):  # it tries again, and puts nothing back
        pass
    expect(page.locator("#saved")).to_contain_text("✗ not saved")
    assert other.evaluate("localStorage.length") == 0
