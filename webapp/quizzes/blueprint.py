"""The blueprint of quizzes. Every request of it is stamped with the moment it arrived, before any waiting and
before the token of its form is looked at."""

from datetime import datetime
from typing import Any

from flask import Blueprint, g

from webapp import clock

bp = Blueprint("quizzes", __name__, url_prefix="/quizzes")


@bp.url_value_preprocessor
def stamp(endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.arrived = clock.now()


def arrived() -> datetime:
    """When this request arrived: what lateness is judged by."""
    moment: datetime = g.arrived
    return moment
