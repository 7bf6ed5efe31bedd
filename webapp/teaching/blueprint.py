"""The blueprint of teaching: everything under /teaching."""

from flask import Blueprint

bp = Blueprint("teaching", __name__, url_prefix="/teaching")
