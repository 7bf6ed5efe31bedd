"""A document that was brought in: its text is looked at, described, and approved or thrown away."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from question_bank.document import OddKind
from webapp.bank import current_bank, served
from webapp.db import db
from webapp.guards import instructors_only
from webapp.models import Upload
from webapp.publishing.edits import Base, DocumentEdit, Edits
from webapp.teaching.blueprint import bp
from webapp.teaching.documents import about, settling, uploads
from webapp.teaching.documents.forms import AboutForm, NewAboutForm

Page = str | tuple[str, int] | Response


@bp.get("/documents/uploads/<uuid:upload_id>")
@instructors_only
def document_upload(upload_id: UUID) -> str:
    upload = upload_or_404(upload_id)
    return upload_page(upload, form_of(upload))


@bp.post("/documents/uploads/<uuid:upload_id>")
@instructors_only
def document_upload_submit(upload_id: UUID) -> Page:
    """Keep what was typed, whatever it is; then do what the button says."""
    upload = upload_or_404(upload_id, to_change=True)
    form, do = form_of(upload), request.form.get("do", "keep")
    described = form.validate_on_submit()
    valid = mark(upload, form)
    keep(upload, form)
    if do == "publish":
        valid = address_is_free(upload, form) and described and valid
    db.session.commit()
    if not valid:
        return upload_page(upload, form), 422
    if do == "publish":
        return approve(upload, form)
    if do != "mark":
        flash("Kept. It waits for you under Documents.", "success")
    here = url_for("teaching.document_upload", upload_id=upload.id, _anchor="odd" if do == "mark" else None)
    return redirect(here, 303)


@bp.post("/documents/uploads/<uuid:upload_id>/discard")
@instructors_only
def document_discard_submit(upload_id: UUID) -> Response:
    upload = upload_or_404(upload_id, to_change=True)
    uploads.empty(upload)
    db.session.commit()
    flash("Thrown away. Nothing of it is kept.", "success")
    return redirect(url_for("teaching.documents"), 303)


def upload_or_404(upload_id: UUID, to_change: bool = False) -> Upload:
    return uploads.upload_of(current_user.id, upload_id, to_change) or abort(404)


def form_of(upload: Upload) -> AboutForm:
    """The form as it was sent, or with what is kept. An address is chosen once, for a new document."""
    make = AboutForm if upload.about["document"] else NewAboutForm
    return make(data={name: upload.about[name] for name in (*about.PHRASES, "slug")})


def upload_page(upload: Upload, form: AboutForm) -> str:
    document = about.sketch(upload.about, upload.text)
    return render_template(
        "teaching/documents/upload.html",
        upload=upload,
        form=form,
        passages=about.passages(document),
        odd=[(place, document.text[place.start : place.end]) for place in document.odd],
        replaces=current_bank().documents.get(upload.about["document"] or ""),
    )


def mark(upload: Upload, form: AboutForm) -> bool:
    """Take away the marks whose boxes were cleared, and add the words that were pasted."""
    ticked = set(request.form.getlist("odd"))
    odd = [place for index, place in enumerate(upload.about["odd"]) if str(index) in ticked]
    valid = not form.words.errors
    if form.words.data and valid:
        kind: OddKind = "chrome" if form.kind.data == "chrome" else "teaser"
        note = (form.note.data or "")[:200]
        try:
            odd = about.marked(odd, upload.text, form.words.data, kind, note, form.everywhere.data)
            form.words.data = form.note.data = ""
        except ValueError as error:
            form.words.errors, valid = [str(error)], False
    elif valid and request.form.get("do") == "mark" and odd == upload.about["odd"]:
        form.words.errors, valid = ["Paste the words that are to be marked."], False
    upload.about = {**upload.about, "odd": odd}
    return valid


def keep(upload: Upload, form: AboutForm) -> None:
    """What was typed, right or wrong; but for what no field lets in."""
    names = (*about.PHRASES, "slug") if "slug" in form else about.PHRASES
    typed: dict[str, Any] = {name: (form[name].data or "")[:200] for name in names}
    upload.about = {**upload.about, **typed}


def address_is_free(upload: Upload, form: AboutForm) -> bool:
    if "slug" not in form or form["slug"].data not in current_bank().documents_by_slug:
        return True
    taken = current_bank().documents_by_slug[form["slug"].data]
    form["slug"].errors = [*form["slug"].errors, f"“{taken.title}” has this address. Choose another."]
    return False


def approve(upload: Upload, form: AboutForm) -> Page:
    """A new document is published at once; one that replaces another is first held against the items."""
    if upload.about["document"]:
        return redirect(url_for("teaching.document_changes", upload_id=upload.id), 303)
    entry = about.entry_of(upload.about, about.new_id(upload.about["slug"], served().documents))
    problems = settling.publish(Edits(documents=(DocumentEdit(entry, upload.text, Base()),)), "")
    if problems:
        form.form_errors = problems
        return upload_page(upload, form), 409
    uploads.empty(upload_or_404(upload.id, to_change=True))
    db.session.commit()
    flash(f"“{entry.title}” is in the library. Begin a deck on it: decks name it {entry.file}.", "success")
    return redirect(url_for("library.document", slug=entry.slug), 303)
