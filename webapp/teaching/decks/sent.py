"""A text as a form sends it."""

from flask import request


def text_sent(name: str) -> str:
    """The field's text, its line ends as files have them."""
    text = request.form.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "\ufffd")  # no database takes a NUL
