"""From words of a document to an item of the deck: selected, searched for, or offered because nothing covers
them yet. The item is put at the end of the draft, which stays as it is otherwise."""

import re
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from question_bank.authoring.editing import append
from question_bank.authoring.selection import select
from question_bank.authoring.stubs import Stub, stub, stub_of, stubs_of_uncovered
from question_bank.coverage import mentions_of
from question_bank.document import Document
from question_bank.excerpt import Excerpt, excerpt
from webapp import clock
from webapp.bank import served
from webapp.guards import instructors_only
from webapp.memory.sealed import sealed
from webapp.teaching.blueprint import bp
from webapp.teaching.decks import drafts
from webapp.teaching.decks.desk import Desk, kept_back, own_desk

Page = str | tuple[str, int] | Response
MOST_FOUND = 20
LONGEST = 200_000  # characters of a document whose mentions are looked for while somebody waits
TRIES = 3
_QUOTES = {"'": "['‘’]", "‘": "['‘’]", "’": "['‘’]", '"': '["“”]', "“": '["“”]', "”": '["“”]', "-": "[-–—]"}


@dataclass(frozen=True, slots=True)
class Found:
    """A place of the words that were looked for."""

    start: int
    end: int
    excerpt: Excerpt | None
    trouble: str  # why these words can be no quote


@dataclass(frozen=True, slots=True)
class Offer:
    """One of the mentions that no item covers."""

    number: int  # from 0
    total: int
    stub: Stub
    excerpt: Excerpt


@bp.get("/decks/<deck>/passage")
@instructors_only
def passage(deck: str) -> Page:
    if page := kept_back(deck):
        return page
    desk = own_desk(deck)
    document, words = document_asked(desk), request.args.get("find", "").strip()
    number = request.args.get("offer", None, int)
    return render_template(
        "teaching/decks/passage.html",
        desk=desk,
        document=document,
        documents=served().bank.documents.values(),
        words=words,
        found=places_of(document, words) if document and words else [],
        offer=offered(desk, document, number) if document and number is not None else None,
        asked=number,
        is_long=bool(document and len(document.text) > LONGEST),
        most=MOST_FOUND,
    )


@bp.post("/decks/<deck>/passage")
@instructors_only
def insert_submit(deck: str) -> Response:
    """Put the item into the draft as it is saved now, whichever tab saved it."""
    if kept_back(deck):
        return redirect(url_for("teaching.deck", deck=deck), 303)
    document = document_asked(own_desk(deck)) or abort(404)
    span = request.form.get("start", 0, int), request.form.get("end", 0, int)
    back = url_for("teaching.passage", deck=deck, document=document.slug)
    for _ in range(TRIES):
        desk = own_desk(deck)
        try:
            made = stub_at(desk, document, span, request.form.get("mention", ""))
            text = append(desk.text, made.yaml)
            taken = drafts.save(current_user.id, deck, text, desk.rev, desk.base).taken
        except ValueError as error:
            flash(str(error), "error")
            return redirect(back, 303)
        if taken:
            flash(f"“{made.id}” stands at the end of the deck: make a better question of it.", "success")
            return redirect(url_for("teaching.deck", deck=deck, item=made.id, _anchor="text"), 303)
    flash("The draft is being saved from another tab. Try again in a moment.", "error")
    return redirect(back, 303)


def document_asked(desk: Desk) -> Document | None:
    """The document that is asked for by its address, or else the deck's own; 404 while it is put away."""
    bank, slug = served().bank, request.values.get("document")
    found = bank.documents_by_slug.get(slug) if slug else desk.document
    if slug and found is None:
        abort(404)
    if found is not None and sealed(current_user, clock.now()).put_away(found.id):
        abort(404)
    return found


def places_of(document: Document, words: str) -> list[Found]:
    """Where the words stand, whichever quotes, dashes, cases and spaces they were typed with."""
    pattern = r"\s+".join("".join(map(_sign, part)) for part in words[:2_000].split())
    hits = re.finditer(pattern, document.text, re.IGNORECASE)
    return [_found(document, hit.start(), hit.end()) for hit, _ in zip(hits, range(MOST_FOUND), strict=False)]


def _sign(character: str) -> str:
    return _QUOTES.get(character, re.escape(character))


def _found(document: Document, start: int, end: int) -> Found:
    try:
        return Found(start, end, excerpt(document, select(document, start, end)), "")
    except ValueError as error:
        return Found(start, end, None, str(error))


def taken_ids(desk: Desk) -> set[str]:
    return {place.id for place in desk.checked.places if place.id}


def own_source(desk: Desk, document: Document) -> bool:
    """Whether an item has to name this document, because the deck stands on another or on none."""
    return desk.checked.document != document.id


def offered(desk: Desk, document: Document, number: int) -> Offer | None:
    """The uncovered mention of this number; of what is written in the draft, too, nothing is offered."""
    if len(document.text) > LONGEST or number < 0:
        return None
    bank = served().bank
    written = [place.item for place in desk.checked.places if place.item]
    others = [item for item in bank.items.values() if item.deck != desk.deck]
    stubs = list(
        stubs_of_uncovered(document, [*others, *written], taken_ids(desk), own_source(desk, document))
    )
    if not number < len(stubs):
        return None
    one = stubs[number]
    return Offer(number, len(stubs), one, excerpt(document, one.anchor))


def stub_at(desk: Desk, document: Document, span: tuple[int, int], mention: str) -> Stub:
    """The item for these characters; `mention` ("12-20") is what to ask for, of one that was offered."""
    own, taken = own_source(desk, document), taken_ids(desk)
    if not mention:
        return stub(document, *whole_words(document.text, *span), taken, own_source=own)
    if len(document.text) <= LONGEST:
        for one in mentions_of(document.text):
            if f"{one.start}-{one.end}" == mention:
                return stub_of(document, one, taken, own)
    raise ValueError("The document has changed since. Look at it once more.")


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The same characters with the rest of a word that a hand has cut at either end."""
    start, end = max(0, start), max(0, min(end, len(text)))
    if not start < end:
        return start, end
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end
