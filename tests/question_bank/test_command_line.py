"""The command line: check is silent when all is well, show and export print what is there."""

import json
from pathlib import Path

import pytest

from question_bank.__main__ import main
from question_bank.load import MODELINE

DECK = f"""{MODELINE}
deck: small
title: Small
document: 003_fde5aab7314cabf6
items:
  - id: relations
    kind: date
    prompt: When were diplomatic relations between Russia and Vietnam established?
    answer: {{date: 1950-01-30}}
    quote: diplomatic relations were established on 30 January 1950
    distractors: [1949-01-30, 1950-10-30, 1954-03-30]
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(DECK, encoding="utf-8")
    return path


def _change(deck: Path, old: str, new: str) -> None:
    assert old in DECK
    deck.write_text(DECK.replace(old, new), encoding="utf-8")


def test_check_is_silent_when_the_shipped_bank_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == ""


def test_check_is_silent_when_the_given_deck_is_well(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(deck)]) == 0
    assert capsys.readouterr().out == ""


def test_check_prints_errors_and_ends_with_1(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _change(deck, "were established on 30", "were formally established on 30")
    assert main(["check", str(deck)]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith(f"{deck}:10:12 items[0].quote — the quote does not stand in 003_")
    assert "relations were[- formally-] established on" in printed
    assert "shown these words as the proof" in printed and printed.endswith("[quote-not-found]\n")


def test_check_prints_warnings_and_ends_with_0(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _change(deck, "established?", "established")
    assert main(["check", str(deck)]) == 0
    printed = capsys.readouterr().out
    assert "items[0].prompt — the prompt is no question" in printed and "[no-question, warning]" in printed


def test_check_names_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere.yaml")]) == 1
    assert "nowhere.yaml:1:1 — the file cannot be read" in capsys.readouterr().out


def test_show_prints_the_item_with_its_quote_in_its_passage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "cooperation-strengthens/relations-established"]) == 0
    printed = capsys.readouterr().out
    assert "30 January 1950" in printed
    assert "Cooperation between Russia and Vietnam Strengthens Steadily, paragraph 1" in printed
    assert "([[diplomatic relations were established on 30 January 1950]])" in printed


def test_show_takes_an_id_that_only_one_deck_has(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "relations-established"]) == 0
    assert capsys.readouterr().out.startswith("cooperation-strengthens/relations-established (date)")


def test_show_names_the_nearest_ids_when_there_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "relation-establish"]) == 1
    assert "  cooperation-strengthens/relations-established\n" in capsys.readouterr().err


def test_export_prints_an_item_a_line_with_all_that_others_need(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export"]) == 0
    items = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    needed = {"deck", "id", "kind", "prompt", "answer", "accept", "distractors", "sources", "fingerprint"}
    assert all(needed <= set(item) for item in items)
    found = next(item for item in items if item["id"] == "relations-established")
    assert found["answer"] == {"date": "1950-01-30"}
    assert set(found["sources"][0]) == {"document", "quote", "start", "end"}
    assert found["reverse"]["prompt"].endswith("?")


def test_schema_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "DeckFile"
