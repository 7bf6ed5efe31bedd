"""The blueprint, and what it keeps in memory of the app it is registered with."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from webapp.practice.pages import URLS

bp = Blueprint("practice", __name__, url_prefix="/practice", template_folder=".")


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    state.app.extensions[URLS] = {}
