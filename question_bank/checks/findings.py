"""All rules over all items, without what is silenced, each finding with its place in its file."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from rapidfuzz import process

from question_bank.checks import options, prompts, repeats, times
from question_bank.checks.people import People
from question_bank.checks.rule import Asking, Rule
from question_bank.deck_reader import DeckText
from question_bank.document import Document
from question_bank.item_reader import ReadItem
from question_bank.problem import Problem, Severity
from question_bank.validation import Location, problem_at

SIDE_RULES: tuple[Rule[Asking], ...] = (*prompts.RULES, *times.RULES, *options.RULES)
NAMES = frozenset(one.name for one in SIDE_RULES) | frozenset(one.name for one in repeats.PAIR_RULES)
_UNUSED = "A silence that hides nothing would hide the next mistake."
T = TypeVar("T")

Placed = tuple[DeckText, ReadItem]


def findings(texts: Sequence[DeckText], documents: Mapping[str, Document], people: People) -> list[Problem]:
    """What the rules find in the valid items of these decks."""
    found: list[Problem] = []
    heard: defaultdict[int, set[str]] = defaultdict(set)  # by item, the rules that found something
    askings: list[Asking] = []
    places: dict[int, Placed] = {}
    for text in texts:
        for read in text.read:
            for direction in read.item.directions:
                asking = Asking(read.item, direction, documents, people)
                askings.append(asking)
                places[id(asking)] = text, read
    for asking in askings:
        for one in SIDE_RULES:
            found += _problems(one, asking, asking, places[id(asking)], heard)
    for pair in repeats.pairs(askings):
        for rule in repeats.PAIR_RULES:
            found += _problems(rule, pair, pair[1], places[id(pair[1])], heard)
    for text in texts:
        for read in text.read:
            found += _idle_silences(text, read, heard[id(read)])
    return [*found, *_of_the_bank(askings, texts)]


def _problems(
    rule: Rule[T], seen: T, asking: Asking, place: Placed, heard: defaultdict[int, set[str]]
) -> Iterator[Problem]:
    text, read = place
    below = ("reverse",) if asking.direction == "reverse" else ()
    for location, what in rule(seen):
        heard[id(read)].add(rule.name)
        if rule.name not in read.silence:
            yield _problem(text, read, (*below, *location), rule.name, what, rule.why, rule.cure)


def _idle_silences(text: DeckText, read: ReadItem, heard: set[str]) -> Iterator[Problem]:
    for name in read.silence:
        location = ("silence", name)
        if name not in NAMES:
            near = process.extractOne(name, sorted(NAMES))
            what, cure = f"there is no warning {name}", f"Did you mean {near[0]}? Errors cannot be silenced."
            yield _problem(text, read, location, "unknown-rule", what, _UNUSED, cure, "error")
        elif name not in heard:
            what, cure = f"{name} finds nothing here", "Delete the entry."
            yield _problem(text, read, location, "unused-silence", what, _UNUSED, cure)


def _of_the_bank(askings: Sequence[Asking], texts: Sequence[DeckText]) -> Iterator[Problem]:
    for rule in repeats.BANK_RULES:
        for _, what in rule(askings):
            file = texts[0].file if len(texts) == 1 else texts[0].file.rpartition("/")[0] or "."
            yield Problem(file, 1, 1, "", rule.name, what, rule.cure, "warning", rule.why)


def _problem(
    text: DeckText,
    read: ReadItem,
    location: Location,
    rule: str,
    what: str,
    why: str,
    cure: str,
    severity: Severity = "warning",
) -> Problem:
    problem = problem_at(read.node, location, text.file, read.path, rule, what, cure)
    return replace(problem, severity=severity, why=why)
