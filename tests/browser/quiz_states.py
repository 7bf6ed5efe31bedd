"""Quizzes in their states: under way, checked at once, set and looked after by an instructor."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from question_bank.bank import Bank
from tests.browser.quizzing import EVERY, Quizzing
from tests.browser.states import State, click, follow, open_details, smallest
from webapp import clock


def at_a_quiz(quiz: Quizzing) -> list[State]:
    """An attempt in its course: each presentation empty, then what may come up."""
    empty = [State(f"quiz, {presentation}", quiz.of(presentation)) for presentation in EVERY]
    return [
        *empty,
        State("quiz, chosen and flagged", quiz.of("choice"), choose_and_flag),
        State("quiz, a date understood", quiz.of("date"), typed_and_saved),
        State("quiz, put in order", quiz.of("order"), moved_down),
        State("quiz, two answers", quiz.of("text"), two_answers),
        State("quiz, two answers elsewhere", quiz.of("number"), expect_trouble),
        State("quiz, no connection", quiz.of("cloze"), cut_off),
        State("quiz, the summary", quiz.path("summary")),
        State("quiz, signed out", quiz.of("cloze"), signed_out),
    ]


def choose_and_flag(page: Page) -> None:
    page.locator(".option").first.click()
    page.locator("[data-flag]").click()
    expect(page.locator("[data-flag]")).to_have_text("⚑ flagged")


def typed_and_saved(page: Page) -> None:
    page.locator(".typed").fill("30/1/1950")
    expect(page.locator("#understood")).to_contain_text("to the day")


def moved_down(page: Page) -> None:
    page.locator("[data-step='1']").first.click()
    expect(page.locator("#saved")).to_have_text("✓ saved")


def two_answers(page: Page) -> None:
    """Another device answered while this page stood open."""
    other = page.context.new_page()
    other.goto(page.url)
    page.locator(".typed").fill("one")
    expect(page.locator("#saved")).to_have_text("✓ saved")
    other.locator(".typed").fill("another")
    expect(other.locator("#conflict")).to_be_visible()
    other.close()
    page.reload()
    expect(page.locator("#conflict")).to_be_visible()


def expect_trouble(page: Page) -> None:
    expect(page.locator("#trouble")).to_be_visible()


def cut_off(page: Page) -> None:
    page.context.set_offline(True)
    page.locator(".typed").fill("on the train")
    page.keyboard.press("Enter")
    expect_trouble(page)
    page.context.set_offline(False)


def signed_out(page: Page) -> None:
    page.context.clear_cookies()
    page.locator(".typed").fill("once more")
    expect(page.get_by_role("link", name="Sign in and go on")).to_be_visible()


def checked_at_once(quiz: Quizzing) -> list[State]:
    """Of a quiz that shows at once what was right, asks how certain one is, and goes forward only."""
    return [
        State("quiz, forward only, how certain", quiz.path(1)),
        State("quiz, checked and wrong", quiz.path(1), check_the_first),
        State("quiz, forward only, the summary", quiz.path("summary")),
        State("quiz, the last seconds", quiz.path(1), in_the_last_seconds(quiz)),
    ]


def checked_each(quiz: Quizzing) -> list[State]:
    """Feedback on an answer in each presentation, of a quiz that goes back and forth."""
    return [
        State(f"quiz, {presentation} checked", quiz.of(presentation), answer_and_check)
        for presentation in EVERY
        if presentation != "choice"
    ]


def answer_and_check(page: Page) -> None:
    for some in (".option >> nth=0", "[data-step='1'] >> nth=0"):
        if page.locator(some).count():
            page.locator(some).click()
    for field in page.locator(".typed").all():
        field.fill("something else")
    for field in page.locator(".matching select").all():
        field.select_option(index=1)
    page.locator(".moves").get_by_role("button", name="Check").click()
    expect(page.locator("#feedback")).to_be_visible()


def check_the_first(page: Page) -> None:
    page.locator(".option").first.click()
    page.locator(".moves").get_by_role("button", name="Check").click()
    expect(page.locator("#feedback")).to_be_visible()


def in_the_last_seconds(quiz: Quizzing) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        quiz.end_at(clock.now() + timedelta(seconds=25))
        page.reload()
        expect(page.locator("#warning")).to_be_visible()

    return act


def refused_quiz(page: Page) -> None:
    page.locator("summary", has_text="Tags").click()
    page.get_by_label("Points of single items").fill("what")
    page.get_by_role("button", name="Set the quiz").click()
    expect(page.locator(".error").first).to_be_visible()


def set_one(page: Page) -> None:
    page.get_by_label("Title").fill("Week 3")
    page.get_by_label("Time limit in minutes").fill("20")
    page.get_by_role("button", name="Set the quiz").click()
    expect(page.get_by_role("heading", name="Week 3")).to_be_visible()


def one_under_way(page: Page) -> None:
    follow("Week 3")(page)
    click("Start")(page)
    expect(page.locator("#question")).to_be_visible()
    page.goto("/quizzes")
    follow("Attempts")(page)
    expect(page.get_by_role("link", name="More time, void")).to_be_visible()


def instructor(bank: Bank) -> list[State]:
    coverage = f"/library/{smallest(bank).slug}/coverage"
    return [
        State("coverage of a document", coverage),
        State("coverage, an item that covers", coverage, open_details(".more summary")),
        State("reports, open", "/teaching/reports"),
        State("reports, closed", "/teaching/reports?state=closed"),
        State("quizzes, of an instructor", "/quizzes"),
        State("setting a quiz", "/quizzes/set"),
        State("setting a quiz, refused", "/quizzes/set", refused_quiz),
        State("setting a quiz of two parts", "/quizzes/set", click("Add a part")),
        State("extra time", "/quizzes/extra-time"),
        State("extra time, refused", "/quizzes/extra-time", click("Save")),
        State("a quiz just set", "/quizzes/set", set_one),
        State("attempts, none", "/quizzes", follow("Attempts")),
        State("attempts, one under way", "/quizzes", one_under_way),
        State("an attempt, more time or void", "/quizzes", follow("Attempts", "More time")),
        State("editing a quiz", "/quizzes", follow("Edit")),
        State("regrading, nothing to", "/quizzes", follow("Attempts", "Regrade")),
    ]
