"""What is held about a person: the page that counts it, the file with all of it, and leaving."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, session, url_for
from flask_security import current_user, logout_user
from sqlalchemy import func, select

from webapp import clock
from webapp.accounts import deletion, people
from webapp.accounts.data_map import TABLES, Person, personal
from webapp.accounts.export import archive
from webapp.accounts.forms import DeleteForm, ExportForm
from webapp.accounts.views import Page, begin_session, bp, checked
from webapp.db import db
from webapp.guards import signed_in
from webapp.models import Audit, User

AGAIN = timedelta(minutes=1)  # between one file and the next


@dataclass(frozen=True)
class Count:
    """A line of the page: so many of these."""

    rows: int
    words: tuple[str, str]
    about: str


@bp.get("/data")
@signed_in
def data() -> Page:
    return data_page(ExportForm(formdata=None))


@bp.post("/data")
@signed_in
def data_submit() -> Page:
    """The file with everything, for whoever knows the password."""
    form, now = ExportForm(), clock.now()
    if not form.validate_on_submit():
        return data_page(form), 422
    user = checked(current_user.username, form.password.data or "")
    if user is None:
        db.session.commit()  # the try is counted
        form.password.errors = ["This is not your password."]
        return data_page(form), 422
    if just_taken(user, now):
        db.session.commit()
        form.password.errors = ["You took the file a moment ago. Wait a minute before the next one."]
        return data_page(form), 429
    db.session.add(Audit(at=now, by=user.id, user_id=user.id, act="export", detail={}))
    db.session.commit()
    name = f"footnote-{user.username}-{now:%Y-%m-%d}.zip"
    response = FlaskResponse(archive(user, now), mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def just_taken(user: User, now: datetime) -> bool:
    """Whether the last file is not a minute old: making one is work for the server."""
    taken = select(Audit.id).where(Audit.user_id == user.id, Audit.act == "export", Audit.at > now - AGAIN)
    return db.session.scalar(taken.limit(1)) is not None


def data_page(form: ExportForm) -> str:
    return render_template("accounts/data.html", form=form, counts=counts(current_user), days=days())


def counts(user: User) -> list[Count]:
    """How many rows of each table are theirs, counted by one statement; tables without any are left out."""
    person, tables = Person.of(user), list(personal())
    numbers = [
        select(func.count()).select_from(TABLES[name]).where(held.rows(person)).scalar_subquery()
        for name, held in tables
        if held.rows is not None
    ]
    found = db.session.execute(select(*numbers)).one()
    lines = (Count(rows, held.words, held.about) for rows, (_, held) in zip(found, tables, strict=True))
    return [line for line in lines if line.rows]


def days() -> int:
    return deletion.WITHIN.days


@bp.get("/delete")
@signed_in
def delete() -> Page:
    return delete_page(DeleteForm(current_user.username, formdata=None))


@bp.post("/delete")
@signed_in
def delete_submit() -> Page:
    """Close the account at once; what is in it is deleted when the days are over."""
    form, now = DeleteForm(current_user.username), clock.now()
    if not form.validate_on_submit():
        return delete_page(form), 422
    user = checked(current_user.username, form.password.data or "")
    if user is None:
        db.session.commit()  # the try is counted
        form.password.errors = ["This is not your password."]
        return delete_page(form), 422
    try:
        deletion.ask(user, now)
    except (people.LastAdministrator, deletion.NoHeir):
        db.session.rollback()
        return delete_page(form), 422  # it says why
    db.session.commit()
    logout_user()
    session.clear()
    flash(
        f"Your account is closed. To keep it after all, sign in within {days()} days; "
        "then everything is deleted.",
        "success",
    )
    return redirect(url_for("home.show"))


def delete_page(form: DeleteForm) -> str:
    """The form; or why this account cannot be deleted now."""
    user, connection = current_user, db.session.connection()
    last = any(role.name == "administrator" for role in user.roles) and people.administrators() == 1
    quizzes = deletion.sets_quizzes(connection, user.id) if user.is_instructor else 0
    heir = deletion.heir(connection, user.id) if quizzes else None
    return render_template(
        "accounts/delete.html",
        form=form,
        last=last,
        quizzes=quizzes,
        nobody=bool(quizzes) and heir is None,
        days=days(),
    )


@bp.post("/keep")
def keep_submit() -> Page:
    """Back to an account that was closed: who signed in to it a moment ago says that it is to stay."""
    user = deletion.kept(request.form.get("token", ""))
    if user is None:
        return render_template("accounts/link_over.html"), 404
    begin_session(user)
    db.session.commit()
    flash("Your account stays, with everything in it.", "success")
    return redirect(url_for("home.show"))
