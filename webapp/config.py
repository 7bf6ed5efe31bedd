"""What can be configured, read from the environment; the README's table lists the same names."""

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from question_bank.course import course_at
from question_bank.load import DECKS, DOCUMENTS


def secret(instance: Path, name: str) -> str:
    """A secret that is made on first use and kept in the instance folder, readable by its owner only."""
    path = instance / name
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def init_app(app: Flask, settings: Mapping[str, Any]) -> None:
    instance = Path(app.instance_path)
    environ = os.environ
    base_url = environ.get("BASE_URL") or base_url_of(environ.get("HOST"), environ.get("PORT"))
    app.config.update(
        SQLALCHEMY_DATABASE_URI=environ.get("DATABASE_URL") or f"sqlite:///{instance / 'footnote.sqlite'}",
        **course(environ),
        BASE_URL=base_url,  # what links for people outside a page begin with
        TRUSTED_HOSTS=listed(environ.get("TRUSTED_HOSTS")),  # others are refused; None trusts all
        PROXIES=int(environ.get("PROXIES") or 0),  # how many stand in front and tell who asks
        SECURE_COOKIES=environ.get("SECURE_COOKIES", "") == "1" or base_url.startswith("https:"),
        MAX_CONTENT_LENGTH=1_200_000,
        MAX_FORM_PARTS=1_000,
        MAX_FORM_MEMORY_SIZE=1_200_000,
        WTF_CSRF_TIME_LIMIT=None,  # a page may be studied for hours
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_DURATION=timedelta(days=60),
    )
    app.config.update(settings)
    for name in ("SESSION_COOKIE_SECURE", "REMEMBER_COOKIE_SECURE"):
        app.config[name] = app.config["SECURE_COOKIES"]
    if count := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    app.config["SECRET_KEY"] = (
        settings.get("SECRET_KEY") or environ.get("SECRET_KEY") or secret(instance, "secret_key")
    )
    app.config["SECURITY_PASSWORD_SALT"] = (
        settings.get("SECURITY_PASSWORD_SALT")
        or environ.get("PASSWORD_SALT")
        or secret(instance, "password_salt")
    )


def course(environ: Mapping[str, str]) -> dict[str, Path | None]:
    """Where the decks are and their documents; None: the catalogue that lies nearest to the decks."""
    decks, documents = environ.get("DECKS") or environ.get("BANK"), environ.get("DOCUMENTS")
    if not decks:
        return {"DECKS": DECKS, "DOCUMENTS": Path(documents) if documents else DOCUMENTS}
    if not documents and (whole := environ.get("BANK")):
        documents = str(course_at(Path(whole)).documents)
    return {"DECKS": Path(decks), "DOCUMENTS": Path(documents) if documents else None}


def base_url_of(host: str | None, port: str | None) -> str:
    """The address on this machine, where no other is configured."""
    host = host or "127.0.0.1"
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port or 8000}"


def listed(text: str | None) -> list[str] | None:
    """The comma-separated names, or None if there are none."""
    return [name.strip() for name in text.split(",") if name.strip()] if text else None
