"""Flask-Security's sessions, hashing, tokens and guards, with our own views in front (views.py).

Its own views hold the database's write lock while a password is hashed, and need mail for a reset.
Ours are registered under its endpoint names, so that its guards find them.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request, session, url_for
from flask_security import Security, SQLAlchemyUserDatastore
from flask_security.utils import set_request_attr
from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as AnyResponse

from webapp.accounts.views import security as views
from webapp.db import db
from webapp.models import Role, User
from webapp.page import safe_path

OF_SESSION: Executable = (
    select(User)
    .options(joinedload(User.roles))
    .where(User.fs_uniquifier == bindparam("session_id"), User.active)
)


def load_user(session_id: str) -> User | None:
    """The user of a session, with roles, in one query: it runs before every page."""
    user = db.session.execute(OF_SESSION, {"session_id": session_id}).unique().scalar_one_or_none()
    if user:
        set_request_attr("fs_authn_via", "session")
        set_request_attr("fs_paa", session.get("fs_paa", 0))
    return user


def ask_to_sign_in(_mechanisms: Any = None, headers: Any = None) -> AnyResponse:
    """Send on to the sign-in page, which leads back. A swap by htmx becomes a whole page."""
    if "HX-Request" in request.headers:
        here = urlsplit(request.headers.get("HX-Current-URL", ""))
        back = safe_path(f"{here.path}?{here.query}" if here.query else here.path)
        return Response(status=401, headers={"HX-Redirect": url_for("security.login", next=back)})
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("security.login", next=safe_path(back)))


def init_app(app: Flask) -> None:
    app.config.update(SECURITY_CLI_USERS_NAME=None, SECURITY_CLI_ROLES_NAME=None)  # ours is `flask user`
    app.config.setdefault("SECURITY_PASSWORD_HASH", "argon2")
    app.config.setdefault("SECURITY_PASSWORD_SCHEMES", ["argon2"])
    app.config["SECURITY_FLASH_MESSAGES"] = False
    security = Security(app, SQLAlchemyUserDatastore(db, User, Role), register_blueprint=False)
    security.unauthn_handler(ask_to_sign_in)
    security.principal.skip_static = True  # a style sheet needs no user
    security.login_manager.user_loader(load_user)
    security.login_manager.request_loader(lambda _request: None)  # no tokens: a cookie or nobody
    app.register_blueprint(views)
