"""What can be configured, read from the environment; the README's table lists the same names."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from question_bank.load import DECKS, DOCUMENTS


def secret(instance: Path, name: str) -> str:
    """A secret that is made on first use and kept in the instance folder, readable by its owner only."""
    path = instance / name
    instance.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def init_app(app: Flask, settings: Mapping[str, Any]) -> None:
    instance = Path(app.instance_path)
    app.config.update(
        SQLALCHEMY_DATABASE_URI=os.environ.get("DATABASE_URL") or f"sqlite:///{instance / 'footnote.sqlite'}",
        DECKS=DECKS,
        DOCUMENTS=DOCUMENTS,
        MAX_CONTENT_LENGTH=1_200_000,
        MAX_FORM_PARTS=1_000,
        MAX_FORM_MEMORY_SIZE=1_200_000,
        WTF_CSRF_TIME_LIMIT=None,  # a page may be studied for hours
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.config.update(settings)
    app.config.setdefault("SECRET_KEY", None)
    if not app.config["SECRET_KEY"]:
        app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY") or secret(instance, "secret_key")
    if not app.config.get("SECURITY_PASSWORD_SALT"):
        app.config["SECURITY_PASSWORD_SALT"] = os.environ.get("PASSWORD_SALT") or secret(
            instance, "password_salt"
        )
