"""Flask-Security's sessions, hashing and tokens, with our own views in front (views.py) and our own guards
(webapp/guards.py).

Its own views hold the database's write lock while a password is hashed, and need mail for a reset. Ours are
registered under its endpoint names. Its guards load an identity beside the user before every request.
"""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from functools import lru_cache
from time import time
from types import NoneType
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, redirect, request, url_for
from flask.sessions import SecureCookieSessionInterface
from flask_security import RoleMixin, Security, SQLAlchemyUserDatastore, UserMixin, current_user
from itsdangerous import SignatureExpired, URLSafeTimedSerializer
from sqlalchemy import bindparam, select
from werkzeug.wrappers import Response as AnyResponse

from webapp import bank
from webapp.accounts.views import security as views
from webapp.db import db
from webapp.models import Role, User, user_role
from webapp.models.people import teaches
from webapp.page import safe_path
from webapp.prepared import Prepared, read_alone
from webapp.static_files import STATIC_FILES

user, role = User.metadata.tables["user"], User.metadata.tables["role"]
# In plain columns: this runs before every page, and the ORM takes longer over a row than the database.
OF_SESSION = Prepared(
    select(
        *user.c,
        role.c.name.label("role_name"),
        bank.NEWEST.label("bank"),
    )
    .select_from(user.outerjoin(user_role).outerjoin(role))
    .where(user.c.fs_uniquifier == bindparam("session_id"), user.c.active)
)


# The cost that OWASP's cheat sheet on password storage names for argon2id: 19 MiB, twice over. A class that
# signs in within a minute must not stand in the way of those who save answers.
ARGON2 = {"argon2__memory_cost": 19_456, "argon2__time_cost": 2, "argon2__parallelism": 1}
UNCHANGEABLE = (str, int, float, bool, NoneType)


class Held(RoleMixin):
    """A role that who asks has."""

    def __init__(self, name: str) -> None:
        self.name = name


class SignedIn(UserMixin):
    """Who asks, as the database had them when the request came: to be read. What a person changes of
    themselves is changed in their row, `people.row_of`."""

    roles: list[RoleMixin]

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} would not be saved; change it in people.row_of(current_user)")

    @property
    def is_instructor(self) -> bool:
        return teaches(self.roles)


def load_user(session_id: str) -> SignedIn | None:
    """The user of a session, with roles, and which bank is the newest, in one query."""
    rows = read_alone(OF_SESSION, {"session_id": session_id})
    if not rows:
        return None
    bank.noticed(rows[0]["bank"])
    roles = [Held(row["role_name"]) for row in rows if row["role_name"]]
    return SignedIn({**rows[0], "roles": roles})


def know_who_asks() -> None:
    """Before anything else: the statement that tells it tells which bank to serve, too."""
    if request.endpoint not in STATIC_FILES:
        current_user._get_current_object()


class Signer(URLSafeTimedSerializer):
    """Looks once at the signature of a cookie that comes with every request; at its age each time."""

    def loads(self, s: str | bytes, max_age: int | None = None) -> Any:  # type: ignore[override]
        payload, signed_at = self.verified(s)
        if max_age is not None and not 0 <= time() - signed_at.timestamp() <= max_age:
            raise SignatureExpired("The cookie is too old.", payload, signed_at)
        # Whoever gets it may change it; most times nothing in it can be changed.
        flat = all(isinstance(one, UNCHANGEABLE) for one in payload.values())
        return dict(payload) if flat else deepcopy(payload)

    @lru_cache(maxsize=2048)  # noqa: B019  there is one for an app, and it lives as long
    def verified(self, signed: str | bytes) -> tuple[Any, datetime]:
        """What was signed, and when. Raises BadSignature."""
        found: tuple[Any, datetime] = super().loads(signed, return_timestamp=True)
        return found


class Sessions(SecureCookieSessionInterface):
    """Signed cookies, by a signer that is made once."""

    signer: Signer | None = None

    def get_signing_serializer(self, app: Flask) -> Signer | None:
        if self.signer is None and app.secret_key:
            how = {"key_derivation": self.key_derivation, "digest_method": self.digest_method}
            self.signer = Signer(
                app.secret_key, salt=self.salt, serializer=self.serializer, signer_kwargs=how
            )
        return self.signer


def ask_to_sign_in() -> AnyResponse:
    """Send on to the sign-in page, which leads back: to this page, or to the one whose form was sent."""
    back = request.full_path.rstrip("?")
    if request.method != "GET":
        here = urlsplit(request.referrer or "")
        back = f"{here.path}?{here.query}" if here.query else here.path
    return redirect(url_for("security.login", next=safe_path(back)))


def init_app(app: Flask) -> None:
    app.config.update(SECURITY_CLI_USERS_NAME=None, SECURITY_CLI_ROLES_NAME=None)  # ours is `flask user`
    app.config.setdefault("SECURITY_PASSWORD_HASH", "argon2")
    app.config.setdefault("SECURITY_PASSWORD_SCHEMES", ["argon2"])
    app.config.setdefault("SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS", ARGON2)
    app.config["SECURITY_FLASH_MESSAGES"] = False
    app.session_interface = Sessions()
    app.before_request(know_who_asks)
    security = Security(app, SQLAlchemyUserDatastore(db, User, Role), register_blueprint=False)
    # Our guards ask the user for what he may see (webapp/guards.py); loading an identity beside him before
    # every request would take as long again.
    security.principal.identity_loaders.clear()
    security.login_manager.unauthorized_handler(ask_to_sign_in)
    security.login_manager.user_loader(load_user)
    security.login_manager.request_loader(lambda _request: None)  # no tokens: a cookie or nobody
    app.register_blueprint(views)
