"""Numbers written as English words: "three hundred and fifty", "nineteen eighty-two", "twenty-first"."""

from collections.abc import Sequence
from decimal import Decimal

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINAL_ONES = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_ORDINAL_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split()

SMALL: dict[str, int] = {word: number for number, word in enumerate(_ONES)} | {
    word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)
}
ORDINALS: dict[str, int] = {word: number for number, word in enumerate(_ORDINAL_ONES, 1)} | {
    word: number for number, word in zip(range(20, 100, 10), _ORDINAL_TENS, strict=True)
}
SCALES: dict[str, int] = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
VOCABULARY: frozenset[str] = frozenset({*SMALL, *SCALES, "hundred", "dozen"})
_MOST_WORDS = 30


def cardinal(words: Sequence[str]) -> Decimal | None:
    """The value of a whole phrase such as ("three", "hundred", "and", "fifty"), or None if it is not one."""
    if not words or len(words) > _MOST_WORDS:
        return None
    if "point" in words:
        return _with_point(words, words.index("point"))
    total, group, last = 0, 0, ""
    for word in words:
        if word in SMALL:
            if last in SMALL and not (last in _TENS and 0 < SMALL[word] < 10):
                return None
            group += SMALL[word]
        elif word in ("hundred", "dozen"):
            group = (group or 1) * (100 if word == "hundred" else 12)
        elif word in SCALES:
            spoken = total * SCALES[word] if total and not group else total + (group or 1) * SCALES[word]
            total, group = spoken, 0
        elif word not in ("and", "a"):
            return None
        last = word
    return Decimal(total + group)


def _with_point(words: Sequence[str], at: int) -> Decimal | None:
    digits = [SMALL.get(word, 10) for word in words[at + 1 :]]
    tail = len([digit for digit in digits if digit < 10])
    whole = cardinal(words[:at])
    if whole is None or tail == 0:
        return None
    scale = cardinal(words[at + 1 + tail :]) if tail < len(digits) else Decimal(1)
    if scale is None or any(digit > 9 for digit in digits[:tail]):
        return None
    return Decimal(f"{whole}.{''.join(map(str, digits[:tail]))}") * scale


def year(words: Sequence[str]) -> int | None:
    """A year as it is spoken: ("nineteen", "eighty", "two") or ("two", "thousand", "and", "nine")."""
    head = SMALL.get(words[0], 0) if words else 0
    if len(words) > 1 and 10 <= head <= 20 and words[1] in SMALL and words[1] != "zero":
        rest = cardinal(words[1:])
        return head * 100 + int(rest) if rest is not None and 10 <= rest < 100 else None
    whole = cardinal(words)
    return int(whole) if whole is not None and 1000 <= whole <= 2100 else None


def digits(words: Sequence[str]) -> list[str]:
    """The same words with numbers below a hundred as digits: "twenty first century" is "21st century"."""
    result: list[str] = []
    tens = 0
    for word in words:
        unit = SMALL.get(word)
        order = ORDINALS.get(word)
        if tens and unit is not None and 0 < unit < 10:
            result[-1] = str(tens + unit)
            tens = 0
        elif tens and order is not None and order < 10:
            result[-1] = ordinal(tens + order)
            tens = 0
        elif unit is not None:
            result.append(str(unit))
            tens = unit if word in _TENS else 0
        else:
            result.append(word if order is None else ordinal(order))
            tens = 0
    return result


def ordinal(number: int) -> str:
    """21 as "21st"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
