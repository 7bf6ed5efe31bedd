"""Practice pages."""

from flask import Blueprint, render_template

bp = Blueprint("practice", __name__, url_prefix="/practice")
