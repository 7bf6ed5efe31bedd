"""A course is checked, compared and begun from the command line, wherever its folders are."""

import shutil
from pathlib import Path

import pytest

from question_bank.__main__ import main
from question_bank.authoring.sample import sample_deck
from question_bank.catalogue import load_documents
from question_bank.check import check
from question_bank.course import course_at
from question_bank.document import Document, passages_of
from question_bank.load import DECKS, DOCUMENTS, MODELINE, load_deck
from tests.question_bank.shipped import BANK

CATALOGUE = """documents:
  - {file: harbour, slug: the-harbour, title: "The Harbour: A Treaty", author: A, publisher: B, dated: C}
"""
TEXT = "The Harbour: A Treaty\n\nOn 30 January 1950 Anna Berg signed it in Oslo. Forty ships came.\n"
DECK = f"""{MODELINE}
deck: harbour
title: The harbour
document: harbour
items:
  - id: signer
    kind: person
    prompt: Who signed the treaty of the harbour in Oslo?
    answer: Anna Berg
    quote: Anna Berg signed it
  - id: ships
    kind: figure
    prompt: How many ships came?
    answer: {{number: forty}}
    quote: Forty ships came
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    (folder / "decks").mkdir(parents=True)
    (folder / "documents").mkdir()
    (folder / "decks" / "harbour.yaml").write_text(DECK, encoding="utf-8")
    (folder / "documents" / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    (folder / "documents" / "harbour.txt").write_text(TEXT, encoding="utf-8")
    return folder


def copied(course: Path, name: str, old: str = "", new: str = "") -> Path:
    """A copy of the course in which a word is another."""
    copy = course.with_name("copy")
    shutil.copytree(course, copy)
    path = copy / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return copy


# --- folders ---


def test_a_course_may_keep_its_decks_and_documents_in_one_folder(course: Path, tmp_path: Path) -> None:
    flat = tmp_path / "flat"
    flat.mkdir()
    for file in course.rglob("*.*"):
        shutil.copy(file, flat)
    found = course_at(flat)
    assert [deck.name for deck in found.decks] == ["harbour.yaml"] and found.documents == flat
    assert [problem for problem in check([flat]) if problem.severity == "error"] == []


def test_the_documents_of_a_deck_are_found_beside_its_folder(course: Path) -> None:
    assert course_at(course / "decks" / "harbour.yaml").documents == course / "documents"
    assert course_at(course / "decks").documents == course / "documents"


def test_without_a_catalogue_the_shipped_documents_are_meant(tmp_path: Path) -> None:
    assert course_at(tmp_path).documents == DOCUMENTS


def test_a_course_is_checked_with_its_own_documents(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(course)]) == 0
    assert "unknown-person" not in capsys.readouterr().out
    broken = copied(course, "decks/harbour.yaml", "Forty ships came", "Fifty ships came")
    assert main(["check", str(broken)]) == 1
    assert "quote-not-found" in capsys.readouterr().out


def test_a_single_deck_is_checked_with_the_documents_beside_it(course: Path) -> None:
    assert main(["check", str(course / "decks" / "harbour.yaml")]) == 0


def test_a_course_with_a_list_of_people_is_held_to_it(course: Path) -> None:
    assert "unknown-person" not in {problem.rule for problem in check([course])}
    (course / "people.yaml").write_text("people:\n  - {name: Anne Berg, role: minister}\n")
    assert "unknown-person" in {problem.rule for problem in check([course])}


def test_a_list_made_for_other_documents_knows_of_no_slip(course: Path) -> None:
    (course / "people.yaml").write_text("people:\n  - {name: Jan Novak, role: minister}\n")
    assert "unknown-person" not in {problem.rule for problem in check([course])}
    text = course / "documents" / "harbour.txt"
    text.write_text(TEXT.replace("Forty", "Jan Novak came. Forty"), encoding="utf-8")
    assert "unknown-person" in {problem.rule for problem in check([course])}


# --- diff ---


def test_the_same_course_has_no_difference(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(course), str(copied(course, "decks/harbour.yaml"))]) == 0
    assert capsys.readouterr().out == "2 unchanged\n"


def test_a_difference_is_told_with_before_and_after(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = copied(course, "decks/harbour.yaml", "How many ships came?", "How many ships came to Oslo?")
    assert main(["diff", str(course), str(copy)]) == 1
    assert capsys.readouterr().out == (
        "harbour/ships: reworded\n  prompt\n"
        "    - How many ships came?\n    + How many ships came to Oslo?\n1 unchanged, 1 reworded\n"
    )


def test_another_text_of_a_document_is_a_difference(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = copied(course, "documents/harbour.txt", "On 30 January", "A preface. On 30 January")
    assert main(["diff", str(course), str(copy)]) == 1
    assert capsys.readouterr().out.startswith("harbour: changed\n  text\n")


def test_two_deck_files_are_compared(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck = course / "decks" / "harbour.yaml"
    other = deck.with_name("other.yaml")
    other.write_text(DECK.replace("answer: Anna Berg", "answer: Berg"), encoding="utf-8")
    assert main(["diff", str(deck), str(other)]) == 1
    assert capsys.readouterr().out.endswith("1 unchanged, 1 answer changed\n")


@pytest.mark.parametrize("broken", ["nowhere", "copy"])
def test_problems_of_either_side_are_printed_and_end_with_2(
    course: Path, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    copied(course, "decks/harbour.yaml", "Forty ships came", "Fifty ships came")
    assert main(["diff", str(course), str(course.with_name(broken))]) == 2
    said = capsys.readouterr()
    assert said.out == "" and "[quote-not-found]" in said.err or "[unreadable]" in said.err


# --- new ---


def test_a_sample_deck_loads_and_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "cooperation-strengthens"]) == 0
    path = tmp_path / "cooperation-strengthens.yaml"
    assert main(["check", str(path)]) == 0
    before = path.read_text(encoding="utf-8")
    assert "deck: cooperation-strengthens-2\n" in before  # the id of no shipped deck
    assert main(["new", "cooperation-strengthens"]) == 1
    assert "is already there" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == before


def test_a_sample_deck_stands_in_its_course(course: Path) -> None:
    path = course / "decks" / "new.yaml"
    given = ["--into", str(path), "--documents", str(course / "documents")]
    assert main(["new", "harbour", *given]) == 0
    assert [problem for problem in check([course]) if problem.severity == "error"] == []


def test_a_document_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "nothing", "--into", str(tmp_path / "x.yaml")]) == 1
    assert "There is no document ‘nothing’. The documents are" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "cooperation-strengthens", "--into", str(tmp_path / "no" / "x.yaml")]) == 1
    assert "x.yaml cannot be written: No such file" in capsys.readouterr().err


@pytest.mark.parametrize("document", BANK.documents.values(), ids=lambda one: one.slug)
def test_the_sample_of_every_shipped_document_has_each_kind_it_mentions(document: Document) -> None:
    deck, problems = load_deck(sample_deck(document, "x"), "x.yaml", {document.id: document})
    assert deck is not None, [str(problem) for problem in problems]
    assert len({item.kind for item in deck.items}) == len(deck.items) >= 2


@pytest.mark.parametrize("text", ["nothing to be recognised here.", "x", "# a: b", '"'])
def test_a_document_that_mentions_nothing_has_a_sample_too(text: str) -> None:
    about = ("plain", "plain", 'A "title": # with signs', "-", "-", "-")
    document = Document(*about, text, passages_of(text, "", ()))
    deck, problems = load_deck(sample_deck(document, "x"), "x.yaml", {"plain": document})
    assert deck is not None, [str(problem) for problem in problems]
    assert deck.title == 'A "title": # with signs' and deck.items[0].quotes == (text,)


def test_the_quiz_in_the_remarks_of_a_sample_holds_where_there_are_items_enough() -> None:
    document = BANK.documents_by_slug["cooperation-strengthens"]
    items, _, quiz = sample_deck(document, "x").partition("# quizzes:\n")
    text = f"{items}quizzes:\n" + quiz.replace("\n# ", "\n").removeprefix("# ").replace(
        "count: 10", "count: 2"
    )
    deck, problems = load_deck(text, "x.yaml", {document.id: document})
    assert deck is not None and len(deck.quizzes) == 1, [str(problem) for problem in problems]


def test_the_shipped_bank_is_a_course_like_any_other() -> None:
    assert course_at(DECKS.parent, DOCUMENTS).decks == tuple(sorted(DECKS.glob("*.yaml")))
    assert load_documents(course_at(DECKS.parent).documents, "x")[1] == []
