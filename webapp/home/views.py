"""The first page: what Footnote is, to a visitor; what is due and how the week went, to a learner."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template
from flask_security import current_user

from webapp import clock
from webapp.bank import current_bank
from webapp.db import db
from webapp.domain.statistics import last_days
from webapp.memory.days import day_sums
from webapp.memory.finder import Finder
from webapp.memory.notices import unread
from webapp.memory.overview import overview
from webapp.memory.record import Learner
from webapp.memory.sealed import sealed
from webapp.memory.sitting import Sitting
from webapp.memory.taken import under_way

bp = Blueprint("home", __name__, url_prefix="/")


@bp.get("/")
def show() -> str:
    return desk() if current_user.is_authenticated else render_template("home/welcome.html")


def desk() -> str:
    """What is due, one big way to start, and how the week went."""
    now, learner, connection = clock.now(), Learner.of(current_user), db.session.connection()
    today = learner.today(now)
    week = last_days(day_sums(learner.id, today - 6), today, 7)
    kept = sealed(current_user, now)
    finder = Finder(connection, current_bank(), learner, Sitting(), now, today, kept.items)
    found = finder.next({"new_cards": week[-1].new_cards, "reviews": week[-1].reviews})
    return render_template(
        "home/desk.html",
        greeting=greeting(now, learner.time_zone),
        found=found,
        minutes=max(1, round(found.left * found.pace_ms / 60_000)),
        seen=overview(connection, current_bank(), learner, today, kept.items),
        week=week,
        quizzes=under_way(learner.id, now),
        notices=unread(connection, learner.id, kept),
    )


def greeting(now: datetime, zone: str) -> str:
    """As the learner's own clock has it."""
    hour = now.astimezone(ZoneInfo(zone)).hour
    if 4 <= hour < 12:
        return "Good morning"
    return "Good afternoon" if 12 <= hour < 18 else "Good evening"
