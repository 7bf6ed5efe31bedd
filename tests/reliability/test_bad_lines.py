"""B16 and B17: sessions end, lines lose what the server said, and the page is right about what is saved."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Request, Route, expect
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
LONGEST = 5000  # milliseconds that the page may go on without a word
# What the page says is saved, each time it says something else, and when; and for how long on end the machine
# left its scripts waiting.
WATCH = """() => {
  window.told = [];
  window.held = 0;
  let last = performance.now();
  setInterval(() => { held = Math.max(held, performance.now() - last); last = performance.now(); }, 20);
  const box = document.getElementById("saved");
  const note = () => {
    if (told.at(-1)?.[1] !== box.textContent) told.push([performance.now(), box.textContent]);
  };
  new MutationObserver(note).observe(box, { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture(autouse=True)
def _patient() -> Iterator[None]:
    """Nothing here is about how fast a machine shows a page."""
    expect.set_options(timeout=110_000)  # many losses on end are rare, and need their waits
    yield
    expect.set_options(timeout=5_000)


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
    """For how many milliseconds on end the page said so."""
    ends = [*(moment for moment, _ in told[1:]), told[-1][0]]
    return max((end - at for (at, text), end in zip(told, ends, strict=True) if text == words), default=0)


def open_page(seat: Seat, quiz: Quizzing, faults: Faults) -> Page:
    faults.allow(TROUBLE)
    page = seat(quiz.user)
    page.goto(quiz.of("text"))
    return page


def answer(page: Page, text: str) -> None:
    """Type it and leave the field: it is sent without a pause."""
    page.locator(".typed").fill(text)
    page.locator(".typed").blur()


def test_b17_over_a_bad_line_saved_is_said_only_of_what_is_saved(
    seat: Seat, quiz: Quizzing, line: BadLine, faults: Faults, figures: Figures
) -> None:
    page = open_page(seat, quiz, faults)
    page.evaluate(WATCH)
    line.lose, line.delay, line.cut = 0.2, 0.1, 0.05
    typed = [f"answer {number}" for number in range(SAVES)]
    for text in typed:
        answer(page, text)
        expect_saved(page)
        assert quiz.stored("text") == (text,)  # what it says is true at once
    assert said(quiz) == typed  # each once, in order
    assert sound.faults(quiz.app) == []
    silent = longest(page.evaluate("told"), "saving …")
    assert silent <= LONGEST + page.evaluate("held")
    figures("B17", saves=SAVES, **line.counts, false_saved=0, longest_silence=f"{silent / 1000:.1f} s")


def test_b17_when_nothing_comes_back_at_all_the_page_says_so_within_five_seconds(
    seat: Seat, quiz: Quizzing, line: BadLine, faults: Faults
) -> None:
    page = open_page(seat, quiz, faults)
    page.clock.install()  # from here on time goes by on the page only as it is told
    page.reload()
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)
    line.mute.set()
    with page.expect_request(lambda request: request.method == "POST"):
        answer(page, "into the void")
    expect(page.locator("#saved")).to_have_text("saving …")
    page.clock.run_for(LONGEST)
    assert "not saved" in (page.locator("#saved").text_content() or "")
    line.mute.clear()
    expect_saved(page)
    assert said(quiz) == ["into the void"]


def test_b17_control_a_page_that_believes_itself_is_caught(
    seat: Seat, quiz: Quizzing, line: BadLine, faults: Faults
) -> None:
    """One that says it is saved as soon as it has been sent."""
    page = open_page(seat, quiz, faults)
    believing = 'setInterval(() => { document.getElementById("saved").textContent = "✓ saved" }, 5)'
    page.evaluate(f"() => {{ {believing} }}")
    line.cut = 1.0
    answer(page, "never arrives")
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


def answer_signed_out(page: Page, quiz: Quizzing, text: str) -> None:
    """The session ends, an answer is given, and the learner signs in again where the page says so."""
    end_sessions(quiz)
    answer(page, text)
    expect(page.locator("#saved")).to_have_text("✗ not saved, signed out")
    assert text not in said(quiz)
    page.get_by_role("link", name="Sign in and go on").click()
    page.get_by_label("User name").fill(quiz.user.username)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_b16_a_session_that_ends_in_the_middle_loses_no_answer(
    seat: Seat, quiz: Quizzing, faults: Faults, figures: Figures
) -> None:
    page = open_page(seat, quiz, faults)
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    texts = [f"thought {number}" for number in range(SITTINGS)]
    for text in texts:
        answer_signed_out(page, quiz, text)
        expect(page.locator(".typed")).to_have_value(text)  # the page has come, and remembers
        expect_saved(page)
        assert quiz.stored("text") == (text,)
        assert len(tried := keys(sent, text)) >= 2 and len(set(tried)) == 1
    assert said(quiz) == texts and sound.faults(quiz.app) == []
    figures("B16", sessions_ended=SITTINGS, lost=0, other_keys=0)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_b16_control_a_page_that_forgets_what_was_not_sent_loses_it(
    seat: Seat, quiz: Quizzing, faults: Faults
) -> None:
    faults.allow(TROUBLE)
    page = seat(quiz.user)
    script = (Path(str(quiz.app.static_folder)) / "quiz" / "outbox.js").read_text()
    assert (looks := "this.#names().map((name) => JSON.parse(shelf.getItem(name)))") in script
    forgetful = script.replace(looks, "[]")
    page.route("**/outbox.js*", partial(Route.fulfill, body=forgetful, content_type="text/javascript"))
    page.goto(quiz.of("text"))
    answer_signed_out(page, quiz, "a thought")
    page.wait_for_url(f"**{quiz.of('text')}", wait_until="load")
    assert page.locator(".typed").input_value() == "" and said(quiz) == []
