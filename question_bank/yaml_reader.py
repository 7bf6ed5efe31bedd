"""The safe YAML reader: authored text into plain text, lists and keys, each with its line and column.

It follows PyYAML's event stream with a loop of its own, so that nothing an author writes can make it recurse,
grow or run code. Every scalar, quoted or not, is the text that stands there. What is refused comes back as
problems; no exception leaves `read`.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import cast

import yaml

from question_bank.problem import Problem
from question_bank.yaml_syntax import syntax_problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_VALUES = 60_000
MAX_TEXT = 20_000
MAX_KEY = 200  # the left sides of pairs are keys, and a treaty's title may be long
MAX_PROBLEMS = 50

BAD_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINE_BREAK = re.compile("\r\n|\r|\n")
_CUT_OFF = re.compile(r"\d{1,3}(?!\d)")
CUT_OFF = (
    "a comma within { } ends what stands before it, and cuts this number in two",
    'Put it in quotation marks, as in "48,000"; write a decimal with a point, 17.5.',
)


@dataclass(slots=True)
class Scalar:
    text: str
    line: int
    column: int


@dataclass(slots=True)
class List:
    line: int
    column: int
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Map:
    line: int
    column: int
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, "Node"] = field(default_factory=dict)


Node = Scalar | List | Map
Plain = str | list["Plain"] | dict[str, "Plain"]


def plain(node: Node) -> Plain:
    """The node without its positions. `read` has limited the depth, so this recursion is short."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, List):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.values.items()}


def read(source: str | bytes, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The one YAML document of `source`, or None and every reason why not."""
    reading = _Reading(file)
    try:
        text = reading.decode(source)
        reading.refuse_bad_characters(text)
        reading.follow(text)
    except _Stop:
        pass
    except yaml.YAMLError as error:
        reading.problems.append(syntax_problem(error, file))
    return (None if reading.problems else reading.root), tuple(reading.problems)


class _Stop(Exception):
    """Reading on is pointless or dangerous; the problems say why."""


class _Reading:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.open: list[List | Map] = []
        self.keys: list[Scalar | None] = []  # of each open node: the key that waits for its value
        self.count = 0

    def report(self, line: int, column: int, rule: str, what: str, cure: str) -> None:
        self.problems.append(Problem(self.file, line, column, "", rule, what, cure))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stop

    def stop(self, line: int, column: int, rule: str, what: str, cure: str) -> None:
        self.report(line, column, rule, what, cure)
        raise _Stop

    def decode(self, source: str | bytes) -> str:
        size = len(source.encode("utf-8", "surrogatepass")) if isinstance(source, str) else len(source)
        if size > MAX_BYTES:
            self.stop(1, 1, "file-too-large", "the file is larger than 1 MB", "Split it into several decks.")
        if isinstance(source, bytes):
            try:
                source = str(source, "utf-8")
            except UnicodeDecodeError as error:
                line, column = _place(str(error.object[: error.start], "utf-8"), error.start)
                what = f"the byte {error.object[error.start]:#04x} is not UTF-8"
                self.stop(line, column, "not-utf-8", what, "Save the file with the encoding UTF-8.")
                raise _Stop from None
        return source.removeprefix("\ufeff")

    def refuse_bad_characters(self, text: str) -> None:
        for found in BAD_CHARACTER.finditer(text):
            self._report_character(found.group(), *_place(text, found.start()))
        if self.problems:
            raise _Stop

    def _report_character(self, character: str, line: int, column: int) -> None:
        what = f"the character U+{ord(character):04X} is not allowed"
        cure = "Delete it: it is invisible, and it can make a text read differently from what it is."
        self.report(line, column, "forbidden-character", what, cure)

    def follow(self, text: str) -> None:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            if isinstance(event, yaml.NodeEvent):
                self.node(event)
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                self.open.pop()
                self.keys.pop()
            elif isinstance(event, yaml.DocumentStartEvent):
                self.document(event)
        if self.root is None and not self.problems:
            self.report(
                1,
                1,
                "empty-file",
                "the file is empty",
                "Write the deck's keys, starting with deck: and title:.",
            )

    def document(self, event: yaml.DocumentStartEvent) -> None:
        line, column = _at(event)
        if self.root is not None:
            self.stop(
                line,
                column,
                "second-document",
                "a second YAML document starts here",
                "Put it into a file of its own.",
            )
        if event.version or event.tags:
            self.report(
                line, column, "directive", "a line that starts with % is a YAML directive", "Delete it."
            )

    def node(self, event: yaml.NodeEvent) -> None:
        line, column = _at(event)
        self.count += 1
        if self.count > MAX_VALUES:
            what = f"the file holds more than {MAX_VALUES:,} values"
            self.stop(line, column, "too-many-values", what, "Split it into several decks.")
        if event.anchor is not None:
            self._refuse_anchor(event, line, column)
        if (tag := getattr(event, "tag", None)) is not None:
            what = f"the tag {_short(tag)} is not allowed"
            cure = "Delete it; put text that begins with ! in quotation marks."
            self.report(line, column, "tag", what, cure)
        waiting = bool(self.open) and isinstance(self.open[-1], Map) and self.keys[-1] is None
        if waiting:
            self.key(event, line, column)
        else:
            self.value(event, line, column)

    def _refuse_anchor(self, event: yaml.NodeEvent, line: int, column: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            what, cure = (
                f"*{_short(event.anchor or '')} points to another place of the file",
                "Write the value out here",
            )
        else:
            what, cure = f"&{_short(event.anchor or '')} gives a value a name to be reused", "Delete the name"
        self.report(
            line, column, "anchor", what, f"{cure}; put text that begins with * or & in quotation marks."
        )

    def key(self, event: yaml.NodeEvent, line: int, column: int) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            what = "a key is a list, a group or a pointer"
            self.stop(
                line,
                column,
                "key-not-text",
                what,
                "Write keys as plain text; put text that begins with [ or { in quotation marks.",
            )
            return
        key = self.scalar(event, line, column)
        key.text = unicodedata.normalize("NFC", key.text)
        holder = cast(Map, self.open[-1])
        self.keys[-1] = key
        if key.text == "<<" and not event.style:
            self.report(
                line, column, "merge-key", "the merge key << is not allowed", "Write the keys out here."
            )
        if len(key.text) > MAX_KEY:
            what = f"the key is longer than {MAX_KEY} characters"
            self.report(line, column, "key-too-long", what, "Shorten it.")
        if (first := holder.keys.get(key.text)) is not None:
            what = f"the key {_short(key.text)} stands here a second time, first in line {first.line}"
            cure = "Delete one of the two."
            if is_cut_off(key.text) and not event.style:
                cure += f" If it is the end of a number with a comma: {CUT_OFF[1]}"
            self.report(line, column, "duplicate-key", what, cure)
        else:
            holder.keys[key.text] = key

    def value(self, event: yaml.NodeEvent, line: int, column: int) -> None:
        made: Node
        if isinstance(event, yaml.SequenceStartEvent):
            made = List(line, column)
        elif isinstance(event, yaml.MappingStartEvent):
            made = Map(line, column)
        elif isinstance(event, yaml.ScalarEvent):
            made = self.scalar(event, line, column)
        else:
            made = Scalar("", line, column)  # an alias, already reported
        self.attach(made)
        if isinstance(made, (List, Map)):
            self.open.append(made)
            self.keys.append(None)
            if len(self.open) > MAX_DEPTH:
                what = f"values are nested deeper than {MAX_DEPTH} levels"
                self.stop(
                    line, column, "too-deep", what, "Put text that begins with [ or { in quotation marks."
                )

    def attach(self, made: Node) -> None:
        if not self.open:
            self.root = made
            return
        holder = self.open[-1]
        if isinstance(holder, List):
            holder.items.append(made)
            return
        key = cast(Scalar, self.keys[-1])
        self.keys[-1] = None
        holder.values.setdefault(key.text, made)

    def scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> Scalar:
        text = event.value
        if len(text) > MAX_TEXT:
            what = f"the text has {len(text):,} characters, more than {MAX_TEXT:,}"
            self.report(
                line, column, "text-too-long", what, "Shorten it, or close the quotation mark that is open."
            )
        elif found := BAD_CHARACTER.search(text):
            self._report_character(found.group(), line, column)
        return Scalar(text, line, column)


def _at(event: yaml.Event) -> tuple[int, int]:
    mark = cast(yaml.Mark, event.start_mark)
    return mark.line + 1, mark.column + 1


def _place(text: str, position: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `position`."""
    breaks = list(_LINE_BREAK.finditer(text, 0, min(position, len(text))))
    start = breaks[-1].end() if breaks else 0
    return len(breaks) + 1, min(position, len(text)) - start + 1


def is_cut_off(key: str) -> bool:
    """Whether a key looks like the end of a number such as 48,000 that stood bare within { }."""
    return _CUT_OFF.match(key) is not None


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
