"""Every date, figure, agreement and person that a text names, each with its exact place.

Rules from the language, no model: each kind has a module of its own (mention_dates, mention_figures,
mention_agreements, mention_people), and here they are put together.
"""

import re

from question_bank import mention_dates, mention_figures
from question_bank.mention import Mention, outside


def find_mentions(text: str) -> list[Mention]:
    """Every mention in the text, in order. A date that begins the name of an agreement stands beside it."""
    dates, figures = mention_dates.find(text), mention_figures.find(text)
    dates, figures = _dates_or_figures(dates, figures, text)
    return sorted([*dates, *figures], key=lambda mention: (mention.start, -mention.end))


_YEAR = re.compile(r"\D*\d{4}")


def _dates_or_figures(
    dates: list[Mention], figures: list[Mention], text: str
) -> tuple[list[Mention], list[Mention]]:
    """Where both claim a place: 2000 troops are a figure, 30 January is a date."""
    years = [one for one in dates if _YEAR.fullmatch(text[one.start : one.end])]
    counts = [one for one in figures if any(one.start <= year.start and year.end < one.end for year in years)]
    dates = outside(dates, counts)
    return dates, outside(figures, dates)
