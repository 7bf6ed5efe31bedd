"""Grading of numbers: value, magnitude, unit and hedge, each named where it is not as the text has it."""

import re
from dataclasses import replace
from decimal import Decimal

from question_bank import units
from question_bank.grading.folding import fold, plain, words
from question_bank.grading.verdict import NOTHING, ONE_ANSWER, Verdict, partly, right, unclear, wrong
from question_bank.item import Number
from question_bank.quantities import Quantity, scan

# Each hedge and the side of the number it speaks of.
_HEDGES: dict[str, str] = {
    **dict.fromkeys(
        ("over", "more than", "above", "at least", "upwards of", "exceeding", "no less than"), "over"
    ),
    **dict.fromkeys(("not less than", "no fewer than", ">", ">=", "≥", "+", "or more", "plus"), "over"),
    **dict.fromkeys(("nearly", "almost", "just under", "close to", "not quite", "just below"), "nearly"),
    **dict.fromkeys(
        ("under", "less than", "below", "fewer than", "at most", "up to", "<", "<=", "≤"), "under"
    ),
    **dict.fromkeys(("no more than", "not more than", "maximum"), "under"),
    **dict.fromkeys(
        ("about", "around", "approximately", "approx", "roughly", "some", "circa", "ca", "~"), "about"
    ),
    **dict.fromkeys(("≈", "or so", "estimated", "an estimated", "in the region of"), "about"),
    **dict.fromkeys(("exactly", "precisely", "just", "only"), "exactly"),
}
_LONGEST_FIRST = sorted(_HEDGES, key=lambda hedge: (-len(hedge), hedge))
_HEDGE = re.compile(
    "|".join(
        rf"(?<!\w){re.escape(hedge)}(?!\w)" if hedge[0].isalpha() else re.escape(hedge)
        for hedge in _LONGEST_FIRST
    )
)
_AGREE = {("nearly", "under"), ("under", "nearly")}
_HARMLESS = frozenset(
    "the a an it was is were are by to of in at on worth value total amount number they there have has had"
    " that this i think maybe probably answer us american".split()
)
_OPPOSITES = frozenset(
    "decrease decline fall fell drop dropped down less lost loss reduction negative minus".split()
)
_NEGATIONS = frozenset(("not", "never", "except", "wasnt", "isnt"))
_PLUS_SIGN = re.compile(r"(?<!\S)(?:\+|plus )(?=[\d$€£])")
# "over the past two years" tells when, not how many.
_SPAN = re.compile(
    r"\b(?:over|in|for|during|within) the (?=(?:past|last|next|coming|previous) )|\b(?:past|last|next) (?=\d)"
)
_ELSEWHERE = {
    "млрд": "billion", "млн": "million", "тыс": "thousand", "ty": "billion", "trieu": "million", "мвт": "mw",
    "yrs": "years", "yr": "years", "mos": "months", "p.c.": "percent", "planes": "aircraft",
    "jets": "aircraft", "airplanes": "aircraft", "aeroplanes": "aircraft", "pcs": "",
}  # fmt: skip
_ELSEWHERE_WORD = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in _ELSEWHERE))
_ATTACHED_METRES = re.compile(r"(?<=\d)m\b")


def grade_number(key: Number, response: str, prompt: str = "") -> Verdict:
    """Judge a written quantity against the key, and against the amounts that it accepts as well."""
    verdict = _grade_number(key, response, prompt)
    if verdict.outcome == "right" or not key.accept:
        return verdict
    others = [one for text in key.accept if (one := _whole_amount(plain(text))) is not None]
    keys = (replace(key, number=one.value, unit=one.unit or key.unit, accept=()) for one in others)
    graded = (_grade_number(other, response, prompt) for other in keys)
    return next((other for other in graded if other.outcome == "right"), verdict)


def _whole_amount(text: str) -> Quantity | None:
    """The one amount of an accepted wording; "twenty-fifth" is no 20."""
    found = scan(text)
    return found[0] if len(found) == 1 and text[found[0].end :][:1] not in ("-", "–") else None


def _grade_number(key: Number, response: str, prompt: str) -> Verdict:
    text = plain(response)
    if not text:
        return NOTHING
    if key.accept and fold(response) and fold(response) in {*map(fold, key.accept)}:
        return right()
    found, rest, hedge = quantities_in(text, prompt, key.unit is not None and units.is_length(key.unit))
    if not found:
        return wrong("no number was found in it")
    left = words(_HEDGE.sub(" ", rest))
    negation = next((word for word in left if word in _NEGATIONS), None)
    if negation:
        return wrong("this says “not”")
    if len({(one.value, one.unit) for one in found}) > 1 and not _say_the_same(found):
        return wrong(ONE_ANSWER)
    verdict = _judge(key, found[0], hedge)
    strange = _strange(left, key, prompt)
    if found[0].unit is not None and not _OPPOSITES & set(left):
        strange = ""  # with its unit the amount is clear, whatever it is said of
    if strange and verdict.outcome in ("right", "partly"):
        return unclear(f"Write the number alone, without “{strange[:40]}”.")
    return verdict


def quantities_in(text: str, prompt: str, of_length: bool = False) -> tuple[list[Quantity], str, str | None]:
    """The quantities that a `plain` text gives as its answer, the rest of the text, and the hedge in it."""
    text = _ELSEWHERE_WORD.sub(lambda found: _ELSEWHERE[found[0]], _PLUS_SIGN.sub("", text))
    text = _SPAN.sub("", text)
    if of_length:
        text = _ATTACHED_METRES.sub(" m", text)
    found = _of_the_answer(scan(text), prompt)
    rest = text
    for one in reversed(found):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    hedge = _HEDGE.search(rest)
    return found, rest, hedge[0] if hedge else None


def _of_the_answer(found: list[Quantity], prompt: str) -> list[Quantity]:
    """Where there are several numbers, those that only repeat the prompt's are none of the answer."""
    if len(found) < 2:
        return found
    asked = {one.value for one in scan(plain(prompt))}
    return [one for one in found if one.value not in asked] or found


def _say_the_same(found: list[Quantity]) -> bool:
    """ "$350 million (350,000,000 dollars)" is one answer."""
    return len({one.value for one in found}) == 1 and len({one.unit for one in found} - {None}) <= 1


def _strange(left: tuple[str, ...], key: Number, prompt: str) -> str:
    """The words that are neither the unit, nor the prompt's, nor harmless."""
    ours = [word for word in left if word not in _HARMLESS]
    if not ours:
        return ""
    known = {*words(prompt), *words(key.unit or ""), *words(" ".join(key.accept))}
    known |= {units.canonical(word) for word in known}
    ours = [word for word in ours if word not in known]
    return " ".join(word for word in ours if units.canonical(word) not in known)


def _judge(key: Number, given: Quantity, hedge: str | None) -> Verdict:
    verdict = _judge_amount(key, given)
    if verdict.outcome != "right":
        return verdict
    said = _hedge_note(key.hedge, hedge)
    if said.outcome != "right":
        return said
    notes = [note for note in (said.why, verdict.why) if note]
    return right(" · ".join(["right", *notes])) if notes else right()


def _judge_amount(key: Number, given: Quantity) -> Verdict:
    """Value and unit, without the hedge. The why of a right amount is only its note."""
    if given.unit is not None and not _same_unit(key, given.unit):
        converted = None if key.unit is None else units.convert(given.value, given.unit, key.unit)
        if converted is not None and _is_within(key, converted):
            return right()
        if _is_within(key, given.value):
            return wrong(f"right amount, wrong unit: {_unit_clause(key)}")
        return wrong(_unit_clause(key) if converted is None else "")
    if _is_within(key, given.value):
        known = key.unit is not None and given.unit is None and units.is_known(key.unit)
        return right(f"the unit is {units.name(key.unit)}" if known and key.unit else "")
    if given.other_value is not None and _is_within(key, given.other_value):
        return unclear(f"Do you mean {given.value:,f} or {given.other_value:,f}? Write it without the point.")
    return _judge_magnitude(key, given)


def _judge_magnitude(key: Number, given: Quantity) -> Verdict:
    figure = _figure(key)
    if figure == 0 or given.value < 0:
        return wrong()
    if given.value == given.figure == figure and (given.unit is None or key.number >= figure * 10**6):
        word = _magnitude_word(key, figure)
        return partly(0.5, f"right figure, the magnitude is missing{f' ({word})' if word else ''}")
    if given.figure == figure:
        return wrong("right figure, wrong magnitude")
    return wrong()


def _figure(key: Number) -> Decimal:
    """The figure of the key as it is written: 350 of 350 million."""
    found = scan(plain(key.written))
    return found[0].figure if len(found) == 1 and found[0].value == key.number else key.number


def _magnitude_word(key: Number, figure: Decimal) -> str:
    names = {10**2: "hundred", 10**3: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion"}
    return next((name for size, name in names.items() if figure * size == key.number), "")


def _same_unit(key: Number, unit: str) -> bool:
    return key.unit is not None and units.canonical(unit) == units.canonical(key.unit)


def _unit_clause(key: Number) -> str:
    return f"the text says {units.name(key.unit)}" if key.unit else "it is a plain number"


def _is_within(key: Number, value: Decimal) -> bool:
    return abs(value - key.number) <= key.tolerance


def _hedge_note(asked: str | None, given: str | None) -> Verdict:
    """A hedge may be left out; one that says something else is only partly right."""
    side = _HEDGES.get(plain(asked).strip()) if asked else None
    own = _HEDGES[given] if given else None
    if asked is None:
        if own in (None, "exactly"):
            return right()
        exact = "the text gives it exactly"
        return right(exact) if own == "about" else partly(0.5, f"right amount, but {exact}, not “{given}”")
    if own is None or (own == "about" and side != "about"):
        return right(f"the text says “{asked}”")
    if own == side or side is None or (own, side) in _AGREE:
        return right()
    return partly(0.5, f"right amount, but the text says “{asked}”, not “{given}”")
