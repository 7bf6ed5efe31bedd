"""The progress page: what is due, what was done, and how strong the memory of each part is."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template
from flask_security import current_user

from question_bank.item import KINDS
from webapp import clock
from webapp.bank import current_bank
from webapp.db import db
from webapp.domain import statistics
from webapp.domain.selection import ALL, Scope
from webapp.domain.statistics import Strength
from webapp.domain.study_day import study_day
from webapp.guards import signed_in
from webapp.memory.days import day_sums
from webapp.memory.sealed import sealed
from webapp.memory.strength import Summing, Whole
from webapp.memory.taken import history

bp = Blueprint("progress", __name__, url_prefix="/progress")

WEEKS = 13
AHEAD = 30  # days


@dataclass(frozen=True, slots=True)
class Group:
    """A line of the strength table."""

    name: str
    strength: Strength
    slug: str | None = None  # of a document


@bp.get("")
@signed_in
def show() -> str:
    bank, now = current_bank(), clock.now()
    today = study_day(now, current_user.time_zone, current_user.day_start)
    sums = day_sums(current_user.id, today - 7 * WEEKS + 1)
    days = statistics.last_days(sums, today, 7 * WEEKS)
    kept = sealed(current_user, now).items
    connection = db.session.connection()
    whole = Summing(connection, bank, current_user.id, today, today + AHEAD).whole(kept)
    quizzes, taken = history(current_user.id, now)
    return render_template(
        "progress/show.html",
        days=days,
        weeks=statistics.weeks(days),
        forecast=statistics.forecast(whole.due, today, AHEAD),
        documents=[group(whole, one.title, Scope(document=one.slug)) for one in bank.documents.values()],
        kinds=[group(whole, kind, Scope(kind=kind)) for kind in KINDS],
        whole=group(whole, "Everything", ALL).strength,
        retention=current_user.retention,
        quizzes=quizzes,
        taken=taken,
        zone=ZoneInfo(current_user.time_zone),
        items=len(bank.items),
        items_met=whole.items,
    )


def group(whole: Whole, name: str, scope: Scope) -> Group:
    return Group(name, whole.strength.get(scope, Strength(0, 0, 0.0)), scope.document)
