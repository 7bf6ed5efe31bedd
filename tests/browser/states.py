"""Every page in its main states, by who sees it: what the checks of contrast, names and width go through."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from question_bank.bank import Bank
from question_bank.document import Document
from question_bank.grading import shown
from question_bank.item import AllOf, Answer, Date, Item, Number, Order, Pairs, Text

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


def follow(*names: str) -> Callable[[Page], None]:
    """Go by the first link of each name in turn."""

    def act(page: Page) -> None:
        for name in names:
            page.get_by_role("main").get_by_role("link", name=name).first.click()

    return act


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


def too_many_items(page: Page) -> None:
    page.get_by_label("How many items").fill("999")
    page.get_by_role("button", name="Make the quiz").click()
    expect(page.locator(".error").first).to_be_visible()
