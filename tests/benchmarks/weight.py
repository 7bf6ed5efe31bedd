"""Goal 14: what a browser fetches for the study page, packed as hard as brotli packs."""

import re
import tempfile
from importlib import import_module
from pathlib import Path

from flask_security import hash_password

from tests.benchmarks import learners
from tests.benchmarks.learner import Learner, fields_of
from tests.benchmarks.table import Row
from webapp import create_app
from webapp.db import Base, db
from webapp.models import User

FETCHED = re.compile(r'<(?:link rel="stylesheet" href|script src|img src)="([^"]+)"')
MOST_BYTES, MOST_REQUESTS = 30_000, 3


def packed(body: bytes) -> int:
    return len(import_module("brotli").compress(body, quality=11))  # has no types; only the benchmark has it


def rows() -> list[Row]:
    """Both sides of a card of the shipped bank, each as a page of its own."""
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
        app = create_app(learners.settings(Path(folder)))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            name = learners.name_of(0)
            db.session.add(User(username=name, password=hash_password(learners.PASSWORD), fs_uniquifier=name))
            db.session.commit()
            db.session.remove()
        cookie = Learner(app, name).cookie
        browser = app.test_client()
        browser.set_cookie("session", cookie.partition("=")[2])
        front = browser.get("/practice/card").data
        form = {**fields_of(front.decode()), "typed": "an attempt at the answer", "anyway": "1"}
        back = browser.post("/practice/show", data=form).data
        found = [row("study page, the prompt", front, browser), row("study page, the answer", back, browser)]
        with app.app_context():
            db.engine.dispose()
    return found


def row(name: str, page: bytes, browser: object) -> Row:
    urls = FETCHED.findall(page.decode())
    files = [browser.get(url).data for url in urls]  # type: ignore[attr-defined]
    weights = [packed(body) for body in (page, *files)]
    met = sum(weights) <= MOST_BYTES and len(weights) <= MOST_REQUESTS
    parts = " + ".join(f"{weight / 1000:.1f}" for weight in weights)
    goal = f"≤ {MOST_BYTES / 1000:.0f} kB, ≤ {MOST_REQUESTS}"
    value = f"{sum(weights) / 1000:.1f} kB"
    return Row(name, value, parts, f"{len(weights)} requests", goal, met)
