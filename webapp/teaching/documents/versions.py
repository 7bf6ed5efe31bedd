"""The versions of a document: listed, compared, and one of them taken up again, to be approved first."""

from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from question_bank.document import Document
from webapp import clock
from webapp.db import db
from webapp.guards import instructors_only
from webapp.memory.sealed import sealed
from webapp.publishing.edits import DocumentEdit
from webapp.publishing.versions import document_versions, restored_document
from webapp.teaching.blueprint import bp
from webapp.teaching.decks.differences import Line, differences
from webapp.teaching.documents import about, uploads
from webapp.teaching.documents.index import document_or_404


@bp.get("/documents/<slug>/versions")
@instructors_only
def document_versions_page(slug: str) -> str:
    """The list; with `old` and `new` what changed from the one to the other."""
    document = open_or_404(slug)
    old, new = request.args.get("old", None, int), request.args.get("new", None, int)
    return render_template(
        "teaching/documents/versions.html",
        document=document,
        versions=document_versions(db.session.connection(), document.id),
        old=old,
        new=new,
        compared=None if old is None or new is None else compared(document, old, new),
        zone=ZoneInfo(current_user.time_zone),
    )


def open_or_404(slug: str) -> Document:
    """The document, unless a quiz has put it away."""
    document = document_or_404(slug)
    return abort(404) if sealed(current_user, clock.now()).put_away(document.id) else document


def compared(document: Document, old: int, new: int) -> list[Line]:
    return differences(*(version_or_404(document, number).text for number in (old, new)))


def version_or_404(document: Document, number: int) -> DocumentEdit:
    try:
        return restored_document(db.session.connection(), document.id, number)
    except LookupError:
        abort(404)


@bp.post("/documents/<slug>/versions/<int:number>/restore")
@instructors_only
def document_restore_submit(slug: str, number: int) -> Response:
    """A version's text as one's own upload. Nothing is published before it was approved."""
    document = open_or_404(slug)
    version = version_or_404(document, number)
    name = f"version {number}" if number else "the file"
    try:
        upload = uploads.reserve(current_user.id, name, len(version.text.encode()), clock.now())
    except uploads.Limit as limit:
        flash(str(limit), "error")
        return redirect(url_for("teaching.document_versions_page", slug=slug), 303)
    upload.text, upload.about = version.text, about.of_version(version.entry, document.slug)
    db.session.commit()
    return redirect(url_for("teaching.document_upload", upload_id=upload.id), 303)
