"""The watch over the browser sees each kind of fault: the control of every other browser test."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Faults


def test_the_first_page_is_without_fault(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize(
    ("action", "fault"),
    [
        ("console.error('a slip')", "console: a slip"),
        ("setTimeout(() => { throw new Error('a slip') })", "script error: .*a slip"),
        ("fetch('/no-such-page')", "answer 404: GET"),
        ("setTimeout(() => location.assign('http://127.0.0.1:1/'))", "another host"),
        (
            "document.body.appendChild(document.createElement('script')).text = 'window.slip = 1'",
            "console: .*Security",
        ),
    ],
)
@pytest.mark.timeout(20)
def test_a_fault_is_seen(page: Page, faults: Faults, action: str, fault: str) -> None:
    page.goto("/")
    page.evaluate(f"() => {{ {action} }}")
    while not any(re.search(fault, seen) for seen in faults.unexpected()):  # or the test's time runs out
        page.wait_for_timeout(20)
    faults.allow("")


def test_what_is_allowed_is_let_through_and_nothing_else() -> None:
    faults = Faults("http://localhost", seen=["answer 404: GET /a", "answer 500: GET /a"])
    faults.allow("answer 404")
    assert faults.unexpected() == ["answer 500: GET /a"]


def test_a_context_that_a_test_opens_is_watched_too(
    new_context: Callable[[], BrowserContext], faults: Faults
) -> None:
    page = new_context().new_page()
    page.goto("/no-such-page")
    assert any("answer 404" in fault for fault in faults.unexpected())
    faults.allow("404")
