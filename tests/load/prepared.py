"""What a load test begins with: a migrated database, students, a quiz; and the students' own process."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from flask_security import hash_password

from question_bank.item import Text
from question_bank.quizzes.quiz import Draw, Quiz, Review, plain
from tests.load.plan import ITEMS, PASSWORD, name_of
from webapp import clock, create_app, models
from webapp.accounts import people
from webapp.bank import current_bank
from webapp.db import db

KEY, TEACHER = "class-quiz", "teacher"


def settings_of(folder: Path, url: str) -> dict[str, Any]:
    """Of an app in this process, beside the server."""
    return {
        "INSTANCE": str(folder),
        "SQLALCHEMY_DATABASE_URI": url,
        "SECRET_KEY": "for the load test only",
    }


def prepare(settings: dict[str, Any], students: int) -> Flask:
    """Migrate, and add the students and a quiz of twenty short answers."""
    from flask_migrate import upgrade

    app = create_app(settings)
    with app.app_context():
        upgrade()
        people.add_roles()
        password = hash_password(PASSWORD)  # everybody's: it is as slow to check as any
        for number in range(students):
            people.add_user(name_of(number), password).new_per_day = 1000
        owner = people.add_user(TEACHER, password, role="instructor")
        db.session.flush()
        texts = [item for item in current_bank().items.values() if isinstance(item.answer, Text)]
        add_quiz(owner.id, KEY, tuple(f"{item.deck}/{item.id}" for item in texts))
        db.session.commit()
        db.engine.dispose()
    return app


def add_quiz(owner: int, key: str, items: tuple[str, ...]) -> None:
    """Twenty of these items."""
    content = Quiz("A class at a quiz", (Draw(ITEMS, items=items),), minutes=60, attempts=1, review=Review())
    row = models.Quiz(key=key, origin="set", owner_id=owner, title=content.title, created_at=clock.now())
    db.session.add(row)
    db.session.flush()
    db.session.add(
        models.QuizVersion(
            quiz_id=row.id, number=1, content=plain(content), made_by=owner, made_at=clock.now()
        )
    )


def locust(file: str, port: int, users: int, seconds: int, **environment: str) -> "subprocess.Popen[bytes]":
    """Locust in a process of its own, since it patches the whole of Python."""
    command = [
        *(sys.executable, "-m", "locust", "-f", str(Path(__file__).with_name(file))),
        *("--headless", "--only-summary", "--loglevel", "ERROR", "--host", f"http://127.0.0.1:{port}"),
        *("--users", str(users), "--spawn-rate", str(users)),
        *("--run-time", f"{seconds}s", "--stop-timeout", "10"),
    ]
    with open(environment["LEDGER"] + ".log", "wb") as log:
        return subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdout=log,
            stderr=log,
            cwd=Path(__file__).parents[2],
        )
