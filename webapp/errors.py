"""Every error has a page in our own look that says what happened and what to do."""

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException


def init_app(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def show(error: HTTPException) -> tuple[str, int]:
        return render_template("error.html", error=error), error.code or 500
