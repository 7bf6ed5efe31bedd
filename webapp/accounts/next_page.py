"""Where to go on after signing in: only ever to a page of this site."""

from flask import request, url_for

from webapp.page import safe_path


def next_page() -> str:
    """The safe path that the form or the address asks for, else the home page."""
    return safe_path(request.form.get("next") or request.args.get("next")) or url_for("home.show")
