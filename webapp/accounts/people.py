"""Who has an account and in which role: names as they are kept, finding, adding, changing roles."""

import re
from typing import Any
from uuid import uuid4

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from webapp.db import db
from webapp.models import Role, User, user_role

ROLES = ("student", "instructor", "administrator")
NAME = re.compile(r"[a-z0-9._-]{3,32}")


def normalised_name(text: str) -> str:
    """The user name as it is kept: `Alice ` and `alice` are one account."""
    return text.strip().casefold()


def normalised_email(text: str) -> str:
    """The address as it is kept. Raises ValueError, with words for the person, if it is none."""
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized.casefold()
    except EmailNotValidError as error:
        raise ValueError(str(error)) from None


def find(identity: str) -> User | None:
    """The account with this user name or, if there is an @ in it, this e-mail address."""
    if "@" not in identity:
        return find_name(identity)
    try:
        email = normalised_email(identity)
    except ValueError:
        return None
    return db.session.scalar(select(User).where(User.email == email))


def find_name(name: str) -> User | None:
    return db.session.scalar(select(User).where(User.username == normalised_name(name)))


def row_of(user: Any) -> User:
    """The row of who is signed in, to be changed."""
    return db.session.get_one(User, user.id)


def add_roles() -> None:
    """Make sure that every role has its row; safe to call at any time, by any number of processes."""
    insert = (sqlite if db.engine.dialect.name == "sqlite" else postgresql).insert
    rows = [{"name": name} for name in ROLES]
    db.session.execute(insert(Role).values(rows).on_conflict_do_nothing(index_elements=["name"]))


def add_user(
    name: str, password_hash: str, *, role: str = "student", email: str | None = None, time_zone: str = "UTC"
) -> User:
    """A new account, added to the session. The database refuses a name or an address that is taken."""
    user = User(
        username=name,
        password=password_hash,
        email=email,
        time_zone=time_zone,
        fs_uniquifier=new_session_key(),
    )
    user.roles = [role_named(role)]
    db.session.add(user)
    return user


def new_session_key() -> str:
    """What a session names its user by; a new one ends all sessions."""
    return uuid4().hex


def still(user: User) -> bool:
    """Lock the user's row; whether it still has the session key it was loaded with."""
    kept = select(User.fs_uniquifier).where(User.id == user.id).with_for_update()
    return db.session.scalar(kept) == user.fs_uniquifier


def role_named(name: str) -> Role:
    add_roles()
    return db.session.scalars(select(Role).where(Role.name == name)).one()


def administrators() -> int:
    """How many there are, less those who are about to be deleted."""
    found = db.session.scalar(
        select(func.count())
        .select_from(user_role.join(Role).join(User))
        .where(Role.name == "administrator", User.delete_at.is_(None))
    )
    return found or 0


def lock_administrators() -> None:
    """Let nobody else make or unmake an administrator until this transaction is over."""
    add_roles()
    db.session.execute(select(Role.id).where(Role.name == "administrator").with_for_update())


class LastAdministrator(ValueError):
    """Without an administrator, nobody could give the role to anyone."""


def set_role(user: User, role: str) -> None:
    """Give the user this one role. Raises LastAdministrator."""
    lock_administrators()
    leaving = role != "administrator" and any(held.name == "administrator" for held in user.roles)
    if leaving and administrators() == 1:
        raise LastAdministrator(user.username)
    user.roles = [role_named(role)]
