"""What is offered to a learner: the list of quizzes, the page of one, and beginning it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, render_template, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from question_bank.quizzes.quiz import Quiz, problems
from webapp import attempts
from webapp.attempts.expectation import expected
from webapp.bank import current_bank
from webapp.db import db
from webapp.domain.attempts import Timing, timing
from webapp.domain.prediction import Prediction
from webapp.guards import signed_in
from webapp.quizzes import explained, keeping, words
from webapp.quizzes.blueprint import arrived, bp
from webapp.quizzes.keeping import Offered
from webapp.quizzes.shelf import line_of, shelf, taken_by
from webapp.quizzes.standing import Standing

REFUSED = {
    "not_yet": "This quiz is not open yet. Nothing was begun.",
    "closed": "This quiz has closed. Nothing was begun.",
    "no_more": "You have no attempts left. Nothing was begun.",
    "too_few": "The question bank no longer holds as many items as this quiz asks for. Nothing was begun.",
    "kept_back": "Too many of its items are asked by a quiz set for you that has not shown its answers yet. "
    "Nothing was begun.",
    "withdrawn": "This quiz is no longer offered. Nothing was begun.",
}


@dataclass(frozen=True)
class Expected:
    """The score that memory lets one expect, in whole per cent."""

    about: int
    low: int
    high: int

    @classmethod
    def of(cls, prediction: Prediction) -> "Expected":
        return cls(*(round(100 * part) for part in (prediction.share, prediction.low, prediction.high)))


def local() -> words.Local:
    """The clock of who looks at the page, as it stood when they asked for it."""
    return words.Local(ZoneInfo(current_user.time_zone), arrived())


def quiz_or_404(key: str) -> Offered:
    """A quiz that the user may take. What another made for themselves is not there for them."""
    offer = keeping.offered(key, current_bank())
    if offer is None or offer.origin == "own" and offer.row and offer.row.owner_id != current_user.id:
        abort(404)
    return offer


@bp.get("")
@signed_in
def index() -> str:
    return render_template(
        "quizzes/index.html",
        shelf=shelf(current_user.id, current_bank(), arrived()),
        local=local(),
        words=words,
        instructs=current_user.is_instructor,
    )


@bp.get("/<key>")
@signed_in
def start(key: str) -> str:
    offer, bank = quiz_or_404(key), current_bank()
    standing = standing_at(offer)
    short = offer.origin != "ready" and any(map(of_draws, problems(offer.quiz, bank)))
    may = standing.state == "yes" and standing.running is None and not short
    times = timing(offer.quiz, arrived(), current_user.extra_time)
    return render_template(
        "quizzes/start.html",
        offer=offer,
        quiz=offer.quiz,
        standing=standing,
        now=arrived(),
        local=local(),
        words=words,
        draws=[words.draw_in_words(draw, bank) for draw in offer.quiz.draws],
        rules=explained.rules(offer.quiz),
        review=explained.review(offer.quiz),
        expected=Expected.of(expected(current_user, offer.quiz, bank, arrived())) if may else None,
        **times_of(offer.quiz, times, arrived()),
        short=short,
        manages=offer.is_for_all and current_user.is_instructor,
    )


def of_draws(fault: str) -> bool:
    """Whether the bank lacks what a quiz draws."""
    return fault.startswith("draw")


def standing_at(offer: Offered) -> Standing:
    taken = taken_by(current_user.id, offer.id) if offer.id is not None else {}
    return line_of(offer, taken, arrived()).standing


def times_of(quiz: Quiz, times: Timing, now: datetime) -> dict[str, object]:
    """The arithmetic of an attempt begun now, for this learner."""
    extra = words.extra_of_close(quiz, times.extra_time)
    cut = times.deadline is not None and times.allowed is not None and times.deadline < now + times.allowed
    return {
        "timing": times,
        "arithmetic": words.arithmetic(times),
        "close_extra": words.length(extra) if extra and quiz.closes else "",
        "closes_for_you": quiz.closes and quiz.closes + extra,
        "cut_short": cut and quiz.closes is not None and now < quiz.closes,
    }


@bp.post("/<key>/start")
@signed_in
def start_submit(key: str) -> Response:
    offer = quiz_or_404(key)
    if offer.withdrawn:
        return refused(key, "withdrawn")
    row = offer.row if offer.row and offer.origin != "ready" else keeping.kept_ready(offer, arrived())
    db.session.commit()  # on SQLite, to plan the attempt without the write lock
    try:
        begun = attempts.start(current_user, row, arrived())
    except attempts.Refused as refusal:
        return refused(key, refusal.reason)
    if begun.resumed:
        flash("Your attempt was under way already. Here it is, as you left it.", "success")
        return redirect(url_for("quizzes.result", attempt_id=begun.id), 303)  # leads to where one was
    return redirect(url_for("quizzes.question", attempt_id=begun.id, number=1), 303)


def refused(key: str, reason: str) -> Response:
    flash(REFUSED[reason], "warning")
    return redirect(url_for("quizzes.start", key=key), 303)
