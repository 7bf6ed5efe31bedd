"""Instructors set quizzes for everybody: defining one, editing it, withdrawing it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, render_template, request, url_for
from flask_security import current_user
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from question_bank.quizzes.quiz import Draw, Quiz, problems
from webapp import models
from webapp.bank import current_bank
from webapp.db import db
from webapp.guards import instructors_only, signed_in
from webapp.models import Attempt, Audit
from webapp.quizzes import keeping, words
from webapp.quizzes.blueprint import arrived, bp
from webapp.quizzes.faulty import mark
from webapp.quizzes.forms import MOST_DRAWS, SetForm
from webapp.quizzes.keeping import Offered
from webapp.quizzes.ready import fits
from webapp.quizzes.written import data_of, data_of_draw, draw_from, quiz_from

Page = str | Response | tuple[str, int]
EMPTY = Draw(10)
OVERTAKEN = (
    "Somebody else saved this quiz meanwhile. Save again to replace what they saved by what stands here."
)
NEVER_SHOWN = (
    "This quiz never shows the right answers: what an attempt asks is kept back from its learner for good, "
    "in practice and in the library, too. Edit it if that is not meant."
)

OPENED_AGAIN = (
    "This quiz had closed: who took it before may have seen what it shows after its close. That is kept back "
    "again while it is open."
)


def zone() -> ZoneInfo:
    return ZoneInfo(current_user.time_zone)


def set_quiz_or_404(key: str) -> tuple[Offered, models.Quiz]:
    """A quiz that instructors look after."""
    offer = keeping.offered(key, current_bank())
    if offer is None or offer.row is None or not offer.is_for_all:
        abort(404)
    return offer, offer.row


def form_of_or_404(key: str) -> tuple[Offered, models.Quiz]:
    """A quiz that the form defines; one that stands in a deck is edited there."""
    offer, row = set_quiz_or_404(key)
    return (offer, row) if offer.origin == "set" else abort(404)


@bp.get("/set")
@instructors_only
def set_quiz() -> str:
    return shown(SetForm(zone(), data=data_of(Quiz("", (EMPTY,)), zone())))


@bp.post("/set")
@instructors_only
def set_submit() -> Page:
    form = SetForm(zone())
    if arranged(form):
        return shown(form)
    quiz = defined(form)
    if quiz is None:
        return shown(form), 422
    key = keeping.make("set", quiz, current_user.id, arrived())
    flash("The quiz is set.", "success")
    warn(form)
    return redirect(url_for("quizzes.start", key=key), 303)


@bp.get("/<key>/edit")
@instructors_only
def edit(key: str) -> str:
    offer, row = form_of_or_404(key)
    return shown(SetForm(zone(), data=data_of(offer.quiz, zone()) | {"version": row.version}), offer)


@bp.post("/<key>/edit")
@instructors_only
def edit_submit(key: str) -> Page:
    offer, row = form_of_or_404(key)
    form = SetForm(zone())
    if arranged(form):
        return shown(form, offer)
    quiz = defined(form)
    if quiz is None:
        return shown(form, offer), 422
    base = form.version.data or ""
    saved = keeping.revise(row, quiz, int(base) if base.isdecimal() else 0, current_user.id, arrived())
    if saved == "overtaken":
        form.version.data = str(row.version)
        form.form_errors.append(OVERTAKEN)
        return shown(form, offer), 409
    flash("Nothing was changed." if saved == "same" else f"Saved as version {row.version}.", "success")
    warn(form)
    if saved == "saved" and attempts_at(row.id) and opens_again(offer.quiz, quiz, arrived()):
        flash(OPENED_AGAIN, "warning")
    return redirect(url_for("quizzes.start", key=key), 303)


def opens_again(was: Quiz, quiz: Quiz, now: datetime) -> bool:
    """Whether a quiz that has closed is taken anew."""
    closed = was.closes is not None and was.closes <= now
    return closed and (quiz.closes is None or quiz.closes > now)


def warn(form: SetForm) -> None:
    """Say what an author may not have meant, though it can be."""
    if not form.shows_answers:
        flash(NEVER_SHOWN, "warning")


def arranged(form: SetForm) -> bool:
    """Do what a button other than the one that saves asks for: a part more, a part less, or counting."""
    asked, _, number = request.form.get("do", "").partition("-")
    if asked == "add" and len(form.draws) < MOST_DRAWS:
        form.draws.append_entry(data_of_draw(EMPTY))
    elif asked == "remove" and number.isdecimal() and 1 < len(form.draws) > int(number):
        form.draws.pop_entry(int(number))  # type: ignore[call-arg]  # the stubs lag
    return asked in ("add", "remove", "count")


def defined(form: SetForm) -> Quiz | None:
    """The quiz that the form defines; None where something does not fit: it then stands beside its field."""
    if not form.validate():
        return None
    quiz = quiz_from(form.data, form.zone)
    return quiz if mark(form, problems(quiz, current_bank())) else None


def shown(form: SetForm, offer: Offered | None = None) -> str:
    """The form, with how many items there are for each part of the quiz."""
    bank = current_bank()
    there = [fits(draw_from(entry.data), bank) for entry in form.draws]
    begun = attempts_at(offer.id) if offer and offer.id else 0
    return render_template(
        "quizzes/set.html", form=form, offer=offer, there=there, begun=begun, zone=form.zone, words=words
    )


def attempts_at(quiz: int) -> int:
    return db.session.scalar(select(func.count()).where(Attempt.quiz_id == quiz)) or 0


@bp.post("/<key>/withdraw")
@signed_in
def withdraw_submit(key: str) -> Response:
    """Offer a quiz no longer, or again: instructors those that are set, learners their own."""
    row = withdrawable_or_404(key)
    row.withdrawn = request.form.get("offered") != "yes"
    if row.origin == "set":
        detail = {"quiz": key, "withdrawn": row.withdrawn}
        db.session.add(Audit(at=arrived(), by=current_user.id, act="withdraw", detail=detail))
    db.session.commit()
    if row.origin == "own":
        flash("It is off your list." if row.withdrawn else "It is back on your list.", "success")
        return redirect(url_for("quizzes.index"), 303)
    flash(
        "The quiz is withdrawn: no attempt can begin. Those under way go on."
        if row.withdrawn
        else "The quiz is offered again.",
        "success",
    )
    return redirect(url_for("quizzes.attempts", key=key), 303)


def withdrawable_or_404(key: str) -> models.Quiz:
    row = db.session.scalars(select(models.Quiz).filter_by(key=key)).first()
    own = row is not None and row.origin == "own" and row.owner_id == current_user.id
    if row is None or not own and not (row.origin == "set" and current_user.is_instructor):
        abort(404)
    return row
