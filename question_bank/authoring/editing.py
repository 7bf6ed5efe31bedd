"""Small changes to the text of a deck that leave all its other characters as their author wrote them."""

from dataclasses import dataclass, field
from typing import Literal, cast

import yaml

from question_bank.anchor import Anchor
from question_bank.authoring.yaml_writer import scalar
from question_bank.yaml_reader import Scalar, read

Path = tuple[str | int, ...]
_BY_HAND = "Change it in the deck by hand."


@dataclass(slots=True)
class _Place:
    """A value at [start, end) of the text. A map has its keys' places, and one that `waits` for a value."""

    start: int
    end: int
    kind: Literal["scalar", "list", "map"] = "scalar"
    flow: bool = False  # it stands between brackets
    count: int = 0  # of a list
    keys: dict[str, int] = field(default_factory=dict)
    waits: str | None = None


def confirm(source: str, item: str, number: int, anchor: Anchor) -> str:
    """The deck with another quote as the item's source `number`, and what settles where it stands.

    Raises ValueError with a sentence where the text is written in a way that cannot be changed so.
    """
    bom, text = _without_mark(source)
    places = _places(text)
    path = _item(text, places, item)
    if (listed := places.get((*path, "sources"))) is not None:
        if not number < listed.count:
            raise ValueError(f"{item} has no source {number + 1}. {_BY_HAND}")
        path = (*path, "sources", number)
    quote = places.get((*path, "quote"))
    if quote is None:
        raise ValueError(f"{item} has no quote there. {_BY_HAND}")
    holder = places[path]
    edits = [_replaced(text, quote, anchor.quote, holder.flow)]
    for key, words in (("prefix", anchor.prefix), ("suffix", anchor.suffix)):
        present = places.get((*path, key))
        if present is not None and words:
            edits.append(_replaced(text, present, words, holder.flow))
        elif present is not None:
            edits.append(_removed(text, holder.keys[key], present, holder.flow))
        elif words:
            edits.append(_added(text, holder, quote, key, words))
    return bom + _applied(text, edits)


def append(source: str, stub: str) -> str:
    """The deck with one more entry (as `stubs` makes it) at the end of its items."""
    bom, text = _without_mark(source)
    places = _places(text)
    items = places.get(("items",))
    if items is None or items.kind == "map" or text[items.start : items.end].strip()[:1] not in ("", "-"):
        raise ValueError("The deck has no list of items that one can be added to. Write items: first.")
    if items.count == 0:
        place, indent = _line_end(text, items.end), 2
    else:
        last = max(place.end for path, place in places.items() if path[:2] == ("items", items.count - 1))
        place, indent = _line_end(text, last), _column(text, items.start)
    before = text[:place] if text[:place].endswith("\n") else f"{text[:place]}\n"
    gap = "\n" if items.count else ""
    return bom + before + gap + _indented(stub, indent) + text[place:]


def _indented(stub: str, indent: int) -> str:
    """The entry, which begins with two spaces, with so many."""
    return "".join(f"{' ' * indent}{line[2:]}\n" for line in stub.rstrip("\n").split("\n"))


# --- places ---


def _without_mark(source: str) -> tuple[str, str]:
    text = source.removeprefix("\ufeff")
    return source[: len(source) - len(text)], text


def _places(text: str) -> dict[Path, _Place]:
    """Where every value stands. Only a text that our reader takes is followed: shallow, without aliases."""
    node, problems = read(text, "deck")
    if node is None:
        raise ValueError(f"The deck cannot be read: {problems[0].what}. {problems[0].cure}")
    found: dict[Path, _Place] = {}
    open_: list[tuple[Path, _Place]] = []
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            open_.pop()
        elif isinstance(event, yaml.NodeEvent):
            start, end = cast(yaml.Mark, event.start_mark).index, cast(yaml.Mark, event.end_mark).index
            holder = open_[-1][1] if open_ else None
            if holder is not None and holder.kind == "map" and holder.waits is None:
                holder.waits = cast(yaml.ScalarEvent, event).value
                holder.keys[holder.waits] = start
                continue
            path = _next_path(open_)
            found[path] = place = _Place(start, end, flow=holder is not None and holder.flow)
            if isinstance(event, yaml.CollectionStartEvent):
                place.kind = "map" if isinstance(event, yaml.MappingStartEvent) else "list"
                place.flow = place.flow or bool(event.flow_style)
                open_.append((path, place))
    return found


def _next_path(open_: list[tuple[Path, _Place]]) -> Path:
    """The path of the value that comes next; its holder is told that it came."""
    if not open_:
        return ()
    path, holder = open_[-1]
    if holder.kind == "list":
        holder.count += 1
        return (*path, holder.count - 1)
    key, holder.waits = cast(str, holder.waits), None
    return (*path, key)


def _item(text: str, places: dict[Path, _Place], id: str) -> Path:
    for path, place in places.items():
        if len(path) == 3 and path[0] == "items" and path[2] == "id":
            node, _ = read(text[place.start : place.end], "id")
            if isinstance(node, Scalar) and node.text.strip() == id:
                return path[:2]
    raise ValueError(f"The deck has no item {id}.")


def _column(text: str, place: int) -> int:
    return place - (text.rfind("\n", 0, place) + 1)


def _line_end(text: str, place: int) -> int:
    """Where the next line begins; `place` itself if it begins one, as after a block of text."""
    if place and text[place - 1] == "\n":
        return place
    found = text.find("\n", place)
    return len(text) if found < 0 else found + 1


# --- edits: [start, end) of the text becomes other text ---

Edit = tuple[int, int, str]


def _replaced(text: str, place: _Place, words: str, flow: bool) -> Edit:
    old = text[place.start : place.end]
    ended = old[len(old.rstrip("\n")) :]  # a block keeps the line ends below it
    return place.start, place.end, scalar(words, flow) + ended


def _added(text: str, holder: _Place, after: _Place, key: str, words: str) -> Edit:
    if holder.flow:
        return after.end, after.end, f", {key}: {scalar(words, flow=True)}"
    place = _line_end(text, after.end)
    before = "" if text[:place].endswith("\n") else "\n"
    indent = " " * _column(text, holder.keys["quote"])
    return place, place, f"{before}{indent}{key}: {scalar(words)}\n"


def _removed(text: str, key: int, place: _Place, flow: bool) -> Edit:
    start, end = text.rfind("\n", 0, key) + 1, _line_end(text, place.end)
    if flow or text[start:key].strip():
        raise ValueError(f"The words around the quote are no longer right. {_BY_HAND}")
    return start, end, ""


def _applied(text: str, edits: list[Edit]) -> str:
    """The text after the edits; of several at one place the first stands first."""
    for _, (start, end, words) in sorted(enumerate(edits), key=lambda one: (one[1][0], one[0]), reverse=True):
        text = text[:start] + words + text[end:]
    return text
