"""Every deck there is, with its version and one's own draft; a new one, begun on a document or brought in."""

import re

from flask import flash, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from question_bank.authoring.sample import sample_deck
from question_bank.deck_reader import read_deck
from question_bank.problem import Problem
from question_bank.yaml_reader import MAX_BYTES
from webapp import clock
from webapp.bank import served
from webapp.db import db
from webapp.guards import instructors_only
from webapp.memory.sealed import sealed
from webapp.publishing.current import deck_text
from webapp.publishing.edits import Base
from webapp.teaching.blueprint import bp
from webapp.teaching.decks import drafts
from webapp.teaching.decks.checking import LONGEST_ID
from webapp.teaching.decks.desk import own_time
from webapp.teaching.decks.sent import text_sent
from webapp.teaching.decks.standing import standings

Page = str | tuple[str, int] | Response
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@bp.get("/decks")
@instructors_only
def decks() -> Page:
    return decks_page()


def decks_page(problems: tuple[Problem, ...] = (), sent: str = "", trouble: str = "") -> str:
    mine, there = drafts.drafts_of(current_user.id), standings()
    known = {one.deck for one in there}
    return render_template(
        "teaching/decks/index.html",
        standings=there,
        mine=mine,
        new=[draft for deck, draft in mine.items() if deck not in known],
        documents=served().bank.documents.values(),
        own_time=own_time,
        problems=problems,
        sent=sent,
        trouble=trouble,
    )


@bp.post("/decks")
@instructors_only
def new_deck_submit() -> Page:
    """Begin a deck on a document, with a sample of each kind of item that it mentions."""
    document = served().bank.documents_by_slug.get(request.form.get("document", ""))
    if document is None:
        return decks_page(trouble="Choose the document that the deck is to stand on."), 422
    if sealed(current_user, clock.now()).put_away(document.id):
        return decks_page(trouble="That document is put away until your quiz is over."), 422
    deck = free(document.slug)
    try:
        drafts.save(current_user.id, deck, sample_deck(document, deck), 0, Base())
    except ValueError as error:
        return decks_page(trouble=str(error)), 422
    return redirect(url_for("teaching.deck", deck=deck), 303)


@bp.post("/decks/upload")
@instructors_only
def upload_deck_submit() -> Page:
    """A deck that was written elsewhere: a file, or the text itself. It becomes a draft, right or wrong."""
    file = request.files.get("file")
    source = read_of(file) if file and file.filename else text_sent("text")
    if not source.strip():
        return decks_page(trouble="Choose a file, or paste the text of a deck."), 422
    read = read_deck(source, "upload.yaml", served().bank.documents)
    if isinstance(source, bytes):
        try:
            source = source.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            return decks_page(read.problems), 422
    if len(source.encode("utf-8", "replace")) > MAX_BYTES or "\0" in source:
        return decks_page(read.problems), 422
    named = read.id if read.id and len(read.id) <= LONGEST_ID and _ID.fullmatch(read.id) else None
    return taken_in(source, named)


def read_of(file: FileStorage) -> bytes:
    return file.stream.read(MAX_BYTES + 1)


def taken_in(text: str, named: str | None) -> Page:
    """The text as a draft of the deck that it names. One's own draft of that deck is not written over."""
    deck = named or free("new-deck")
    now = deck_text(db.session.connection(), deck)
    if drafts.draft_of(current_user.id, deck) is not None:
        trouble = f"You have a draft of {deck} already. Publish it or throw it away, then bring this one in."
        return decks_page(sent=text, trouble=trouble), 409
    try:
        drafts.save(current_user.id, deck, text, 0, now.base)
    except drafts.TooMany as error:
        return decks_page(sent=text, trouble=str(error)), 422
    if not now.is_new:
        flash(f"There is a deck {deck}: this is a draft of its next version.", "warning")
    return redirect(url_for("teaching.deck", deck=deck), 303)


def free(slug: str) -> str:
    """An id for a deck that neither a deck nor a draft of one's own has."""
    taken = {one.deck for one in standings()} | set(drafts.drafts_of(current_user.id))
    base = slug[: LONGEST_ID - 4].rstrip("-")
    names = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
