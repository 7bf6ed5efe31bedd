"""With the keyboard alone: where the focus goes, that it is seen, and that no step needs a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from question_bank.item import AllOf, Order, Pairs
from tests.browser.conftest import LiveApp
from tests.browser.states import address
from tests.browser.study import Study
from webapp.models import User

FOCUSED = """() => {
    const at = document.activeElement, style = getComputedStyle(at);
    if (at === document.body) return null;
    return [
        (at.name || at.innerText || at.tagName).trim().split("\\n")[0],
        style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        at.getBoundingClientRect().top,
    ];
}"""


def tabbed(page: Page) -> list[tuple[str, bool, float]]:
    """What Tab reaches in turn: its words, whether it is seen to have the focus, how far down it stands."""
    page.locator(".skip").focus()
    seen: list[tuple[str, bool, float]] = []
    while found := page.evaluate(FOCUSED):
        seen.append(tuple(found))
        page.keyboard.press("Tab")
    return seen


def test_tab_goes_down_the_page_and_is_seen(seat: Callable[..., Page], learner: User) -> None:
    page = seat(learner)
    for path in ("/", "/practice", "/accounts/settings", "/progress"):
        page.goto(path)
        seen = tabbed(page)
        assert seen[0][0] == "To the content", path
        assert len(seen) > 6 and [name for name, visible, _ in seen if not visible] == [], path


def test_the_skip_link_leads_past_the_navigation(seat: Callable[..., Page], learner: User) -> None:
    page = seat(learner)
    page.goto("/practice")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_text("Practise everything")


def test_focus_follows_the_card(seat: Callable[..., Page], live_app: LiveApp, learner: User) -> None:
    """On a front it stands in the field, on a back on the rating that fits what was typed."""
    page = seat(learner)
    page.goto("/practice/card")
    study = Study(page, live_app.app)
    expect(study.part.locator(".typed").first).to_be_focused()
    study.type(study.right_answer()).show()
    expect(study.part.locator("button.suggested")).to_be_focused()
    study._act(study.part, "Enter")  # takes the rating in focus
    expect(study.part.locator(".typed, select").first).to_be_focused()


def test_what_changed_is_said(seat: Callable[..., Page], live_app: LiveApp, learner: User) -> None:
    page = seat(learner)
    page.goto("/practice/card")
    study = Study(page, live_app.app).type("surely not this").show()
    expect(page.locator("#said[aria-live=polite]")).to_contain_text("The answer:")
    study.rate(1).undo()
    expect(page.locator("#said")).to_contain_text("Undone")


def test_a_space_in_an_empty_field_shows_the_answer_and_in_a_word_is_a_space(
    seat: Callable[..., Page], live_app: LiveApp, learner: User
) -> None:
    page = seat(learner)
    page.goto("/practice/card")
    page.keyboard.type("two words")
    expect(page.locator(".typed").first).to_have_value("two words")
    page.locator(".typed").first.fill("")
    page.keyboard.press("Space")
    expect(page.locator("#card")).to_have_attribute("data-side", "back")


def test_letters_in_the_field_are_letters(
    seat: Callable[..., Page], live_app: LiveApp, learner: User
) -> None:
    page = seat(learner)
    page.goto("/practice/card")
    page.keyboard.type("sub-1e")
    expect(page.locator(".typed").first).to_have_value("sub-1e")
    expect(page.locator("#card")).to_have_attribute("data-side", "front")


@pytest.mark.parametrize("shape", [AllOf, Order, Pairs])
def test_lists_are_answered_by_keyboard(
    seat: Callable[..., Page], live_app: LiveApp, learner: User, shape: type[object]
) -> None:
    bank = live_app.app.extensions["bank"]
    item = next(item for item in bank.items.values() if isinstance(item.answer, shape))
    page = seat(learner)
    page.goto(address(item))
    fields = page.locator("#card .typed, #card select")
    expect(fields.first).to_be_focused()
    for place in range(fields.count()):
        page.keyboard.type("a part" if shape is AllOf else str(place + 1))
        if shape is Pairs:
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    expect(page.locator("[data-show]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_be_visible()


@pytest.mark.parametrize("shape", [AllOf, Order, Pairs])
def test_lists_can_just_be_recalled(
    seat: Callable[..., Page], live_app: LiveApp, learner: User, shape: type[object]
) -> None:
    """Enter shows the answer at once, though the focus stands in a list's first field."""
    bank = live_app.app.extensions["bank"]
    item = next(item for item in bank.items.values() if isinstance(item.answer, shape))
    page = seat(learner)
    page.goto(address(item))
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_have_attribute("data-side", "back")


def test_the_theme_is_switched_without_losing_what_is_typed(seat: Callable[..., Page], learner: User) -> None:
    page = seat(learner)
    page.goto("/practice/card")
    page.keyboard.type("half a thought")
    page.get_by_role("button", name="dark").focus()
    with page.expect_response("**/accounts/theme"):
        page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator(".typed").first).to_have_value("half a thought")
    page.goto("/library")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_menu_opens_and_closes_by_key(seat: Callable[..., Page], learner: User) -> None:
    page = seat(learner)
    page.goto("/")
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Settings")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Settings")).to_be_hidden()
    expect(page.locator(".menu summary")).to_be_focused()
