"""The committed JSON Schema is current and agrees with the loader about what a deck may hold."""

import json

import jsonschema
import pytest

from question_bank.load import DECKS
from question_bank.schema import SCHEMA, deck_schema
from question_bank.yaml_reader import plain, read
from tests.question_bank.decks import HEAD, item

CHECKER = jsonschema.Draft202012Validator(json.loads(deck_schema()))


def _errors(source: str | bytes) -> list[str]:
    node, _ = read(source, "x.yaml")
    assert node is not None
    return [error.message for error in CHECKER.iter_errors(plain(node))]


def test_the_committed_schema_is_current() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == deck_schema(), "run: python -m question_bank schema > …"


def test_the_schema_is_a_schema_of_2020_12() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(deck_schema()))


@pytest.mark.parametrize("name", sorted(path.name for path in DECKS.glob("*.yaml")))
def test_every_shipped_deck_fits_the_schema(name: str) -> None:
    assert _errors((DECKS / name).read_bytes()) == []


def test_a_number_or_year_fits_though_an_editor_reads_a_number() -> None:
    deck = {
        "deck": "x",
        "title": 1950,
        "items": [{"id": "a", "kind": "date", "prompt": "When?", "answer": {"date": 1950}, "quote": 1950}],
    }
    assert list(CHECKER.iter_errors(deck)) == []


def test_a_silence_of_an_unknown_rule_is_marked() -> None:
    assert _errors(HEAD + item(silence="{negative: the treaty puts it so}")) == []
    assert _errors(HEAD + item(silence="{negatives: the treaty puts it so}")) != []


def test_a_key_that_is_left_empty_is_marked() -> None:
    deck: dict[str, object] = {"deck": "x", "title": "y", "description": None, "items": []}
    assert "None is not of type 'string', 'number'" in [error.message for error in CHECKER.iter_errors(deck)]


@pytest.mark.parametrize(
    "fault",
    [
        {"promt": "x"},
        {"kind": "place"},
        {"prompt": None},
        {"answer": "{year: 1950}"},
        {"answer": "{all_of: [a]}"},
        {"id": "Not An Id"},
        {"reverse": "{prompt: x}"},
    ],
)
def test_what_the_loader_refuses_by_shape_the_schema_marks_too(fault: dict[str, object]) -> None:
    assert _errors(HEAD + item()) == []
    assert _errors(HEAD + item(**fault))
