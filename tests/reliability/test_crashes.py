"""A1 and A2: the server or the database is killed again and again while a class answers, and nothing is lost.

Clients keep a ledger of what was acknowledged and send the rest again under the same keys.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests.conftest import close, make_app, migrate, settings_for
from tests.reliability import sound
from tests.reliability.conftest import Figures
from tests.reliability.crashable import CARELESS, DURABLE, crashable
from tests.reliability.effort import KILLS
from tests.reliability.ledger import Client, Ledger, losses, stop
from tests.reliability.offering import PASSWORD, add_people, offer, quiz_of, typed_items
from tests.reliability.serving import Server
from tests.reliability.taking import OverHttp, Taker
from webapp.db import db
from webapp.models import AnswerEvent

CLIENTS = 16
ITEMS = 8

pytestmark = pytest.mark.timeout(0)


@contextmanager
def books(url: str, instance: Path) -> Iterator[Flask]:
    """An app on the server's database and bank, to prepare it and to look at it afterwards."""
    app = make_app(settings_for(url, instance))
    try:
        yield app
    finally:
        close(app)


@contextmanager
def class_at_work(app: Flask, server: Server, ledger: Ledger) -> Iterator[None]:
    """Sixteen learners answer, review and hand in while the block lasts, then finish what they began."""
    names = [f"learner-{number}" for number in range(CLIENTS)]
    add_people(app, names, new_per_day=9999, reviews_per_day=9999)
    bank = app.extensions["bank"]
    quiz = offer(app, quiz_of(ITEMS, typed_items(bank, 40), ways=("typed",)))
    takers = [Taker(OverHttp(server.port)).sign_in(name, PASSWORD) for name in names]
    clients = [Client(taker, quiz, ITEMS, ledger, seed) for seed, taker in enumerate(takers)]
    for client in clients:
        client.start()
    yield
    stop(clients)


def wrongs(app: Flask, ledger: Ledger) -> list[str]:
    return [*ledger.odd, *losses(app, ledger), *sound.faults(app)]


def test_a1_kill_9_of_the_server_loses_and_doubles_nothing(
    database: str, tmp_path: Path, figures: Figures
) -> None:
    chance, ledger = Random(1), Ledger()
    instance = tmp_path / "instance"
    with books(database, instance) as app, Server(instance, database) as server:
        with class_at_work(app, server, ledger):
            for _ in range(KILLS):
                ledger.wait_for(CLIENTS)
                time.sleep(chance.uniform(0, 1))
                server.kill()
                server.start()
                server.wait_until_up()
        server.stop()
        assert wrongs(app, ledger) == []
    assert ledger.acks > KILLS and ledger.resent > 0
    figures("A1", kills=KILLS, acks=ledger.acks, sent_again=ledger.resent, lost=0, doubled=0)


def crashed(settings: str, folder: Path, crashes: int, ledger: Ledger) -> tuple[list[str], list[float]]:
    """What was wrong after so many crashes of the database, and how long after each the next success came."""
    chance, waits = Random(2), []
    with crashable(settings) as postgres:
        url = postgres.url.render_as_string(hide_password=False)
        migrate(url, folder)
        with books(url, folder) as app, Server(folder, url) as server:
            with class_at_work(app, server, ledger):
                postgres.flush()
                for _ in range(crashes):
                    time.sleep(chance.uniform(0.3, 1.0))
                    postgres.crash()
                    waits.append(ledger.wait_for(1, 30))
            server.stop()
            close(app)
            return wrongs(app, ledger), waits


def test_a2_a_crash_of_postgresql_loses_nothing_and_the_app_goes_on(tmp_path: Path, figures: Figures) -> None:
    ledger = Ledger()
    wrong, waits = crashed(DURABLE, tmp_path, KILLS, ledger)
    assert wrong == []
    assert max(waits) < 2
    words = f"{median(waits):.2f} s (at most {max(waits):.2f})"
    figures(
        "A2", crashes=KILLS, acks=ledger.acks, sent_again=ledger.resent, lost=0, first_success_after=words
    )


def test_a2_control_a_database_that_answers_before_it_has_written_loses(tmp_path: Path) -> None:
    ledger = Ledger(patience=5)
    wrong, _ = crashed(CARELESS, tmp_path, 2, ledger)
    assert any("lost" in fault for fault in wrong), ledger.acks


@pytest.fixture
def settled(database: str, tmp_path: Path) -> Iterator[tuple[Flask, Ledger]]:
    """A class that was never disturbed, and is done."""
    ledger = Ledger()
    with books(database, tmp_path) as app:
        with Server(tmp_path, database) as server:
            with class_at_work(app, server, ledger):
                time.sleep(1)
        yield app, ledger


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_control_the_ledger_sees_what_is_lost_changed_or_made_up(settled: tuple[Flask, Ledger]) -> None:
    app, ledger = settled
    assert wrongs(app, ledger) == []
    with app.app_context():
        lost, changed, made_up = db.session.scalars(select(AnswerEvent.client_key).limit(3)).all()
        db.session.execute(delete(AnswerEvent).filter_by(client_key=lost))
        body = {"given": ["something else"], "certainty": None, "final": False}
        db.session.execute(update(AnswerEvent).filter_by(client_key=changed).values(body=body))
        db.session.commit()
    ledger.sent.pop(made_up)
    ledger.saved.pop(made_up)
    found = " ".join(wrongs(app, ledger))
    assert all(word in found for word in ("lost: ", "changed: ", f"nobody sent {made_up}"))
