"""Sign up, sign in and out, new passwords, the first administrator.

`security` carries the endpoint names that Flask-Security's guards and links look for.
"""

from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask_security import current_user, login_user, logout_user
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts import deletion, limits, links, passwords, people
from webapp.accounts.forms import ChangePasswordForm, NewAccountForm, ResetForm, SignInForm, SignUpForm
from webapp.accounts.next_page import next_page
from webapp.db import db
from webapp.guards import signed_in
from webapp.models import User

bp = Blueprint("accounts", __name__, url_prefix="/accounts")
security = Blueprint("security", __name__, url_prefix="/accounts")

Page = str | tuple[str, int] | Response

# The same words whether the name, the password or both are wrong, or the account is closed.
NO_MATCH = "User name and password do not match. Check both; capital letters count in the password."


@security.get("/sign-in", endpoint="login")
def sign_in() -> Page:
    if current_user.is_authenticated:
        return redirect(next_page())
    return render_template("accounts/sign_in.html", form=SignInForm())


@security.post("/sign-in", endpoint="login_submit")
def sign_in_submit() -> Page:
    form = SignInForm()
    user = checked(form.identity.data or "", form.password.data or "") if form.validate_on_submit() else None
    if user is None:
        if not form.errors:
            form.password.errors = [NO_MATCH]
        return render_template("accounts/sign_in.html", form=form), 422
    if user.delete_at is not None:
        db.session.commit()
        when = user.delete_at.astimezone(ZoneInfo(user.time_zone))
        return render_template("accounts/closed.html", token=deletion.keep_token(user), when=when)
    begin_session(user, remember=form.remember.data)
    db.session.commit()
    return redirect(next_page())


def checked(identity: str, password: str) -> User | None:
    """Whose name and password these are. Raises TooManyTries. The caller commits."""
    user = people.find(identity)
    subjects = [limits.account(user.username if user else identity.strip().casefold()), limits.address("in")]
    kept = user.password if user else None
    limits.take(subjects, clock.now())
    if not passwords.matches(password, kept) or user is None or not user.active:
        return None
    limits.give_back(subjects)
    passwords.keep_current(user, password)
    return user


def begin_session(user: User, remember: bool = False) -> None:
    """Sign in with a session that is new: nothing planted in the old one lives on."""
    session.clear()
    login_user(user, remember=remember, authn_via=["password"])


@security.post("/sign-out", endpoint="logout")
def sign_out() -> Page:
    logout_user()
    session.pop("csrf_token", None)
    return redirect(url_for("home.show"))


@security.get("/sign-up", endpoint="register")
def sign_up() -> Page:
    if current_user.is_authenticated:
        return redirect(next_page())
    return render_template("accounts/sign_up.html", form=SignUpForm())


@security.post("/sign-up", endpoint="register_submit")
def sign_up_submit() -> Page:
    form = SignUpForm()
    if form.validate_on_submit():
        limits.take([limits.address("up")], clock.now())
        password_hash = passwords.hashed(form.password.data or "")
        if user := new_account(form, password_hash, "student"):
            begin_session(user)
            return redirect(next_page())
    return render_template("accounts/sign_up.html", form=form), 422


def new_account(form: NewAccountForm, password_hash: str, role: str) -> User | None:
    """The account, committed; or None, and the form says which of its names is taken."""
    kept = form.kept()
    user = people.add_user(str(kept.pop("name")), password_hash, role=role, **kept)  # type: ignore[arg-type]
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        if people.find_name(form.username.data or ""):
            form.username.errors = ["This user name is taken. Choose another."]
        else:
            form.email.errors = ["This address cannot be used. Leave it empty or choose another."]
        return None
    return user


@security.get("/password", endpoint="change_password")
@signed_in
def change_password() -> Page:
    return render_template("accounts/password.html", form=ChangePasswordForm(names_of(current_user)))


@security.post("/password", endpoint="change_password_submit")
@signed_in
def change_password_submit() -> Page:
    form = ChangePasswordForm(names_of(current_user))
    if form.validate_on_submit():
        if user := checked(current_user.username, form.current.data or ""):
            set_password(user, passwords.hashed(form.password.data or ""))
            begin_session(user)
            db.session.commit()
            flash("Your password is changed. Your other devices are signed out.", "success")
            return redirect(url_for("accounts.settings"))
        form.current.errors = ["This is not your current password."]
    return render_template("accounts/password.html", form=form), 422


def names_of(user: User) -> tuple[str | None, ...]:
    return user.username, user.email


def set_password(user: User, password_hash: str) -> None:
    """Set it, end every session and every link made for the old one, and forget wrong tries."""
    user.password = password_hash
    user.fs_uniquifier = people.new_session_key()
    limits.give_back([limits.account(user.username)])


@security.get("/reset", endpoint="forgot_password")
def forgot_password() -> Page:
    return render_template("accounts/forgot.html")


@security.get("/reset/<token>", endpoint="reset_password")
def reset_password(token: str) -> Page:
    user = links.user_of(token)
    if user is None:
        return link_over()
    return render_template("accounts/reset.html", form=ResetForm(names_of(user)), user=user)


@security.post("/reset/<token>", endpoint="reset_password_submit")
def reset_password_submit(token: str) -> Page:
    user = links.user_of(token)
    if user is None:
        return link_over()
    form = ResetForm(names_of(user))
    if not form.validate_on_submit():
        return render_template("accounts/reset.html", form=form, user=user), 422
    db.session.rollback()  # nothing is locked while the password is hashed
    password_hash = passwords.hashed(form.password.data or "")
    user = links.user_of(token)
    if user is None or not people.still(user):
        return link_over()
    set_password(user, password_hash)
    db.session.commit()
    flash("Your new password is set. Sign in with it.", "success")
    return redirect(url_for("security.login"))


@bp.get("/first/<token>")
def first(token: str) -> Page:
    if not first_is_open(token):
        return link_over()
    return render_template("accounts/first.html", form=NewAccountForm())


@bp.post("/first/<token>")
def first_submit(token: str) -> Page:
    if not first_is_open(token):
        return link_over()
    form = NewAccountForm()
    if form.validate_on_submit():
        db.session.rollback()  # nothing is locked while the password is hashed
        password_hash = passwords.hashed(form.password.data or "")
        people.lock_administrators()
        if not first_is_open(token):
            return link_over()
        if user := new_account(form, password_hash, "administrator"):
            begin_session(user)
            return redirect(url_for("home.show"))
    return render_template("accounts/first.html", form=form), 422


def first_is_open(token: str) -> bool:
    """The link is good for a day, and only while there is no administrator."""
    return links.is_first(token) and not people.administrators()


def link_over() -> Page:
    return render_template("accounts/link_over.html"), 404


from webapp.accounts import data, notices, settings  # noqa: E402, F401  their pages join `bp`
