"""Progress pages."""

from flask import Blueprint, render_template

bp = Blueprint("progress", __name__, url_prefix="/progress")
