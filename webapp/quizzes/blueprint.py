"""The blueprint of quizzes. Every request of it is stamped with the moment it arrived, before any waiting."""

from datetime import datetime

from flask import Blueprint, g

from webapp import clock

bp = Blueprint("quizzes", __name__, url_prefix="/quizzes")


@bp.before_request
def stamp() -> None:
    g.arrived = clock.now()


def arrived() -> datetime:
    """When this request arrived: what lateness is judged by."""
    moment: datetime = g.arrived
    return moment
