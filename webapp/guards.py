"""Who may see a page: decorators of views, below the route."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import abort, current_app
from flask_security import current_user

View = TypeVar("View", bound=Callable[..., Any])


def signed_in(view: View) -> View:
    """Open to everybody with an account; a visitor is asked to sign in."""

    @wraps(view)
    def guarded(*values: Any, **named: Any) -> Any:
        if not current_user.is_authenticated:
            return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
        return view(*values, **named)

    return cast(View, guarded)


def instructors_only(view: View) -> View:
    """Open to instructors and administrators; 403 for others, and a visitor is asked to sign in."""

    @wraps(view)
    def guarded(*values: Any, **named: Any) -> Any:
        return view(*values, **named) if current_user.is_instructor else abort(403)

    return signed_in(cast(View, guarded))
