"""What an attempt came to: its page, the same to print, and practising what was missed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, render_template, request, url_for
from flask_security import current_user
from sqlalchemy import select
from uuid_utils.compat import uuid7
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from question_bank.quizzes.quiz import SHOWN
from webapp import models
from webapp.attempts import papers, queries
from webapp.attempts.papers import Paper, Score
from webapp.bank import current_bank
from webapp.db import db
from webapp.domain.attempts import released
from webapp.guards import signed_in
from webapp.memory.evidence import bring_back
from webapp.memory.record import Learner
from webapp.memory.sealed import sealed
from webapp.models import GradingRun
from webapp.models.quizzes import FOR_ALL
from webapp.quizzes import words
from webapp.quizzes.blueprint import arrived, bp
from webapp.quizzes.result import Result
from webapp.quizzes.shelf import taken_by
from webapp.quizzes.standing import Taken

MOST_COMPARED = 12  # attempts
Page = str | Response


@dataclass(frozen=True, slots=True)
class Regrade:
    """That the attempt was marked again, and what it had been before."""

    made_at: datetime
    reason: str
    score: int
    out_of: int


@bp.get("/attempts/<uuid:attempt_id>")
@signed_in
def result(attempt_id: UUID) -> Page:
    """An attempt: its result or receipt; one under way leads on to its questions."""
    paper = readable(attempt_id)
    if paper.state == "in_progress" and paper.user_id == current_user.id:
        return redirect(url_for("quizzes.question", attempt_id=attempt_id, number=place(paper)), 303)
    return page("quizzes/result.html", paper)


@bp.get("/attempts/<uuid:attempt_id>/print")
@signed_in
def print_result(attempt_id: UUID) -> Page:
    paper = readable(attempt_id)
    if paper.state == "in_progress" and paper.user_id == current_user.id:
        return redirect(url_for("quizzes.result", attempt_id=attempt_id), 303)
    return page("quizzes/print_result.html", paper)


@bp.post("/attempts/<uuid:attempt_id>/study")
@signed_in
def study_submit(attempt_id: UUID) -> Response:
    """Make the cards of what was missed due now, and go on to practise exactly these."""
    paper = papers.paper(current_user.id, attempt_id) or abort(404)
    found = result_of(paper)
    if not found.missed:
        flash("Nothing of this attempt is left to study.", "success")
        return redirect(url_for("quizzes.result", attempt_id=attempt_id), 303)
    wordings = {key: current_bank().items[key.place].fingerprint for key in found.missed}
    learner = Learner.of(current_user)
    suspended = bring_back(db.session.connection(), learner, press(), wordings, arrived())
    db.session.commit()
    if suspended:
        flash(f"You suspended {suspended} of these. They wait until you bring them back.", "warning")
    return redirect(url_for("practice.card", attempt=attempt_id.hex), 303)


def press() -> UUID:
    """The key of the page that sent the form: the same again changes nothing."""
    try:
        return UUID(request.form.get("press", ""))
    except ValueError:
        raise BadRequest from None


def readable(attempt_id: UUID) -> Paper:
    """One's own attempt, or for an instructor one at a quiz that was set. All others are not there."""
    paper = papers.paper(None, attempt_id) or abort(404)
    own = paper.user_id == current_user.id
    if not own and not (paper.origin in FOR_ALL and current_user.is_instructor):
        abort(404)
    return paper


def place(paper: Paper) -> int:
    """The question to go on with: the one that is open, or the first without an answer."""
    if paper.quiz.sequential:
        return paper.position + 1
    return next((slot + 1 for slot in range(len(paper.slots)) if slot not in paper.answered), 1)


def result_of(paper: Paper) -> Result:
    """The attempt as whoever asks may see it now."""
    own, now = paper.user_id == current_user.id, arrived()
    shows = frozenset(SHOWN)
    if own and paper.submitted_at is not None:
        shows = released(paper.release, paper.submitted_at, now)
    if paper.state == "voided" and own or paper.state == "in_progress" or not paper.scores:
        shows = frozenset()
    return Result(
        paper,
        shows,
        now,
        current_bank(),
        url_for("quizzes.result", attempt_id=paper.id),
        sealed(current_user, now, but=paper.id if own else None),
        before(paper) if shows else None,
        own,
    )


def before(paper: Paper) -> dict[int, Score] | None:
    """What the slots had before the last regrade; None where there was none."""
    if paper.run is None or paper.run < 2:
        return None
    rows = db.session.connection().execute(queries.SCORES, {"attempt": paper.id, "run": paper.run - 1})
    return {row.slot: Score(*row) for row in rows}


def regraded(found: Result) -> Regrade | None:
    """The last regrade, for a notice."""
    paper = found.paper
    if paper.run is None or paper.run < 2 or not found.shows:
        return None
    runs = select(GradingRun).where(
        GradingRun.attempt_id == paper.id, GradingRun.number.in_((paper.run, paper.run - 1))
    )
    last, earlier = db.session.scalars(runs.order_by(GradingRun.number.desc())).all()
    return Regrade(last.made_at, last.reason, earlier.score, earlier.out_of)


def page(template: str, paper: Paper) -> str:
    found = result_of(paper)
    own = paper.user_id == current_user.id
    return render_template(
        template,
        found=found,
        paper=paper,
        quiz=paper.quiz,
        own=own,
        learner=None if own else db.session.get_one(models.User, paper.user_id).shown_name,
        regrade=regraded(found),
        compared=compared(paper, found),
        press=uuid7(),
        local=words.Local(ZoneInfo(current_user.time_zone), arrived()),
        words=words,
    )


def compared(paper: Paper, found: Result) -> list[tuple[Taken, int | None]]:
    """The learner's attempts at the quiz with their per cent, in order; none where there is only this one."""
    if not found.scored:
        return []
    taken = taken_by(paper.user_id, paper.quiz_id).get(paper.quiz_id, ())
    own = paper.user_id == current_user.id
    scores = [(one, one.percent(found.now) if own else whole(one)) for one in taken if one.state == "graded"]
    return scores[-MOST_COMPARED:] if len(scores) > 1 else []


def whole(taken: Taken) -> int | None:
    """The score as an instructor sees it, released or not."""
    return None if taken.score is None or taken.out_of is None else words.percent(taken.score, taken.out_of)
