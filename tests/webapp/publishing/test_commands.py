"""The same from the command line: messages and exit codes are those of `python -m question_bank`."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from question_bank.commands import check as check_files
from question_bank.load import load_bank
from tests.conftest import close, make_app
from tests.webapp.publishing.course import DECK, GIFT, MILL, OTHER, Desk, write_course
from tests.webapp.publishing.learning import Learning
from webapp.config import course as configured
from webapp.db import db
from webapp.models import DeckVersion, DocumentVersion, User

ALIAS = DECK.replace("answer: Karl Lund", "answer: Karl Lund\n    accept: [C. Lund]")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Another checkout of the course, to be edited."""
    return write_course(tmp_path / "checkout")


def run(app: Flask, *words: object, answers: str = "") -> Result:
    return app.test_cli_runner().invoke(args=["bank", *map(str, words)], input=answers)


def edit(course: Path, text: str, deck: str = "mill") -> None:
    (course / "decks" / f"{deck}.yaml").write_text(text, encoding="utf-8")


def test_a_sound_course_is_met_with_silence(app: Flask, course: Path) -> None:
    assert (run(app, "check", course).exit_code, run(app, "check").exit_code) == (0, 0)


def test_problems_read_as_those_of_the_library(
    app: Flask, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(course, DECK.replace("in 1931\n", "in 1932\n").replace("kind: figure", "kind: sum"))
    found = run(app, "check", course)
    assert check_files([course]) == found.exit_code == 1
    assert found.output == capsys.readouterr().out and "items[0].quote" in found.output


def test_a_difference_is_shown_and_told_by_the_exit_code(app: Flask, course: Path) -> None:
    edit(course, ALIAS.replace(GIFT, ""))
    found = run(app, "diff", course)
    assert found.exit_code == 1
    assert "mill/builder: answer changed" in found.output
    assert found.output.splitlines()[-1] == "2 unchanged, 1 answer changed, 1 removed"


def test_no_difference_is_exit_code_0_and_problems_are_2(app: Flask, course: Path) -> None:
    run(app, "publish", course, "--yes")
    assert run(app, "diff", course).exit_code == 0
    edit(course, "deck: [")
    assert run(app, "diff", course).exit_code == 2


def test_a_course_is_published_once(app: Flask, desk: Desk, course: Path) -> None:
    edit(course, OTHER, "town")
    done = run(app, "publish", course, "--yes", "--note", "the first")
    assert done.exit_code == 0 and "Published: 4 unchanged, 1 new" in done.output
    assert [*desk.bank.decks] == ["mill", "town"]
    assert "Nothing is new" in run(app, "publish", course, "--yes").output
    assert len(desk.rows(DeckVersion)) == 2 and len(desk.rows(DocumentVersion)) == 1


def test_only_what_changed_gets_a_version(app: Flask, desk: Desk, course: Path) -> None:
    edit(course, OTHER, "town")
    run(app, "publish", course, "--yes")
    edit(course, ALIAS)
    run(app, "publish", course, "--yes")
    assert [(row["deck"], row["number"]) for row in desk.rows(DeckVersion)][2:] == [("mill", 2)]


def test_problems_keep_everything_out(app: Flask, desk: Desk, course: Path) -> None:
    edit(course, OTHER, "town")
    edit(course, DECK.replace("in 1931\n", "in 1932\n"))
    assert run(app, "publish", course, "--yes").exit_code == 1
    assert not desk.rows(DeckVersion)


def test_without_yes_it_asks_and_takes_no_for_an_answer(app: Flask, desk: Desk, course: Path) -> None:
    edit(course, ALIAS)
    assert run(app, "publish", course, answers="n\n").exit_code == 1
    assert not desk.rows(DeckVersion)


@pytest.mark.parametrize(
    ("regrade", "answers", "score"),
    [("all", "", 4000), ("none", "", 3000), ("ask", "y\ny\n", 4000), ("ask", "y\nn\n", 3000)],
)
def test_regrading_is_a_choice(
    app: Flask, alice: User, course: Path, regrade: str, answers: str, score: int
) -> None:
    attempt = Learning(app, alice).take(builder="C. Lund")
    edit(course, ALIAS)
    sure = () if answers else ("--yes",)
    done = run(app, "publish", course, "--regrade", regrade, *sure, answers=answers)
    assert done.exit_code == 0 and attempt.paper.score == score


def test_with_yes_nobody_is_asked_and_nothing_regraded(app: Flask, alice: User, course: Path) -> None:
    attempt = Learning(app, alice).take(builder="C. Lund")
    edit(course, ALIAS)
    assert "Nothing is graded anew" in run(app, "publish", course, "--yes").output
    assert attempt.paper.score == 3000


def test_a_deck_is_withdrawn_by_name(app: Flask, desk: Desk, course: Path) -> None:
    desk.publish(OTHER)
    assert "town is published and not in the folder" in run(app, "diff", course).output
    run(app, "publish", course, "--yes", "--withdraw", "town")
    assert [*desk.bank.decks] == ["mill"]


def test_a_changed_document_of_the_folder_is_published_too(app: Flask, desk: Desk, course: Path) -> None:
    (course / "documents/mill.txt").write_text(MILL + "\nThe end.\n", encoding="utf-8")
    run(app, "publish", course, "--yes")
    assert desk.bank.documents["mill"].text.endswith("The end.\n")


def test_whom_a_changed_document_touches_is_told(app: Flask, desk: Desk, course: Path, alice: User) -> None:
    desk.publish(OTHER)
    Learning(app, alice, "town").study("elm")
    old, new = "gave 300 crowns", "gave them 300 crowns"
    (course / "documents/mill.txt").write_text(MILL.replace(old, new), encoding="utf-8")
    edit(course, DECK.replace(old, new))
    found = run(app, "diff", course).output
    assert "town/elm: altered, not asked until that is settled" in found
    assert "  touches cards of 1 (answers in practice: 1), quizzes taken: 0" in found


def test_the_bank_is_exported_as_lines_and_as_a_course(app: Flask, desk: Desk, tmp_path: Path) -> None:
    desk.publish(OTHER, document=desk.mill(MILL + "\nThe end.\n", title="Mill: “the” one"))
    lines = run(app, "export").output.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["founder", "burned", "gift", "builder", "elm"]
    run(app, "export", "--into", tmp_path / "out")
    loaded = load_bank(tmp_path / "out/decks", tmp_path / "out/documents")
    assert not loaded.problems and loaded.bank == desk.bank
    assert run(app, "export", "--into", tmp_path / "out").exit_code == 1


def test_a_first_deck_is_written_for_a_document(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "first.yaml"
    assert run(app, "new", "the-mill", "--into", path).exit_code == 0
    assert path.read_text(encoding="utf-8").count("  - id: ") >= 1
    assert run(app, "new", "the-mill", "--into", path).exit_code == 1
    assert run(app, "new", "the-mil").exit_code == 1


def test_a_first_deck_on_documents_of_a_folder_asks_for_no_database(app: Flask, course: Path) -> None:
    with app.app_context():
        db.drop_all()
    documents, path = course / "documents", course / "decks" / "first.yaml"
    done = run(app, "new", "the-mill", "--into", path, "--documents", documents)
    assert done.exit_code == 0 and f"bank check {path} --documents {documents}" in done.output
    assert "deck: the-mill\n" in path.read_text(encoding="utf-8")


def test_a_database_without_tables_is_said_in_words(app: Flask, course: Path) -> None:
    with app.app_context():
        db.drop_all()
    done = run(app, "diff", course)
    assert done.exit_code == 1 and "has no tables yet" in done.output and "db upgrade" in done.output


# --- the configured directory ---


def test_a_bank_names_decks_and_documents(course: Path) -> None:
    found = configured({"BANK": str(course)})
    assert found == {"DECKS": course, "DOCUMENTS": course / "documents"}
    both = configured({"DECKS": str(course / "decks"), "DOCUMENTS": str(course / "documents")})
    assert both == {"DECKS": course / "decks", "DOCUMENTS": course / "documents"}


def test_a_bank_is_what_is_served(settings: dict[str, Any], course: Path) -> None:
    app = make_app(settings | configured({"BANK": str(course)}))
    desk = Desk(app)
    assert [*desk.bank.decks] == ["mill"] and desk.now().text == DECK
    close(app)


def test_a_bank_with_problems_is_not_served(settings: dict[str, Any], course: Path) -> None:
    edit(course, DECK.replace("in 1931\n", "in 1932\n"))
    with pytest.raises(RuntimeError, match="does not verify"):
        make_app(settings | configured({"BANK": str(course)}))
