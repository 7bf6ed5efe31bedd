"""B16 and B17: sessions end, lines lose what the server said, and the page is right about what is saved."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Request, expect
from sqlalchemy import select, update

from tests.browser.conftest import (
    Faults,
    LiveApp,
    browser_context_args,
    browser_type_launch_args,
    faults,
    new_context,
    seat,
)
from tests.browser.conftest import live_app as served
from tests.browser.quizzing import Quizzing, begin, expect_saved
from tests.reliability import sound
from tests.reliability.bad_line import BadLine
from tests.reliability.conftest import Figures
from tests.reliability.effort import SAVES, SITTINGS
from tests.webapp.conftest import PASSWORD, AddUser, add_user
from webapp.db import db
from webapp.models import AnswerEvent, User

__all__ = [
    "add_user",
    "browser_context_args",
    "browser_type_launch_args",
    "faults",
    "new_context",
    "seat",
    "served",
]

Seat = Callable[..., Page]
TROUBLE = r"failed: |ERR_|answer 40|status of 40"
# What the page says is saved, each time it says something else, and when.
WATCH = """() => {
  window.told = [];
  const box = document.getElementById("saved");
  const note = () => {
    if (told.at(-1)?.[1] !== box.textContent) told.push([performance.now(), box.textContent]);
  };
  new MutationObserver(note).observe(box, { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture
def settings(settings: dict[str, Any], tmp_path: Any) -> dict[str, Any]:
    """The bank that is shipped, and forms with their tokens."""
    shipped = {name: value for name, value in settings.items() if name not in ("DECKS", "DOCUMENTS")}
    return shipped | {"WTF_CSRF_ENABLED": True}


@pytest.fixture
def line(served: LiveApp) -> Iterator[BadLine]:
    port = urlsplit(served.url).port
    assert port
    with BadLine(port) as line:
        yield line


@pytest.fixture
def live_app(served: LiveApp, line: BadLine) -> LiveApp:
    """The app, at the other end of the line."""
    return LiveApp(served.app, line.url)


@pytest.fixture
def quiz(served: LiveApp, add_user: AddUser) -> Quizzing:
    return begin(served.app, add_user("learner"))


def said(quiz: Quizzing, presentation: str = "text") -> list[str]:
    """What was stored in that slot, one after the other."""
    number = quiz.number(presentation) - 1  # type: ignore[arg-type]
    rows = select(AnswerEvent.body).filter_by(attempt_id=quiz.id, slot=number).order_by(AnswerEvent.seq)
    with quiz.app.app_context():
        return [body["given"][0] for body in db.session.scalars(rows)]


def longest(told: list[tuple[float, str]], words: str) -> float:
    """For how many seconds on end the page said so."""
    ends = [*(moment for moment, _ in told[1:]), told[-1][0]]
    return max(
        ((end - at) / 1000 for (at, text), end in zip(told, ends, strict=True) if text == words), default=0
    )


def test_b17_over_a_bad_line_saved_is_said_only_of_what_is_saved(
    seat: Seat, quiz: Quizzing, line: BadLine, faults: Faults, figures: Figures
) -> None:
    faults.allow(TROUBLE)
    page = seat(quiz.user)
    page.goto(quiz.of("text"))
    page.evaluate(WATCH)
    line.lose, line.delay, line.cut = 0.2, 0.1, 0.05
    typed = [f"answer {number}" for number in range(SAVES)]
    for text in typed:
        page.locator(".typed").fill(text)
        expect(page.locator("#saved")).to_have_text("✓ saved", timeout=40_000)
        assert quiz.stored("text") == (text,)  # what it says is true at once
    assert said(quiz) == typed  # each once, in order
    assert sound.faults(quiz.app) == []
    waited = longest(page.evaluate("told"), "saving …")
    assert waited <= 5
    figures("B17", saves=SAVES, **line.counts, false_saved=0, longest_silence=f"{waited:.1f} s")


def test_b17_when_nothing_comes_back_at_all_the_page_says_so_within_five_seconds(
    seat: Seat, quiz: Quizzing, line: BadLine, faults: Faults
) -> None:
    faults.allow(TROUBLE)
    page = seat(quiz.user)
    page.goto(quiz.of("text"))
    line.mute.set()
    page.locator(".typed").fill("into the void")
    expect(page.locator("#saved")).to_have_text(
        re.compile("not saved"), timeout=5_600
    )  # after a pause in typing
    line.mute.clear()
    expect(page.locator("#saved")).to_have_text("✓ saved", timeout=40_000)
    assert said(quiz) == ["into the void"]


def test_b17_control_a_page_that_believes_itself_is_caught(
    seat: Seat, quiz: Quizzing, line: BadLine, faults: Faults
) -> None:
    """One that says it is saved as soon as it has been sent."""
    faults.allow(TROUBLE)
    page = seat(quiz.user)
    page.goto(quiz.of("text"))
    believing = 'setInterval(() => { document.getElementById("saved").textContent = "✓ saved" }, 5)'
    page.evaluate(f"() => {{ {believing} }}")
    line.cut = 1.0
    page.locator(".typed").fill("never arrives")
    expect_saved(page)
    assert quiz.stored("text") != ("never arrives",)


def end_sessions(quiz: Quizzing) -> None:
    """As a changed password, or an administrator, ends them."""
    with quiz.app.app_context():
        db.session.execute(update(User).where(User.id == quiz.user.id).values(fs_uniquifier=uuid4().hex))
        db.session.commit()


def keys(requests: list[Request], text: str) -> list[str]:
    """The keys under which this answer was sent."""
    found = []
    for request in requests:
        body = request.post_data or ""
        if text in body:
            key = re.search(r'name="key"\s+([0-9a-f-]+)', body)
            found.append(key[1] if key else parse_qs(body).get("key", [""])[0])
    return found


def test_b16_a_session_that_ends_in_the_middle_loses_no_answer(
    seat: Seat, quiz: Quizzing, faults: Faults, figures: Figures
) -> None:
    faults.allow(TROUBLE)
    page = seat(quiz.user)
    page.goto(quiz.of("text"))
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    for number in range(SITTINGS):
        text = f"thought {number}"
        end_sessions(quiz)
        page.locator(".typed").fill(text)
        expect(page.locator("#saved")).to_have_text("✗ not saved, signed out")
        assert said(quiz) == [f"thought {before}" for before in range(number)]
        page.get_by_role("link", name="Sign in and go on").click()
        page.get_by_label("User name").fill(quiz.user.username)
        page.get_by_label("Password").first.fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator(".typed")).to_have_value(text)  # the page has come, and remembers
        expect_saved(page)
        assert quiz.stored("text") == (text,)
        assert len(tried := keys(sent, text)) >= 2 and len(set(tried)) == 1
    assert sound.faults(quiz.app) == []
    figures("B16", sessions_ended=SITTINGS, lost=0, other_keys=0)
