"""Every page in its main states: nothing serious for axe in light and dark, nothing wider than the screen."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask_security import hash_password
from playwright.sync_api import Page, expect
from uuid_utils.compat import uuid7

from question_bank.bank import Bank
from question_bank.quizzes.quiz import SHOWN, Review
from tests.browser import quiz_states, states
from tests.browser.conftest import Faults, LiveApp
from tests.browser.quizzing import begin
from tests.browser.states import State
from tests.webapp.conftest import AddUser
from webapp import clock, demo
from webapp.db import db
from webapp.models import Card, Report, User

AXE: dict[str, Any] = {"resultTypes": ["violations"], "preload": False, "iframes": False}
COLOURS = AXE | {"runOnly": ["color-contrast", "link-in-text-block"]}  # what another scheme can change
GRAVE = ("serious", "critical")
WIDTHS = (360, 320)
STICKING_OUT = """() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return "";
    const all = [...document.querySelectorAll("body *")];
    const out = all.filter((element) => element.getBoundingClientRect().right > wide + 1);
    return "too wide: " + out.slice(-1).map((e) => e.outerHTML.slice(0, 120));
}"""


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    """A fault of ours is a page."""
    return settings | {"PROPAGATE_EXCEPTIONS": False}


@pytest.fixture
def bank(live_app: LiveApp) -> Bank:
    bank = live_app.app.extensions["bank"]
    assert isinstance(bank, Bank)
    return bank


@pytest.fixture(autouse=True)
def refusals_are_meant(faults: Faults) -> None:
    """Among the states are pages of errors."""
    faults.allow(r"answer [45]\d\d: (GET|POST)|status of [45]\d\d")


def grave(page: Page, options: dict[str, Any] = AXE) -> list[str]:
    """What axe finds serious or critical, and where."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{each['impact']} {each['id']}: {node['target'][0]} {node.get('failureSummary', '')}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"][:3]
    ]


def too_wide(page: Page) -> str:
    """What sticks out at the side, if the page can be scrolled sideways."""
    return str(page.evaluate(STICKING_OUT))


def look_at(page: Page, state: State) -> Iterable[str]:
    """Every fault of the page in this state."""
    page.set_viewport_size({"width": 1200, "height": 800})
    state.reach(page)
    yield from (f"{state.name}: {fault}" for fault in grave(page))
    page.emulate_media(color_scheme="dark")
    yield from (f"{state.name}, dark: {fault}" for fault in grave(page, COLOURS))
    page.emulate_media(color_scheme="light")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        if out := too_wide(page):
            yield f"{state.name}, {width} px: {out}"


def check(page: Page, seen: Iterable[State]) -> None:
    faults: list[str] = []
    for state in seen:
        print("looked at:", state.name)
        faults += look_at(page, state)
    assert faults == [], "\n".join(faults)


def test_control_axe_finds_what_is_wrong(page: Page) -> None:
    page.goto("/")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"/static/favicon.svg\"><input>'")
    assert {fault.split(":")[0] for fault in grave(page)} == {"critical image-alt", "critical label"}


def test_control_what_is_too_wide_is_found(page: Page) -> None:
    page.goto("/")
    page.set_viewport_size({"width": 320, "height": 740})
    assert too_wide(page) == ""
    page.evaluate("document.querySelector('h1').style.minWidth = '900px'")
    assert "<h1" in too_wide(page)


def test_what_a_visitor_sees(seat: Callable[..., Page], bank: Bank) -> None:
    check(seat(), states.visitor(bank))


def test_what_a_newcomer_sees(
    seat: Callable[..., Page], live_app: LiveApp, bank: Bank, add_user: AddUser
) -> None:
    live_app.app.view_functions["library.index"] = lambda: str(1 // 0)  # the page of our own faults
    check(seat(add_user("newcomer")), states.newcomer(bank))


def test_cards_of_every_shape_with_every_verdict(
    seat: Callable[..., Page], bank: Bank, add_user: AddUser
) -> None:
    check(seat(add_user("learner")), states.of_cards(bank))


def test_what_someone_sees_in_the_middle_of_it(seat: Callable[..., Page], live_app: LiveApp) -> None:
    lan = demo_student(live_app)
    check(seat(lan), states.in_the_middle_of_it())


def demo_student(live_app: LiveApp) -> User:
    """Somebody with two weeks of reviews, and one suspended card."""
    student = replace(demo.STUDENTS[0], begins=76, diligence=1.0)
    with live_app.app.app_context():
        bank = live_app.app.extensions["bank"]
        demo.fill(bank, hash_password("seen by nobody"), clock.now(), 1, [student])
        db.session.query(Card).limit(1).one().suspended = True
        db.session.commit()
        return db.session.query(User).filter_by(username=student.name).one()


def test_what_is_seen_at_a_quiz(
    seat: Callable[..., Page], live_app: LiveApp, faults: Faults, add_user: AddUser
) -> None:
    faults.allow("ERR_INTERNET_DISCONNECTED")
    learner = add_user("learner")
    check(seat(learner), quiz_states.at_a_quiz(begin(live_app.app, learner)))


def test_what_is_seen_at_a_quiz_that_tells_at_once(
    seat: Callable[..., Page], live_app: LiveApp, add_user: AddUser
) -> None:
    learner, review = add_user("learner"), Review(during=SHOWN)
    quiz = begin(live_app.app, learner, review=review, certainty=True, sequential=True)
    check(seat(learner), quiz_states.checked_at_once(quiz))


def test_what_is_seen_of_answers_checked_at_once(
    seat: Callable[..., Page], live_app: LiveApp, add_user: AddUser
) -> None:
    learner = add_user("learner")
    quiz = begin(live_app.app, learner, review=Review(during=SHOWN), certainty=True)
    check(seat(learner), quiz_states.checked_each(quiz))


def test_what_an_instructor_sees(
    seat: Callable[..., Page], live_app: LiveApp, bank: Bank, add_user: AddUser
) -> None:
    with live_app.app.app_context():
        item = next(iter(bank.items.values()))
        named = {"deck": item.deck, "item": item.id, "direction": "forward", "fingerprint": item.fingerprint}
        said = {"reason": "answer", "comment": "See the\nsecond paragraph.", "typed": "1951"}
        db.session.add(Report(id=uuid7(), user_id=add_user("alice").id, at=clock.now(), **named, **said))
        db.session.commit()
    check(seat(add_user("ines", role="instructor")), quiz_states.instructor(bank))


def test_the_switch_makes_dark_what_the_device_has_light(
    seat: Callable[..., Page], add_user: AddUser
) -> None:
    page = seat(add_user("learner"))
    page.goto("/practice/card")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    expect(page.get_by_role("button", name="dark")).to_have_attribute("aria-pressed", "true")
    assert grave(page) == []
