"""A YAML node held against a pydantic model; every fault as a problem with its place, in plain words."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

from question_bank.problem import Problem
from question_bank.yaml_reader import CUT_OFF, List, Map, Node, Scalar, is_cut_off, plain

Model = TypeVar("Model", bound=BaseModel)
Location = Sequence[int | str]
UNION_TAG = "="  # tags of unions start with it, so that they are told from keys
_MAX_FAULTS = 500
_WANTS_KEYS = ("model_type", "model_attributes_type")
_EXAMPLES = {  # of keys without which a deck cannot be read
    "deck": "Add it, an id for the deck, as in deck: town-history.",
    "title": "Add it, as in title: The history of the town.",
    "id": "Add it, a name that will never change, as in id: treaty-1994.",
    "kind": "Add it: kind: date, agreement, person or figure.",
    "prompt": "Add it, as in prompt: Who designed the bridge?",
    "answer": "Add it, as in answer: Anna Berg or answer: {date: 1950-01-30}.",
    "quote": "Add it: quote: and the words of the document that prove the answer.",
    "draws": "Add it, as in draws: {count: 10}.",
    "count": "Add it, as in count: 10.",
    "author": "Add it, or say that the text names none.",
    "publisher": "Add it, or say that the text names none.",
    "dated": "Add it as the text says it, or say that the text gives none.",
    "slug": "Add it, the last part of its address, as in slug: town-history.",
}
_MEANT = {  # what beginners write, and the key it may stand for
    "question": ("prompt",),
    "text": ("prompt", "quote"),
    "type": ("kind",),
    "answers": ("answer",),
    "source": ("quote", "sources"),
    "quotes": ("sources",),
    **dict.fromkeys(("options", "choices", "wrong", "wrong_answers"), ("distractors",)),
    **dict.fromkeys(("aliases", "alternatives", "synonyms"), ("accept",)),
    **dict.fromkeys(("time", "limit", "time_limit", "duration"), ("minutes",)),
    **dict.fromkeys(("items", "questions", "draw"), ("draws",)),
    **dict.fromkeys(("size", "number", "amount"), ("count",)),
    **dict.fromkeys(("open", "start", "from"), ("opens",)),
    **dict.fromkeys(("close", "end", "until"), ("closes",)),
    "tries": ("attempts",),
    "note": ("explanation",),
}


def validate(model: type[Model], node: Node, file: str, path: str = "") -> tuple[Model | None, list[Problem]]:
    """The model of `node`, or None and its problems. `path` is where the node stands in the file."""
    try:
        return model.model_validate(plain(node)), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)[:_MAX_FAULTS]
        faulty = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
        return None, [
            _problem(detail, model, node, file, path)
            for detail in details
            if detail["type"] != "too_short"
            or detail["loc"] not in faulty  # it does not count faulty entries
        ]


def problem_at(
    node: Node, location: Location, file: str, path: str, rule: str, what: str, cure: str
) -> Problem:
    """A problem at `location` below `node`, which itself stands at `path`."""
    found, full_path, _ = _find(node, location, path)
    return Problem(file, found.line, found.column, full_path, rule, what, cure)


def join(path: str, step: int | str) -> str:
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path else step


def _find(node: Node, location: Location, path: str) -> tuple[Node, str, Scalar | None]:
    """The node at `location` (steps that lead nowhere are skipped), its path and the key it stands under."""
    key: Scalar | None = None
    for step in location:
        if isinstance(node, Map) and isinstance(step, str) and step in node.values:
            key, node, path = node.keys[step], node.values[step], join(path, step)
        elif isinstance(node, List) and isinstance(step, int) and step < len(node.items):
            key, node, path = None, node.items[step], join(path, step)
    return node, path, key


def _problem(detail: ErrorDetails, model: type[BaseModel], node: Node, file: str, path: str) -> Problem:
    location = detail["loc"]
    found, full_path, key = _find(node, location, path)
    line, column = found.line, found.column
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        full_path = join(full_path, location[-1])
    if kind == "extra_forbidden" and key is not None:
        line, column = key.line, key.column
        known = _known_keys(model, location[:-1])
        what, cure = _unknown_key(str(location[-1]), known, found)
    else:
        if kind == "too_long" and isinstance(found, Scalar):
            kind = "string_too_long"
        what, cure = _sentence(kind, context, found, detail["msg"])
        if kind == "missing":
            cure = _EXAMPLES.get(str(location[-1]), cure)
        elif kind in _WANTS_KEYS and (known := _known_keys(model, location)):
            cure = f"{cure.removesuffix('.')}; the keys here are {', '.join(known)}."
    rule = kind.replace("_", "-")
    return Problem(file, line, column, full_path, rule, what, cure)


def _known_keys(model: type[BaseModel], location: Location) -> list[str]:
    """The keys of the model that stands at `location` of `model`."""
    current: type[BaseModel] = model
    for step in location:
        if not isinstance(step, str):
            continue
        if step in _TAGGED:
            current = _TAGGED[step]
        elif step in current.model_fields:
            current = _model_in(current.model_fields[step].annotation) or current
    return list(current.model_fields)


_TAGGED: dict[str, type[BaseModel]] = {}


def register_tag(tag: str, model: type[BaseModel]) -> None:
    """Let an unknown key below the union tag `tag` be compared with the keys of `model`."""
    _TAGGED[tag] = model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The first model inside a type such as `tuple[Source, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    parts = getattr(annotation, "__args__", ())
    return next((model for part in parts if (model := _model_in(part)) is not None), None)


def _unknown_key(written: str, known: Sequence[str], found: Node) -> tuple[str, str]:
    """What is wrong with a key, and how to mend it."""
    if is_cut_off(written) and isinstance(found, Scalar) and not found.text:
        return CUT_OFF
    return f"the key {written} is not known here", _nearest_key(written, known)


def _nearest_key(written: str, known: Sequence[str]) -> str:
    meant = _MEANT.get(written.casefold().replace(" ", "_").replace("-", "_"), ())
    if (same := next((key for key in meant if key in known), None)) is not None:
        return f"Here it is called {same}: {_EXAMPLES.get(same, '')}".removesuffix(": ").rstrip(".") + "."
    near = process.extractOne(written, known, score_cutoff=60) if len(written) <= 40 else None
    if near is not None:
        return f"Did you mean {near[0]}?"
    return f"Delete it; the keys here are {', '.join(known)}."


def _sentence(kind: str, context: Mapping[str, Any], found: Node, message: str) -> tuple[str, str]:
    stands = {Scalar: "a text", List: "a list", Map: "a group of keys"}[type(found)]
    match kind:
        case "missing":
            return "this key is missing", "Add it."
        case "string_type":
            return f"{stands} stands where a text is asked for", "Write one text after the key."
        case "model_type" | "model_attributes_type" | "dict_type":
            return (
                f"{stands} stands where a group of keys is asked for",
                "Write key: value pairs, indented below it.",
            )
        case "tuple_type" | "list_type":
            return (
                f"{stands} stands where a list is asked for",
                "Write a list: [one, two], or lines that begin with - .",
            )
        case "string_too_short":
            return "the text is empty", "Write the text, or delete the key."
        case "string_too_long":
            return f"the text is longer than {context['max_length']:,} characters", "Shorten it."
        case "too_short":
            return f"the list has fewer than {context['min_length']} entries", "Add what is missing."
        case "too_long":
            return f"the list has more than {context['max_length']:,} entries", "Take some out."
        case "literal_error":
            cure = "Write one of these."
            if "'agreement'" in context["expected"]:
                cure = "Write one of these: what the item is about. How it is answered is said under answer:."
            return f"{_quoted(found)} is not one of {context['expected']}", cure
    what, _, cure = message.partition(". ")
    return what.removesuffix("."), cure or "Correct it."


def _quoted(node: Node) -> str:
    return f"‘{node.text[:60]}’" if isinstance(node, Scalar) else "this"
