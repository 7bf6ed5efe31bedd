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
from flask import Flask
from flask.testing import FlaskClient

from question_bank.item import Text
from tests.conftest import close, make_app
from tests.webapp.attempts.trying import MINUTE, NOW, Trying, edit_item, set_columns
from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import DECKS, text_of
from tests.webapp.quizzes.resulting import (
    AFTER,
    CLOSES,
    PARTLY,
    RIGHT,
    WRONG,
    another,
    page,
    seen,
    slot_of,
    taken,
)
from tests.webapp.quizzes.resulting import client as client
from tests.webapp.quizzes.resulting import over as over
from webapp import attempts, models
from webapp.attempts import regrading
from webapp.domain.slots import Given
from webapp.models import User


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


def test_the_history_lists_it_with_its_score(client: FlaskClient, over: Trying) -> None:
    found = client.get("/progress").text
    assert f"/quizzes/attempts/{over.id}" in found and "Four to type" in found
    assert " %</td>" in found.replace("\n", "")


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
