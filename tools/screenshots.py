"""Take the README's pictures into docs/: a made-up student's pages, wide and on a phone, light and dark."""

import logging
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Literal
from unittest import mock
from urllib.parse import urlencode
from uuid import UUID, uuid4

import time_machine
from flask import Flask
from flask_migrate import upgrade
from flask_security import hash_password
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from question_bank.bank import Bank
from question_bank.quizzes.quiz import Draw, Quiz
from tools import chromium, png
from webapp import attempts, create_app, demo, models
from webapp.attempts import papers, starting
from webapp.db import db
from webapp.domain.slots import Given
from webapp.models import User
from webapp.quizzes import keeping

Scheme = Literal["light", "dark"]

FOLDER = Path(__file__).resolve().parent.parent / "docs"
SIZES = {"wide": (1200, 800), "phone": (360, 740)}
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)  # the same pictures whenever they are taken
SEED = 7
STUDENT = demo.STUDENTS[0]
DECK, ITEM, TYPED = "cooperation-strengthens", "population", "about 100m people"
MAIN_PAGE = "practice-back"  # the others are taken wide and light, and dark on a phone


def pages(bank: Bank) -> dict[str, str]:
    """What is shown, by the name of its picture."""
    card = {"card": f"{DECK}/{ITEM}/forward", "typed": TYPED, "done": 6, "of": 24}
    document = bank.documents[bank.items[DECK, ITEM].documents[0]].slug
    passage = {"item": f"{DECK}/{ITEM}", "back": "/practice/card"}
    return {
        "home": "/",
        "practice-front": f"/practice/card?{urlencode(card)}",
        "practice-back": f"/practice/card?{urlencode({**card, 'side': 'back'})}",
        "reader": f"/library/{document}?{urlencode(passage)}#q-1",
        "progress": "/progress",
        "decks": "/library",
        "deck": f"/library/decks/{DECK}",
    }


def quizzes_of(app: Flask, name: str) -> dict[str, str]:
    """A quiz handed in, and another under way, as a student's pages: by the names of their pictures."""
    with app.app_context(), mock.patch.object(starting, "SystemRandom", lambda: Random(SEED)):
        user = db.session.scalars(select(User).filter_by(username=name)).one()
        quiz = Quiz("Agreements", (Draw(12, kinds=("agreement",)),), minutes=10, ways=("choice",))
        key = keeping.make("own", quiz, user.id, NOW)
        done = answered(user, key, right=lambda number: number % 4 > 0)
        assert attempts.submit(user.id, done, [], NOW + timedelta(minutes=6))
        running = answered(user, key, right=lambda number: number % 5 in (0, 1, 3))
        attempts.set_flag(user.id, running, 8, True, NOW)
    return {"quiz": f"/quizzes/attempts/{running}/3", "result": f"/quizzes/attempts/{done}"}


def answered(user: User, key: str, right: Callable[[int], bool]) -> UUID:
    """An attempt at the quiz; of each choice the key is chosen, or a distractor."""
    row = db.session.scalars(select(models.Quiz).filter_by(key=key)).one()
    attempt = attempts.start(user, row, NOW).id
    paper = papers.paper(user.id, attempt)
    assert paper
    for number, slot in enumerate(paper.slots):
        if slot.presentation == "choice":
            option = slot.order.index(0 if right(number) else 1)
            sent = attempts.Sent(number, uuid4(), 0, Given((str(option),)))
            attempts.save(user.id, attempt, sent, NOW)
    return attempt


@contextmanager
def served() -> Iterator[tuple[Flask, str]]:
    """The app on an instance of its own with one student's ninety days, and its address."""
    with tempfile.TemporaryDirectory() as instance:
        app = create_app(
            {"INSTANCE": instance, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{instance}/shots.sqlite"}
        )
        with app.app_context():
            upgrade()
            demo.fill(app.extensions["bank"], hash_password("seen in pictures only"), NOW, SEED, [STUDENT])
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield app, f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def session_of(app: Flask, name: str) -> str:
    """The cookie of someone who has just signed in."""
    with app.app_context():
        identity = db.session.scalars(select(User.fs_uniquifier).filter_by(username=name)).one()
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(_user_id=identity, _fresh=True, fs_cc="set", fs_paa=time.time())
    cookie = client.get_cookie("session")
    assert cookie
    return cookie.value


def page_of(browser: Browser, home: str, session: str, size: str, scheme: Scheme) -> Page:
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=home,
        viewport={"width": width, "height": height},
        has_touch=size == "phone",
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": "session", "value": session, "url": home}])
    return context.new_page()


def take(page: Page, shown: dict[str, str], name_of: str) -> None:
    for name, path in shown.items():
        page.goto(path)
        page.evaluate("document.activeElement.blur()")  # no frame around a field that only a reader sees
        picture = FOLDER / f"{name}-{name_of}.png"
        picture.write_bytes(png.smaller(page.screenshot()))
    page.context.close()


def main() -> None:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # not a line for each request
    FOLDER.mkdir(exist_ok=True)
    with time_machine.travel(NOW), served() as (app, home), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find())
        session = session_of(app, STUDENT.name)
        every = pages(app.extensions["bank"]) | quizzes_of(app, STUDENT.name)
        both: dict[str, dict[Scheme, dict[str, str]]] = {
            "wide": {"light": every, "dark": {MAIN_PAGE: every[MAIN_PAGE]}},
            "phone": {"dark": every, "light": {MAIN_PAGE: every[MAIN_PAGE]}},
        }
        for size, schemes in both.items():
            for scheme, shown in schemes.items():
                take(page_of(browser, home, session, size, scheme), shown, f"{size}-{scheme}")
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")


if __name__ == "__main__":
    main()
