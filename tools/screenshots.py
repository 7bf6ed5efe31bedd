"""Take the README's pictures: the main pages, wide and at 360 px, light and dark, into docs/screenshots/."""

import logging
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from flask import Flask
from flask_migrate import upgrade
from flask_security import hash_password
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tools import chromium
from webapp import create_app
from webapp.accounts import people
from webapp.db import db

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
SIZES = {"wide": (1280, 800), "phone": (360, 740)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@contextmanager
def served() -> Iterator[tuple[Flask, str]]:
    """The app on an instance of its own, and its address."""
    with tempfile.TemporaryDirectory() as instance:
        app = create_app(
            {"INSTANCE": instance, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{instance}/shots.sqlite"}
        )
        with app.app_context():
            upgrade()
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield app, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()


def session_of_a_learner(app: Flask) -> str:
    """The cookie of someone who has just signed in."""
    with app.app_context():
        people.add_roles()
        user = people.add_user("alice", hash_password("seen in pictures only"))
        db.session.commit()
        identity = user.fs_uniquifier
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(_user_id=identity, _fresh=True, fs_cc="set", fs_paa=time.time())
    cookie = client.get_cookie("session")
    assert cookie
    return cookie.value


def places(page: Page) -> dict[str, str]:
    """The pages of the navigation by name."""
    links = {
        link.inner_text(): link.get_attribute("href") or "/" for link in page.locator("nav.places a").all()
    }
    return {name.lower().replace(" ", "-"): path for name, path in links.items()}


def take(browser: Browser, home: str, prefix: str, session: str = "") -> None:
    """Every place in every size and scheme."""
    for size, (width, height) in SIZES.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
            )
            if session:
                context.add_cookies([{"name": "session", "value": session, "url": home}])
            page = context.new_page()
            page.goto(home)
            for name, path in {"home": "/", **places(page)}.items():
                page.goto(home + urlsplit(path).path)
                page.screenshot(path=FOLDER / f"{prefix}{name}-{size}-{scheme}.png")
            context.close()


def main() -> None:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # not a line for each request
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served() as (app, home), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find())
        take(browser, home, "visitor-")
        take(browser, home, "learner-", session_of_a_learner(app))
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")


if __name__ == "__main__":
    main()
