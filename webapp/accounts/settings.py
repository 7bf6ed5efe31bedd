"""How a person likes to study, their address, and the theme."""

from flask import flash, redirect, render_template, request, url_for
from flask_security import current_user
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from webapp.accounts import people
from webapp.accounts.forms import SettingsForm
from webapp.accounts.next_page import next_page
from webapp.accounts.views import Page, bp
from webapp.db import db
from webapp.guards import signed_in
from webapp.models import User

THEMES = ("system", "light", "dark")
YEAR = 365 * 24 * 3600


@bp.get("/settings")
@signed_in
def settings() -> Page:
    return render_template("accounts/settings.html", form=SettingsForm(obj=current_user))


@bp.post("/settings")
@signed_in
def settings_submit() -> Page:
    form = SettingsForm()
    if form.validate_on_submit() and saved(form, people.row_of(current_user)):
        flash("Your settings are saved.", "success")
        return redirect(url_for("accounts.settings"))
    return render_template("accounts/settings.html", form=form), 422


def saved(form: SettingsForm, user: User) -> bool:
    """Commit the settings; if the address belongs to someone else, the form says that it cannot be used."""
    user.time_zone = form.time_zone.data
    user.day_start = form.day_start.data
    user.new_per_day = form.new_per_day.data or 0
    user.reviews_per_day = form.reviews_per_day.data or 0
    user.retention = float(form.retention.data or 0.9)
    user.quiz_evidence = form.quiz_evidence.data
    user.theme = form.theme.data
    user.email = people.normalised_email(form.email.data) if form.email.data else None
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        form.email.errors = ["This address cannot be used. Leave it empty or choose another."]
        return False
    return True


@bp.post("/theme")
def theme_submit() -> Response:
    """Switch the theme and go back: kept with the account, or in a cookie for who is not signed in."""
    theme = request.form.get("theme", "")
    if theme not in THEMES:
        raise BadRequest("A theme is system, light or dark.")
    response = redirect(next_page())
    if current_user.is_authenticated:
        people.row_of(current_user).theme = theme
        db.session.commit()
    else:
        response.set_cookie("theme", theme, max_age=YEAR, httponly=True, samesite="Lax")
    return response
