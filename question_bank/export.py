"""The bank as plain JSON values: for `export`, for the fingerprint, for anyone's own tools."""

import hashlib
import json
from typing import Any, assert_never

from question_bank import dates
from question_bank.item import AllOf, Answer, Date, Item, Number, Order, Pairs, Text


def plain_item(item: Item) -> dict[str, Any]:
    """One item with everything that a learner sees or that proves it."""
    values: dict[str, Any] = {
        "deck": item.deck,
        "id": item.id,
        **_content(item),
        "sources": [
            {"document": source.document, "quote": source.quote, "start": source.start, "end": source.end}
            for source in item.sources
        ],
        "tags": list(item.tags),
        "conflicts_with": list(item.conflicts_with),
        "fingerprint": item.fingerprint,
    }
    return {key: value for key, value in values.items() if value is not None}


def fingerprint(item: Item) -> str:
    """A short hash of what a learner sees or is graded by; not of its place, its deck, tags or neighbours."""
    content = _content(item)
    content["sources"] = [(source.document, source.quote) for source in item.sources]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _content(item: Item) -> dict[str, Any]:
    reverse = item.reverse
    return {
        "kind": item.kind,
        **_side(item.prompt, item.answer, item.distractors),
        "answer_from": list(item.answer_from),
        "reverse": reverse and _side(reverse.prompt, reverse.answer, reverse.distractors),
        "explanation": item.explanation,
        "hint": item.hint,
        "attributed_to": item.attributed_to,
        "as_of": item.as_of,
    }


def _side(prompt: str, answer: Answer, distractors: tuple[Answer, ...]) -> dict[str, Any]:
    return {
        "prompt": prompt,
        "answer": plain_answer(answer),
        "accept": list(getattr(answer, "accept", ())),
        "distractors": [plain_answer(distractor) for distractor in distractors],
    }


def plain_answer(answer: Answer) -> Any:
    """The answer in the shape in which a deck writes it."""
    match answer:
        case Text():
            return answer.text
        case Date():
            return {"date": dates.written(answer.date)}
        case Number():
            written = {"number": answer.written, "value": f"{answer.number:f}"}
            more = {"unit": answer.unit, "hedge": answer.hedge}
            tolerance = {"tolerance": f"{answer.tolerance:f}"} if answer.tolerance else {}
            return {**written, **{key: value for key, value in more.items() if value}, **tolerance}
        case AllOf(parts):
            return {"all_of": [_part(part) for part in parts]}
        case Order(parts):
            return {"order": [_part(part) for part in parts]}
        case Pairs(pairs):
            return {"pairs": {left.text: _part(right) for left, right in pairs}}
        case _:
            assert_never(answer)


def _part(part: Text) -> Any:
    return {"text": part.text, "accept": list(part.accept)} if part.accept else part.text
