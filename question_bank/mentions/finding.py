"""Every date, figure, agreement and person that a text names, each with its exact place.

Rules from the language, no model: each kind has a module of its own (dates, figures, agreements,
people), and here they are put together.
"""

import re
from bisect import bisect_left

from question_bank.mentions.agreements import find as find_agreements
from question_bank.mentions.dates import find as find_dates
from question_bank.mentions.figures import find as find_figures
from question_bank.mentions.mention import Mention, outside
from question_bank.mentions.people import find as find_people
from question_bank.mentions.words import words_of

_SPACES = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2011": "-"})
_WRAPPED = re.compile(r"(?<=[^\s.!?:;])\n(?=[^\W_])")
_WRAPPED_LINE = range(45, 101)  # characters of a line that goes on in the next
_BARE_YEAR = re.compile(r"\D*\d{4}")


def find_mentions(text: str) -> list[Mention]:
    """Every mention in the text, in order. Two may lie within an agreement: the year that begins its name
    ("[[1982] UN Convention]") and what one in small letters is about ("a [contract for [12 aircraft]]")."""
    text = _smooth(text)
    words = words_of(text)
    agreements = find_agreements(text, words)
    titles = [one for one in agreements if _is_title(text[one.start : one.end])]
    dates, figures = _dates_or_figures(find_dates(text), find_figures(text), text)
    first_words = {one.start for one in titles}
    leading = [one for one in dates if one.start in first_words]
    dates = sorted([*outside(dates, titles), *leading], key=lambda one: one.start)
    people = outside(find_people(text, words), titles)
    figures = outside(figures, titles)
    return sorted([*agreements, *dates, *figures, *people], key=lambda one: (one.start, -one.end))


def _smooth(text: str) -> str:
    """The text, as long as before, with plain spaces, also where a wrapped line goes on."""
    text = text.translate(_SPACES)
    if "\n" not in text:
        return text

    def joined(match: re.Match[str]) -> str:
        length = match.start() - text.rfind("\n", max(0, match.start() - 200), match.start()) - 1
        return " " if length in _WRAPPED_LINE else "\n"

    return _WRAPPED.sub(joined, text)


def _is_title(name: str) -> bool:
    """Whether an agreement's name is one thing: "1982 UN Convention", "resolution 242 (1967)"."""
    return name.lstrip("0123456789 ")[:1].isupper() or name.endswith(")")


def _dates_or_figures(
    dates: list[Mention], figures: list[Mention], text: str
) -> tuple[list[Mention], list[Mention]]:
    """Where both claim a place: 2000 troops are a figure, 30 January is a date."""
    years = [one for one in dates if _BARE_YEAR.fullmatch(text[one.start : one.end])]
    ends = {one.end for one in outside(figures, outside(figures, years))}
    starts = [year.start for year in years]
    counts = [one for one in figures if one.end in ends and _longer(one, years, starts)]
    dates = outside(dates, counts)
    return dates, outside(figures, dates)


def _longer(figure: Mention, years: list[Mention], starts: list[int]) -> bool:
    at = bisect_left(starts, figure.start)
    return at < len(years) and years[at].end < figure.end
