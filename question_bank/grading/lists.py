"""Grading of answers with several parts: all of a set, things in their order, pairs that belong together."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, islice

from question_bank.grading.beside import Surroundings
from question_bank.grading.equivalents import same
from question_bank.grading.folding import fold, words
from question_bank.grading.names import place
from question_bank.grading.texts import grade_text
from question_bank.grading.verdict import NOTHING, Response, Verdict, wrong
from question_bank.item import AllOf, Order, Pairs, Text

_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[-•*–])\s+")
_SET_SPLITS = (
    re.compile(r"[;\n]|\s\(?\d{1,2}[.)]\s"),
    re.compile(r","),
    re.compile(r"\s+(?:and|&|и|và)\s+|^and\s+", re.IGNORECASE),
)
_ORDER_SPLITS = (re.compile(r"\n|->|=>|>|→|➔|;|\s\(?\d{1,2}[.)]\s"), re.compile(r",|\bthen\b", re.IGNORECASE))
_BETWEEN = r"(?:=|→|->|:|\s[-–—]\s)"
_PAIR_LINE = re.compile(r"[\n;]")
_PAIR_COMMA = re.compile(rf",(?=[^,\n]{{1,80}}{_BETWEEN})")
_BETWEEN_PAIR = re.compile(rf"\s?{_BETWEEN}\s?")
_MOST = 30

Judge = Callable[[str], float]


def grade_all_of(key: AllOf, response: Response, seen: Surroundings) -> Verdict:
    """Each part counts; parts of the response that are none of them count against it."""
    sight = _sights(key.all_of, seen)
    judge = _judge_any(key.all_of, sight)
    together = _run_together(key.all_of, response) if isinstance(response, str) else []
    given = together or _distinct(_split(response, _SET_SPLITS, judge))
    if not given:
        return NOTHING
    table = [[grade_text(part, entry, sight[part]) for entry in given] for part in key.all_of]
    chosen = _assign(table)
    parts = tuple(
        table[row][chosen[row]] if row in chosen else wrong("missing") for row in range(len(key.all_of))
    )
    strangers = [entry for column, entry in enumerate(given) if column not in chosen.values()]
    asked = len(key.all_of)
    score = sum(part.score for part in parts) / max(asked, len(given))
    return _summary(score, sum(part.outcome == "right" for part in parts), asked, parts, strangers)


def _run_together(parts: Sequence[Text], entry: str) -> list[str]:
    """The parts written one after another with nothing between them; none if words are left over."""
    rest = words(entry)
    found: list[str] = []
    for part in sorted(parts, key=lambda one: -len(one.text)):
        at = place(words(part.text), rest)
        if at is not None:
            found.append(part.text)
            rest = rest[:at] + rest[at + len(words(part.text)) :]
    return found if set(rest) <= {"and"} else []


def _summary(
    score: float, count: int, asked: int, parts: tuple[Verdict, ...], strangers: list[str]
) -> Verdict:
    spelled = [part.why for part in parts if part.outcome == "right" and part.why]
    reasons = [part.why for part in parts if part.outcome == "partly" and part.why]
    others = [f"“{_short(entry)}” is not one of them" for entry in strangers[:3]]
    if count == asked and not strangers:
        return Verdict("right", 1.0, "; ".join(spelled), parts)
    why = "; ".join([f"{count} of {asked}", *others, *reasons, *spelled])
    return Verdict("partly" if score > 0 else "wrong", min(score, 0.99), why, parts)


def _short(entry: str) -> str:
    tidy = " ".join(entry.split())
    return tidy if len(tidy) <= 40 else f"{tidy[:39]}…"


def _assign(table: Sequence[Sequence[Verdict]]) -> dict[int, int]:
    """For each part of the key the entry that fits it best, each entry used once: {row: column}."""
    cells = [
        (-cell.score, row, column) for row, cells in enumerate(table) for column, cell in enumerate(cells)
    ]
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for score, row, column in sorted(cells):
        if score < 0 and row not in chosen and column not in used:
            chosen[row] = column
            used.add(column)
    return chosen


def _sights(parts: Sequence[Text], seen: Surroundings) -> dict[Text, Surroundings]:
    """For each part what it is seen against: the words of the other parts are not harmless beside it."""
    own = {part: {word for text in (part.text, *part.accept) for word in same(words(text))} for part in parts}
    every = {part: set().union(*(own[other] for other in parts if other != part)) for part in parts}
    return {part: replace(seen, barred=frozenset(every[part] - own[part])) for part in parts}


def _judge_any(parts: Sequence[Text], sight: Mapping[Text, Surroundings]) -> Judge:
    @cache
    def judge(entry: str) -> float:
        return max((grade_text(part, entry, sight[part]).score for part in parts), default=0.0)

    return judge


def _split(response: Response, splits: Sequence[re.Pattern[str]], judge: Judge) -> list[str]:
    if isinstance(response, Mapping):
        return [_unnumbered(entry) for entry in response.values()]
    if not isinstance(response, str):
        return [_unnumbered(entry) for entry in response]
    pieces = [_unnumbered(piece) for piece in splits[0].split(response)]
    return _finer(pieces, splits[1:], judge)[:_MOST]


def _finer(pieces: list[str], splits: Sequence[re.Pattern[str]], judge: Judge) -> list[str]:
    """Split what is not yet a right part: "Foreign Affairs and Science and Technology" holds two."""
    if not splits:
        return pieces
    result: list[str] = []
    for piece in pieces:
        if splits[0].search(piece) and judge(piece) < 1.0:
            result += _finer(_grouped(splits[0], piece, judge), splits[1:], judge)
        else:
            result += (
                _finer([piece], splits[1:], judge) if len(splits) > 1 and judge(piece) < 1.0 else [piece]
            )
    return result


def _grouped(split: re.Pattern[str], piece: str, judge: Judge) -> list[str]:
    """The pieces between separators; neighbours that are a right part together stay together."""
    cuts = [0, *(place for match in split.finditer(piece) for place in match.span()), len(piece)]
    ends = list(zip(cuts[::2], cuts[1::2], strict=True))[:_MOST]
    result: list[str] = []
    at = 0
    while at < len(ends):
        reach = range(min(len(ends), at + 4) - 1, at, -1)
        whole = next((last for last in reach if judge(piece[ends[at][0] : ends[last][1]]) == 1.0), at)
        result.append(piece[ends[at][0] : ends[whole][1]])
        at = whole + 1
    return result


def _unnumbered(entry: str) -> str:
    return _NUMBERED.sub("", entry).strip()


def _distinct(entries: Sequence[str]) -> list[str]:
    """Each entry once, empty ones left out."""
    return list({fold(entry) or entry: entry for entry in entries if entry.strip()}.values())[:_MOST]


def grade_order(key: Order, response: Response, seen: Surroundings) -> Verdict:
    """Scored by how many pairs of things stand in their right order."""
    sight = _sights(key.order, seen)
    given = _distinct(_split(response, _ORDER_SPLITS, _judge_any(key.order, sight)))
    if not given:
        return NOTHING
    table = [[grade_text(part, entry, sight[part]) for entry in given] for part in key.order]
    chosen = {row: column for row, column in _assign(table).items() if table[row][column].outcome == "right"}
    strangers = [entry for column, entry in enumerate(given) if column not in chosen.values()]
    pairs = list(combinations(range(len(key.order)), 2))
    good = sum(one in chosen and other in chosen and chosen[one] < chosen[other] for one, other in pairs)
    parts = tuple(
        wrong("missing")
        if row not in chosen
        else table[row][column]
        if column == row
        else wrong("not at its place")
        for row, column in ((row, chosen.get(row, -1)) for row in range(len(key.order)))
    )
    if all(part.outcome == "right" for part in parts) and not strangers:
        return Verdict("right", 1.0, "; ".join(part.why for part in parts if part.why), parts)
    score = min(good / len(pairs), 0.99) if pairs else 0.0
    others = [f"“{_short(entry)}” is not one of them" for entry in strangers[:3]]
    missing = [] if len(chosen) == len(parts) else [f"{len(parts) - len(chosen)} missing"]
    why = "; ".join([f"{good} of {len(pairs)} pairs in the right order", *missing, *others])
    return Verdict("partly" if score > 0 else "wrong", score, why, parts)


def grade_pairs(key: Pairs, response: Response, seen: Surroundings) -> Verdict:
    """Each left side with its right side counts."""
    given = _given_pairs(key, response, seen)
    if not given:
        return wrong("write each pair as “left = right”, one to a line")
    parts = tuple(_grade_pair(left, theirs, given, seen) for left, theirs in key.pairs)
    count = sum(part.outcome == "right" for part in parts)
    score = sum(part.score for part in parts) / len(parts)
    return _summary(score, count, len(parts), parts, [])


def _grade_pair(left: Text, theirs: Text, given: list[tuple[str, str]], seen: Surroundings) -> Verdict:
    for name, value in given:
        if grade_text(left, name, seen).outcome == "right":
            return grade_text(theirs, value, seen)
    return wrong("missing")


def _given_pairs(key: Pairs, response: Response, seen: Surroundings) -> list[tuple[str, str]]:
    if isinstance(response, Mapping):
        pairs = list(response.items())
    else:
        lines = _lines_of_pairs(response) if isinstance(response, str) else list(response)
        pairs = [_parted(_unnumbered(line), key, seen) for line in lines[:_MOST]]
    return [(left, value) for left, value in pairs if left.strip() and value.strip()]


def _lines_of_pairs(response: str) -> list[str]:
    """One pair to a line; a line that holds several pairs has commas between them."""
    lines: list[str] = []
    for line in _PAIR_LINE.split(response):
        several = len(list(islice(_BETWEEN_PAIR.finditer(line), 2))) > 1
        lines += _PAIR_COMMA.split(line) if several else [line]
    return lines


def _parted(line: str, key: Pairs, seen: Surroundings) -> tuple[str, str]:
    """A line cut in two where its left part is one of the key's, else at the first separator."""
    lefts = [left for left, _ in key.pairs]
    cuts = list(islice(_BETWEEN_PAIR.finditer(line), 8))
    judge = _judge_any(lefts, dict.fromkeys(lefts, seen))
    for match in cuts:
        if judge(line[: match.start()]) == 1.0:
            return line[: match.start()], line[match.end() :]
    return (line[: cuts[0].start()], line[cuts[0].end() :]) if cuts else (line, "")
