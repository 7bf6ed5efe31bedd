"""A document's next version held against the items that stand on it, before and while it is published."""

from collections.abc import Collection, Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from question_bank.document import Document
from webapp import clock
from webapp.bank import current_bank
from webapp.db import db
from webapp.guards import instructors_only
from webapp.memory.sealed import sealed
from webapp.models import Upload
from webapp.publishing.current import document_text
from webapp.publishing.dry_run import DryRun, dry_run
from webapp.publishing.edits import Base, DocumentEdit, Edits
from webapp.teaching.blueprint import bp
from webapp.teaching.documents import about, settling, uploads
from webapp.teaching.documents.approval import upload_or_404
from webapp.teaching.documents.forms import NoteForm
from webapp.teaching.documents.published import editor
from webapp.teaching.documents.reanchored import Source, by_passage, by_state, sources_on

MOST_SAID = 3  # what is said on the next page travels in a cookie
Page = str | tuple[str, int] | Response


@bp.get("/documents/uploads/<uuid:upload_id>/changes")
@instructors_only
def document_changes(upload_id: UUID) -> str:
    return changes_page(upload_or_404(upload_id), NoteForm())


@bp.post("/documents/uploads/<uuid:upload_id>/changes")
@instructors_only
def document_changes_submit(upload_id: UUID) -> Page:
    """Publish the text; then, in their decks, the new quotes that were confirmed."""
    upload, form = upload_or_404(upload_id), NoteForm()
    ticked = request.form.getlist("confirm")
    if not form.validate_on_submit():
        return changes_page(upload, form, ticked), 422
    edits = edits_of(upload, base_of(request.form.get("base")))
    db.session.commit()  # no lock is held while texts are verified
    sources = sources_of(upload, dry_run(edits))
    chosen = settling.confirmed(sources, ticked)
    if problems := settling.halves(sources, chosen):
        return changes_page(upload, form, ticked, problems), 422
    if problems := settling.publish(edits, form.note.data or ""):
        return changes_page(upload, form, ticked, problems), 409
    uploads.empty(upload_or_404(upload_id, to_change=True))
    db.session.commit()
    entry = edits.documents[0].entry
    flash(f"The new version of “{entry.title}” is in the library.", "success")
    problems = settling.confirm(chosen, form.note.data or "")
    for problem in problems[:MOST_SAID]:
        flash(problem, "error")
    waits = problems or len(chosen) < len([one for one in sources if one.state in ("altered", "gone")])
    return redirect(url_for("teaching.document_held" if waits else "library.document", slug=entry.slug), 303)


def changes_page(
    upload: Upload, form: NoteForm, ticked: Collection[str] = (), problems: Sequence[str] = ()
) -> str:
    old = replaced(upload)
    base = document_text(db.session.connection(), old.id).base
    dry = dry_run(edits_of(upload, base))
    sources = sources_of(upload, dry)
    return render_template(
        "teaching/documents/changes.html",
        upload=upload,
        document=old,
        made=dry,
        is_same=old.id not in dry.reanchored,
        states=by_state(sources),
        count=len(sources),
        form=form,
        base=f"{base.number}-{base.hash}",
        ticked={value.partition("|")[0] for value in ticked},
        problems=problems or settling.obstacles(dry),
        editor=editor,
        by_passage=by_passage,
    )


def edits_of(upload: Upload, base: Base) -> Edits:
    if not upload.about["title"]:
        abort(404)  # it was not approved yet
    entry = about.entry_of(upload.about, replaced(upload).id)
    return Edits(documents=(DocumentEdit(entry, upload.text, base),))


def sources_of(upload: Upload, dry: DryRun) -> list[Source]:
    document = upload.about["document"]
    kept = sealed(current_user, clock.now()).items
    return sources_on(document, dry.reanchored.get(document, ()), kept)


def replaced(upload: Upload) -> Document:
    """The document that this upload is a version of."""
    return current_bank().documents.get(upload.about["document"] or "") or abort(404)


def base_of(text: str | None) -> Base:
    """What the page was made on, as its form says."""
    number, _, hash = (text or "").partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 10 and len(hash) <= 64):
        abort(400)
    return Base(int(number), hash)
