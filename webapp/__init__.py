"""Footnote's web app. `create_app` reads from top to bottom."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from webapp import bank, cli, config, csrf, db, errors, form_fields, headers, memory, page, static_files
from webapp.accounts import security
from webapp.accounts.views import bp as accounts
from webapp.home.views import bp as home
from webapp.library.views import bp as library
from webapp.practice.views import bp as practice
from webapp.progress.views import bp as progress
from webapp.quizzes.views import bp as quizzes
from webapp.teaching.views import bp as teaching

FEATURES = (home, accounts, library, practice, quizzes, progress, teaching)


class Footnote(Flask):
    """The app. Its views and hooks are plain functions: nobody has to ask of each whether it is not."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """The app, configured by the environment (see webapp/config.py) and, over it, by `settings`."""
    settings = settings or {}
    instance = Path(settings.get("INSTANCE") or os.environ.get("INSTANCE") or "instance").resolve()
    app = Footnote(__name__, instance_path=str(instance), template_folder=".")
    config.init_app(app, settings)

    db.init_app(app)
    bank.init_app(app)
    memory.init_app(app)
    csrf.init_app(app)
    form_fields.init_app(app)
    security.init_app(app)
    static_files.init_app(app)
    page.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    cli.init_app(app)
    for blueprint in FEATURES:
        app.register_blueprint(blueprint)
    return app
