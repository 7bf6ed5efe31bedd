"""The page of an attempt that is over: what it came to, as far as its quiz shows it, and to whom."""

import re
import shutil
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from question_bank.item import Text
from question_bank.quizzes.quiz import SHOWN, Quiz, Review, Shown
from tests.conftest import close, make_app
from tests.webapp.attempts.trying import MINUTE, NOW, TYPED, Trying, edit_item, offer, revise, set_columns
from tests.webapp.conftest import sign_in
from tests.webapp.practice import conftest as practice
from tests.webapp.practice.practising import DECKS, Practising, cards, lines, text_of
from webapp import attempts, models
from webapp.attempts import regrading
from webapp.db import db
from webapp.domain.slots import Given
from webapp.models import User

clock, learner = practice.clock, practice.learner
RIGHT, WRONG, PARTLY = "30 January 1950", "Treaty of Peace", "1950"
HOUR = timedelta(hours=1)
CLOSES = NOW + 2 * HOUR
AFTER = Review(just_after=(), later=(), after_close=SHOWN)


@pytest.fixture
def over(trying: Trying) -> Trying:
    """Four items: partly right, right, wrong, and one left empty. Over after three minutes."""
    return taken(trying)


def taken(trying: Trying, at: Any = NOW) -> Trying:
    trying.start(at)
    for item, given in (("relations", PARTLY), ("documents", "over eighty documents"), ("treaty", WRONG)):
        trying.save(slot_of(trying, item), given, at=at)
    trying.submit(at=at + 3 * MINUTE)
    return trying


def slot_of(trying: Trying, item: str) -> int:
    return [slot.item for slot in trying.paper.slots].index(item)


def another(app: Flask, user: User, quiz: Quiz = TYPED, origin: str = "own", **over: Any) -> Trying:
    row = offer(app, user, quiz, **over)
    if origin != "own":
        with app.app_context():
            db.session.get_one(models.Quiz, row.id).origin = origin
            db.session.commit()
    return Trying(app, user, row)


def page(client: FlaskClient, trying: Trying, part: str = "", status: int = 200) -> str:
    response = client.get(f"/quizzes/attempts/{trying.id}{part}")
    assert response.status_code == status, response.text
    return response.text


def seen(client: FlaskClient, trying: Trying, part: str = "") -> str:
    return text_of(page(client, trying, part))


@pytest.fixture
def client(clock: time_machine.Traveller, client: FlaskClient, alice: User) -> FlaskClient:
    clock.move_to(NOW + 4 * MINUTE)
    return sign_in(client, alice)


def test_it_tells_the_score_and_what_it_is_made_of(client: FlaskClient, over: Trying) -> None:
    text = seen(client, over)
    assert "of 4 points" in text and "How the score comes about" in text
    for line in ("Right 1 1 1", "Wrong 1 0 1", "Not answered 1 0 1"):
        assert line in text
    assert "Handed in today, 09:03 · 3 of 4 answered · 3 min of 10 min." in text


def test_each_item_shows_what_was_asked_answered_and_right_and_why(client: FlaskClient, over: Trying) -> None:
    text = seen(client, over)
    assert "On what date were diplomatic relations between Russia and Vietnam established" in text
    assert f"You answered {PARTLY} Right is {RIGHT}" in text
    assert "The article gives the day." in text and "to the year" in text or "year" in text
    assert "diplomatic relations were established on 30 January 1950" in text
    assert f"You answered {WRONG} Right is Treaty of Friendship" in text


def test_footnotes_lead_into_the_document_and_back(client: FlaskClient, over: Trying) -> None:
    found = unescape(page(client, over))
    assert f"item=milestones/relations&back=/quizzes/attempts/{over.id}#q-1" in found


@pytest.mark.parametrize("mark", [33, 34])
def test_the_pass_mark_is_held_against_it(app: Flask, client: FlaskClient, alice: User, mark: int) -> None:
    text = seen(client, taken(another(app, alice, pass_mark=mark)))
    assert ("✓ passed" in text, "✗ not passed" in text) == (mark == 33, mark == 34)


def test_no_score_falls_below_zero(app: Flask, client: FlaskClient, over: Trying) -> None:
    set_columns(app, models.SlotScore, score=-1000, outcome="wrong")
    text = seen(client, over)
    assert "Wrong 4 −4 4" in text and "a score never falls below 0" in text


def test_certainty_has_a_table_of_its_own(app: Flask, client: FlaskClient, alice: User) -> None:
    trying = another(app, alice, certainty=True)
    trying.start()
    sent = trying.sent(slot_of(trying, "documents"), "over eighty documents")
    trying.send(replace(sent, given=Given(sent.given.given, "sure")))
    trying.submit(at=NOW + MINUTE)
    text = seen(client, trying)
    assert "By how sure you were" in text and "Sure (+3, −6) 1 1 3" in text
    assert "said: sure" in text


def test_it_says_how_near_the_prediction_was(client: FlaskClient, over: Trying) -> None:
    text = seen(client, over)
    assert "Footnote expected about" in text
    assert any(words in text for words in ("within what was", "more than", "less than"))


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("student", "Handed in today"),
        ("deadline", "Time ran out today"),
        ("instructor", "Closed by an instructor today"),
    ],
)
def test_it_says_how_it_ended(app: Flask, client: FlaskClient, over: Trying, reason: str, words: str) -> None:
    set_columns(app, models.Attempt, close_reason=reason)
    assert words in seen(client, over)


SECRETS: dict[Shown, str] = {
    "correctness": "✗ wrong",
    "scores": "of 4 points",
    "answers": "Right is Treaty of Friendship",
    "footnotes": "such fundamental instruments",
}


@pytest.mark.parametrize("part", ["", "/print"])
@pytest.mark.parametrize("shown", [(), *((one,) for one in SHOWN), SHOWN])
def test_it_shows_what_is_released_and_nothing_more(
    app: Flask, client: FlaskClient, alice: User, shown: tuple[Shown, ...], part: str
) -> None:
    review = Review(just_after=shown, later=shown, after_close=shown)
    trying = taken(another(app, alice, review=review))
    text = seen(client, trying, part)
    told = {one for one, words in SECRETS.items() if words in text}
    assert told == set(shown)
    assert ("The article gives the day." in text) == ("answers" in shown)


def test_before_the_release_there_is_a_receipt(app: Flask, client: FlaskClient, alice: User) -> None:
    text = seen(client, taken(another(app, alice, review=AFTER, closes=CLOSES)))
    assert "Your answers are in." in text and "3 of 4 answered" in text
    assert "will show after the quiz has closed, today, 11:00" in text
    assert f"You answered {WRONG}" in text


def test_it_shows_itself_after_the_close(
    app: Flask, client: FlaskClient, alice: User, clock: time_machine.Traveller
) -> None:
    trying = taken(another(app, alice, review=AFTER, closes=CLOSES))
    clock.move_to(CLOSES)
    assert "of 4 points" in seen(sign_in(client, alice), trying)


@pytest.mark.parametrize("later", [True, False])
def test_a_close_moved_later_holds_back_what_was_begun_before(
    app: Flask, client: FlaskClient, alice: User, clock: time_machine.Traveller, later: bool
) -> None:
    """Others still take the quiz; with another title alone it shows itself at its close."""
    trying = taken(another(app, alice, review=AFTER, closes=CLOSES))
    revise(app, trying.quiz, **({"closes": CLOSES + HOUR} if later else {"title": "Renamed"}))
    clock.move_to(CLOSES)
    sign_in(client, alice)
    shows = ["of 4 points" in seen(client, trying, part) for part in ("", "/print")]
    assert shows == [not later] * 2
    assert ("will show after the quiz has closed, today, 12:00" in seen(client, trying)) == later
    listed = text_of(client.get("/progress").text + client.get("/quizzes").text)
    assert ("not shown yet" in listed) == later
    assert (Practising(client).open(f"/practice/card?attempt={trying.id.hex}").side == "end") == later


def test_the_questions_of_a_sequential_quiz_that_were_not_reached_stay_unseen(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    trying = another(app, alice, sequential=True, review=AFTER, closes=CLOSES)
    trying.start()
    trying.submit(at=NOW + MINUTE)
    text = seen(client, trying)
    assert text.count("You did not come to this question.") == 3
    assert "Which 1994 treaty" not in text


def test_what_another_attempt_asks_now_is_kept_back(client: FlaskClient, over: Trying) -> None:
    """Else a second try at the same quiz could be answered from the result of the first."""
    first = over.id
    over.start(NOW + 4 * MINUTE)
    over.id = first
    text = seen(client, over)
    assert "A quiz that you are taking asks this, too" in text
    assert RIGHT not in text and "Right is" not in text and "fundamental instruments as" not in text


def test_an_attempt_under_way_leads_on_to_its_question(client: FlaskClient, trying: Trying) -> None:
    trying.start()
    trying.save(0, RIGHT)
    trying.save(2, RIGHT)
    response = client.get(f"/quizzes/attempts/{trying.id}")
    assert (response.status_code, response.location) == (303, f"/quizzes/attempts/{trying.id}/2")


@pytest.mark.parametrize("part", ["", "/print"])
def test_anothers_attempt_is_as_absent_as_none(
    app: Flask, client: FlaskClient, over: Trying, bob: User, ines: User, part: str
) -> None:
    for person in (bob, ines):
        other = sign_in(app.test_client(), person)
        bodies = [
            text_of(other.get(f"/quizzes/attempts/{attempt}{part}").text) for attempt in (over.id, uuid4())
        ]
        assert bodies[0] == bodies[1] and "nothing at this address" in bodies[0]


def test_an_instructor_reads_attempts_at_what_was_set(
    app: Flask, client: FlaskClient, alice: User, bob: User, ines: User
) -> None:
    trying = another(app, alice, origin="set", review=AFTER, closes=CLOSES)
    taken(trying)
    text = seen(sign_in(app.test_client(), ines), trying)
    assert "alice, attempt 1" in text and "of 4 points" in text and "Study the" not in text
    assert page(sign_in(app.test_client(), bob), trying, status=404)
    assert "of 4 points" not in seen(client, trying)


def test_attempts_at_the_same_quiz_stand_side_by_side(client: FlaskClient, over: Trying) -> None:
    assert "Your attempts at this quiz" not in seen(client, over)
    first = over.id
    taken(over, NOW + timedelta(days=-1))
    text = page(client, over)
    assert "Your attempts at this quiz" in text and f"/quizzes/attempts/{first}" in text
    assert "<svg" in text


def test_a_voided_attempt_says_so_and_tells_no_more(
    app: Flask, client: FlaskClient, over: Trying, ines: User
) -> None:
    with app.app_context():
        attempts.void(ines.id, over.id, "A wrong room.", NOW + 4 * MINUTE)
    text = seen(client, over)
    assert "has voided this attempt" in text and "of 4 points" not in text and RIGHT not in text


def test_a_regrade_says_what_changed(app: Flask, client: FlaskClient, over: Trying, ines: User) -> None:
    edit_item(app, "milestones", "treaty", answer=Text("Treaty of Peace"))
    with app.app_context():
        regrading.regrade(ines.id, over.quiz.id, "The key was wrong.", NOW + 4 * MINUTE)
    text = seen(client, over)
    assert "Marked again today, 09:04 . Before: 1.33 of 4." in text and "The key was wrong." in text
    assert "Marked again: this was “wrong”" in text
    assert "Before, it was: Treaty of Friendship." in text


def test_study_makes_exactly_the_missed_due_and_leads_to_them(
    app: Flask, client: FlaskClient, over: Trying
) -> None:
    found = page(client, over)
    assert "Study the 3 missed" in text_of(found)
    studying = Practising(client)
    studying._keep(client.post(**study(found, over), follow_redirects=True))
    missed = {"milestones/relations/forward", "milestones/treaty/forward", "chronology/in-order/forward"}
    asked = set()
    while studying.side != "end":
        assert "Missed in “Four to type”" in studying.text
        asked.add(studying.card)
        studying.answer(4)
    assert asked == missed
    assert f"/quizzes/attempts/{over.id}" in studying.page


def study(found: str, trying: Trying) -> dict[str, Any]:
    """The form of the page."""
    action = f"/quizzes/attempts/{trying.id}/study"
    return {"path": action, "data": Practising.form_fields(found, action)}


def test_a_second_tap_on_study_changes_nothing(app: Flask, client: FlaskClient, over: Trying) -> None:
    form = study(page(client, over), over)
    client.post(**form)
    once = cards(app), lines(app)
    assert client.post(**form).status_code == 303
    assert (cards(app), lines(app)) == once


def test_nobody_studies_anothers_attempt(app: Flask, client: FlaskClient, over: Trying, bob: User) -> None:
    form = study(page(client, over), over)
    before = cards(app), lines(app)
    stranger = sign_in(app.test_client(), bob)
    assert stranger.post(**form).status_code == 404
    assert stranger.get(f"/practice/card?attempt={over.id.hex}").status_code == 404
    assert client.get("/practice/card?attempt=nonsense").status_code == 404
    assert (cards(app), lines(app)) == before


def test_what_was_missed_is_not_told_by_practice_before_the_release(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    trying = taken(another(app, alice, review=AFTER, closes=CLOSES))
    assert "Study the" not in seen(client, trying)
    studying = Practising(client).open(f"/practice/card?attempt={trying.id.hex}")
    assert studying.side == "end"


def test_a_suspended_card_stays_so_and_the_rest_is_studied(
    app: Flask, client: FlaskClient, over: Trying
) -> None:
    found = page(client, over)
    set_columns(app, models.Card, suspended=True)
    page_after = client.post(**study(found, over), follow_redirects=True).text
    assert "You suspended 3 of these" in page_after
    assert {card["suspended"] for card in cards(app).values()} == {True}


def test_the_history_lists_it_with_its_score(client: FlaskClient, over: Trying) -> None:
    found = client.get("/progress").text
    assert f"/quizzes/attempts/{over.id}" in found and "Four to type" in found
    assert " %</td>" in found.replace("\n", "")


def test_the_history_keeps_a_score_until_it_is_released(app: Flask, client: FlaskClient, alice: User) -> None:
    taken(another(app, alice, review=AFTER, closes=CLOSES))
    assert "not shown yet" in client.get("/progress").text


def test_home_offers_to_go_on(client: FlaskClient, trying: Trying) -> None:
    assert "Continue “" not in client.get("/").text
    trying.start(NOW)
    found = text_of(client.get("/").text)
    assert "Continue “Four to type” 6 min left" in found


def test_an_old_result_stays_as_it_was(
    app: Flask, settings: dict[str, Any], client: FlaskClient, over: Trying, alice: User, tmp_path: Path
) -> None:
    """The item edited, another retired, a document changed, the app restarted: the page reads the same."""
    before = {part: seen(client, over, part) for part in ("", "/print")}
    decks = changed_decks(tmp_path)
    restarted = make_app(settings | {"DECKS": decks})
    try:
        assert "Wednesday" in text_of(restarted.test_client().get("/library/decks/milestones").text)
        again = sign_in(restarted.test_client(), alice)
        assert {part: seen(again, over, part) for part in before} == {
            "": before[""].replace("Study the 3 missed", "Study the 2 missed"),
            "/print": before["/print"],
        }
        links = re.findall(r'href="(/library/[^"]+)"', unescape(page(again, over)))
        assert any("#q-" in link for link in links) and any(":~:text=" in link for link in links)
        assert {again.get(link.split("#")[0]).status_code for link in links} == {200}
    finally:
        close(restarted)


def changed_decks(folder: Path) -> Path:
    """The decks of these tests with one item in other words, and the last gone."""
    decks = shutil.copytree(DECKS, folder / "decks")
    deck = decks / "milestones.yaml"
    text = deck.read_text().replace("On what date were", "On what Wednesday, or other day, were")
    text = text.replace("The article gives the day.", "So says the article.")
    deck.write_text(text[: text.index("  - id: treaty")])
    return decks
