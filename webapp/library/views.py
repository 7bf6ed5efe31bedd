"""The library: documents in a reader, every proven passage marked, and the decks. Read-only, and open to all
but for what is covered, which is for instructors."""

from collections import Counter
from collections.abc import Iterable
from functools import partial

from flask import Blueprint, abort, render_template, request

from question_bank.coverage import STATES
from question_bank.document import Document
from question_bank.item import KINDS, Deck, Item, Kind
from webapp import clock
from webapp.bank import current_bank
from webapp.guards import instructors_only
from webapp.library.covered import SIGNS, counts, spots_in
from webapp.library.marks import beside_and_folded, notes_in, paragraphs
from webapp.memory.sealed import Sealed, sealed
from webapp.page import safe_path, viewer

bp = Blueprint("library", __name__, url_prefix="/library")


def counts_by_kind(items: Iterable[Item]) -> dict[Kind, int]:
    """How many items there are of each kind that occurs, in the usual order."""
    counted = Counter(item.kind for item in items)
    return {kind: counted[kind] for kind in KINDS if counted[kind]}


def deck_or_404(deck_id: str) -> Deck:
    return current_bank().decks.get(deck_id) or abort(404)


def document_or_404(slug: str) -> Document:
    return current_bank().documents_by_slug.get(slug) or abort(404)


def kept_back() -> Sealed:
    """What quizzes keep from whoever asks."""
    return sealed(viewer(), clock.now())


def open_items(kept: Sealed) -> list[Item]:
    """The bank's items but for those that a quiz keeps from whoever asks."""
    return [item for place, item in current_bank().items.items() if place not in kept.items]


def put_away(document: Document, kept: Sealed) -> str | None:
    """The page that stands for a document while a quiz runs that is taken with closed books."""
    attempt = kept.put_away(document.id)
    if attempt is None:
        return None
    return render_template("library/put_away.html", document=document, attempt=attempt)


@bp.get("")
def index() -> str:
    bank = current_bank()
    in_document = Counter(document for item in bank.items.values() for document in item.documents)
    kinds = {deck.id: counts_by_kind(deck.items) for deck in bank.decks.values()}
    return render_template("library/index.html", bank=bank, in_document=in_document, kinds=kinds)


@bp.get("/<slug>")
def document(slug: str) -> str:
    bank = current_bank()
    document, kept = document_or_404(slug), kept_back()
    if away := put_away(document, kept):
        return away
    notes = notes_in(document, open_items(kept))
    wanted = request.args.get("item")
    own = {deck.id for deck in bank.decks.values() if deck.document == document.id}
    user = viewer()
    return render_template(
        "library/document.html",
        document=document,
        notes=notes,
        paragraphs=paragraphs(document, notes),
        split=partial(beside_and_folded, decks=own, wanted=wanted),
        wanted=wanted,
        here={index for index, note in enumerate(notes) if wanted in {cited.name for cited in note.cited}},
        items={cited.name: cited.item for note in notes for cited in note.cited},
        back=safe_path(request.args.get("back")),
        instructs=bool(user and user.is_instructor),
    )


@bp.get("/<slug>/coverage")
@instructors_only
def coverage(slug: str) -> str:
    document, kept = document_or_404(slug), kept_back()
    if away := put_away(document, kept):
        return away
    spots = spots_in(document, current_bank().items.values())
    return render_template(
        "library/coverage.html",
        document=document,
        spots=spots,
        paragraphs=paragraphs(document, spots),
        counts=counts(spots),
        states=STATES,
        signs=SIGNS,
        sealed=kept.items,
    )


@bp.get("/decks/<deck_id>")
def deck(deck_id: str) -> str:
    return render_template("library/deck.html", **of_deck(deck_or_404(deck_id)))


@bp.get("/decks/<deck_id>/print")
def print_deck(deck_id: str) -> str:
    return render_template("library/print_deck.html", **of_deck(deck_or_404(deck_id)))


def of_deck(deck: Deck) -> dict[str, object]:
    """What the pages of a deck show: its items by kind, with what proves them."""
    kept = kept_back()
    shown = [item for item in deck.items if (item.deck, item.id) not in kept.items]
    by_kind = {kind: [item for item in shown if item.kind == kind] for kind in KINDS}
    return {
        "deck": deck,
        "by_kind": {kind: items for kind, items in by_kind.items() if items},
        "documents": current_bank().documents,
        "kept_back": len(deck.items) - len(shown),
        "away": kept.documents,
    }
