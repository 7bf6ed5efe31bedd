"""Quantities as people write them: "$10bn", "350 million", "one thousand megawatts", "8 per cent"."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache

from question_bank import number_words, units
from question_bank.number_words import SCALES, SMALL, VOCABULARY

_EXACT = Context(prec=80)
_MAGNITUDES: dict[str, int] = {
    **SCALES,
    "hundred": 100,
    "dozen": 12,
    **dict.fromkeys(("k", "thsd"), 10**3),
    **dict.fromkeys(("m", "mn", "mln", "mio", "mil"), 10**6),
    **dict.fromkeys(("b", "bn", "bln"), 10**9),
    **dict.fromkeys(("tn", "trn", "trln"), 10**12),
}
_MOST_DIGITS = 40

_CURRENCY = r"(?:us|a|ca?|hk|s)?\$|[€£¥₽₫]|(?:usd|eur|gbp|rub|vnd|cny|jpy)(?=[\s\d])"
_SPACE = "[ \u00a0\u2009\u202f]"
_FIGURE = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    rf"|\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)(?:,\d+)?"
    r"|\d{1,3}(?:['’]\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d+(?:[.,]\d+)?)"
)
_WORD = "(?:" + "|".join(sorted(VOCABULARY, key=len, reverse=True)) + ")"
_DIGIT_WORD = "(?:" + "|".join(word for word, number in SMALL.items() if number < 10) + ")"
_WORDS = (
    rf"(?:(?:a|half{_SPACE}a){_SPACE}(?=(?:hundred|thousand|dozen|million|billion|trillion)\b))?"
    rf"{_WORD}(?:(?:{_SPACE}|-){{1,2}}(?:and{_SPACE})?{_WORD}|{_SPACE}point(?:{_SPACE}{_DIGIT_WORD})+)*"
)
_MAGNITUDE = (
    rf"(?:{_SPACE}|-)?(?P<long>hundred|thousand|million|billion|trillion|dozen|thsd|mln|mio|mn|bln|bn|trln|trn|tn)\b(?:\.(?=\s\w))?"
    r"|(?P<short>mil|m|b|k)\b"
    rf"|{_SPACE}(?P<apart>mil|m|b|k)\b(?={_SPACE}?(?:us\b|usd|dollars|euros|eur\b))"
)


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted((alias for alias in units.ALIASES if alias[0].isalpha()), key=len, reverse=True)
    unit = "|".join(re.escape(alias).replace(r"\ ", r"\s").replace(r"\-", "[ -]") for alias in names)
    return re.compile(
        rf"(?<![\w.,])(?<![a-z]-)(?P<sign>(?<!\S)[-−–](?=[\d$€£]))?(?:(?P<before>{_CURRENCY})\s?)?"
        rf"(?:(?P<figure>(?>{_FIGURE}))(?!(?:st|nd|rd|th)\b|[,.]\d)|(?P<words>(?>{_WORDS}))\b)"
        rf"(?:{_MAGNITUDE})?"
        rf"(?:[\s-]?(?P<after>[%€£₽₫]|us\$|\$|(?:{unit})\b(?!-(?:old|long))))?(?![^\W\d_])",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at [start, end). `figure` is its number without the magnitude: 350 of 350 million."""

    start: int
    end: int
    value: Decimal
    unit: str | None
    figure: Decimal
    other_value: Decimal | None = None  # of "1.000", which some write for a thousand


def scan(text: str) -> list[Quantity]:
    """Every quantity in the text, in order."""
    found = (_quantity(match) for match in _pattern().finditer(text))
    return [quantity for quantity in found if quantity is not None]


def find_quantities(text: str) -> list[tuple[int, int, Decimal, str | None]]:
    """(start, end, full value, canonical unit or None) of every quantity in the text, in order."""
    return [(one.start, one.end, one.value, one.unit) for one in scan(text)]


def parse_number(text: str) -> Decimal:
    """The value of a number that stands alone: "350 million", "10,000", "one thousand"."""
    if len(text) <= 200:
        stripped = text.strip()
        found = scan(stripped)
        if len(found) == 1 and found[0].unit is None and (found[0].start, found[0].end) == (0, len(stripped)):
            return found[0].value
    raise ValueError(f"“{text[:60]}” is not a number; write it like 350 million, 10,000 or 6.1")


def _quantity(match: re.Match[str]) -> Quantity | None:
    other: Decimal | None = None
    if match["figure"] is not None:
        if len(match["figure"]) > _MOST_DIGITS:
            return None
        figure, other = _figure(match["figure"])
        size = 1
    else:
        spoken = _spoken(match["words"].casefold())
        if spoken is None:
            return None
        figure, size = spoken
    magnitude = match["long"] or match["short"] or match["apart"]
    size *= _MAGNITUDES[magnitude.casefold()] if magnitude else 1
    size = -size if match["sign"] else size
    unit = match["before"] or match["after"]
    return Quantity(
        match.start(),
        match.end(),
        _plain(_EXACT.multiply(figure, size)),
        None if unit is None else units.canonical(unit.replace("\u00a0", " ")),
        figure,
        None if other is None else _plain(_EXACT.multiply(other, size)),
    )


def _plain(value: Decimal) -> Decimal:
    """The same value without needless zeros or exponents."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize(_EXACT)


def _figure(written: str) -> tuple[Decimal, Decimal | None]:
    """The value of a number in digits, and the other value that "1.000" may have."""
    bare = re.sub(r"[\s'’]", "", written)
    commas, dots = bare.count(","), bare.count(".")
    if dots > 1:
        return Decimal(bare.replace(".", "").replace(",", ".")), None
    if commas == 1 and dots == 0 and (len(bare) - bare.index(",") != 4 or bare.startswith("0")):
        return Decimal(bare.replace(",", ".")), None  # 6,1 is six point one; 6,100 is thousands
    value = Decimal(bare.replace(",", ""))
    other = dots == 1 and commas == 0 and len(bare) - bare.index(".") == 4 and not bare.startswith("0")
    return value, Decimal(bare.replace(".", "")) if other and bare.index(".") <= 3 else None


def _spoken(words: str) -> tuple[Decimal, int] | None:
    """(figure, magnitude) of a number in words: "three hundred million" is (300, million)."""
    parts = [word for word in re.split(r"[\s-]+", words) if word]
    half = parts[0] == "half"
    parts = parts[2:] if half else parts[1:] if parts[0] == "a" else parts
    size = 1
    if len(parts) > 1 and parts[-1] in SCALES and not SCALES.keys() & set(parts[:-1]):
        size *= SCALES[parts.pop()]
    figure = number_words.cardinal(parts)
    if figure is None:
        return None
    return (figure / 2 if half else figure), size
