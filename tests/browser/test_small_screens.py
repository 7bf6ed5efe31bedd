"""A phone in the hand, large type, a zoomed page: everything in reach, nothing jumps, nothing is cut off."""

from collections.abc import Callable
from itertools import product
from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import LiveApp
from tests.browser.states import SHAPES, address, is_plain
from tests.browser.study import Study
from tests.browser.test_axe import too_wide
from webapp.models import User

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PATHS = ("/practice/card", "/practice", "/library", "/", "/progress", "/accounts/settings")
OUT_OF_REACH = """() => {
    const controls = document.querySelectorAll("#card button, #card a, #card .typed, #card select");
    return [...controls].filter((control) => {
        control.focus();
        const box = control.getClientRects()[0], x = box.x + box.width / 2, y = box.y + box.height / 2;
        return !control.contains(document.elementFromPoint(x, y));
    }).map((control) => control.innerText || control.name);
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    return parseFloat(style.transitionDuration) > 0.01 || parseFloat(style.animationDuration) > 0.01;
}).length"""
BUTTONS = "#card .ratings button"


def boxes(page: Page) -> list[dict[str, float]]:
    return [button.bounding_box() for button in page.locator(BUTTONS).all()]  # type: ignore[misc]


def test_the_ratings_are_at_the_thumb_and_do_not_jump(
    seat: Callable[..., Page], live_app: LiveApp, learner: User
) -> None:
    page = seat(learner, **PHONE)
    page.goto("/practice/card")
    study = Study(page, live_app.app, "touch")
    seen = []
    for _ in range(4):
        study.show()
        seen.append(boxes(page))
        study.rate(4)
    assert all(at == seen[0] for at in seen), seen
    assert len(seen[0]) == 4 and all(box["height"] >= 44 and box["width"] >= 44 for box in seen[0])
    assert all(370 < box["y"] and box["y"] + box["height"] <= 740 for box in seen[0])


def test_what_is_tapped_is_large_enough(seat: Callable[..., Page], live_app: LiveApp, learner: User) -> None:
    """WCAG 2.2 asks for 24 px."""
    page = seat(learner, **PHONE)
    page.goto("/practice/card")
    Study(page, live_app.app, "touch").show()
    for control in page.locator("#card button, #card .to-document").all():
        box = control.bounding_box()
        assert box and box["height"] >= 24, control.inner_text()


def test_the_answer_is_not_hidden_behind_the_ratings(
    seat: Callable[..., Page], live_app: LiveApp, learner: User
) -> None:
    page = seat(learner, **PHONE)
    page.goto("/practice/card")
    Study(page, live_app.app, "touch").show()
    top = boxes(page)[0]["y"]
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    last = page.locator("#card .footnote").last.bounding_box()
    assert last and last["y"] + last["height"] <= max(top, boxes(page)[0]["y"]) + 1


def test_on_a_small_or_zoomed_screen_every_control_is_in_reach(
    seat: Callable[..., Page], live_app: LiveApp, learner: User
) -> None:
    """A 1280 px screen at 200 % and 400 %, and a phone: what has the focus is seen, with nothing over it."""
    bank = live_app.app.extensions["bank"]
    page = seat(learner)
    for shape, side in product(SHAPES, ("front", "back")):
        item = next(item for item in bank.items.values() if is_plain(item.answer, shape))
        page.goto(address(item, side=side))
        for width, height in ((640, 512), (320, 256), (360, 500)):
            page.set_viewport_size({"width": width, "height": height})
            assert too_wide(page) == ""
            assert page.evaluate(OUT_OF_REACH) == [], (shape, side, width)


def test_control_a_control_under_another_is_out_of_reach(seat: Callable[..., Page], learner: User) -> None:
    page = seat(learner)
    page.goto("/practice/card")
    assert page.evaluate(OUT_OF_REACH) == []
    page.evaluate(
        "document.querySelector('[data-show]').style.pointerEvents = 'none'"
    )  # as if one lay over it
    assert page.evaluate(OUT_OF_REACH) == ["Show answer"]


def test_with_letters_twice_as_large_nothing_sticks_out(seat: Callable[..., Page], learner: User) -> None:
    page = seat(learner, viewport={"width": 640, "height": 740})
    for path in PATHS:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert too_wide(page) == "", path


def test_with_reduced_motion_nothing_moves(
    seat: Callable[..., Page], live_app: LiveApp, learner: User
) -> None:
    page = seat(learner)
    page.goto("/practice/card")
    Study(page, live_app.app).show().to_the_document()
    assert page.evaluate(MOVING) == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
