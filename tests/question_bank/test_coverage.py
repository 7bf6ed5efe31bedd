"""Coverage says of each mention whether an item asks about it, and what is left out on purpose."""

from pathlib import Path

import pytest

from question_bank.__main__ import main
from question_bank.catalogue import load_documents
from question_bank.coverage import Coverage, coverage
from question_bank.document import Document, Ignored, OddPlace, passages_of
from question_bank.item import Item
from question_bank.load import load_deck
from tests.question_bank.shipped import BANK

TEXT = """The treaty was signed on 4 May 1955 by 12 states.
Jan Novak, the foreign minister, spoke. In 1960 Novak left; on 4 May 1955 he was young.
Read also: A fair in 1970."""


def a_document(**over: object) -> Document:
    odd = (OddPlace(TEXT.index("Read also"), len(TEXT), "teaser", "Teaser of a fair"),)
    ignored = over.pop("ignored", ())
    assert isinstance(ignored, tuple)
    about = ("fair", "fair", "The fair", "Nobody", "Nobody", "No date")
    return Document(*about, TEXT, passages_of(TEXT, "The fair", odd), odd, ignored)


def items(document: Document, deck: str) -> tuple[Item, ...]:
    text = f"deck: fair\ntitle: The fair\ndocument: fair\nitems:\n{deck}"
    loaded, problems = load_deck(text, "fair.yaml", {document.id: document})
    assert loaded is not None, [str(problem) for problem in problems]
    return loaded.items


SIGNED = """
  - id: signed
    kind: date
    prompt: On what date was the treaty with the fair signed?
    answer: {date: 1955-05-04}
    quote: The treaty was signed on 4 May 1955
"""
MINISTER = """
  - id: minister
    kind: person
    prompt: Who was the foreign minister that spoke at the fair?
    answer: Jan Novak
    quote: Jan Novak, the foreign minister
"""


def states(found: list[Coverage]) -> list[tuple[str, str]]:
    return [(TEXT[one.mention.start : one.mention.end], one.state) for one in found]


def test_without_items_nothing_but_odd_places_is_set_apart() -> None:
    assert states(coverage(a_document(), ())) == [
        ("4 May 1955", "uncovered"),
        ("12 states", "uncovered"),
        ("Jan Novak", "uncovered"),
        ("1960", "uncovered"),
        ("Novak", "uncovered"),
        ("4 May 1955", "uncovered"),
        ("1970", "odd"),
    ]


def test_a_quote_covers_what_it_takes_in_and_a_value_its_second_mention() -> None:
    document = a_document()
    found = coverage(document, items(document, SIGNED))
    assert [state for words, state in states(found) if words == "4 May 1955"] == ["covered", "covered"]
    assert ("12 states", "uncovered") in states(found)
    assert [item.id for item in found[0].items] == ["signed"]


def test_a_person_is_covered_under_the_family_name_too() -> None:
    document = a_document()
    found = dict(states(coverage(document, items(document, MINISTER))))
    assert (found["Jan Novak"], found["Novak"], found["1960"]) == ("covered", "covered", "uncovered")


def test_an_item_of_another_document_covers_nothing_here() -> None:
    shipped = BANK.items.values()
    assert all(one.state in ("uncovered", "odd") for one in coverage(a_document(), shipped))


def test_ignored_words_keep_their_reason_and_an_item_goes_before_them() -> None:
    document = a_document(ignored=(Ignored("In 1960 Novak left", "Said in passing"),))
    found = coverage(document, items(document, MINISTER))
    by_words = {TEXT[one.mention.start : one.mention.end]: one for one in found}
    assert (by_words["1960"].state, by_words["1960"].reason) == ("ignored", "Said in passing")
    assert by_words["Novak"].state == "covered"


CATALOGUE = """documents:
  - file: fair
    slug: fair
    title: The fair
    author: Nobody
    publisher: Nobody
    dated: No date
    ignore:
      - {words: In 1960, reason: Said in passing}
"""


@pytest.mark.parametrize("words, problems", [("In 1960", []), ("In 1961", ["words-not-found"])])
def test_words_to_ignore_have_to_stand_in_the_document(
    words: str, problems: list[str], tmp_path: Path
) -> None:
    (tmp_path / "fair.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE.replace("In 1960", words), encoding="utf-8")
    documents, found = load_documents(tmp_path, "docs")
    assert [problem.rule for problem in found] == problems
    assert not problems or "documents[0].ignore[0].words" in str(found[0])
    assert bool(documents) is not bool(problems)


def test_a_reason_is_required(tmp_path: Path) -> None:
    (tmp_path / "fair.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "catalogue.yaml").write_text(
        CATALOGUE.replace(", reason: Said in passing", ""), encoding="utf-8"
    )
    _, found = load_documents(tmp_path, "docs")
    assert any("reason" in str(problem) for problem in found)


def test_the_command_names_every_document_and_is_content_unless_strict(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["coverage"]) == 0
    printed = capsys.readouterr().out
    assert all(f"{name}  " in printed for name in BANK.documents)


def test_what_the_shipped_documents_leave_uncovered_is_left_on_purpose() -> None:
    assert main(["coverage", "--strict"]) == 0


def test_an_unknown_document_is_an_error_that_names_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["coverage", "nothing"]) == 1
    assert "strategic-advantage" in capsys.readouterr().err
