"""A1 and A2: the server or the database is killed again and again while a class answers, and nothing is lost.

Clients keep a ledger of what was acknowledged and send the rest again under the same keys.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests.conftest import close, make_app, settings_for
from tests.reliability import harbours, sound
from tests.reliability.conftest import Figures
from tests.reliability.crashable import Crashable, crashable
from tests.reliability.effort import CLIENTS, KILLS, PAUSE
from tests.reliability.ledger import Client, Ledger, losses, stop
from tests.reliability.offering import add_people, offer, quiz_of, typed_items
from tests.reliability.serving import Server, bank_of
from tests.reliability.taking import seated
from webapp.db import db
from webapp.models import AnswerEvent

ITEMS = 8
HARBOURS = 40  # enough cards for reviews all the while
RECOVERY = 2.0  # seconds that the goal allows between PostgreSQL's return and the next success

pytestmark = pytest.mark.timeout(0)


@pytest.fixture(scope="module")
def bank_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many-harbours")
    harbours.write(folder, count=HARBOURS)
    return folder


@pytest.fixture(scope="module")
def postgres() -> Iterator[Crashable]:
    with crashable() as postgres:
        yield postgres


@contextmanager
def class_at_work(app: Flask, server: Server, ledger: Ledger, clients: int = CLIENTS) -> Iterator[None]:
    """Learners answer, review and hand in while the block lasts, then finish what they began."""
    names = [f"learner-{number}" for number in range(clients)]
    people = add_people(app, names, new_per_day=9999, reviews_per_day=9999)
    quiz = offer(app, quiz_of(ITEMS, typed_items(app.extensions["bank"], 40), ways=("typed",)))
    takers = [seated(app, user, server.port) for user in people]
    working = [Client(taker, quiz, ITEMS, ledger, seed) for seed, taker in enumerate(takers)]
    for client in working:
        client.start()
    try:
        yield
    except BaseException:
        ledger.patience = 0  # whatever failed, nobody waits for what will not come
        raise
    finally:
        stop(working)


def wrongs(app: Flask, ledger: Ledger) -> list[str]:
    return [*ledger.odd, *losses(app, ledger), *sound.faults(app)]


def test_a1_kill_9_of_the_server_loses_and_doubles_nothing(
    app: Flask, settings: dict[str, Any], database: str, figures: Figures
) -> None:
    chance, ledger = Random(1), Ledger()
    with Server(Path(settings["INSTANCE"]), database, settings=bank_of(settings)) as server:
        with class_at_work(app, server, ledger):
            for _ in range(KILLS):
                ledger.wait_for(2 * CLIENTS)
                time.sleep(chance.uniform(0, PAUSE))
                server.kill()
                server.start()
                server.wait_until_up()
    assert wrongs(app, ledger) == []
    assert ledger.acks > KILLS and ledger.resent > 0
    figures("A1", kills=KILLS, acks=ledger.acks, sent_again=ledger.resent, lost=0, doubled=0)


@dataclass
class Down:
    """When PostgreSQL was away, and how long after its return the next request succeeded."""

    spans: list[tuple[float, float]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def crash(self, postgres: Crashable, ledger: Ledger) -> None:
        began = time.monotonic()
        postgres.crash()
        self.spans.append((began, time.monotonic()))
        self.waits.append(ledger.wait_for(1, 30))

    def refused_without_need(self, ledger: Ledger) -> list[str]:
        """What the app could not do although PostgreSQL was there from the sending to the answer."""
        return [
            f"{refused.status} while PostgreSQL was up: {refused.said!r}"
            for refused in ledger.refused
            if not any(began <= refused.answered and refused.sent <= ended for began, ended in self.spans)
        ]


@pytest.fixture
def on_crashable(postgres: Crashable, bank_folder: Path, tmp_path: Path) -> Iterator[tuple[Flask, Server]]:
    """The app and its server on a database that commits for real."""
    url = postgres.new_database().render_as_string(hide_password=False)
    settings = settings_for(url, tmp_path) | harbours.settings(bank_folder)
    app = make_app(settings)
    with Server(tmp_path, url, settings=bank_of(settings)) as server:
        yield app, server
    close(app)


def test_a2_a_crash_of_postgresql_loses_nothing_and_the_app_goes_on(
    on_crashable: tuple[Flask, Server], postgres: Crashable, figures: Figures
) -> None:
    app, server = on_crashable
    chance, ledger, down = Random(2), Ledger(), Down()
    with class_at_work(app, server, ledger):
        for _ in range(KILLS):
            ledger.wait_for(2 * CLIENTS)
            time.sleep(chance.uniform(0, PAUSE))
            close(app)
            down.crash(postgres, ledger)
    assert wrongs(app, ledger) + down.refused_without_need(ledger) == []
    # A machine that is busy with something else takes longer, and does so for every request.
    assert max(down.waits) < max(RECOVERY, 5 * ledger.usual), (down.waits, ledger.usual)
    words = f"{median(down.waits):.2f} s (at most {max(down.waits):.2f})"
    counts = {"acks": ledger.acks, "sent_again": ledger.resent}
    figures("A2", crashes=KILLS, **counts, lost=0, first_success_after=words)


def test_a2_control_a_database_that_answers_before_it_has_written_loses(
    on_crashable: tuple[Flask, Server], postgres: Crashable
) -> None:
    app, server = on_crashable
    ledger = Ledger()
    with class_at_work(app, server, ledger, clients=4), postgres.careless():
        ledger.wait_for(40)
        close(app)
        postgres.crash()
        ledger.patience = 0  # nobody need wait for what is gone
    assert any("lost" in fault for fault in wrongs(app, ledger)), ledger.acks


@pytest.fixture
def settled(app: Flask, settings: dict[str, Any], database: str) -> tuple[Flask, Ledger]:
    """A class that was never disturbed, and is done."""
    ledger = Ledger()
    with Server(Path(settings["INSTANCE"]), database, settings=bank_of(settings)) as server:
        with class_at_work(app, server, ledger, clients=4):
            ledger.wait_for(40)
    return app, ledger


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
