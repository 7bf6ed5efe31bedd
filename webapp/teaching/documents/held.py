"""Items that wait because a document no longer holds what they quote: confirmed one by one, or mended."""

from collections.abc import Collection, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from question_bank.document import Document
from webapp import clock
from webapp.bank import served
from webapp.guards import instructors_only
from webapp.memory.sealed import sealed
from webapp.teaching.blueprint import bp
from webapp.teaching.documents import settling
from webapp.teaching.documents.index import document_or_404
from webapp.teaching.documents.published import editor, held_in
from webapp.teaching.documents.reanchored import Source, by_passage, held_on

NOTHING = "Nothing was confirmed: tick what proves its answer as well."
Page = str | tuple[str, int] | Response


@bp.get("/documents/<slug>/held")
@instructors_only
def document_held(slug: str) -> str:
    return held_page(document_or_404(slug))


@bp.post("/documents/<slug>/held")
@instructors_only
def document_held_submit(slug: str) -> Page:
    document, ticked = document_or_404(slug), request.form.getlist("confirm")
    sources = held_sources(document)
    chosen = settling.confirmed(sources, ticked)
    problems = settling.halves(sources, chosen) if chosen else [NOTHING]
    problems = problems or settling.confirm(chosen)
    if problems:
        return held_page(document, ticked, problems), 422
    flash("Confirmed. These items are asked again, with the new words as their source.", "success")
    return redirect(url_for("teaching.document_held", slug=slug), 303)


def held_sources(document: Document) -> list[Source]:
    kept = sealed(current_user, clock.now()).items
    here = [
        (one.item, one.source, one.proposed)
        for one in held_in(served().whole)
        if one.item.sources[one.source].document == document.id
    ]
    return held_on(document, here, kept)


def held_page(document: Document, ticked: Collection[str] = (), problems: Sequence[str] = ()) -> str:
    return render_template(
        "teaching/documents/held.html",
        document=document,
        sources=held_sources(document),
        ticked={value.partition("|")[0] for value in ticked},
        problems=problems,
        editor=editor,
        by_passage=by_passage,
    )
