"""The shipped bank: no problem, no warning, and every exported quote stands where it says."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from question_bank import grading
from question_bank.check import check
from question_bank.item import KINDS
from question_bank.load import load_bank
from tests.question_bank.shipped import BANK

ROOT = Path(__file__).parent.parent.parent


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "question_bank", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_the_shipped_bank_has_no_problem_and_no_warning() -> None:
    assert [str(problem) for problem in check()] == []


def test_every_exported_quote_stands_in_its_file_where_it_says() -> None:
    """Reads the seeds itself, with nothing of ours between."""
    lines = _run("export").stdout.splitlines()
    assert len(lines) == len(BANK.items) >= 75
    for line in lines:
        for source in json.loads(line)["sources"]:
            with open(ROOT / "seeds" / f"{source['document']}.txt", encoding="utf-8", newline="") as stream:
                text = stream.read()
            assert text[source["start"] : source["end"]] == source["quote"]


def test_no_quote_of_the_bank_touches_an_odd_place() -> None:
    for item in BANK.items.values():
        for source in item.sources:
            assert BANK.documents[source.document].odd_place_at(source.start, source.end) is None


@pytest.mark.parametrize("document", BANK.documents)
def test_each_document_has_at_least_twelve_items(document: str) -> None:
    assert sum(document in item.documents for item in BANK.items.values()) >= 12


def test_every_kind_is_asked() -> None:
    assert {item.kind for item in BANK.items.values()} == set(KINDS)


def test_every_key_is_graded_right_and_every_distractor_is_not() -> None:
    for item in BANK.items.values():
        for direction in item.directions:
            side = item.side(direction)
            assert grading.equal(side.answer, side.answer, BANK.names), (item.deck, item.id)
            for distractor in side.distractors:
                assert not grading.equal(side.answer, distractor, BANK.names), (item.deck, item.id)


def test_fingerprints_tell_all_items_apart() -> None:
    assert len({item.fingerprint for item in BANK.items.values()}) == len(BANK.items)


def test_names_hold_the_proper_names_of_both_directions_and_no_common_words() -> None:
    assert {"To Lam", "Vladimir Putin", "Rosatom", "Treaty of Friendship"} <= BANK.names
    assert not {"policy", "trade", "new", "1994", "president", "Foreign Minister"} & BANK.names
    assert not [name for name in BANK.names if name.islower() or name.isdigit()]


def test_the_bank_loads_in_well_under_half_a_second() -> None:
    start = time.thread_time()
    load_bank()
    assert time.thread_time() - start < 0.5


def test_reading_the_bank_loads_no_web_no_database_and_no_units_library() -> None:
    program = (
        "import sys, question_bank.load as load; load.load_bank();"
        "print([m for m in ('flask', 'sqlalchemy', 'wtforms', 'pint') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert run.stdout.strip() == "[]", run.stderr
