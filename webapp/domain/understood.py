"""What a typed date or number is read as, told while one types.

It depends on what was typed and on what the page says of the question anyway, never on the right answer.
"""

from decimal import Decimal

from question_bank.grading import shown, typed_dates
from question_bank.grading.folding import plain
from question_bank.grading.kinds import MOST_IN_A_VALUE
from question_bank.grading.numbers import quantities_in
from question_bank.item import Date, Number, Side
from question_bank.quantities import Quantity
from webapp.domain.slots import Presentation

_SIZES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def understood(side: Side, presentation: Presentation, text: str) -> str:
    """ "30 January 1950, to the day", "$10 billion", or what is missing; "" for what is read as words."""
    if not text.strip():
        return ""
    if len(text) > MOST_IN_A_VALUE:
        return "too long to read"
    if presentation == "date" and isinstance(side.answer, Date):
        return typed_dates.understood(side.answer, text)
    return _number(side.prompt, text) if presentation == "number" else ""


def _number(prompt: str, text: str) -> str:
    found, _, hedge = quantities_in(plain(text), prompt)
    if not found:
        return "no number yet"
    if len({one.value for one in found}) > 1 or len({one.unit for one in found} - {None}) > 1:
        return "more than one number"
    one = next((one for one in found if one.unit is not None), found[0])
    if one.other_value is not None:
        return f"{one.value:,f} or {one.other_value:,f}: write it without the point"
    return _in_words(one, hedge)


def _in_words(one: Quantity, hedge: str | None) -> str:
    return shown(Number(one.value, _figure(one.value), one.unit, hedge))


def _figure(value: Decimal) -> str:
    """ "10 billion", "350,000", "6.1"."""
    for size, name in _SIZES if abs(value) < 10**18 else ():
        if abs(value) >= size and value % (size // 1000) == 0:
            return f"{_bare(value / size)} {name}"
    return _bare(value)


def _bare(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
