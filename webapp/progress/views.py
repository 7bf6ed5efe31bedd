"""The progress page: what is due, what was done, and how strong the memory of each part is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template
from flask_security import current_user

from question_bank.bank import Bank
from question_bank.item import KINDS, Item
from webapp import clock
from webapp.bank import current_bank
from webapp.domain import statistics
from webapp.domain.scheduling import recall_chance
from webapp.domain.statistics import Strength
from webapp.domain.study_day import study_day
from webapp.guards import signed_in
from webapp.memory.days import day_sums
from webapp.memory.sealed import sealed
from webapp.memory.taken import history
from webapp.progress import queries
from webapp.progress.queries import Trace

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
    due = queries.due_by_day(current_user.id, today + AHEAD, list(bank.decks), kept)
    traces = queries.traces(current_user.id)
    quizzes, taken = history(current_user.id, now)
    return render_template(
        "progress/show.html",
        days=days,
        weeks=statistics.weeks(days),
        forecast=statistics.forecast(due, today, AHEAD),
        documents=by_document(bank, traces, today),
        kinds=by_kind(bank, traces, today),
        whole=strength_of(bank.items.values(), traces, today),
        retention=current_user.retention,
        quizzes=quizzes,
        taken=taken,
        zone=ZoneInfo(current_user.time_zone),
        items=len(bank.items),
        items_met=len({(trace.deck, trace.item) for trace in traces} & bank.items.keys()),
    )


def by_document(bank: Bank, traces: Iterable[Trace], today: int) -> list[Group]:
    """A line for each document; an item that stands on two counts in both."""
    items: dict[str, list[Item]] = defaultdict(list)
    for item in bank.items.values():
        for document in item.documents:
            items[document].append(item)
    traces = list(traces)
    return [
        Group(document.title, strength_of(items[document.id], traces, today), document.slug)
        for document in bank.documents.values()
    ]


def by_kind(bank: Bank, traces: Iterable[Trace], today: int) -> list[Group]:
    traces = list(traces)
    return [
        Group(kind, strength_of((item for item in bank.items.values() if item.kind == kind), traces, today))
        for kind in KINDS
    ]


def strength_of(items: Iterable[Item], traces: Iterable[Trace], today: int) -> Strength:
    """What is known of the cards of `items`: the chance of recall is FSRS's, in whole study days."""
    directions = {(item.deck, item.id): item.directions for item in items}
    chances = [
        recall_chance(trace.stability, today - trace.last_day)
        for trace in traces
        if trace.direction in directions.get((trace.deck, trace.item), ())
    ]
    return statistics.strength(sum(map(len, directions.values())), chances)
