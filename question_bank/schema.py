"""The JSON Schema of a deck file, by which editors complete keys and mark mistakes while one writes."""

import json
from pathlib import Path
from typing import Any

from question_bank.checks.findings import NAMES
from question_bank.deck_format import DeckFile

SCHEMA = Path(__file__).parent / "deck.schema.json"


def deck_schema() -> str:
    """The schema as it is committed beside this module."""
    schema = _without_null(DeckFile.model_json_schema())
    schema["$defs"]["ItemEntry"]["properties"]["silence"]["propertyNames"] = {"enum": sorted(NAMES)}
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _without_null(value: Any) -> Any:
    """A key may be left out, but not left empty: so null is no value of it, whatever pydantic says."""
    if isinstance(value, list):
        return [_without_null(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    made = {
        key: _without_null(entry) for key, entry in value.items() if not (key == "default" and entry is None)
    }
    options = [option for option in made.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        del made["anyOf"]
        return {**options[0], **made}
    return made
