"""The JSON Schema of a deck file, by which editors complete keys and mark mistakes while one writes."""

import json
from pathlib import Path

from question_bank.deck_format import DeckFile

SCHEMA = Path(__file__).parent / "deck.schema.json"


def deck_schema() -> str:
    """The schema as it is committed beside this module."""
    schema = DeckFile.model_json_schema()
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
