"""The versions of a deck: listed, compared, and an old one brought back as a draft, to be reviewed."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_security import current_user
from sqlalchemy.engine import Connection
from werkzeug.wrappers import Response

from question_bank.authoring.changes import Comparison
from webapp.bank import served
from webapp.db import db
from webapp.guards import instructors_only
from webapp.publishing.regrades import regraded
from webapp.publishing.versions import compare, deck_versions, text_at
from webapp.teaching.blueprint import bp
from webapp.teaching.decks import drafts
from webapp.teaching.decks.desk import kept_back, own_desk, own_time
from webapp.teaching.decks.differences import Line, differences

Page = str | Response
MOST_SHOWN = 300


@bp.get("/decks/<deck>/versions")
@instructors_only
def versions(deck: str) -> Page:
    """The list; with `old` and `new` what changed from the one to the other."""
    if page := kept_back(deck):
        return page
    desk, connection = own_desk(deck), db.session.connection()
    old, new = request.args.get("old", None, int), request.args.get("new", None, int)
    compared = None if old is None or new is None else comparison(connection, deck, old, new)
    return render_template(
        "teaching/decks/versions.html",
        desk=desk,
        versions=deck_versions(connection, deck),
        regraded=regraded(connection),
        old=old,
        new=new,
        compared=compared,
        own_time=own_time,
        is_served=deck in served().decks and desk.now.text is not None,
    )


def comparison(connection: Connection, deck: str, old: int, new: int) -> tuple[Comparison, list[Line]]:
    try:
        items, _ = compare(connection, deck, old, new)
        texts = [text_at(connection, deck, number) or "" for number in (old, new)]
    except LookupError:
        abort(404)
    return items, differences(*texts)


@bp.post("/decks/<deck>/restore")
@instructors_only
def restore_submit(deck: str) -> Page:
    """An old version's text as one's own draft. Nothing is published before it was reviewed."""
    desk = own_desk(deck)
    try:
        text = text_at(db.session.connection(), deck, request.form.get("number", -1, int))
    except LookupError:
        abort(404)
    if text is None:
        abort(404)
    if not desk.rev and text == desk.now.text:
        flash("That version is the one that is served.", "success")
    elif desk.rev and text != desk.text:
        flash(
            "You have a draft of this deck. Publish it or throw it away, then bring the version back.",
            "error",
        )
    else:
        try:
            drafts.save(current_user.id, deck, text, desk.rev, desk.now.base)
        except drafts.TooMany as error:
            flash(str(error), "error")
        else:
            return redirect(url_for("teaching.review", deck=deck), 303)
    return redirect(url_for("teaching.versions", deck=deck), 303)
