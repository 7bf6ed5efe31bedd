"""The watch over the browser sees each kind of fault: the control of every other browser test."""

import pytest
from playwright.sync_api import Page, expect

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
        ("fetch('http://127.0.0.1:1/').catch(() => 0)", "another host"),
        (
            "document.body.appendChild(document.createElement('script')).text = 'window.slip = 1'",
            "console: .*Security",
        ),
    ],
)
def test_a_fault_is_seen(page: Page, faults: Faults, action: str, fault: str) -> None:
    page.goto("/")
    page.evaluate(f"() => {{ {action} }}")
    page.wait_for_timeout(300)
    faults.allow(fault)
    assert faults.seen and len(faults.unexpected()) < len(faults.seen)
    faults.allow("")


def test_two_contexts_are_both_watched(new_context: object, faults: Faults) -> None:
    page = new_context().new_page()  # type: ignore[operator]
    page.goto("/no-such-page")
    assert any("answer 404" in fault for fault in faults.seen)
    faults.allow("404")
