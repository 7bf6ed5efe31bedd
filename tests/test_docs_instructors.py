"""The page for instructors says what is so: every example on it is loaded, every command is run."""

import re
import shlex
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask

from question_bank.catalogue import load_documents
from question_bank.check import problems_of
from question_bank.deck_format import DeckHead, ItemEntry, QuoteKeys
from question_bank.deck_reader import read_deck
from question_bank.document import Document
from question_bank.item import Deck
from question_bank.load import Loaded, assemble, load_deck
from question_bank.quizzes.format import DrawEntry, QuizEntry

PAGE = (Path(__file__).parent.parent / "docs" / "instructors.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
YAML = [text for kind, text in BLOCKS if kind == "yaml"]
COMMANDS = [line for kind, text in BLOCKS if kind == "console" for line in text.splitlines()]
SLIPS = re.findall(r"^\| `(.+?)` \| (.+) \|$", PAGE.split("## Slips")[1].split("\n## ")[0], re.MULTILINE)
(TEXT,) = (text for kind, text in BLOCKS if kind == "text")
(CATALOGUE,) = (text for text in YAML if text.startswith("documents:"))
(DECK,) = (text for text in YAML if text.startswith("deck:"))
(QUIZZES,) = (text for text in YAML if text.startswith("quizzes:"))
ITEMS = [text for text in YAML if text.startswith("- id:")]
WHOLE = DECK + "".join(re.sub(r"^(?=.)", "  ", text, flags=re.MULTILINE) for text in ITEMS) + QUIZZES
BASE = {
    "id": "x",
    "kind": "date",
    "prompt": "When was the pier finished?",
    "answer": "{date: 1862-05-14}",
    "quote": "was finished on 14 May 1862",
}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The folder that the page describes, with its text and no deck yet."""
    folder = tmp_path / "course"
    (folder / "documents").mkdir(parents=True)
    (folder / "decks").mkdir()
    (folder / "documents" / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    (folder / "documents" / "harbour.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def documents(course: Path) -> Mapping[str, Document]:
    found, problems = load_documents(course / "documents", "documents")
    assert not problems
    return found


def test_the_first_deck_of_the_page_loads(documents: Mapping[str, Document]) -> None:
    deck, problems = load_deck(DECK, "elmsund.yaml", documents)
    assert isinstance(deck, Deck), [*map(str, problems)]


def test_all_its_examples_are_one_deck_with_every_kind_and_shape(documents: Mapping[str, Document]) -> None:
    deck, problems = load_deck(WHOLE, "elmsund.yaml", documents)
    assert deck is not None, [*map(str, problems)]
    assert {item.kind for item in deck.items} == {"date", "agreement", "person", "figure"}
    shapes = {type(item.answer).__name__ for item in deck.items}
    assert shapes == {"Text", "Date", "Number", "AllOf", "Order", "Pairs"}
    assert len(deck.quizzes) == 2 and len(deck.items) == 1 + sum(text.count("- id:") for text in ITEMS)


def test_a_fault_in_an_example_would_be_found(documents: Mapping[str, Document]) -> None:
    assert load_deck(WHOLE.replace("answer: Anna Lindqvist", "answer: Ann"), "x.yaml", documents)[0] is None


def test_no_remark_is_made_on_the_examples_but_for_want_of_wrong_options(
    documents: Mapping[str, Document],
) -> None:
    read = read_deck(WHOLE, "elmsund.yaml", documents)
    loaded: Loaded = assemble([read], dict(documents))
    assert {problem.rule for problem in problems_of(loaded)} <= {"few-distractors"}


@pytest.mark.parametrize(("written", "said"), SLIPS, ids=[written for written, _ in SLIPS])
def test_a_slip_is_answered_as_the_page_says(
    written: str, said: str, documents: Mapping[str, Document]
) -> None:
    key = written.partition(":")[0]
    replaced = {"question": "prompt", "sources": "quote"}.get(key, key)
    keys = [written if name == replaced else f"{name}: {value}" for name, value in BASE.items()]
    entry = "\n    ".join(keys)
    text = f"deck: d\ntitle: D\ndocument: harbour\nitems:\n  - {entry}\n"
    assert any(said in str(problem) for problem in load_deck(text, "d.yaml", documents)[1])


def test_the_item_with_slips_is_sound_without_them(documents: Mapping[str, Document]) -> None:
    entry = "\n    ".join(f"{name}: {value}" for name, value in BASE.items())
    text = f"deck: d\ntitle: D\ndocument: harbour\nitems:\n  - {entry}\n"
    assert load_deck(text, "d.yaml", documents)[1] == () and len(SLIPS) >= 9


def test_every_key_of_the_format_is_on_the_page() -> None:
    models = (DeckHead, ItemEntry, QuoteKeys, QuizEntry, DrawEntry)
    keys = {name for model in models for name in model.model_fields}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", PAGE)] == []


def test_the_commands_of_the_page_do_what_it_says(
    app: Flask, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course.parent)
    for line in COMMANDS:
        flask, option, module, *words = shlex.split(line)
        assert (flask, option, module) == ("flask", "--app", "webapp")
        if words[1] == "diff":
            (course / "decks" / "elmsund.yaml").write_text(WHOLE, encoding="utf-8")
        done = app.test_cli_runner().invoke(args=words, input="y\n")
        assert done.exit_code == (1 if words[1] == "diff" else 0), done.output
    assert (course.parent / "backup/decks/elmsund.yaml").read_text(encoding="utf-8").endswith(WHOLE)
    assert [line.split()[4] for line in COMMANDS] == ["new", "check", "diff", "publish", "export"]
