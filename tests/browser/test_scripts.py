"""Sixty payloads in everything that anybody can write: on no page does one run, or reach for another host."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Dialog, Error, Page
from werkzeug.exceptions import HTTPException

from tests.browser.conftest import Faults, LiveApp
from tests.browser.hostile import ITEMS, TYPED, Hostile, build, write_course
from tests.browser.payloads import ALL, HALVES, TITLES
from tests.webapp.conftest import AddUser
from tests.webapp.publishing.course import settings_of
from webapp import headers

PWNED = "window.pwned = () => console.error('a payload ran')"
NO_PAGES = {"static", "script", "quizzes.state"}
LOOK = """() => [
    [...document.querySelectorAll('main a[href^="/"]')].map((link) => link.getAttribute("href")),
    document.querySelector("main").innerHTML.includes("pwned()"),
]"""
FILL = """payload => {
    const form = document.querySelector("main form[method=post]:has([name]:not([type=hidden]))");
    for (const field of form.elements) {
        if (field.matches("textarea, input:not([type=hidden], [type=radio], [type=checkbox], [type=file])"))
            field.value = payload;
        else if (field.matches("[type=radio], [type=checkbox]")) field.checked = true;
    }
    form.submit();
}"""
READS = {  # who goes where; together they go everywhere
    "nobody": ("/accounts/",),
    "alice": ("/accounts/", "/practice", "/progress", "/library", "/quizzes"),
    "bob": (),
    "ines": ("/teaching/", "/library", "/quizzes"),
}
FORMS = {
    "nobody": ("/accounts/sign-in", "/accounts/sign-up"),
    "alice": ("/accounts/delete", "/practice/report?card=d0/text/forward", "/quizzes/new"),
    "bob": ("/accounts/password",),
    "ines": ("/quizzes/set", "/quizzes/extra-time", "/teaching/documents/new", "/teaching/reports"),
}
SHOW = {  # where payloads are sure to stand
    "nobody": set(),
    "alice": {
        "home.show", "accounts.notices", "library.index", "library.document", "library.deck",
        "library.print_deck", "practice.index", "practice.card", "practice.report", "progress.show",
        "quizzes.index", "quizzes.new", "quizzes.start", "quizzes.result", "quizzes.print_result",
    },
    "bob": {"quizzes.question"},
    "ines": {
        "library.coverage", "quizzes.edit", "quizzes.attempts", "quizzes.regrade", "teaching.decks",
        "teaching.deck", "teaching.passage", "teaching.review", "teaching.versions", "teaching.withdraw_deck",
        "teaching.documents", "teaching.document_upload", "teaching.document_changes",
        "teaching.document_replace", "teaching.document_held", "teaching.reports",
    },
}  # fmt: skip
Seat = Callable[..., Page]


@pytest.fixture
def settings(settings: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    own = settings_of(write_course(tmp_path / "course"))
    return settings | own | {"PROPAGATE_EXCEPTIONS": False}


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext], faults: Faults) -> Callable[..., BrowserContext]:
    """What a payload calls is told to the watch, and so is a dialog."""

    def note(dialog: Dialog) -> None:
        faults.seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def armed(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.add_init_script(PWNED)
        context.route(re.compile(r"^https?://evil\.example"), lambda route: route.abort())
        context.on("dialog", note)
        return context

    return armed


@pytest.fixture
def hostile(live_app: LiveApp, add_user: AddUser, faults: Faults) -> Hostile:
    faults.allow(r"answer 4\d\d: (GET|POST)|status of 4\d\d")  # refusals are pages, too
    return build(live_app.app, add_user)


def places(hostile: Hostile, who: str) -> dict[str, Any]:
    """What stands in the addresses of routes."""
    attempt = hostile.running if who == "bob" else hostile.taken
    return {
        "slug": "doc-1" if who == "ines" else "doc-0",
        "deck_id": "d0",
        "deck": "d0",
        "report_id": hostile.report,
        "token": TITLES[0],
        "key": hostile.taken.quiz.key,
        "attempt_id": attempt.id,
        "upload_id": hostile.uploads["new"],
        "number": 1,
    }


def every_page(app: Flask, hostile: Hostile, who: str) -> dict[str, str]:
    """Each route that this person reads. What is new in an address is to be given a place above."""
    known, adapter = places(hostile, who), app.url_map.bind("localhost")
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    found = {
        rule.endpoint: adapter.build(rule.endpoint, {name: known[name] for name in rule.arguments})
        for rule in rules
        if rule.endpoint not in NO_PAGES
    }
    return {endpoint: path for endpoint, path in found.items() if path.startswith(READS[who])}


def more_pages(hostile: Hostile, who: str) -> Iterator[str]:
    """States of pages that an address can name."""
    if who == "alice":
        yield "/"
    yield f"/nowhere/{quote(TITLES[0], safe='')}?{urlencode({'q': ALL})}"
    if who == "nobody":
        yield "/accounts/sign-in?" + urlencode({"next": "javascript:pwned()//", "email": ALL})
    for item in ITEMS:
        if who == "alice":
            card = {"card": f"d0/{item}/forward"}
            yield f"/practice/card?{urlencode(card)}"
            yield f"/practice/card?{urlencode(card | {'side': 'back', 'typed': TYPED})}"
            yield f"/practice/report?{urlencode(card | {'typed': TYPED, 'back': 'javascript:pwned()'})}"
        if who == "ines":
            yield f"/teaching/decks/d0?item={item}"
    for number in range(1, 7):
        if who == "bob":
            yield f"/quizzes/attempts/{hostile.running.id}/{number}"
    if who == "ines":
        yield "/teaching/decks/d2"
        yield "/teaching/decks/d2/review"
        yield "/teaching/decks/new-deck"
        yield "/teaching/decks/d0/versions?old=0&new=1"
        yield f"/teaching/decks/d0/passage?{urlencode({'document': 'doc-0', 'find': HALVES[1], 'offer': 0})}"
        yield f"/teaching/documents/uploads/{hostile.uploads['next']}/changes"
        yield "/teaching/reports?state=closed"


def is_download(page: Page, path: str) -> bool:
    """Go there. What is saved as a file runs nothing."""
    try:
        page.goto(path)
    except Error as error:
        if "Download is starting" in error.message:
            return True
        raise
    return False


def visit(page: Page, app: Flask, begin: Iterable[str]) -> Iterator[str]:
    """Go to each of these, and to one link of every kind there. Gives the routes that show payloads."""
    to_ask, kinds, begun = list(begin), set(), set(begin)
    adapter = app.url_map.bind("localhost")
    while to_ask:
        path = to_ask.pop(0)
        parts = urlsplit(path)
        try:
            endpoint = adapter.match(parts.path, "GET")[0]
        except HTTPException:
            endpoint = ""
        kind = path if path in begun else f"{endpoint} {sorted(name for name, _ in parse_qsl(parts.query))}"
        if kind in kinds or endpoint in NO_PAGES or kind.endswith(" []") and endpoint in kinds:
            continue
        kinds |= {kind, endpoint}
        if is_download(page, path):
            continue
        links, shows = page.evaluate(LOOK)
        to_ask += [link.partition("#")[0] for link in links]
        if shows:
            yield str(endpoint)


@pytest.mark.parametrize("who", READS)
def test_no_payload_runs_on_any_page(live_app: LiveApp, seat: Seat, hostile: Hostile, who: str) -> None:
    page = seat(hostile.people.get(who))
    begin = [*every_page(live_app.app, hostile, who).values(), *more_pages(hostile, who)]
    shown = set(visit(page, live_app.app, begin))
    assert shown >= SHOW[who], SHOW[who] - shown
    for path in FORMS[who]:
        page.goto(path)
        with page.expect_navigation():
            page.evaluate(FILL, ALL)


def test_every_page_is_read_by_somebody(live_app: LiveApp, hostile: Hostile) -> None:
    app = live_app.app
    there = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    read = {"home.show"}.union(*(every_page(app, hostile, who) for who in READS))
    assert there - read == NO_PAGES


@pytest.mark.parametrize("policy", [True, False])
@pytest.mark.timeout(30)
def test_control_what_is_not_escaped_is_caught(
    live_app: LiveApp, seat: Seat, faults: Faults, monkeypatch: pytest.MonkeyPatch, policy: bool
) -> None:
    live_app.app.jinja_env.bytecode_cache, live_app.app.jinja_env.autoescape = None, False
    if not policy:
        monkeypatch.delitem(headers.HEADERS, "Content-Security-Policy")
    page = seat()
    page.goto("/library", wait_until="commit")
    expected = ("Content Security Policy",) if policy else ("a payload ran", "another host")
    while not all(any(words in fault for fault in faults.seen) for words in expected):  # or time runs out
        page.wait_for_timeout(20)
    faults.allow("")
