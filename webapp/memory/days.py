"""A learner's days in sums."""

from sqlalchemy import select

from webapp.db import db
from webapp.domain.statistics import DaySum
from webapp.models import Day


def day_sums(user_id: int, since: int) -> list[DaySum]:
    """The user's days from study day `since` on on which anything was done."""
    rows = db.session.execute(
        select(Day.study_day, Day.answers, Day.new_cards, Day.reviews, Day.recalled, Day.took_ms).where(
            Day.user_id == user_id, Day.study_day >= since
        )
    )
    return [DaySum(*row) for row in rows]
