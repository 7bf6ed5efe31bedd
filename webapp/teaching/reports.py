"""What learners reported about items, as they were shown it; answering, closing and opening again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_security import current_user
from flask_wtf import FlaskForm
from sqlalchemy import func, select
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from question_bank.bank import Bank
from question_bank.grading import Verdict, grade, shown
from question_bank.item import Direction, Item, Order, Pairs
from webapp import clock
from webapp.bank import current_bank
from webapp.db import db
from webapp.guards import instructors_only
from webapp.memory.notices import tell
from webapp.memory.sealed import Sealed, sealed
from webapp.memory.wording import item_of
from webapp.models import Report, User, Wording
from webapp.teaching.blueprint import bp

Page = str | tuple[str, int] | Response
MOST = 200  # on one page
EDITOR = "teaching.deck"  # where a deck is mended in the browser
REASONS = {
    "answer": "The answer is wrong or out of date",
    "grading": "A typed answer was judged wrongly",
    "prompt": "The question is unclear, or gives its answer away",
    "source": "The passage does not prove the answer",
    "other": "Something else",
}


class AnswerForm(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """What the learner is told."""

    answer = TextAreaField(
        filters=[lambda text: text.replace("\0", "").strip() if text else text],
        validators=[
            DataRequired("Write what the learner is to be told."),
            Length(max=2000, message="Please keep it under 2,000 characters."),
        ],
    )


@dataclass(frozen=True)
class Reading:
    """How an item read at some time."""

    prompt: str
    answer: str
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A report as its page shows it."""

    report: Report
    who: str
    at: datetime  # in the reader's time zone
    reason: str
    item: Item | None  # as the bank has it; None: it has left the bank since
    then: Reading | None  # as the learner saw it; None: that wording was not kept
    now: Reading | None  # where it reads otherwise
    verdict: Verdict | None  # on what was typed, by the wording then shown
    kept_back: bool  # a quiz of the reader asks it just now
    mend: str | None  # the address of the deck's editor, where there is one


@bp.get("/reports")
@instructors_only
def reports() -> Page:
    return reports_page("closed" if request.args.get("state") == "closed" else "open")


def reports_page(state: str, refused: UUID | None = None, form: AnswerForm | None = None) -> str:
    """The newest reports. The one that `refused` names has its form as it was sent."""
    rows = db.session.execute(
        select(Report, User.shown_name, Wording.content)
        .join(User, User.id == Report.user_id)
        .outerjoin(Wording, Wording.fingerprint == Report.fingerprint)
        .where(Report.state == state)
        .order_by(Report.at.desc(), Report.id)
        .limit(MOST)
    ).all()
    counts = dict(db.session.execute(select(Report.state, func.count()).group_by(Report.state)).all())
    kept, zone = sealed(current_user, clock.now()), ZoneInfo(current_user.time_zone)
    return render_template(
        "teaching/reports.html",
        lines=[line(row, zone, kept) for row in rows],
        documents=current_bank().documents,
        away=kept.documents,
        state=state,
        counts=counts,
        most=MOST,
        refused=refused,
        form=form,
    )


def line(row: Any, zone: ZoneInfo, kept: Sealed) -> Line:
    report, who, content = row
    bank = current_bank()
    item = bank.items.get((report.deck, report.item))
    old = item_as_shown(report, content, item)
    then = reading(old, report.direction) if old else None
    now = reading(item, report.direction) if item else None
    return Line(
        report=report,
        who=who,
        at=report.at.astimezone(zone),
        reason=REASONS.get(report.reason, report.reason),
        item=item,
        then=then,
        now=None if now == then else now,
        verdict=verdict(bank, old, report) if old else None,
        kept_back=(report.deck, report.item) in kept.items,
        mend=url_for(EDITOR, deck=report.deck) if EDITOR in current_app.view_functions else None,
    )


def item_as_shown(report: Report, content: Any, item: Item | None) -> Item | None:
    """The item in the wording that the learner saw; None where it is not known any more."""
    if item is not None and item.fingerprint == report.fingerprint:
        return item
    if content is None or (content.get("deck"), content.get("id")) != (report.deck, report.item):
        return None
    return item_of(content)


def direction_of(item: Item, wanted: str) -> Direction:
    return "reverse" if wanted == "reverse" and item.reverse else "forward"


def reading(item: Item, direction: str) -> Reading:
    side = item.side(direction_of(item, direction))
    return Reading(side.prompt, shown(side.answer), tuple(source.quote for source in item.sources))


def verdict(bank: Bank, item: Item, report: Report) -> Verdict | None:
    """How what was typed is judged by that wording. Of things in order or in pairs the report has only the
    places."""
    side = item.side(direction_of(item, report.direction))
    if not report.typed or isinstance(side.answer, Order | Pairs):
        return None
    return grade(side, report.typed, bank.names)


@bp.post("/reports/<uuid:report_id>/answer")
@instructors_only
def answer_submit(report_id: UUID) -> Page:
    """Tell the learner in words, once for each answer; and close the report, if that button was pressed."""
    report, form = report_or_404(report_id), AnswerForm()
    if not form.validate_on_submit():
        return reports_page(report.state, report_id, form), 422
    answer = form.answer.data or ""
    new, report.answer = report.answer != answer, answer
    if request.form.get("close") == "yes":
        report.state, report.closed_by = "closed", current_user.id
    if new:
        tell(db.session.connection(), [report.user_id], "answered", notice_of(report), clock.now())
    db.session.commit()
    flash("The learner is told." if new else "The learner was told this already.", "success")
    return redirect(url_for("teaching.reports"), 303)


def notice_of(report: Report) -> dict[str, str]:
    """What the learner is told: their own report and the answer to it."""
    item = current_bank().items.get((report.deck, report.item))
    content = db.session.scalar(select(Wording.content).where(Wording.fingerprint == report.fingerprint))
    old = item_as_shown(report, content, item) or item
    return {
        "deck": report.deck,
        "item": report.item,
        "prompt": reading(old, report.direction).prompt if old else f"{report.deck}/{report.item}",
        "reason": REASONS.get(report.reason, report.reason),
        "answer": report.answer,
    }


@bp.post("/reports/<uuid:report_id>/close")
@instructors_only
def close_submit(report_id: UUID) -> Response:
    report = report_or_404(report_id)
    report.state, report.closed_by = "closed", current_user.id
    db.session.commit()
    flash("The report is closed.", "success")
    return redirect(url_for("teaching.reports"))


@bp.post("/reports/<uuid:report_id>/reopen")
@instructors_only
def reopen_submit(report_id: UUID) -> Response:
    report = report_or_404(report_id)
    report.state, report.closed_by = "open", None
    db.session.commit()
    flash("The report is open again.", "success")
    return redirect(url_for("teaching.reports"))


def report_or_404(report_id: UUID) -> Report:
    """The report, locked: of two who answer at once the second sees what the first one wrote."""
    report = db.session.scalar(select(Report).where(Report.id == report_id).with_for_update())
    return report or abort(404)
