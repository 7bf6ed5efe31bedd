"""Double clicks, resends, two tabs, a broken line: no answer is lost or counts twice; the page says so."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Faults, LiveApp
from tests.browser.study import Study, cards, day, log
from webapp.models import User


def answered(study: Study) -> list[tuple[str, int | None]]:
    return [(line.action, line.rating) for line in log(study.app)]


def at_the_back(page: Page, live_app: LiveApp, typed: str = "") -> Study:
    page.goto("/practice/card")
    study = Study(page, live_app.app, "mouse")
    return (study.type(typed) if typed else study).show()


def test_a_double_click_rates_one_card(seat: Callable[..., Page], live_app: LiveApp, learner: User) -> None:
    study = at_the_back(seat(learner), live_app)
    first = study.card
    study.part.locator('[data-key="3"]').dblclick()
    expect(study.part).to_have_attribute("data-side", "front")
    assert study.card != first and answered(study) == [("answer", 3)]


def test_nor_does_it_without_javascript(seat: Callable[..., Page], live_app: LiveApp, learner: User) -> None:
    study = at_the_back(seat(learner, java_script_enabled=False), live_app)
    study.part.locator('[data-key="3"]').dblclick()
    expect(study.part).to_have_attribute("data-side", "front")
    assert answered(study) == [("answer", 3)] and day(live_app.app).answers == 1


def test_a_form_sent_again_changes_nothing(
    seat: Callable[..., Page], live_app: LiveApp, learner: User
) -> None:
    study = at_the_back(seat(learner), live_app)
    with study.page.expect_request("**/practice/rate") as sent:
        study.rate(3)
    kind = sent.value.headers["content-type"]
    again = study.page.request.post(
        sent.value.url, data=sent.value.post_data_buffer, headers={"Content-Type": kind}
    )
    assert again.ok and "already answered elsewhere" not in again.text()
    assert answered(study) == [("answer", 3)] and day(live_app.app).answers == 1


def test_a_reload_after_the_answer_writes_nothing(
    seat: Callable[..., Page], live_app: LiveApp, learner: User
) -> None:
    study = at_the_back(seat(learner, java_script_enabled=False), live_app, "half an answer")
    study.page.reload()  # sends the form that showed the answer once more
    expect(study.part.locator(".verdict")).to_contain_text("half an answer")
    assert answered(study) == [] and cards(live_app.app) == []


def test_of_two_tabs_the_second_is_told(seat: Callable[..., Page], live_app: LiveApp, learner: User) -> None:
    one = at_the_back(seat(learner), live_app)
    other = at_the_back(one.page.context.new_page(), live_app)
    assert one.card == other.card
    one.rate(3)
    other.rate(1)
    expect(other.part).to_contain_text("already answered elsewhere")
    assert answered(one) == [("answer", 3)] and day(live_app.app).answers == 1
    assert other.card == one.card  # and it goes on with the same card as the first


def test_a_rating_sent_with_the_line_down_arrives_once_it_is_up(
    seat: Callable[..., Page], live_app: LiveApp, learner: User, faults: Faults
) -> None:
    faults.allow("ERR_INTERNET_DISCONNECTED")
    study = at_the_back(seat(learner), live_app, "what I typed")
    study.page.context.set_offline(True)
    study.part.locator('[data-key="3"]').click()
    expect(study.page.locator("#unsent")).to_be_visible()
    expect(study.part.locator(".verdict")).to_contain_text("what I typed")
    study.page.context.set_offline(False)
    expect(study.part).to_have_attribute("data-side", "front")
    expect(study.page.locator("#unsent")).to_be_hidden()
    assert [line.typed for line in log(live_app.app)] == ["what I typed"]


def test_an_answer_whose_receipt_is_lost_counts_once(
    seat: Callable[..., Page], live_app: LiveApp, learner: User, faults: Faults
) -> None:
    faults.allow("ERR_FAILED")
    study = at_the_back(seat(learner), live_app)
    lost: list[int] = []

    def arrive_and_lose(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        route.abort()

    study.page.route("**/practice/rate", arrive_and_lose)
    study.rate(3)
    expect(study.part).to_have_attribute("data-side", "front")
    assert lost == [200] and answered(study) == [("answer", 3)] and day(live_app.app).answers == 1


def test_what_is_typed_stays_when_the_answer_cannot_be_asked_for(
    seat: Callable[..., Page], live_app: LiveApp, learner: User, faults: Faults
) -> None:
    faults.allow("ERR_INTERNET_DISCONNECTED")
    page = seat(learner)
    page.goto("/practice/card")
    study = Study(page, live_app.app, "mouse").type("nearly finished")
    page.context.set_offline(True)
    page.locator("[data-show]").click()
    expect(page.locator("#unsent")).to_be_visible()
    expect(page.locator(".typed").first).to_have_value("nearly finished")
    page.context.set_offline(False)
    expect(study.part.locator(".verdict")).to_contain_text("nearly finished")


def test_a_server_in_trouble_is_asked_again(
    seat: Callable[..., Page], live_app: LiveApp, learner: User, faults: Faults
) -> None:
    faults.allow("503")
    study = at_the_back(seat(learner), live_app)
    busy = iter([503])

    def trouble(route: Route) -> None:
        status = next(busy, None)
        route.fulfill(status=status, body="busy") if status else route.continue_()

    study.page.route("**/practice/rate", trouble)
    study.rate(4)
    assert answered(study) == [("answer", 4)]


def test_the_browsers_own_way_back_leads_to_the_answer_too(
    seat: Callable[..., Page], live_app: LiveApp, learner: User
) -> None:
    study = at_the_back(seat(learner), live_app, "what I typed")
    card = study.card
    study.to_the_document()
    study.page.go_back()
    expect(study.part.locator(".verdict")).to_contain_text("what I typed")
    assert (study.card, study.side) == (card, "back")


def test_a_reload_never_brings_back_a_card_that_is_answered(
    seat: Callable[..., Page], live_app: LiveApp, learner: User
) -> None:
    study = at_the_back(seat(learner), live_app, "what I typed")
    study.page.reload()
    expect(study.part).to_have_attribute("data-side", "back")
    study.rate(4)
    following = study.card
    study.page.reload()
    expect(study.part).to_have_attribute("data-side", "front")
    assert study.card == following and "2 of" in study.part.inner_text()


def test_after_a_session_has_ended_the_card_stays_with_what_was_typed(
    seat: Callable[..., Page], live_app: LiveApp, learner: User, faults: Faults
) -> None:
    faults.allow("40[01]")
    page = seat(learner)
    page.goto("/practice/card")
    Study(page, live_app.app).type("an hour of thought")
    page.context.clear_cookies()
    page.locator("[data-show]").click()
    expect(page.locator("#trouble")).to_be_focused()
    expect(page.locator(".typed").first).to_have_value("an hour of thought")


def test_after_a_session_has_ended_without_javascript_the_typed_answer_is_shown_again(
    seat: Callable[..., Page], live_app: LiveApp, learner: User, faults: Faults
) -> None:
    faults.allow("400")
    page = seat(learner, java_script_enabled=False)
    page.goto("/practice/card")
    page.locator(".typed").first.fill("three hours of thought")
    page.context.clear_cookies()
    page.locator("[data-show]").click()
    expect(page.locator("main")).to_contain_text("three hours of thought")


def test_after_signing_out_the_way_back_shows_no_card(
    seat: Callable[..., Page], live_app: LiveApp, learner: User
) -> None:
    page = seat(learner)
    page.goto("/practice/card")
    prompt = page.locator(".prompt").inner_text()
    page.goto("/progress")
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Make an account")).to_be_visible()
    for _ in range(2):
        page.go_back()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert prompt not in page.content()
