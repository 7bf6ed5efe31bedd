"""What this person was told, the newest first, and marking it as read."""

from zoneinfo import ZoneInfo

from flask import abort, redirect, render_template, request
from flask_security import current_user
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts.next_page import next_page
from webapp.accounts.views import bp
from webapp.db import db
from webapp.guards import signed_in
from webapp.memory.notices import MOST, all_of, mark_read
from webapp.memory.sealed import sealed

LARGEST = 2**31 - 1  # of an id


@bp.get("/notices")
@signed_in
def notices() -> str:
    told = all_of(db.session.connection(), current_user.id, sealed(current_user, clock.now()))
    zone = ZoneInfo(current_user.time_zone)
    return render_template("accounts/notices.html", notices=told, zone=zone, most=MOST)


@bp.post("/notices/read")
@signed_in
def notices_read_submit() -> Response:
    """These are read: one or several, each its own field `id`. Another's is not there."""
    texts = request.form.getlist("id")
    ids = [int(text) for text in texts if text.isascii() and text.isdigit() and int(text) <= LARGEST]
    if not ids or len(ids) != len(texts) or len(ids) > MOST:
        abort(404)
    if not mark_read(db.session.connection(), current_user.id, ids, clock.now()):
        abort(404)
    db.session.commit()
    return redirect(next_page(), 303)
