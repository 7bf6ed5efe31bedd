"""Instructors look after the attempts at a quiz: more time, voiding, regrading, and learners' extra time."""

from typing import Any
from uuid import UUID, uuid4

from flask import abort, flash, redirect, render_template, request, url_for
from flask_security import current_user
from sqlalchemy import select
from sqlalchemy.orm import aliased
from werkzeug.wrappers import Response

from webapp import attempts as acts
from webapp import models
from webapp.attempts import regrading
from webapp.db import db
from webapp.guards import instructors_only
from webapp.models import Attempt, Audit, User
from webapp.models.quizzes import FOR_ALL
from webapp.quizzes import words
from webapp.quizzes.blueprint import arrived, bp
from webapp.quizzes.defining import set_quiz_or_404
from webapp.quizzes.forms import ExtendForm, ExtraTimeForm, ReasonForm
from webapp.quizzes.offers import local
from webapp.quizzes.overview import attempts_of

Page = str | Response | tuple[str, int]
MOST_CHANGES = 50


@bp.get("/<key>/attempts")
@instructors_only
def attempts(key: str) -> str:
    try:
        chosen = UUID(request.args.get("attempt", ""))
    except ValueError:
        chosen = None
    return shown(key, chosen)


def shown(
    key: str, chosen: UUID | None, extend: ExtendForm | None = None, void: ReasonForm | None = None
) -> str:
    """Every attempt, and the forms for the chosen one; one that was sent and did not fit is shown again."""
    offer, row = set_quiz_or_404(key)
    everyone = attempts_of(row.id)
    return render_template(
        "quizzes/attempts.html",
        offer=offer,
        attempts=everyone,
        chosen=next((one for one in everyone if one.id == chosen), None),
        extend=extend or ExtendForm(formdata=None, data={"extension": uuid4()}),
        void=void or ReasonForm(formdata=None, prefix="void-"),
        local=local(),
        words=words,
    )


def quiz_of_attempt_or_404(attempt_id: UUID) -> str:
    """The key of the quiz that this attempt is at, if instructors look after it."""
    found = select(models.Quiz.key).join(Attempt, Attempt.quiz_id == models.Quiz.id)
    key: str | None = db.session.scalar(
        found.where(Attempt.id == attempt_id, models.Quiz.origin.in_(FOR_ALL))
    )
    return key or abort(404)


@bp.post("/attempts/<uuid:attempt_id>/extend")
@instructors_only
def extend_submit(attempt_id: UUID) -> Page:
    key, form = quiz_of_attempt_or_404(attempt_id), ExtendForm()
    if not form.validate():
        return shown(key, attempt_id, extend=form), 422
    extension, minutes = uuid_or_new(form.extension.data), form.minutes.data or 0
    timing = acts.extend(current_user.id, attempt_id, extension, minutes, why(form), arrived())
    if timing is None or timing.deadline is None:
        flash("Nothing was changed: the attempt is over, or has no time limit to put off.", "warning")
    else:
        until = local().at(timing.deadline)
        flash(f"{words.counted(minutes, 'minute')} more: the attempt now runs until {until}.", "success")
    return redirect(url_for("quizzes.attempts", key=key), 303)


def why(form: ExtendForm | ReasonForm) -> str:
    return form.reason.data or ""


def uuid_or_new(text: str | None) -> UUID:
    """The form's own id: sent twice, it gives its minutes once."""
    try:
        return UUID(text or "")
    except ValueError:
        return uuid4()


@bp.post("/attempts/<uuid:attempt_id>/void")
@instructors_only
def void_submit(attempt_id: UUID) -> Page:
    key, form = quiz_of_attempt_or_404(attempt_id), ReasonForm(prefix="void-")
    if not form.validate():
        return shown(key, attempt_id, void=form), 422
    acts.void(current_user.id, attempt_id, why(form), arrived())
    flash("The attempt is voided: it counts for nothing, and its answers stay.", "success")
    return redirect(url_for("quizzes.attempts", key=key), 303)


@bp.get("/<key>/regrade")
@instructors_only
def regrade(key: str) -> str:
    return previewed(key, ReasonForm(formdata=None))


def previewed(key: str, form: ReasonForm) -> str:
    offer, row = set_quiz_or_404(key)
    changes = regrading.preview(row.id)
    changed = [change for change in changes if change.slots]
    return render_template(
        "quizzes/regrade.html", offer=offer, form=form, graded=len(changes), changes=changed, words=words
    )


@bp.post("/<key>/regrade")
@instructors_only
def regrade_submit(key: str) -> Page:
    _, row = set_quiz_or_404(key)
    form = ReasonForm()
    if not form.validate():
        return previewed(key, form), 422
    done = regrading.regrade(current_user.id, row.id, why(form), arrived())
    flash(
        f"{words.counted(done.changed, 'attempt')} of {done.attempts} changed."
        + (f" {done.failed} could not be graded and stayed as they were." if done.failed else ""),
        "warning" if done.failed else "success",
    )
    return redirect(url_for("quizzes.attempts", key=key), 303)


@bp.get("/extra-time")
@instructors_only
def extra_time() -> str:
    return given_time(ExtraTimeForm(formdata=None, data={"username": request.args.get("learner", "")[:64]}))


def given_time(form: ExtraTimeForm) -> str:
    open_ones = select(User.username, User.extra_time).where(User.extra_time > 0, User.delete_at.is_(None))
    having = open_ones.order_by(User.username)
    return render_template(
        "quizzes/extra_time.html",
        form=form,
        having=db.session.execute(having).all(),
        changes=changes_of_extra_time(),
        local=local(),
    )


def changes_of_extra_time() -> list[Any]:
    """Who changed whose extra time lately, the newest first."""
    who, whose = aliased(User), aliased(User)
    newest = (
        select(Audit.at, Audit.detail, who.shown_name.label("by"), whose.shown_name.label("learner"))
        .join(whose, whose.id == Audit.user_id)
        .join(who, who.id == Audit.by, isouter=True)
        .where(Audit.act == "extra_time")
        .order_by(Audit.id.desc())
        .limit(MOST_CHANGES)
    )
    return list(db.session.execute(newest).all())


@bp.post("/extra-time")
@instructors_only
def extra_time_submit() -> Page:
    form = ExtraTimeForm()
    if not form.validate():
        return given_time(form), 422
    name, percent = (form.username.data or "").lower(), form.percent.data or 0
    user = db.session.scalar(select(User.id).where(User.username == name, User.delete_at.is_(None)))
    if user is None:
        form.username.errors = ["There is no learner of this name."]
        return given_time(form), 422
    acts.set_extra_time(current_user.id, user, percent, arrived())
    flash(f"{name} has {percent} % extra time." if percent else f"{name} has no extra time.", "success")
    return redirect(url_for("quizzes.extra_time"), 303)
