"""Publishing a deck as a reviewed change: what it does and whom it touches, and then the act."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from webapp import clock
from webapp.guards import instructors_only
from webapp.publishing import regrades
from webapp.publishing.dry_run import DryRun, dry_run
from webapp.publishing.edits import DeckEdit, Edits, hash_of
from webapp.publishing.publish import Busy, publish, withdraw
from webapp.publishing.quota import TooMuch
from webapp.teaching.blueprint import bp
from webapp.teaching.decks import drafts
from webapp.teaching.decks.checking import MOST, edit_of
from webapp.teaching.decks.desk import Desk, kept_back, own_desk, own_time
from webapp.teaching.decks.differences import differences

Page = str | tuple[str, int] | Response
MOST_SHOWN = 300  # changes on one page
LONGEST_NOTE = 500
MOST_AT_ONCE = 20  # attempts that are regraded while the instructor waits
CHOICE = "regrade-"  # and the item's id: the name of a field


@bp.get("/decks/<deck>/review")
@instructors_only
def review(deck: str) -> Page:
    if page := kept_back(deck):
        return page
    return review_page(own_desk(deck))


def review_page(desk: Desk, trouble: str = "", made: DryRun | None = None) -> str:
    made = made or dry_run(edits_of(desk))
    return render_template(
        "teaching/decks/review.html",
        desk=desk,
        made=made,
        items=[one for one in made.comparison.items if one.state != "unchanged" or one.fields][:MOST_SHOWN],
        most=MOST_SHOWN,
        problems=made.problems[:MOST],
        theirs=next((one.theirs for one in made.conflicts), None),
        differences=differences,
        own_time=own_time,
        trouble=trouble,
        text_hash=hash_of(desk.text),
    )


def edits_of(desk: Desk) -> Edits:
    return Edits((edit_of(desk.text, desk.deck, desk.base, desk.now),))


@bp.post("/decks/<deck>/base")
@instructors_only
def base_submit(deck: str) -> Response:
    """Both texts were seen: from here on the draft is one of the version that is published now."""
    desk = own_desk(deck)
    seen = request.form.get("number", 0, int), request.form.get("hash", "")
    if (desk.now.base.number, desk.now.base.hash) != seen:
        flash("It was published once more since. Look at the newest text.", "warning")
    elif drafts.base_on(current_user.id, deck, request.form.get("rev", 0, int), desk.now.base):
        flash(
            f"Your draft goes on from version {desk.now.number}. What it changes in that stands here.",
            "success",
        )
    else:
        flash("The draft was saved from another tab since. Look once more.", "warning")
    return redirect(url_for("teaching.review", deck=deck), 303)


@bp.post("/decks/<deck>/publish")
@instructors_only
def publish_submit(deck: str) -> Page:
    """Publish the draft that was reviewed: no other text, and nothing that was overtaken meanwhile."""
    if page := kept_back(deck):
        return page
    desk, form = own_desk(deck), request.form
    if form.get("hash") != hash_of(desk.text):
        return review_page(
            desk, "The draft was saved from another tab since. This is what it changes now."
        ), 409
    if not desk.is_changed:  # sent twice
        flash("That text is the one that is served: there was nothing left to publish.", "success")
        return redirect(url_for("teaching.versions", deck=deck), 303)
    places = [name.removeprefix(CHOICE) for name in form if name.startswith(CHOICE)]
    if open_choices := [item for item in form.getlist("asked") if item not in places]:
        return review_page(desk, f"Say whether to regrade {', '.join(open_choices)}."), 422
    published_as = desk.checked.deck.id if desk.checked.deck else deck
    regrade = [(published_as, item) for item in places if form[CHOICE + item] == "yes"]
    note = form.get("note", "").replace("\0", "").strip()[:LONGEST_NOTE]
    try:
        done = publish(current_user.id, edits_of(desk), note, clock.now(), regrade)
    except Busy:
        return review_page(desk, "Others are publishing just now. Try again in a moment."), 409
    except TooMuch as trouble:
        return review_page(desk, str(trouble)), 413
    if isinstance(done, DryRun):
        return review_page(desk, made=done), 409
    drafts.discard(current_user.id, deck, desk.rev)
    flash(f"Published: {done.summary}.", "success")
    if done.told:
        flash(
            f"{done.told} {'learner is' if done.told == 1 else 'learners are'} told of the corrected answer.",
            "success",
        )
    if regrade:
        told_of_regrading(done.id)
    return redirect(url_for("teaching.versions", deck=published_as), 303)


def told_of_regrading(publication: int) -> None:
    """A few attempts are regraded at once; many, and what breaks off here, in the sweeper’s next round."""
    order = next((one for one in regrades.pending() if one.publication == publication), None)
    if order is not None and (count := len(regrades.attempts_of(order))) > MOST_AT_ONCE:
        flash(f"{count} past attempts are being regraded. The list below says when that is done.", "success")
        return
    done = regrades.regrade(order, clock.now()) if order else None
    words = f"Past attempts with another score now: {done.changed} of {done.attempts}." if done else ""
    flash(words if done and done.attempts else "No past attempt was to be regraded.", "success")


@bp.get("/decks/<deck>/withdraw")
@instructors_only
def withdraw_deck(deck: str) -> Page:
    """What withdrawing it would do."""
    return withdraw_page(own_desk(deck))


def withdraw_page(desk: Desk, made: DryRun | None = None) -> str:
    if desk.now.text is None:
        abort(404)  # it is no deck that is served
    made = made or dry_run(Edits((DeckEdit(None, desk.deck),)))
    return render_template(
        "teaching/decks/withdraw.html", desk=desk, made=made, problems=made.problems[:MOST]
    )


@bp.post("/decks/<deck>/withdraw")
@instructors_only
def withdraw_submit(deck: str) -> Page:
    desk = own_desk(deck)
    if desk.now.text is None:
        abort(404)
    try:
        done = withdraw(current_user.id, deck, "", clock.now())
    except Busy:
        flash("Others are publishing just now. Try again in a moment.", "error")
        return redirect(url_for("teaching.withdraw_deck", deck=deck), 303)
    if isinstance(done, DryRun):
        return withdraw_page(desk, done), 409
    flash("The deck is withdrawn. Its items are not asked any more; all history stays.", "success")
    return redirect(url_for("teaching.versions", deck=deck), 303)
