"""Teaching: what learners reported about items."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_security import auth_required, current_user, roles_accepted
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from question_bank.document import Document
from question_bank.item import Direction, Item
from webapp.bank import current_bank
from webapp.db import db
from webapp.models import Report, User

bp = Blueprint("teaching", __name__, url_prefix="/teaching")

MOST = 200  # on one page
REASONS = {
    "answer": "The answer is wrong or out of date",
    "grading": "A typed answer was judged wrongly",
    "prompt": "The question is unclear, or gives its answer away",
    "source": "The passage does not prove the answer",
    "other": "Something else",
}


@dataclass(frozen=True)
class Line:
    """A report as its page shows it."""

    report: Report
    who: str
    at: datetime  # in the reader's time zone
    reason: str
    item: Item | None  # None: it has left the bank since
    prompt: str
    document: Document | None
    edited: bool  # the item reads otherwise now


@bp.get("/reports")
@auth_required("session")
@roles_accepted("instructor", "administrator")
def reports() -> str:
    state = "closed" if request.args.get("state") == "closed" else "open"
    newest = select(Report, User.username).join(User, User.id == Report.user_id).where(Report.state == state)
    rows = db.session.execute(newest.order_by(Report.at.desc()).limit(MOST)).all()
    counts = dict(db.session.execute(select(Report.state, func.count()).group_by(Report.state)).all())
    zone = ZoneInfo(current_user.time_zone)
    lines = [line(report, who, zone) for report, who in rows]
    return render_template("teaching/reports.html", lines=lines, state=state, counts=counts, most=MOST)


def line(report: Report, who: str, zone: ZoneInfo) -> Line:
    bank = current_bank()
    item = bank.items.get((report.deck, report.item))
    direction: Direction = "reverse" if report.direction == "reverse" and item and item.reverse else "forward"
    return Line(
        report=report,
        who=who,
        at=report.at.astimezone(zone),
        reason=REASONS.get(report.reason, report.reason),
        item=item,
        prompt=item.side(direction).prompt if item else f"{report.deck}/{report.item}",
        document=bank.documents[item.documents[0]] if item else None,
        edited=bool(item and item.fingerprint != report.fingerprint),
    )


@bp.post("/reports/<uuid:report_id>/close")
@auth_required("session")
@roles_accepted("instructor", "administrator")
def close_submit(report_id: UUID) -> Response:
    report = db.get_or_404(Report, report_id)
    report.state, report.closed_by = "closed", current_user.id
    db.session.commit()
    flash("The report is closed.", "success")
    return redirect(url_for("teaching.reports"))


@bp.post("/reports/<uuid:report_id>/reopen")
@auth_required("session")
@roles_accepted("instructor", "administrator")
def reopen_submit(report_id: UUID) -> Response:
    report = db.get_or_404(Report, report_id)
    report.state, report.closed_by = "open", None
    db.session.commit()
    flash("The report is open again.", "success")
    return redirect(url_for("teaching.reports"))
