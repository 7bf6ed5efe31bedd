"""Flask-Security set up for user names: sign up, sign in, change and reset of passwords."""

from flask import Flask
from flask_security import Security, SQLAlchemyUserDatastore

from webapp.db import db
from webapp.models import Role, User


def init_app(app: Flask) -> None:
    app.config.update(
        SECURITY_USERNAME_ENABLE=True,
        SECURITY_USERNAME_REQUIRED=True,
        SECURITY_USERNAME_MIN_LENGTH=3,
        SECURITY_USERNAME_MAX_LENGTH=32,
        SECURITY_USER_IDENTITY_ATTRIBUTES=[{"username": {"mapper": lambda name: str(name).strip().lower()}}],
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_RETURN_GENERIC_RESPONSES=True,
    )
    Security(app, SQLAlchemyUserDatastore(db, User, Role))
