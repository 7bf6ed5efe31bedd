"""Every error has a page in our own look: what happened, what to do next, and a way home.

The page needs no database and tells nothing of the inside; what went wrong is in the log, under the
incident's number.
"""

import re
import secrets
from dataclasses import dataclass

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from webapp.db import db
from webapp.form_fields import UnknownField
from webapp.page import IN_PLACE, viewer

RETRY_AFTER = 3  # seconds
# What a person writes: shown again, to be copied.
TYPED_FIELDS = ("typed", "comment", "given", "text", "description", "answer", "note")
PLACE = re.compile(r"[0-9]{1,2}")  # of an option: it says nothing without the list of them


@dataclass(frozen=True)
class Words:
    what: str
    next: str


WORDS = {
    400: Words(
        "That request could not be read", "Go back, reload the page and try again. Nothing was changed."
    ),
    403: Words(
        "This page is not open to you",
        "It belongs to instructors or to another account. "
        "If you should have access, ask the person who runs this site.",
    ),
    404: Words(
        "There is nothing at this address",
        "The link may be old, or a letter may be missing. The library lists every document and deck.",
    ),
    405: Words(
        "That page is the answer to a form",
        "It cannot be opened by its address. Go back one page, or start again from home.",
    ),
    408: Words(
        "That took too long to arrive",
        "The connection may be slow, or have broken off. Nothing was changed. Go back and send it again.",
    ),
    411: Words(
        "That came without its length",
        "Something between your browser and this site sends it on in pieces. Nothing was changed. "
        "Try another network, or tell the person who runs this site.",
    ),
    413: Words(
        "That was too much at once",
        "Nothing was stored. Go back, shorten the text or the file, and send it again.",
    ),
    422: Words("Something in the form does not fit", "Go back, look at the marked fields and send it again."),
    429: Words(
        "Too many tries in a row",
        "Nothing is locked for good. Wait a little, then try again; the wait starts short.",
    ),
    500: Words(
        "Something broke on our side",
        "It is not your doing, and it has been noted. "
        "Go back and try once more; what you had saved before is safe.",
    ),
    503: Words(
        "This could not be done just now", "It was not saved. Wait a moment, go back and send it again."
    ),
}
PLANTED = Words(
    "That form had a field that is not its own",
    "Nothing was changed. An extension of your browser may have added the field. "
    "Copy what you wrote, switch the extension off, reload the page and send it again.",
)
STALE = Words(
    "This page was open in another session",
    "You have signed in or out since it was opened, so it could not be sent. "
    "Go back, reload the page and send it again.",
)


def words_for(error: HTTPException) -> Words:
    if isinstance(error, CSRFError):
        return STALE
    if isinstance(error, UnknownField):
        return PLANTED
    code = error.code or 500
    return WORDS.get(code) or WORDS[500 if code >= 500 else 400]


def log_incident(error: HTTPException) -> str:
    """A number for what went wrong, written to the log on one line beside its cause."""
    incident = secrets.token_hex(4)
    cause = type(getattr(error, "original_exception", None) or error).__name__
    current_app.logger.error("incident %s: %s %r: %s", incident, request.method, request.path, cause)
    return incident


def log_refusal(error: HTTPException) -> None:
    """Who asked for what is not theirs, or not there: the page says the same of both."""
    if error.code not in (403, 404) or request.endpoint is None or (user := viewer()) is None:
        return
    asked = {name: str(value) for name, value in (request.view_args or {}).items() if name != "token"}
    current_app.logger.warning("%s for user %s: %s %s", error.code, user.id, request.endpoint, asked)


def typed_before() -> list[str]:
    """What the learner had typed into the form that was refused."""
    written = [value for name in TYPED_FIELDS for value in request.form.getlist(name) if value.strip()]
    return [value for value in written if not PLACE.fullmatch(value)]


def body_of(error: HTTPException, incident: str | None) -> str:
    """The page, or in place only its words; bare words where even the page cannot be made."""
    words = words_for(error)
    typed = typed_before() if isinstance(error, (CSRFError, UnknownField)) else []
    name = "error.html" if IN_PLACE not in request.headers else "error_fragment.html"
    try:
        return render_template(
            name, code=error.code, words=words, incident=incident, typed=typed, retry_after=wait(error)
        )
    except Exception:
        current_app.logger.exception("the error page itself failed")
        return f"<!doctype html><title>Footnote</title><h1>{words.what}</h1><p>{words.next}</p>"


def wait(error: HTTPException) -> int | None:
    """Seconds until a refused try may be made again, where that is known."""
    after = dict(error.get_headers()).get("Retry-After", "")
    return int(after) if after.isdigit() else None


def undo_transaction() -> None:
    """A request that failed leaves nothing half written, and its connection usable for the page."""
    try:
        db.session.rollback()
    except SQLAlchemyError:
        pass  # the database is away: the page does without
    viewer()  # settles who looks at it, before flask-login asks for its own context


def init_app(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def show(error: HTTPException) -> Response | HTTPException:
        if error.response is not None or error.code is None or error.code < 400:
            return error  # a redirect, or a response that somebody made on purpose
        undo_transaction()
        incident = log_incident(error) if error.code >= 500 else None
        log_refusal(error)
        response = make_response(body_of(error, incident), error.code)
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                response.headers[name] = value
        return response

    @app.errorhandler(OperationalError)
    def could_not(error: OperationalError) -> Response | HTTPException:
        """A busy lock, a full disk, a database that is away: not saved, and worth another try."""
        if "no such" in str(error.orig):  # a fault of ours, which SQLite calls by the same name
            raise error
        unavailable = ServiceUnavailable(retry_after=RETRY_AFTER)
        unavailable.original_exception = error  # type: ignore[attr-defined]
        return show(unavailable)
