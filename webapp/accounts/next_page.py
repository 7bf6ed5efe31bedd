"""Where to go on after signing in: only ever to a page of this site."""

import re

from flask import request, url_for

PLAIN = re.compile(r"[\w.~!$&'()*+,;=:@%/?#-]+", re.ASCII)
LONGEST = 2000


def safe_path(text: str | None) -> str | None:
    """`text` if it is a path on this site, else None.

    Plain characters only, no `//` or `\\`: browsers read those as the start of another site's address.
    """
    if not text or len(text) > LONGEST or not text.startswith("/"):
        return None
    path = re.split("[?#]", text, maxsplit=1)[0]
    return text if PLAIN.fullmatch(text) and "//" not in path else None


def next_page() -> str:
    """The safe path that the form or the address asks for, else the home page."""
    return safe_path(request.form.get("next") or request.args.get("next")) or url_for("home.show")
