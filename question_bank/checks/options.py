"""Rules for the options of a choice: the key must not be told by its looks, and only it may be right."""

import re
from collections.abc import Callable, Hashable, Sequence

from question_bank import grading
from question_bank.checks.bounds import overlap
from question_bank.checks.rule import Asking, Found, Rule, rule
from question_bank.item import AllOf, Answer, Date, Number, Text

_OPTIONS = 4  # with the key: what a choice is made of
_FACTOR, _CHARACTERS = 1.6, 10  # so much longer or shorter than every other option strikes the eye
_HEDGES = re.compile(
    r"\b(?:about|around|nearly|almost|approximately|roughly|over|more than|less than|at least|up to|some|may"
    r"|might|could|usually|often|mostly|mainly|partly|largely)\b",
    re.IGNORECASE,
)
_ABSOLUTES = re.compile(r"\b(?:all|always|never|only|every|none|must|entirely|completely)\b", re.IGNORECASE)
_ALL_OR_NONE = re.compile(
    r"(?:all|none|both|neither|any|either) (?:of )?(?:these|them|the above|the others?|above|options|answers)"
    r"|none$|neither$|both$|other$|something else",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(?:in|on|at|by|with|for|from|of|to the|through|under|between|as|into|towards?|against)\b", re.IGNORECASE
)
_HEAD_END = re.compile(r"\s(?:of|in|on|at|for|to|by|with|from|between|and|that|as)\s|,")

Look = tuple[str, Callable[[str], Hashable]]


@rule(
    "few-distractors",
    why="With fewer than three wrong options a guess is right too often.",
    cure="Add distractors of the same sort that are surely wrong, at least three in all.",
)
def few_distractors(asking: Asking) -> Found:
    side = asking.side
    count = len(side.distractors)
    if isinstance(side.answer, Text | Date | Number) and count < _OPTIONS - 1:
        yield ("distractors",), f"the item can be a choice and has {count or 'no'} distractors"


@rule(
    "key-length",
    why="The option that stands out by its length is picked without knowing the fact.",
    cure="Write the distractors as long as the answer, or the answer as short as they are.",
)
def key_length(asking: Asking) -> Found:
    key, others = _shown(asking)
    if len(others) < 2 or not isinstance(asking.side.answer, Text | AllOf):
        return
    sizes = [len(other) for other in others]
    if len(key) > max(sizes) * _FACTOR and len(key) - max(sizes) >= _CHARACTERS:
        yield ("answer",), f"the answer is far longer ({len(key)}) than any distractor ({max(sizes)})"
    elif len(key) * _FACTOR < min(sizes) and min(sizes) - len(key) >= _CHARACTERS:
        yield ("answer",), f"the answer is far shorter ({len(key)}) than any distractor ({min(sizes)})"


@rule(
    "key-precision",
    why="The one option that is more or less exact than the others is picked without knowing the fact.",
    cure="Give all options the same precision.",
)
def key_precision(asking: Asking) -> Found:
    side = asking.side
    answer, others = side.answer, side.distractors
    if len(others) < 2:
        return
    if isinstance(answer, Date):
        form, forms = _date_form(answer), {_date_form(other) for other in others}
        if form not in forms:
            yield ("answer",), f"only the answer is given as {form}"
    elif isinstance(answer, Number):
        in_digits, others_in_digits = _in_digits(answer), {_in_digits(other) for other in others}
        if others_in_digits == {not in_digits}:
            yield ("answer",), f"only the answer is written in {'digits' if in_digits else 'words'}"
        place, places = _place(answer), [_place(other) for other in others if isinstance(other, Number)]
        if place < min(places):
            yield ("answer",), "the answer is more exact than any distractor"
        elif place > max(places) + 1:
            yield ("answer",), "the answer is rounder than any distractor"


@rule(
    "key-hedge",
    why="Careful wording is the mark of the true option, sweeping wording that of a false one.",
    cure="Hedge all options alike.",
)
def key_hedge(asking: Asking) -> Found:
    side = asking.side
    key, others = _shown(asking)
    if len(others) < 2 or isinstance(side.answer, AllOf):
        return
    if isinstance(side.answer, Number):
        hedges = {other.hedge is not None for other in side.distractors if isinstance(other, Number)}
        if hedges == {side.answer.hedge is None}:
            yield ("answer",), f"only the answer is {'exact' if side.answer.hedge is None else 'hedged'}"
    elif isinstance(side.answer, Text):
        if (hedge := _HEDGES.search(key)) and not any(map(_HEDGES.search, others)):
            yield ("answer",), f"only the answer is hedged, by ‘{hedge.group()}’"
        if all(map(_ABSOLUTES.search, others)) and not _ABSOLUTES.search(key):
            yield ("distractors",), "every distractor is sweeping and the answer is not"


@rule(
    "key-grammar",
    why="The one option that is built otherwise, or alone fits the prompt, is picked without knowing.",
    cure="Build all options alike: article, number and verb form.",
)
def key_grammar(asking: Asking) -> Found:
    if isinstance(asking.side.answer, Text):
        for said in _alone(asking, _GRAMMAR):
            yield ("answer",), said
        key, others = _shown(asking)
        if others and (blank := re.search(r"\b(an?) _{2,}", asking.side.prompt, re.IGNORECASE)):
            wants_vowel = blank[1].casefold() == "an"
            if not any((other[:1].casefold() in "aeiou") == wants_vowel for other in others):
                yield ("prompt",), f"only the answer fits after ‘{blank[1]}’"


@rule(
    "key-looks",
    why="The one option with capitals, digits or marks is picked without knowing the fact.",
    cure="Give some distractor the same, or take it from the answer.",
)
def key_looks(asking: Asking) -> Found:
    if isinstance(asking.side.answer, Text | AllOf):
        for said in _alone(asking, _LOOKS):
            yield ("answer",), said


@rule(
    "distractor-in-prompt",
    why="What the prompt itself names is seen at once not to be asked for, and one option fewer is left.",
    cure="Take a distractor that the prompt does not name.",
)
def distractor_in_prompt(asking: Asking) -> Found:
    side = asking.side
    for i, other in enumerate(side.distractors):
        if isinstance(other, Text) and f" {grading.fold(other.text)} " in f" {grading.fold(side.prompt)} ":
            yield ("distractors", i), f"the prompt names the distractor ‘{other.text}’"


@rule(
    "all-or-none",
    why="‘All of these’ and ‘none of these’ ask about the options, and mean nothing on a card without them.",
    cure="Take a real alternative of the same sort.",
)
def all_or_none(asking: Asking) -> Found:
    for i, other in enumerate(asking.side.distractors):
        if _ALL_OR_NONE.match(grading.shown(other)):
            yield ("distractors", i), f"‘{grading.shown(other)}’ is no answer of its own"


@rule(
    "overlapping-options",
    why="Where a distractor takes in the answer, both are right.",
    cure="Take distractors that cannot be true together with the answer.",
)
def overlapping_options(asking: Asking) -> Found:
    side = asking.side
    for i, other in enumerate(side.distractors):
        if overlap(side.answer, other):
            said = f"‘{grading.shown(other)}’ and the answer ‘{grading.shown(side.answer)}’ overlap"
            yield ("distractors", i), said


# --- how the key differs from all distractors ---


def _shown(asking: Asking) -> tuple[str, list[str]]:
    side = asking.side
    return grading.shown(side.answer), [grading.shown(other) for other in side.distractors]


def _alone(asking: Asking, looks: Sequence[Look]) -> list[str]:
    """What the key is or has and no distractor, or the other way round where all distractors agree."""
    key, others = _shown(asking)
    found = []
    for name, look in looks if len(others) > 1 else ():
        mine, theirs = look(key), {look(other) for other in others}
        if len(theirs) == 1 and mine not in theirs:
            said = f"is the only option {name}" if mine else f"is the only option not {name}"
            found.append(f"the answer {said}")
    return found


def _head(text: str) -> str:
    """The last word before the first preposition: "levels" of "high levels of trade"."""
    words = _HEAD_END.split(text, maxsplit=1)[0].split()
    return words[-1] if words else ""


def _is_plural(text: str) -> bool:
    head = _head(text)
    return head.islower() and head.endswith("s") and not head.endswith(("ss", "us", "is", "ics"))


def _begins(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text: compiled.match(text) is not None


_GRAMMAR: tuple[Look, ...] = (
    ("with the article ‘the’", _begins(r"the\s")),
    ("with the article ‘a’", _begins(r"an?\s")),
    ("that begins with ‘to’", _begins(r"to\s(?!the\b)(?-i:[a-z])")),
    ("that begins with an -ing form", _begins(r"(?!.*\bmeeting|beijing|.*\bking\b)[a-z]{3,}ing\b")),
    ("that begins with an -ed form", lambda text: re.match(r"[a-z]{2,}ed\s", text) is not None),
    ("that begins with a preposition", lambda text: _PREPOSITION.match(text) is not None),
    ("in the plural", _is_plural),
    ("that begins with a pronoun", _begins(r"(?:it|they|he|she|its|their)\s")),
)
_LOOKS: tuple[Look, ...] = (
    ("that begins with a capital", lambda text: text[:1].isupper()),
    ("with capitals", lambda text: any(map(str.isupper, text))),
    ("with digits", lambda text: any(map(str.isdigit, text))),
    ("with quotation marks", lambda text: any(mark in text for mark in '“”"')),
    ("in capitals throughout", str.isupper),
    ("with a full stop at its end", lambda text: text.endswith(".")),
    ("with brackets", lambda text: "(" in text),
)


def _date_form(answer: Answer) -> str:
    assert isinstance(answer, Date)
    kind = f"a {answer.date.start.precision}".replace("month-day", "day without a year")
    kind += " with an end" if answer.date.end is not None else ""
    return kind + (", roughly" if answer.date.approximate else "")


def _in_digits(answer: Answer) -> bool:
    return isinstance(answer, Number) and any(map(str.isdigit, answer.written))


def _place(answer: Number) -> int:
    """The power of ten of the last digit that is not a zero: 0 of 36, 1 of 40, 9 of 5 billion, -1 of 6.1."""
    exponent = answer.number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


RULES: tuple[Rule[Asking], ...] = (
    few_distractors,
    key_length,
    key_precision,
    key_hedge,
    key_grammar,
    key_looks,
    all_or_none,
    distractor_in_prompt,
    overlapping_options,
)
