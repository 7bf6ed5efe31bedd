"""Every page in its main states, by who sees it: what the checks of contrast, names and width go through."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from question_bank.bank import Bank
from question_bank.document import Document
from question_bank.grading import shown
from question_bank.item import AllOf, Answer, Date, Item, Number, Order, Pairs, Text
from tests.browser.quizzing import EVERY, Quizzing
from webapp import clock

SHAPES: tuple[type[Any], ...] = (Text, Date, Number, AllOf, Order, Pairs)


@dataclass(frozen=True)
class State:
    """Where it is, and what to do there until it is seen."""

    name: str
    path: str
    then: Callable[[Page], None] = lambda page: None

    def reach(self, page: Page) -> None:
        page.goto(self.path)
        self.then(page)


def click(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name).first.click()


def open_details(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(selector).first.click()


def wrong_password(page: Page) -> None:
    page.get_by_label("User name or e-mail").fill("nobody-here")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".error").first).to_be_visible()


def wrong_password_twice(page: Page) -> None:
    wrong_password(page)
    page.get_by_label("Password").fill("not that one either")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Too many tries in a row")).to_be_visible()


def taken_name(page: Page) -> None:
    page.get_by_label("User name").fill("X")
    page.get_by_label("Password").fill("0123456789")
    page.get_by_role("button", name="Make the account").click()
    expect(page.locator(".error").first).to_be_visible()


def silly_limit(page: Page) -> None:
    page.locator("form.stack").first.evaluate("form => form.noValidate = true")
    page.get_by_label("New cards a day").fill("-3")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".error").first).to_be_visible()


def stale_token(page: Page) -> None:
    page.locator("#card input[name=csrf_token]").evaluate("input => input.value = 'old'")
    page.locator("#card form").first.evaluate("form => form.submit()")  # past the script
    expect(page.get_by_role("heading", name="This page was open in another session")).to_be_visible()


def refused_in_place(page: Page) -> None:
    page.locator("#card input[name=csrf_token]").evaluate("input => input.value = 'old'")
    page.locator("[data-show]").click()
    expect(page.locator("#trouble")).to_be_visible()


def smallest(bank: Bank) -> Document:
    """The document with the fewest marks: a long one shows nothing else, and takes axe seconds."""
    return min(
        bank.documents.values(), key=lambda one: sum(one.id in item.documents for item in bank.items.values())
    )


def visitor(bank: Bank) -> list[State]:
    document, deck = smallest(bank).slug, next(iter(bank.decks))
    return [
        State("welcome", "/"),
        State("welcome, the example answered", "/", open_details(".sample summary")),
        State("sign in", "/accounts/sign-in"),
        State("sign in, refused", "/accounts/sign-in", wrong_password),
        State("sign up", "/accounts/sign-up"),
        State("sign up, refused", "/accounts/sign-up", taken_name),
        State("forgotten password", "/accounts/reset"),
        State("reset link that is over", "/accounts/reset/over"),
        State("first administrator's link that is over", "/accounts/first/over"),
        State("library", "/library"),
        State("document", f"/library/{document}"),
        State("deck", f"/library/decks/{deck}"),
        State("deck, an item open", f"/library/decks/{deck}", open_details(".items summary")),
        State("deck for printing", f"/library/decks/{deck}/print"),
        State("404", "/nowhere"),
        State("405", "/accounts/sign-out"),
        State("429", "/accounts/sign-in", wrong_password_twice),
    ]


def newcomer(bank: Bank) -> list[State]:
    short = smallest(bank)
    item = next(item for item in bank.items.values() if bank.decks[item.deck].document == short.id)
    card, document = f"/practice/card?card={item.deck}/{item.id}/forward", short.slug
    marked = f"/library/{document}?item={item.deck}/{item.id}&back=/practice/card#q-1"
    return [
        State("home, nothing done", "/"),
        State("practice, choosing", "/practice"),
        State("progress, nothing done", "/progress"),
        State("suspended cards, none", "/practice/set-aside"),
        State("settings", "/accounts/settings"),
        State("settings, refused", "/accounts/settings", silly_limit),
        State("change password", "/accounts/password"),
        State("change password, refused", "/accounts/password", password_refused),
        State("menu open", "/accounts/settings", open_details(".menu summary")),
        State("document, passage highlighted", marked),
        State("document, items of other decks", f"/library/{document}", open_details(".more summary")),
        State("document, the highlighted item open", marked, open_details("li.here summary")),
        State("report", card.replace("/card?", "/report?")),
        State("report, refused", card.replace("/card?", "/report?"), click("Send the report")),
        State("card flagged", card, click("Flag")),
        State("nothing to undo", card, click("Undo")),
        State("card opened in another session", card, stale_token),
        State("card opened in another session, in place", card, refused_in_place),
        State("quizzes", "/quizzes"),
        State("a quiz to take", "/quizzes/mixed"),
        State("making a quiz", "/quizzes/new"),
        State("making a quiz, refused", "/quizzes/new", too_many_items),
        State("403", "/teaching/reports"),
        State("500", "/library"),
        State("end of the row", "/practice/card?new=1", finish),
        State("end of a row without an answer", "/practice/card?deck=who-is-who&new=0"),
    ]


def finish(page: Page) -> None:
    page.locator("[data-show]").click()
    page.locator('[data-key="4"]').click()
    expect(page.get_by_role("heading", name="That is all for now")).to_be_visible()


def password_refused(page: Page) -> None:
    page.get_by_label("Current password").fill("wrong")
    page.get_by_label("New password").fill("also-something-long")
    page.get_by_role("button", name="Change the password").click()
    expect(page.locator(".error").first).to_be_visible()


def of_cards(bank: Bank) -> Iterator[State]:
    """Fronts and backs of each shape of answer, with each verdict that it can get."""
    for shape in SHAPES:
        item = next(item for item in bank.items.values() if is_plain(item.answer, shape))
        yield State(f"{shape.__name__}, front", address(item))
        for name, typed in responses(item.answer).items():
            yield State(f"{shape.__name__}, {name}", address(item, side="back", typed=typed))
        if isinstance(item.answer, Date):
            yield State("Date, asked back", address(item), ask_back(short(item.answer)))


def is_plain(answer: Answer, shape: type[Any]) -> bool:
    """Of that shape; a date to the day, so that it can be given in part and in two ways."""
    if isinstance(answer, Date) and answer.date.start.precision != "day":
        return False
    return isinstance(answer, shape)


def short(answer: Date) -> str:
    """A way to write the date that leaves open which century is meant."""
    start = answer.date.start
    return f"{start.day:02}/{start.month:02}/{(start.year or 0) % 100:02}"


def ask_back(typed: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.locator(".typed").fill(typed)
        page.locator("[data-show]").click()
        expect(page.locator(".verdict.unclear")).to_be_visible()

    return act


def address(item: Item, **more: object) -> str:
    return "/practice/card?" + urlencode({"card": f"{item.deck}/{item.id}/forward", **more}, doseq=True)


def responses(answer: Answer) -> dict[str, list[str]]:
    """What to type to be judged in different ways."""
    match answer:
        case Text():
            return {"recalled": [], "right": [answer.text], "wrong": ["something else"]}
        case Date():
            year = shown(answer).split()[-1]
            return {"right": [shown(answer)], "partly": [year], "wrong": ["1066"], "unclear": [short(answer)]}
        case Number():
            return {"right": [shown(answer)], "wrong": ["3"]}
        case AllOf(parts):
            return {
                "right": [part.text for part in parts],
                "partly": [parts[0].text],
                "wrong": ["nothing of it"],
            }
        case Order(parts):
            return {"in some order": [str(place + 1) for place in range(len(parts))]}
        case Pairs(pairs):
            right = [part.text for _, part in pairs]
            return {"right": right, "mixed": right[1:] + right[:1]}


def in_the_middle_of_it() -> list[State]:
    return [
        State("home, in the middle of it", "/"),
        State("practice, choosing what is due", "/practice"),
        State("progress", "/progress"),
        State("progress, the numbers open", "/progress", open_details("figure summary")),
        State("a due card", "/practice/card"),
        State("suspended cards, one", "/practice/set-aside"),
    ]


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


def follow(*names: str) -> Callable[[Page], None]:
    """Go by the first link of each name in turn."""

    def act(page: Page) -> None:
        for name in names:
            page.get_by_role("main").get_by_role("link", name=name).first.click()

    return act


def too_many_items(page: Page) -> None:
    page.get_by_label("How many items").fill("999")
    page.get_by_role("button", name="Make the quiz").click()
    expect(page.locator(".error").first).to_be_visible()


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
