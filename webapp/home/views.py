"""Home pages."""

from flask import Blueprint, render_template

bp = Blueprint("home", __name__, url_prefix="/")


@bp.get("/")
def show() -> str:
    return render_template("home/welcome.html")
