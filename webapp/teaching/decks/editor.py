"""The page on which a deck is written: its text, the problems beside their lines, an item as it will look.

Each check keeps the draft. With the page's script that happens in place, else the form posts and reloads.
"""

import re

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from webapp.bank import current_bank
from webapp.db import db
from webapp.guards import instructors_only
from webapp.page import IN_PLACE
from webapp.publishing.current import Current, deck_text, text_to_edit
from webapp.publishing.edits import Base
from webapp.teaching.blueprint import bp
from webapp.teaching.decks import drafts
from webapp.teaching.decks.checking import MOST, excerpt_of
from webapp.teaching.decks.desk import Desk, desk_of, kept_back, own_desk, own_time, shown
from webapp.teaching.decks.sent import text_sent

Page = str | Response
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
NEXT = {"review": "teaching.review", "passage": "teaching.passage"}


@bp.get("/decks/<deck>")
@instructors_only
def deck(deck: str) -> Page:
    """The editor; asked in place, the item of one line only."""
    if page := kept_back(deck):
        return page
    desk = own_desk(deck)
    return render_template(template("preview"), **of_desk(desk))


@bp.post("/decks/<deck>/check")
@instructors_only
def check_submit(deck: str) -> Page:
    """Keep the draft and say what is wrong with it. Where another tab has saved since: both texts, 409."""
    if page := kept_back(deck):
        return page
    sent, rev = text_sent("text"), request.form.get("rev", 0, int)
    base = Base(request.form.get("base", 0, int), request.form.get("base_hash", "")[:64])
    now = deck_text(db.session.connection(), deck)
    try:
        saved = kept(deck, sent, rev, base, now)
    except drafts.TooMany as error:
        return not_kept(Desk(deck, sent, 0, base, now, None), str(error))
    desk = desk_of(deck, saved.draft, now)
    if not saved.taken:
        mine = Desk(deck, sent, desk.rev, base, now, None)
        return make_response(render_template(template("both"), **of_desk(mine, desk.text)), 409)
    if IN_PLACE in request.headers:
        return render_template("teaching/decks/both.html", **of_desk(desk))
    onward = NEXT.get(request.form.get("then", ""))
    if onward:
        return redirect(url_for(onward, deck=deck), 303)
    item = request.form.get("item") or None
    return redirect(
        url_for("teaching.deck", deck=deck, item=item, _anchor="preview" if item else "checked"), 303
    )


def not_kept(desk: Desk, words: str) -> Response:
    """The text as it was sent, and why it is no draft; in place the words alone."""
    if IN_PLACE in request.headers:
        return make_response(words, 422, {"Content-Type": "text/plain; charset=utf-8"})
    flash(words, "error")
    return make_response(render_template(template("editor"), **of_desk(desk)), 422)


def kept(deck: str, sent: str, rev: int, base: Base, now: Current) -> drafts.Saved:
    """The draft with this text. What has not been changed yet needs no draft; one that was thrown away in
    another tab, with nothing else in its place, is begun anew."""
    owner = current_user.id
    there = drafts.draft_of(owner, deck)
    if there is None and now.is_new:
        return drafts.save(owner, deck, sent, 0, Base()) if ID.fullmatch(deck) else abort(404)
    if there is None and not rev and sent == text_to_edit(db.session.connection(), deck, now):
        return drafts.Saved(None, True)
    return drafts.save(owner, deck, sent, rev, base)


@bp.post("/decks/<deck>/discard")
@instructors_only
def discard_submit(deck: str) -> Response:
    drafts.discard(current_user.id, deck)
    flash("The draft is thrown away.", "success")
    there = not deck_text(db.session.connection(), deck).is_new
    return redirect(url_for("teaching.deck", deck=deck) if there else url_for("teaching.decks"), 303)


def template(part: str) -> str:
    """The whole page, or in place only its part."""
    return f"teaching/decks/{part if IN_PLACE in request.headers else 'editor'}.html"


def of_desk(desk: Desk, theirs: str | None = None) -> dict[str, object]:
    """What the editor and its parts show."""
    line = request.values.get("line", None, int)
    lines = desk.text.split("\n")
    return {
        "desk": desk,
        "shown_item": shown(desk, line, request.values.get("item")),
        "problems": desk.checked.problems[:MOST],
        "excerpt_of": lambda number: excerpt_of(lines[number - 1]) if number <= len(lines) else "",
        "own_time": own_time,
        "documents": current_bank().documents,
        "theirs": theirs,
    }
