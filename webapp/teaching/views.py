"""Teaching pages."""

from flask import Blueprint, render_template

bp = Blueprint("teaching", __name__, url_prefix="/teaching")
