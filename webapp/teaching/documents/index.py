"""Documents: what there is, and how a new one or the next version of one comes in."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, current_app, make_response, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from question_bank.document import Document
from question_bank.extraction import Extracted, Refused, extract
from webapp import clock
from webapp.bank import current_bank, served
from webapp.db import db
from webapp.guards import instructors_only
from webapp.models import Upload
from webapp.page import viewer
from webapp.teaching.blueprint import bp
from webapp.teaching.documents import about, published, uploads
from webapp.teaching.documents.forms import BringForm
from webapp.teaching.documents.turns import Busy, turn

MOST_SENT = 25_000_000  # a file that is too large is still answered in words
MOST_TYPED = 10_000_000
MOST_LINES = 10_000  # each is a paragraph of the reader
BRINGING = ("teaching.document_new_submit", "teaching.document_replace_submit")


@bp.url_value_preprocessor
def take_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Two routes take files, from instructors. This is settled before anything reads the form."""
    if endpoint in BRINGING and request.method == "POST" and (user := viewer()) and user.is_instructor:
        request.max_content_length = MOST_SENT
        request.max_form_memory_size = MOST_TYPED


@bp.get("/documents")
@instructors_only
def documents() -> str:
    zone = ZoneInfo(current_user.time_zone)
    return render_template(
        "teaching/documents/index.html",
        lines=published.lines(served(), zone),
        waiting=uploads.waiting(current_user.id),
        documents=current_bank().documents,
        zone=zone,
    )


@bp.get("/documents/new")
@instructors_only
def document_new() -> str:
    return bring_page(BringForm(), None)


@bp.post("/documents/new")
@instructors_only
def document_new_submit() -> Response:
    return take(BringForm(), None)


@bp.get("/documents/<slug>/replace")
@instructors_only
def document_replace(slug: str) -> str:
    return bring_page(BringForm(), document_or_404(slug))


@bp.post("/documents/<slug>/replace")
@instructors_only
def document_replace_submit(slug: str) -> Response:
    return take(BringForm(), document_or_404(slug))


def document_or_404(slug: str) -> Document:
    return current_bank().documents_by_slug.get(slug) or abort(404)


def bring_page(form: BringForm, document: Document | None) -> str:
    return render_template("teaching/documents/bring.html", form=form, document=document)


def take(form: BringForm, document: Document | None) -> Response:
    """Read what was sent, and keep its text to be looked at. Whatever is wrong is said beside the field."""
    if not form.validate_on_submit():
        return refused(form, document, 422)
    name, suffix, data = form.brought
    try:
        upload = uploads.reserve(current_user.id, name, len(data), clock.now())
    except uploads.Limit as limit:
        form.refuse(str(limit))
        return refused(form, document, 429 if limit.wait else 413, limit.wait)
    try:
        with turn(Path(current_app.instance_path)):
            found = read(data, suffix)
    except Busy:
        form.refuse("Other files are being read just now. Wait a few seconds and send it again.")
        return set_aside(upload, form, document, 503)
    except Refused as refusal:
        form.refuse(str(refusal))
        return set_aside(upload, form, document, 422)
    upload.text, upload.about = found.text, described(found, document)
    db.session.commit()
    return redirect(url_for("teaching.document_upload", upload_id=upload.id), 303)


def read(data: bytes, suffix: str) -> Extracted:
    """The text of the file, if a page can show it. Raises Refused."""
    found = extract(data, suffix)
    lines = sum(1 for line in found.text.splitlines() if line.strip())
    if lines > MOST_LINES:
        what = f"The text has {lines:,} lines, more than {MOST_LINES:,}"
        raise Refused("too-many-lines", what, "Split it into several documents.")
    return found


def described(found: Extracted, document: Document | None) -> dict[str, Any]:
    if document is None:
        return about.of_new(found.title, found.notes, current_bank().documents_by_slug.keys())
    return about.of_next(document, found.text, found.notes)


def set_aside(upload: Upload, form: BringForm, document: Document | None, status: int) -> Response:
    """Nothing is kept of a file that was not read but that it was tried."""
    uploads.empty(upload)
    db.session.commit()
    return refused(form, document, status)


def refused(form: BringForm, document: Document | None, status: int, wait: int | None = None) -> Response:
    response = make_response(bring_page(form, document), status)
    if wait or status == 503:
        response.headers["Retry-After"] = str(wait or 5)
    return response
