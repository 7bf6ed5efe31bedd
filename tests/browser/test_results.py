"""Results, receipts and what a quiz puts away, for axe in every state; the way from a result to its cards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect

from question_bank.quizzes.quiz import SHOWN, Draw, Quiz, Review
from tests.browser.conftest import LiveApp
from tests.browser.states import State, open_details
from tests.browser.test_axe import check
from tests.webapp.attempts.trying import Trying, offer, right
from webapp import clock
from webapp.models import User

MINUTE = timedelta(minutes=1)
MIXED = Quiz("Mixed", (Draw(9),), minutes=20, pass_mark=60, penalty=50, stratified=True)


def taken(live: LiveApp, user: User, quiz: Quiz = MIXED, times: int = 1, **over: Any) -> Trying:
    """An attempt of which every third answer is right, every third wrong, every third missing."""
    trying = Trying(live.app, user, offer(live.app, user, quiz, **over))
    for number in range(times):
        began = clock.now() - (times - number) * 10 * MINUTE
        trying.start(began)
        paper = trying.paper
        for slot in range(len(paper.slots)):
            given = (right(paper, slot), ("something else",), ())[slot % 3]
            sent = trying.sent(slot, *given)
            certain = replace(sent, given=replace(sent.given, certainty="unsure"))
            trying.send(certain, began + MINUTE)
        trying.submit(at=began + 9 * MINUTE)
    return trying


def path(trying: Trying, part: str = "") -> str:
    return f"/quizzes/attempts/{trying.id}{part}"


def test_results_in_every_state(seat: Callable[..., Page], live_app: LiveApp, learner: User) -> None:
    only_score = Review(just_after=("scores",), later=("scores",))
    after = Review(just_after=(), later=(), after_close=SHOWN)
    first = taken(live_app, learner, times=3)
    certain = taken(live_app, learner, certainty=True, title="Sure or not")
    check(
        seat(learner),
        [
            State("a result", path(first)),
            State("a result, a source open", path(first), open_details(".asked summary")),
            State("a result to print", path(first, "/print")),
            State("a result by certainty", path(certain)),
            State("only the score", path(taken(live_app, learner, review=only_score))),
            State("a receipt", path(taken(live_app, learner, review=after, closes=clock.now() + MINUTE))),
            State("progress with quizzes", "/progress"),
        ],
    )


def test_what_a_quiz_under_way_does_to_other_pages(
    seat: Callable[..., Page], live_app: LiveApp, learner: User
) -> None:
    over = taken(live_app, learner)
    running = Trying(live_app.app, learner, over.quiz)
    running.start(clock.now())
    asked = running.paper.items[0]
    bank = live_app.app.extensions["bank"]
    document = bank.documents[asked.documents[0]].slug
    check(
        seat(learner),
        [
            State("home, a quiz under way", "/"),
            State("a document put away", f"/library/{document}"),
            State("a deck, items kept back", f"/library/decks/{asked.deck}"),
            State("a result while another asks the same", path(over)),
            State("a card kept back", f"/practice/card?card={asked.deck}/{asked.id}/forward"),
        ],
    )


def test_from_a_result_to_the_missed_cards_and_back(
    seat: Callable[..., Page], live_app: LiveApp, learner: User
) -> None:
    trying = taken(live_app, learner, replace(MIXED, draws=(Draw(3),)))
    page = seat(learner)
    page.goto(path(trying))
    page.get_by_role("button", name="Study the 2 missed").click()
    for _ in range(2):
        expect(page.get_by_text("Missed in “Mixed”")).to_be_visible()
        page.locator("[data-show]").click()
        page.locator('[data-key="4"]').click()
    page.get_by_role("link", name="Back to the result").click()
    expect(page).to_have_url(f"{live_app.url}{path(trying)}")


def test_a_footnote_leads_to_its_passage_and_back(
    seat: Callable[..., Page], live_app: LiveApp, learner: User
) -> None:
    trying = taken(live_app, learner, replace(MIXED, draws=(Draw(2),)))
    page = seat(learner)
    page.goto(path(trying))
    page.locator(".asked").nth(1).get_by_role("link", name="show in the document").first.click()
    expect(page.locator("mark.here").first).to_be_visible()
    page.get_by_role("link", name="← Back").click()
    expect(page).to_have_url(f"{live_app.url}{path(trying)}")
