"""Links that stand in for a password: to set a new one, and to make the first administrator."""

from datetime import timedelta

from flask import current_app, url_for
from flask_security.recoverable import generate_reset_password_token, reset_password_token_status
from itsdangerous import BadSignature, URLSafeTimedSerializer

from webapp.models import User

FIRST_WITHIN = timedelta(days=1)


def reset_link(user: User) -> str:
    """A link that sets a new password once within a day. It dies with the password it was made for."""
    return external("security.reset_password", token=generate_reset_password_token(user))  # type: ignore[no-untyped-call]


def user_of(token: str) -> User | None:
    """Whose password the link sets; None if it has been used, is too old, or is no link of ours."""
    expired, invalid, user = reset_password_token_status(token)  # type: ignore[no-untyped-call]
    return user if user and user.active and not (expired or invalid) else None


def first_link() -> str:
    return external("accounts.first", token=first_serializer().dumps("first"))


def is_first(token: str) -> bool:
    """Whether this is the link that a start of the server printed lately."""
    try:
        return bool(first_serializer().loads(token, max_age=int(FIRST_WITHIN.total_seconds())) == "first")
    except BadSignature:
        return False


def first_serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="first administrator")


def external(endpoint: str, **values: str) -> str:
    """An address for people outside a request: from BASE_URL, never from what a browser sent as Host."""
    base = str(current_app.config["BASE_URL"]).rstrip("/")
    with current_app.test_request_context(base_url=base + "/"):
        return url_for(endpoint, _external=True, **values)
