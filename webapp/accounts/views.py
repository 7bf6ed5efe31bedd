"""Accounts pages."""

from flask import Blueprint, render_template

bp = Blueprint("accounts", __name__, url_prefix="/accounts")
