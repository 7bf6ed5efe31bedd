"""How many statements each page sends to the database: a number that may only fall."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from question_bank.quizzes.quiz import Draw, Quiz
from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import DECKS, Practising
from tests.webapp.statements import USER, statements
from webapp import clock
from webapp.models import User
from webapp.quizzes import keeping

NOBODY = 0  # no user is looked up
# Every page that is asked for with GET, by endpoint: an address of it, and its statements for an instructor.
PAGES = {
    "static": ("/static/footnote.css", NOBODY),
    "script": ("/static/footnote.js", NOBODY),
    "security.login": ("/accounts/sign-in", USER),
    "security.register": ("/accounts/sign-up", USER),
    "security.change_password": ("/accounts/password", USER),
    "security.forgot_password": ("/accounts/reset", USER),
    "security.reset_password": ("/accounts/reset/x", USER),
    "accounts.first": ("/accounts/first/x", USER),
    "accounts.settings": ("/accounts/settings", USER),
    "accounts.data": ("/accounts/data", USER + 1),  # every table in one
    "accounts.delete": ("/accounts/delete", USER + 1),
    "accounts.notices": ("/accounts/notices", USER + 1),
    # A plan of the day, the week, counts of every part, quizzes under way, and notices.
    "home.show": ("/", USER + 12),
    "library.index": ("/library", USER),
    "library.document": ("/library/cooperation-strengthens", USER),
    "library.coverage": ("/library/cooperation-strengthens/coverage", USER),
    "library.deck": ("/library/decks/milestones", USER),
    "library.print_deck": ("/library/decks/milestones/print", USER),
    "practice.index": ("/practice", USER + 10),
    "practice.card": ("/practice/card?deck=milestones", USER + 2),  # the day's sums, the next card
    "practice.set_aside": ("/practice/set-aside", USER + 1),
    "practice.report": ("/practice/report?card=milestones/treaty/forward", USER),
    "progress.show": ("/progress", USER + 3),  # the days, the memory, attempts at quizzes
    "teaching.reports": ("/teaching/reports", USER + 2),
    "teaching.documents": ("/teaching/documents", USER + 3),  # who published, what is held, what waits
    "teaching.document_new": ("/teaching/documents/new", USER),
    "teaching.document_replace": ("/teaching/documents/cooperation-strengthens/replace", USER),
    "teaching.document_held": ("/teaching/documents/cooperation-strengthens/held", USER + 1),
    "teaching.document_versions_page": ("/teaching/documents/cooperation-strengthens/versions", USER + 1),
    "teaching.decks": ("/teaching/decks", USER + 2),  # one's drafts, versions
    "teaching.deck": ("/teaching/decks/milestones", USER + 2),  # one's draft, the newest version
    "teaching.passage": ("/teaching/decks/milestones/passage", USER + 2),
    "teaching.review": ("/teaching/decks/milestones/review", USER + 4),  # and the same for the dry run
    "teaching.versions": ("/teaching/decks/milestones/versions", USER + 4),  # and what is regraded
    "teaching.withdraw_deck": ("/teaching/decks/milestones/withdraw", USER + 6),  # and whom it touches
}
# The same of quizzes: with a quiz that she has set, her attempt at it under way, and one that is over.
QUIZ_PAGES = {
    "quizzes.index": ("/quizzes", USER + 2),  # quizzes, one's attempts
    "quizzes.start": (
        "/quizzes/{fresh}",
        USER + 4,
    ),  # quiz, attempts; of the score to expect: what was asked, cards
    "quizzes.new": ("/quizzes/new", USER),
    "quizzes.set_quiz": ("/quizzes/set", USER),
    "quizzes.edit": ("/quizzes/{key}/edit", USER + 2),
    "quizzes.attempts": ("/quizzes/{key}/attempts", USER + 2),
    "quizzes.scores": ("/quizzes/{key}/scores.csv", USER + 2),
    "quizzes.extra_time": ("/quizzes/extra-time", USER + 2),
    "quizzes.regrade": (
        "/quizzes/{key}/regrade",
        USER + 6,
    ),  # quiz, attempts, versions, answers, scores; wordings not in mind
    "quizzes.question": ("/quizzes/attempts/{attempt}/1", USER + 4),
    "quizzes.summary": ("/quizzes/attempts/{attempt}/summary", USER + 4),
    "quizzes.state": ("/quizzes/attempts/{attempt}/state", USER + 4),
    "quizzes.result": ("/quizzes/attempts/{over}", USER + 6),
    "quizzes.print_result": ("/quizzes/attempts/{over}/print", USER + 6),
}


# The same of a document's next version that waits for approval.
DOCUMENT_PAGES = {
    "teaching.document_upload": ("/teaching/documents/uploads/{upload}", USER + 1),
    "teaching.document_changes": ("/teaching/documents/uploads/{upload}/changes", USER + 4),
}


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    return settings | {"DECKS": DECKS}


@pytest.fixture
def instructor(client: FlaskClient, ines: User) -> FlaskClient:
    """Ines, who has begun to study herself."""
    return Practising(sign_in(client, ines)).open("/practice/card?deck=milestones").answer(3).client


@pytest.fixture
def places(app: Flask, instructor: FlaskClient, ines: User) -> dict[str, str]:
    """A quiz that Ines has set, with her attempts at it: one that is over and one under way."""
    with app.app_context():
        quiz = Quiz("Set", (Draw(2, decks=("chronology",)),), open_book=True)
        key, fresh = (keeping.make("set", quiz, ines.id, clock.now()) for _ in range(2))
    over = begun(instructor, key)
    instructor.post(f"/quizzes/attempts/{over}/submit", data={"unsaved": "[]"})
    return {"key": key, "fresh": fresh, "over": over, "attempt": begun(instructor, key)}


def begun(client: FlaskClient, key: str) -> str:
    """Begin an attempt; its name in addresses."""
    return str(client.post(f"/quizzes/{key}/start").headers["Location"].split("/")[3])


def test_every_page_is_counted(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())} == set(
        PAGES | QUIZ_PAGES | DOCUMENT_PAGES
    )


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page_asks_no_more_than_it_did(app: Flask, instructor: FlaskClient, endpoint: str) -> None:
    path, expected = PAGES[endpoint]
    with statements(app) as sent:
        instructor.get(path).close()
    assert len(sent) <= expected, "\n".join(sent)


@pytest.mark.parametrize("endpoint", QUIZ_PAGES)
def test_a_page_of_a_quiz_asks_no_more_than_it_did(
    app: Flask, instructor: FlaskClient, places: dict[str, str], endpoint: str
) -> None:
    path, expected = QUIZ_PAGES[endpoint]
    with statements(app) as sent:
        assert instructor.get(path.format(**places)).status_code == 200
    assert len(sent) <= expected, "\n".join(sent)


@pytest.mark.parametrize("endpoint", DOCUMENT_PAGES)
def test_a_page_of_an_upload_asks_no_more_than_it_did(
    app: Flask, instructor: FlaskClient, endpoint: str
) -> None:
    sent = {"text": app.extensions["bank"].documents["003_fde5aab7314cabf6"].text}
    answer = instructor.post("/teaching/documents/cooperation-strengthens/replace", data=sent)
    path, expected = DOCUMENT_PAGES[endpoint]
    with statements(app) as sent_to_database:
        page = instructor.get(path.format(upload=answer.headers["Location"].rsplit("/")[-1]))
    assert page.status_code == 200 and len(sent_to_database) <= expected, "\n".join(sent_to_database)
