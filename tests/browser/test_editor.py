"""The editor of a deck with its script: the draft kept as one types, two tabs, and every button in reach."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Faults
from tests.webapp.conftest import AddUser
from tests.webapp.publishing.course import DECK, settings_of, write_course

PAGE = "/teaching/decks/mill"
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def settings(settings: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    return settings | settings_of(write_course(tmp_path / "course"))


@pytest.fixture
def tabs(seat: Callable[..., Page], add_user: AddUser) -> list[Page]:
    """Two tabs of one instructor with the same deck."""
    ines = add_user("ines", role="instructor")
    found = [seat(ines), seat(ines)]
    for tab in found:
        tab.goto(PAGE)
    return found


def test_of_two_tabs_the_later_chooses_and_nothing_is_lost(tabs: list[Page], faults: Faults) -> None:
    faults.allow("answer 409")
    faults.allow("console: Failed to load resource: the server responded with a status of 409")
    first, second = tabs
    first.locator("#text").fill(DECK.replace("in 1931\n", "in 1913\n"))
    expect(first.locator("#save-state")).to_contain_text("draft saved · 1 problem")
    expect(first.locator(".gutter .wrong")).to_have_count(1)
    second.locator("#text").fill(DECK + "# of the other tab\n")
    expect(second.locator("#save-state")).to_have_text("not saved: there is another text")
    second.locator("[data-keep-mine]").click()
    expect(second.locator("#save-state")).to_contain_text("draft saved")
    second.locator("#text").fill(DECK + "# typed just before\n")
    second.get_by_role("link", name="Review and publish").click()
    expect(second).to_have_url(re.compile("/review$"))
    expect(second.locator("main")).to_contain_text("# typed just before")


def test_the_draft_can_be_thrown_away_at_the_end_of_a_long_page(tabs: list[Page]) -> None:
    page = tabs[0]
    page.locator("#text").fill(DECK + "# a draft\n")
    expect(page.locator("#save-state")).to_contain_text("draft saved")
    page.reload()
    page.get_by_text("Throw the draft away").click(timeout=5_000)
    page.get_by_role("button", name="Throw it away").click(timeout=5_000)
    expect(page.get_by_role("status").first).to_have_text("The draft is thrown away.")


def test_a_field_that_an_extension_added_is_told_and_ends_the_trying(
    tabs: list[Page], faults: Faults
) -> None:
    faults.allow("answer 400")
    faults.allow("console: Failed to load resource: the server responded with a status of 400")
    page, sent = tabs[0], list[str]()
    page.on("request", lambda request: sent.append(request.method))
    page.locator("#deck-form").evaluate(
        "form => form.append(Object.assign(document.createElement('input'), {name: 'planted'}))"
    )
    page.locator("#text").fill(DECK + "# mine\n")
    expect(page.locator("#save-state")).to_contain_text(
        "not saved: That form had a field that is not its own."
    )
    page.wait_for_timeout(2_500)  # longer than the first wait between two tries
    assert sent.count("POST") <= 2  # once more with another token
    assert page.locator("#text").input_value() == DECK + "# mine\n"


def test_control_with_a_token_of_another_session_it_is_saved(tabs: list[Page], faults: Faults) -> None:
    faults.allow("answer 400")
    faults.allow("console: Failed to load resource: the server responded with a status of 400")
    page, answers = tabs[0], list[tuple[str, int]]()
    page.on("response", lambda answer: answers.append((answer.request.method, answer.status)))
    page.locator("#deck-form [name=csrf_token]").evaluate("field => { field.value = 'an old one'; }")
    page.locator("#text").fill(DECK + "# mine\n")
    expect(page.locator("#save-state")).to_contain_text("draft saved")
    assert [status for method, status in answers if method == "POST"] == [400, 200]
