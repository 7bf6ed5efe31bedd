"""What waits for a learner, in one statement, the work of which is bounded however many cards they have."""

from typing import Any

from sqlalchemy import Integer, ScalarSelect, String, bindparam, case, func, literal_column, select, text
from sqlalchemy.sql.elements import ColumnElement

from webapp.memory.queries import IN_REVIEW, LEARNING, NOT_BURIED, USER, card
from webapp.prepared import Prepared

MOST_DUE = 400  # two usual days, counted one by one; beyond it the page says "more than"
MOST_MET = 1000  # of a larger memory the page does not say how much is new in each part
MOST_SET_ASIDE = 500
MOST_TOMORROW = 1000
# As Key writes itself. One text for each card, all of them joined by the database: to fetch them row by row
# took longer than to find them.
NAME = literal_column("deck || '/' || item || '/' || direction", String).label("name")
SPACE, NONE = literal_column("' '", String), literal_column("''", String)


def most(count: int) -> ColumnElement[int]:
    """For a LIMIT, in words: SQLite plans a statement anew each time that a value is bound to one."""
    return literal_column(str(count), Integer)


def names(found: Any) -> ScalarSelect[str]:
    """The names that a statement finds, with spaces between."""
    rows = found.subquery()
    joined = func.aggregate_strings(rows.c.name, SPACE)  # type: ignore[arg-type]  # in words: no value is bound
    return select(func.coalesce(joined, NONE)).scalar_subquery()


def due(count: int) -> Any:
    """The cards due by a day, so many at most, the oldest first."""
    return (
        select(NAME)
        .where(IN_REVIEW, card.c.due_day <= bindparam("until"), NOT_BURIED)
        .order_by(card.c.due_day, card.c.id)
        .limit(most(count))
    )


MANY_IN_REVIEW = (  # by the index alone: then more than that were met
    select(card.c.id)
    .where(IN_REVIEW, card.c.due_day >= 0)
    .order_by(card.c.due_day, card.c.id)
    .limit(most(1))
    .offset(most(MOST_MET))
    .scalar_subquery()
)
MET = select(NAME).where(USER, card.c.stage != "new").limit(most(MOST_MET + 1))
SET_ASIDE = select(card.c.id).where(USER, text("suspended")).limit(most(MOST_SET_ASIDE)).subquery()

WAITING = Prepared(
    select(
        names(due(MOST_DUE + 1)).label("due"),
        names(LEARNING.with_only_columns(NAME)).label("learning"),
        case((MANY_IN_REVIEW.is_(None), names(MET))).label("met"),  # NULL: too many to count
        select(func.count()).select_from(SET_ASIDE).scalar_subquery().label("set_aside"),
    )
)
DUE_BY = select(names(due(MOST_TOMORROW)))
