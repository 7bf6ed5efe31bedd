"""The whole road: sign up, study, follow a footnote, come back, undo, finish; then the numbers agree."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import LiveApp
from tests.browser.study import Hands, Study, cards, day, log

PASSWORD = "seventeen quiet footnotes"


def sign_up(page: Page, name: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name.capitalize())


def limit_new_cards(page: Page, count: int) -> None:
    page.goto("/accounts/settings")
    page.get_by_label("New cards a day").fill(str(count))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your settings are saved.")).to_be_visible()


def begin(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Start").click()
    expect(page.locator("#card")).to_have_attribute("data-side", "front")


def numbers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", text)]


def there_and_back(study: Study) -> None:
    """From the answer to its passage, and to the same card with what was typed."""
    page, card, typed = study.page, study.card, study.part.locator(".verdict b").inner_text()
    passage = study.to_the_document()
    expect(passage).to_be_in_viewport()
    deck, name, _ = card.split("/")
    quotes = [source.quote for source in study.bank.items[deck, name].sources]
    assert re.sub(r"\d+$", "", passage.inner_text()).split()[0] in " ".join(quotes)
    study.press_or_click(page.get_by_role("link", name="Back to your card"), "e")
    expect(study.part).to_have_attribute("data-side", "back")
    assert study.card == card
    expect(study.part.locator(".verdict b")).to_have_text(typed)


def to_the_end(study: Study) -> None:
    for _ in range(40):
        if study.side == "end":
            return
        study.answer(4)
    raise AssertionError("the row does not end")


def check_the_numbers(study: Study) -> None:
    """What the end page and the progress page say is what the database holds."""
    page, sums = study.page, day(study.app)
    names, values = (study.part.locator(cell).all_inner_texts() for cell in ("dt", "dd"))
    rows = dict(zip(names, values, strict=True))
    undone = {line.undoes for line in log(study.app) if line.action == "undo"}
    answers = [line for line in log(study.app) if line.action == "answer" and line.id not in undone]
    first: dict[int, int] = {}
    for line in answers:
        first.setdefault(line.card_id, line.rating or 0)
    assert sums.answers == len(answers)
    assert numbers(rows["Answers today"]) == [sums.answers]
    assert numbers(rows["Cards"]) == [len(first), sums.new_cards]
    assert numbers(rows["Right at first"]) == [sum(rating > 1 for rating in first.values()), len(first)]
    page.goto("/progress")
    met = [card for card in cards(study.app) if card.stage != "new"]
    lead = numbers(page.locator(".lead").inner_text())
    assert lead[1:3] == [len(met), len(met)]
    assert numbers(page.locator("section[aria-labelledby=done] .count").first.inner_text()) == [sums.answers]
    due = sum(card.due_day is not None and not card.suspended for card in met)
    counts = page.locator("section[aria-labelledby=due] .count").all_inner_texts()
    assert sum(map(int, counts)) == due


def test_by_keyboard_alone(page: Page, live_app: LiveApp) -> None:
    sign_up(page, "keyboard-learner")
    limit_new_cards(page, 12)
    begin(page)
    study = Study(page, live_app.app)
    study.type(study.right_answer() or "an answer").show()
    there_and_back(study)
    study.rate(3)
    for rating, typed in ((1, "not this"), (2, ""), (4, "right"), (3, "")):
        study.answer(rating, study.right_answer() if typed == "right" else typed)
    undone = []
    for _ in range(3):
        study.undo()
        undone.append(study.card)
    assert len(set(undone)) == 3
    assert day(live_app.app).answers == 2
    study.answer(4).bury().suspend()
    page.keyboard.press("Escape")
    to_the_end(study)
    assert study.answers >= 10 + 3
    actions = [line.action for line in log(live_app.app)]
    assert actions.count("undo") == 3 and actions.count("bury") == actions.count("suspend") == 1
    check_the_numbers(study)


@pytest.mark.parametrize("hands", ["touch", "mouse"])
def test_the_same_by_thumb_and_without_javascript(
    new_context: Callable[..., BrowserContext], live_app: LiveApp, hands: Hands
) -> None:
    options: dict[str, Any] = {"java_script_enabled": False}
    if hands == "touch":
        options = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    page = new_context(**options).new_page()
    sign_up(page, f"{hands}-learner")
    limit_new_cards(page, 6)
    begin(page)
    study = Study(page, live_app.app, hands)
    while not study.right_answer():
        study.answer(4)
    study.type(study.right_answer()).show()
    there_and_back(study)
    study.rate(3).answer(1).undo().answer(2).bury().suspend()
    to_the_end(study)
    check_the_numbers(study)
