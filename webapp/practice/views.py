"""Practice: choose, be asked, see the answer and its source, rate it. Undo, set aside, report."""

from dataclasses import replace
from typing import Any

from flask import render_template, request, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from question_bank.item import Item
from webapp.db import db, reads_only
from webapp.domain.log import Action
from webapp.domain.selection import Key
from webapp.guards import signed_in
from webapp.memory import overview, record
from webapp.memory.finder import Next
from webapp.memory.plans import plans
from webapp.memory.record import Line, Recorded
from webapp.memory.wording import remember_wording
from webapp.practice import forms, pages
from webapp.practice import reports as reports  # registers its routes
from webapp.practice.blueprint import bp as bp
from webapp.practice.moment import (
    EDITED,
    Moment,
    as_shown,
    card_row,
    item_or_404,
    judged,
    looking,
    moment_now,
    write,
)
from webapp.practice.responses import read

ELSEWHERE = "This card was already answered elsewhere. Nothing was changed; here is the next one."


@bp.get("")
@signed_in
def index() -> str:
    moment = moment_now()
    found = moment.finder().next(moment.sums())
    seen = overview.overview(
        moment.connection, moment.bank, moment.learner, moment.today, moment.sealed.items
    )
    return render_template("practice/index.html", seen=seen, left=found.left, left_words=time_for(found))


def time_for(found: Next) -> str:
    return pages.left_in_words(found.left, found.pace_ms).removesuffix(" left")


@bp.get("/card")
@signed_in
def card() -> AnyResponse:
    moment = moment_now()
    if "card" in request.args:
        return this_card(moment)
    sums = moment.sums()
    return pages.send_next(moment, moment.finder().next(sums), sums)


def this_card(moment: Moment, notice: str = "") -> AnyResponse:
    """The card that the address or form names, on the side it says, with what was typed."""
    page = forms.shown_of(request.values, moment.now)
    item = item_or_404(moment, page.key)
    if item is None:
        return next_card(moment, moment.why_gone(page.key))
    row = card_row(moment, page.key)
    rev = row["rev"] if row else 0
    shown, edited = as_shown(moment, page, item)
    side = shown.side(page.key.direction)
    typed = read(request.values, side.answer, moment.seed(page.key, rev))
    if request.values.get("side") == "back":
        return pages.send_back(moment, page, shown, typed, judged(moment, side, typed), notice or edited)
    found = moment.finder().next(moment.sums())
    return pages.send_front(
        pages.front_of(
            moment,
            page.key,
            rev,
            replace(found, left=max(found.left, (page.total or 1) - moment.sitting.done)),
            flagged=bool(row and row["flagged"]),
            is_new=row is None or row["stage"] == "new",
            notice=notice or edited,
            typed=typed.given,
            at=page.shown_at,
        )
    )


def next_card(moment: Moment, notice: str = "") -> AnyResponse:
    """On to the next card of the row, in place for the script, else by its address."""
    if not pages.wants_part():
        url = url_for("practice.card", **moment.sitting.query)
        return pages.see(url, notice, "warning" if notice else "success")
    with looking(moment) as moment:
        sums = moment.sums()
        return pages.send_next(moment, moment.finder().next(sums), sums, notice)


@bp.post("/show")
@signed_in
@reads_only
def show_submit() -> AnyResponse:
    """Grade what was typed and show the answer. Writes nothing."""
    moment = moment_now()
    page = forms.shown_of(request.form, moment.now)
    item = item_or_404(moment, page.key)
    if item is None:
        return next_card(moment, moment.why_gone(page.key))
    shown, edited = as_shown(moment, page, item)
    side = shown.side(page.key.direction)
    rev = forms.base_rev(request.form)
    typed = read(request.form, side.answer, moment.seed(page.key, rev))
    verdict = judged(moment, side, typed)
    if verdict and verdict.outcome == "unclear" and "anyway" not in request.form:
        found = replace(moment.finder().next(moment.sums()), left=(page.total or 1) - moment.sitting.done)
        front = pages.front_of(
            moment, page.key, rev, found, typed=typed.given, at=page.shown_at, verdict=verdict
        )
        return pages.send_front(front)
    return pages.send_back(moment, page, shown, typed, verdict, edited)


@bp.post("/rate")
@signed_in
def rate_submit() -> AnyResponse:
    """Record the rating and go on to the next card."""
    return line_submit("answer")


@bp.post("/bury")
@signed_in
def bury_submit() -> AnyResponse:
    return line_submit("bury", "Set aside until tomorrow. Undo brings it back.")


@bp.post("/suspend")
@signed_in
def suspend_submit() -> AnyResponse:
    return line_submit("suspend", "Suspended: it will not be asked until you bring it back.")


def line_submit(action: Action, notice: str = "") -> AnyResponse:
    moment, form = moment_now(), request.form
    page, line_id, rev = forms.shown_of(form, moment.now), forms.line_id(form), forms.base_rev(form)
    rating = forms.rating_of(form) if action == "answer" else None
    item = item_or_404(moment, page.key)
    if item is None:
        return next_card(moment, moment.why_gone(page.key))
    shown, edited = as_shown(moment, page, item)
    side = shown.side(page.key.direction)
    typed = read(form, side.answer, moment.seed(page.key, rev))
    line = Line(
        line_id,
        page.key,
        rev,
        action,
        rating,
        page.took_ms(moment.now) if rating else None,
        page.fingerprint or shown.fingerprint,
        typed.text or None,
        judged(moment, side, typed) if rating else None,
    )
    recorded = write(moment, line, shown if shown.fingerprint == line.fingerprint else None)
    if recorded.result == "stale":
        return go_on(moment, recorded, page.key, ELSEWHERE)
    moment = replace(moment, sitting=moment.sitting.after(1 if action == "answer" else 0))
    return go_on(moment, recorded, page.key, notice or (edited if edited == EDITED else ""), shown)


def go_on(
    moment: Moment, recorded: Recorded, done: Key, notice: str = "", shown: Item | None = None
) -> AnyResponse:
    """Commit, and only then answer. Where one look tells the next card, it is in the same transaction."""
    moment = replace(moment)  # the transaction may be another by now
    onward = url_for("practice.card", **moment.sitting.query)
    category = "warning" if recorded.result == "stale" else "success"
    if not pages.wants_part():
        db.session.commit()
        remember_wording(shown)
        return pages.see(onward, notice, category)
    sums = recorded.day or moment.sums()
    found = moment.finder().planned(sums, done)
    db.session.commit()
    remember_wording(shown)
    if found is not None:
        return pages.send_next(moment, found, sums, notice)
    try:
        with looking(moment) as moment:
            return pages.send_next(moment, moment.finder().next(sums, done), sums, notice)
    except SQLAlchemyError:  # it is saved: that the next card is not found is for another answer to say
        return pages.see(onward, notice, category)


@bp.post("/undo")
@signed_in
def undo_submit() -> AnyResponse:
    """Take back the last thing done today, as often as there is one, and show that card again."""
    moment = moment_now()
    undone = record.undo(moment.learner, forms.line_id(request.form), moment.now, moment.today)
    db.session.commit()
    if undone is None:
        return stay("Nothing of today is left to undo.")
    key, was_answer = undone
    plans().forget(moment.learner)
    with looking(replace(moment_now(), sitting=moment.sitting.after(-1 if was_answer else 0))) as moment:
        return undone_card(moment, key)


def undone_card(moment: Moment, key: Key) -> AnyResponse:
    notice = "Undone. Here is the card again."
    if item_or_404(moment, key) is None:
        return next_card(moment, f"Undone. {moment.why_gone(key)}")
    if not pages.wants_part():
        return pages.see(url_for("practice.card", **moment.sitting.query, card=str(key)), notice)
    row = card_row(moment, key)
    found = moment.finder().next(moment.sums())
    return pages.send_front(
        pages.front_of(
            moment,
            key,
            row["rev"],
            found,
            flagged=row["flagged"],
            is_new=row["stage"] == "new",
            notice=notice,
        )
    )


@bp.post("/flag")
@signed_in
def flag_submit() -> AnyResponse:
    """Mark the card, or take the mark off, and stay on it."""
    moment = moment_now()
    key = forms.key_of(request.form.get("card"))
    if item_or_404(moment, key) is None:
        return next_card(moment, moment.why_gone(key))
    on = request.form.get("flag") == "on"
    record.set_flag(moment.learner, key, on)
    db.session.commit()
    return stay("Flagged." if on else "The flag is off.")


def stay(notice: str) -> AnyResponse:
    """Back to the card and side that the form came from, with what was typed."""
    moment = moment_now()
    if "card" not in request.form:
        return next_card(moment, notice)
    if pages.wants_part():
        with looking(moment) as moment:
            return this_card(moment, notice)
    kept = ("card", "at", "of", "side", "fingerprint")
    values: dict[str, Any] = {name: request.form[name] for name in kept if request.form.get(name)}
    typed = [text[:200] for text in request.form.getlist("typed")]
    url = url_for("practice.card", **moment.sitting.query, **values, typed=typed)
    return pages.see(url, notice)
