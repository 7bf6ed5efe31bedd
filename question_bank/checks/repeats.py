"""Rules that see all items at once: nothing is asked twice, and the key stands at no favourite place."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from math import sqrt

from rapidfuzz import fuzz

from question_bank import grading
from question_bank.answers import sameness
from question_bank.checks.rule import Asking, Found, Rule, rule
from question_bank.checks.words import content_words
from question_bank.item import Answer, Date, Number, Text

_ALIKE, _SHARED = 75, 0.8  # likeness of two prompts, of 100; the part of the shorter one's words in the other
_ALIKE_AT_ONE_PLACE, _SHARED_AT_ONE_PLACE = 65, 0.6  # where the quotes are the same too
_NEIGHBOURS = 8  # in a crowded block only so many next in order are compared
_FEWEST = 20  # sides; with fewer, any order of them may be chance
_DEVIATIONS = 3

Pair = tuple[Asking, Asking]


@rule(
    "same-prompt",
    why="Two items with one prompt and two answers each make the other wrong; with one answer they are one.",
    cure="Ask it once, or say in each prompt what differs.",
)
def same_prompt(pair: Pair) -> Found:
    first, again = pair
    if grading.fold(first.side.prompt) == grading.fold(again.side.prompt):
        yield ("prompt",), f"{_name(first)} asks the same"


@rule(
    "near-duplicate",
    why="One fact is one item: learners who meet it twice learn it no better, and two cards drift apart.",
    cure="Keep the better one, and give it the sources of both.",
)
def near_duplicate(pair: Pair) -> Found:
    first, again = pair
    if any(same_prompt(pair)) or _is_conflict(first, again):
        return
    if _wordings(first.side.answer) & _wordings(again.side.answer) and _ask_alike(first, again):
        yield ("prompt",), f"{_name(first)} asks nearly the same, and its answer is the same"


@rule(
    "key-position",
    why="Who always takes the middle, or never the smallest, would be right more often than by chance.",
    cure="Move some distractors to the other side of the answer.",
)
def key_position(askings: Sequence[Asking]) -> Found:
    for size, ranks in sorted(_ranks(askings).items()):
        total = sum(ranks.values())
        expected, deviation = total / size, sqrt(total * (size - 1)) / size
        if total < _FEWEST:
            continue
        for rank in range(size):
            if abs(ranks[rank] - expected) > _DEVIATIONS * deviation:
                where = f"of {total} number and date questions with {size} options in order, the answer is"
                yield (), f"{where} number {rank + 1} in {ranks[rank]}, not in about {expected:.0f}"


PAIR_RULES: tuple[Rule[Pair], ...] = (same_prompt, near_duplicate)
BANK_RULES: tuple[Rule[Sequence[Asking]], ...] = (key_position,)


def pairs(askings: Sequence[Asking]) -> Iterator[Pair]:
    """Every two sides that may be the same, the earlier first: those with one key, or with one prompt. Where
    many have one key, only prompts that share a rare word or stand next to each other by their words are
    compared, so that the number of pairs grows with the bank, not with its square."""
    seen: set[tuple[int, int]] = set()
    for block in _blocks(askings):
        reach = len(block) if len(block) <= _NEIGHBOURS else _NEIGHBOURS
        for at, one in enumerate(block):
            for other in block[at + 1 : at + 1 + reach]:
                pair = min(one, other), max(one, other)
                if pair not in seen and askings[one].item is not askings[other].item:
                    seen.add(pair)
                    yield askings[pair[0]], askings[pair[1]]


def _blocks(askings: Sequence[Asking]) -> Iterable[list[int]]:
    words = [content_words(asking.side.prompt) for asking in askings]
    frequency = Counter(word for found in words for word in found)
    blocks: defaultdict[object, list[int]] = defaultdict(list)
    for at, asking in enumerate(askings):
        blocks[grading.fold(asking.side.prompt)].append(at)
        rare = sorted(words[at], key=lambda word: (frequency[word], word))[:4]
        for wording in _wordings(asking.side.answer):
            blocks[None, wording].append(at)
            for word in rare:
                blocks[word, wording].append(at)
    for block in blocks.values():
        if len(block) > _NEIGHBOURS:
            block.sort(key=lambda at: sorted(words[at]))
    return (block for block in blocks.values() if len(block) > 1)


def _wordings(answer: Answer) -> frozenset[Hashable]:
    """What two answers share where they are the same, in one wording or another."""
    if isinstance(answer, Text):
        return frozenset(grading.fold(wording) for wording in (answer.text, *answer.accept))
    return frozenset((sameness(answer),))


def _ask_alike(one: Asking, other: Asking) -> bool:
    mine, theirs = content_words(one.side.prompt), content_words(other.side.prompt)
    shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    alike = fuzz.token_sort_ratio(one.side.prompt, other.side.prompt)
    if _share_a_place(one, other) and (alike >= _ALIKE_AT_ONE_PLACE or shared >= _SHARED_AT_ONE_PLACE):
        return True
    return alike >= _ALIKE or shared >= _SHARED


def _name(asking: Asking) -> str:
    return f"{asking.item.deck}/{asking.item.id}"


def _is_conflict(one: Asking, other: Asking) -> bool:
    return _name(one) in other.item.conflicts_with or _name(other) in one.item.conflicts_with


def _share_a_place(one: Asking, other: Asking) -> bool:
    return any(
        mine.document == theirs.document and mine.start < theirs.end and theirs.start < mine.end
        for mine in one.item.sources
        for theirs in other.item.sources
    )


def _ranks(askings: Sequence[Asking]) -> dict[int, Counter[int]]:
    """By the number of options, how often the key of a number or a date is first, second, … in order."""
    ranks: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for asking in askings:
        side = asking.side
        if isinstance(side.answer, Number | Date) and len(side.distractors) > 1:
            key = _size(side.answer)
            below = sum(_size(other) < key for other in side.distractors if isinstance(other, Number | Date))
            ranks[len(side.distractors) + 1][below] += 1
    return ranks


def _size(answer: Number | Date) -> tuple[float, ...]:
    if isinstance(answer, Number):
        return (float(answer.number),)
    start = answer.date.start
    return start.year or 0, start.month or 0, start.day or 0
