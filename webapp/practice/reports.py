"""What is not asked for now: suspended cards, and reports that something is wrong with an item."""

from flask import abort, render_template, request, url_for
from uuid_utils.compat import uuid7
from werkzeug.wrappers import Response as AnyResponse

from webapp.db import db
from webapp.guards import signed_in
from webapp.memory import overview, queries
from webapp.memory.plans import plans
from webapp.memory.record import Line
from webapp.memory.wording import keep_wordings, remember_wording
from webapp.page import safe_path
from webapp.practice import forms, pages
from webapp.practice.blueprint import bp
from webapp.practice.moment import SEALED, Moment, item_or_404, moment_now, write


@bp.get("/set-aside")
@signed_in
def set_aside() -> str:
    moment = moment_now()
    cards = overview.set_aside(moment.connection, moment.bank, moment.learner)
    lines = [
        (key, rev, item.side(key.direction), str(uuid7()))
        for key, rev, item in cards
        if key.place not in moment.sealed.items
    ]
    return render_template("practice/set_aside.html", lines=lines)


@bp.post("/restore")
@signed_in
def restore_submit() -> AnyResponse:
    """Bring a suspended card back."""
    moment, form = moment_now(), request.form
    page = forms.shown_of(form, moment.now)
    item = item_or_404(moment, page.key)
    line = Line(
        forms.line_id(form),
        page.key,
        forms.base_rev(form),
        "restore",
        fingerprint=item.fingerprint if item else "",
    )
    recorded = write(moment, line, item)
    db.session.commit()
    remember_wording(item)
    plans().forget(moment.learner)
    stale = recorded.result == "stale"
    notice = "This card has changed since the page was opened." if stale else "It will be asked again."
    return pages.see(url_for("practice.set_aside"), notice, "warning" if stale else "success")


@bp.get("/report")
@signed_in
def report() -> AnyResponse | str:
    moment = moment_now()
    form = forms.ReportForm(formdata=None)
    return report_page(moment, form, str(uuid7()))


def report_page(moment: Moment, form: forms.ReportForm, line: str) -> AnyResponse | str:
    page = forms.shown_of(request.values, moment.now)
    if page.key.place in moment.sealed.items:
        return pages.see(url_for("practice.card", **moment.sitting.query), SEALED, "warning")
    item = item_or_404(moment, page.key) or abort(404)
    return render_template(
        "practice/report.html",
        form=form,
        line=line,
        key=page.key,
        side=item.side(page.key.direction),
        fingerprint=page.fingerprint or item.fingerprint,
        typed=request.values.get("typed", "")[:2000],
        back=back_to(moment),
    )


def back_to(moment: Moment) -> str:
    return safe_path(request.values.get("back")) or url_for("practice.card", **moment.sitting.query)


@bp.post("/report")
@signed_in
def report_submit() -> AnyResponse | str:
    """Keep the report for the instructors. The same page sent again changes nothing."""
    moment, form = moment_now(), forms.ReportForm()
    page, line = forms.shown_of(request.form, moment.now), forms.line_id(request.form)
    if not form.validate_on_submit():
        return report_page(moment, form, str(line))
    item = item_or_404(moment, page.key)
    if item is not None:
        typed = request.form.get("typed", "").replace("\0", "")[:2000] or None
        values = {
            "id": line,
            "user_id": moment.learner.id,
            **page.key._asdict(),
            "fingerprint": page.fingerprint,
            "reason": form.reason.data,
            "comment": (form.comment.data or "").replace("\0", ""),
            "typed": typed,
            "at": moment.now,
            "state": "open",
        }
        moment.connection.execute(queries.KEEP_REPORT, values)
        keep_wordings(moment.connection, [item])  # so that it can be shown as it was
        db.session.commit()
        remember_wording(item)
    return pages.see(back_to(moment), "Thank you. Your report is with the instructors.")
