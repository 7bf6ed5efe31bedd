"""Passwords: which may be chosen, and looking at one without telling whether the account exists."""

from functools import lru_cache
from pathlib import Path

from flask_security import hash_password, verify_password
from flask_security.proxies import _security

from webapp.models import User

SHORTEST, LONGEST = 8, 1024


@lru_cache(maxsize=1)
def commonest() -> frozenset[str]:
    """Those that are tried first wherever passwords are guessed."""
    return frozenset(Path(__file__).with_name("common_passwords.txt").read_text().split())


def normalised(password: str) -> str:
    """The same text for the same keys, however the keyboard composes its letters."""
    return str(_security.password_util.normalize(password))


def refusal(password: str, *names: str | None) -> str | None:
    """Why this password may not be chosen; None if it may."""
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. Several words in a row are easy to remember."
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters."
    if password.casefold() in commonest() or len(set(password)) < 3:
        return "This is one of the first passwords anyone would guess. Choose another."
    if password.casefold() in {name.casefold() for name in names if name}:
        return "Choose a password that is not your name or address."
    return None


def hashed(password: str) -> str:
    return str(hash_password(normalised(password)))


def matches(password: str, kept: str | None) -> bool:
    """Whether this is the password. Without an account it takes as long to say no: one hash either way."""
    if kept is None:
        hash_password(normalised(password))
        return False
    return bool(verify_password(normalised(password), kept))


def keep_current(user: User, password: str) -> None:
    """Hash anew what was hashed with parameters we no longer use."""
    if _security.pwd_context.needs_update(user.password):
        user.password = hashed(password)
