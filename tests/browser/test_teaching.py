"""The road of a course: a text and a deck come in, are mended and published; somebody learns and is examined;
the deck is corrected, and nobody's progress is harmed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import select

from tests.browser import ferry
from tests.browser.conftest import LiveApp
from tests.browser.hands import Keyboard, Pointer, WithoutScript
from tests.browser.study import Study
from tests.webapp.conftest import PASSWORD, AddUser
from tests.webapp.publishing.course import settings_of, write_course
from webapp.db import db
from webapp.models import AnswerEvent, Card, Day, Review


@pytest.fixture
def settings(settings: dict[str, Any], tmp_path: Any) -> dict[str, Any]:
    """A small course is there already."""
    return settings | settings_of(write_course(tmp_path / "course"))


def sign_in(hands: Pointer, name: str) -> None:
    hands.page.goto("/accounts/sign-in")
    hands.type("User name or e-mail", name)
    hands.type("Password", PASSWORD)
    hands.press("Sign in")
    expect(hands.page.get_by_role("heading", level=1)).to_contain_text(name.capitalize())


def bring_in_the_text(teacher: Pointer) -> None:
    teacher.go("Documents")
    teacher.follow("Bring in a document")
    teacher.type("Or its text, pasted", ferry.TEXT)
    teacher.press("Read the text")
    expect(teacher.main.get_by_role("heading", name="Is this the text?")).to_be_visible()
    expect(teacher.main.get_by_label("Title", exact=True)).to_have_value("The ferry of Lorn")
    teacher.type("Date, as the text says it", "1960")
    teacher.press("Approve and publish")
    expect(teacher.page).to_have_url(re.compile("/library/the-ferry-of-lorn$"))


def read_what_is_wrong(teacher: Pointer) -> None:
    """Six messages, each beside the number of its line."""
    teacher.go("Decks")
    teacher.type("or its text", ferry.DECK)
    teacher.press("Open it as a draft")
    expect(teacher.page.locator("#checked-title")).to_have_text(re.compile("^6 problems"))
    problems = teacher.page.locator("#checked .problem.is-error")
    for place, (old, message, _) in enumerate(ferry.MENDS):
        expect(problems.nth(place)).to_contain_text(f"lorn.yaml:{teacher.line_of(old)}:")
        expect(problems.nth(place)).to_contain_text(message)
    marked = (teacher.code.get_attribute("data-lines") or "").split()
    assert [int(line) for line in marked if not line.endswith("w")] == [
        teacher.line_of(old) for old, _, _ in ferry.MENDS
    ]


def mend_it(teacher: Pointer) -> None:
    for old, _, new in ferry.MENDS:
        teacher.mend(old, new)
    teacher.check()
    expect(teacher.page.locator("#checked")).to_contain_text("6 items: ready to be reviewed")


def look_at_an_item(teacher: Pointer) -> None:
    teacher.choose("Item to look at", "treaty")
    teacher.press("Show it")
    expect(teacher.page.locator("#preview")).to_have_attribute("data-item", "treaty")
    card, question = (
        teacher.page.locator("#preview article").filter(has=teacher.page.get_by_role("heading", name=name))
        for name in ("Flashcard", "Quiz question")
    )
    expect(card).to_contain_text("Which agreement did Lorn and Vik sign in 1911?")
    expect(card.locator("mark")).to_contain_text("signed the Ebba Agreement")
    assert sorted(question.locator(".option").all_inner_texts()) == [
        "Ebba Agreement",
        "Lorn Agreement",
        "Vik Agreement",
    ]
    expect(question.locator(".cloze")).to_contain_text("signed the")


def publish(teacher: Pointer, summary: str) -> None:
    """What the review says is what is published."""
    expect(teacher.page.locator("#summary")).to_have_text(summary)
    teacher.press("Publish")
    expect(teacher.main.get_by_role("status").first).to_have_text(f"Published: {summary}.")


def study_it(student: Pointer, live: LiveApp) -> None:
    student.go("Practice")
    student.follow("Lorn and its ferry")
    expect(student.page.locator("#card")).to_be_visible()
    study = Study(student.page, live.app, student.study)
    for _ in ferry.ANSWERS:
        study.answer(4, study.right_answer())
    assert study.side == "end"


def make_a_timed_quiz(student: Pointer) -> None:
    student.go("Quizzes")
    student.follow("Make a quiz")
    student.tick("Lorn and its ferry (6)")
    student.type("How many items", "6")
    student.type("Minutes", "10")
    student.tick("A choice among options")
    student.tick("A gap in the sentence of the source")
    student.type("Name", "On Lorn")
    student.press("Make the quiz")
    expect(student.page.get_by_role("heading", name="On Lorn")).to_be_visible()


def take_it(student: Pointer) -> str:
    """Gives the address of the result."""
    page = student.page
    student.press("Start")
    for number in range(1, 7):
        expect(page.locator(".asked-line")).to_contain_text(f"{number} of 6")
        student.answer(ferry.ANSWERS[page.locator("#prompt").inner_text()])
    expect(page.get_by_role("heading", name="Before you hand in")).to_be_visible()
    student.press("Hand in")
    expect(page.locator(".score")).to_contain_text("5 of 6 points")
    expect(student.main).to_contain_text("of 10 min")
    return page.url


def edit_the_deck(teacher: Pointer) -> None:
    """Reword one item, correct the answer of another, remove a third."""
    teacher.go("Decks")
    teacher.follow("Lorn and its ferry")
    for old, new in (ferry.CORRECTED, ferry.REMOVED, ferry.REWORDED):
        teacher.edit(old, new)
    teacher.check()
    expect(teacher.page.locator("#checked")).to_contain_text("5 items: ready to be reviewed")


def read_the_dry_run(teacher: Pointer) -> None:
    """It says of each change whom it touches, and that nothing else changes."""
    teacher.follow("Review and publish")
    expect(teacher.main).to_contain_text("3 cards and 3 quiz attempts know an earlier wording")
    touched = "1 learner has 1 card of it, with 1 answer in practice; 1 quiz attempt asks it, 1 answer given."
    changes = {
        "reworded builder": "the ferry’s boat",
        "answer changed last-year": "1952",
        "removed passengers": "It is retired: no longer asked, its history kept.",
    }
    for name, words in changes.items():
        change = teacher.main.get_by_role("article", name=name)
        expect(change).to_contain_text(touched)
        expect(change).to_contain_text(words)
    assert teacher.main.get_by_role("article").count() == len(changes)
    teacher.tick("Regrade: judge them by the new answer")


def is_told(student: Pointer) -> None:
    student.page.goto("/")
    told = student.page.locator("section[aria-labelledby=notices]")
    expect(told).to_contain_text("An answer was corrected")
    expect(told).to_contain_text("It is now: 1952 (before: 1938)")
    expect(told).to_contain_text("“On Lorn” was graded anew")


def sees_the_new_score(student: Pointer, result: str) -> None:
    student.follow("See your result")
    expect(student.page).to_have_url(result)
    expect(student.page.locator(".score")).to_contain_text("6 of 6 points")
    expect(student.main).to_contain_text("Before: 5 of 6.")
    corrected = student.page.locator(".asked", has_text=ferry.ASKED)
    expect(corrected).to_contain_text("The key was corrected after you were asked. Before, it was: 1938.")
    for prompt in ferry.ANSWERS:  # the removed one and the old wording, too
        expect(student.page.locator(".asked", has_text=prompt)).to_have_count(1)


def goes_on(student: Pointer) -> None:
    student.go("Practice")
    expect(student.main.get_by_role("row", name="Lorn and its ferry")).to_contain_text(re.compile(r"5$"))


def progress(live: LiveApp) -> list[Any]:
    """All that learners have done, as it is stored."""
    with live.app.app_context():
        return [
            db.session.execute(select(table.__table__).order_by(*table.__table__.primary_key)).all()
            for table in (Card, Review, Day, AnswerEvent)
        ]


@pytest.mark.parametrize(
    ("hands", "database"),
    [(Pointer, "sqlite"), (Keyboard, "sqlite"), (WithoutScript, "postgresql")],
    indirect=["database"],
)
def test_from_a_pasted_text_to_a_corrected_score(
    new_context: Callable[..., BrowserContext], live_app: LiveApp, add_user: AddUser, hands: type[Pointer]
) -> None:
    teacher, student = (hands(new_context(**hands.options).new_page()) for _ in range(2))
    sign_in(teacher, add_user("ines", role="instructor").username)
    bring_in_the_text(teacher)
    read_what_is_wrong(teacher)
    mend_it(teacher)
    look_at_an_item(teacher)
    teacher.follow("Review and publish")
    publish(teacher, "6 new")
    sign_in(student, add_user("alice").username)
    study_it(student, live_app)
    make_a_timed_quiz(student)
    result = take_it(student)
    before = progress(live_app)
    edit_the_deck(teacher)
    read_the_dry_run(teacher)
    publish(teacher, "3 unchanged, 1 reworded, 1 answer changed, 1 removed")
    assert progress(live_app) == before
    is_told(student)
    sees_the_new_score(student, result)
    goes_on(student)
