"""Five people and something of everything that can be somebody's, made as people make it: over HTTP."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from uuid_utils.compat import uuid7

from question_bank.quizzes.quiz import Draw, Quiz
from tests.webapp.conftest import AddUser, sign_in
from tests.webapp.practice.practising import Practising
from tests.webapp.publishing.course import DECK, MILL, OTHER, Desk
from webapp import clock, models
from webapp.accounts import deletion
from webapp.db import Base, db
from webapp.models import User
from webapp.quizzes import keeping
from webapp.teaching.documents.about import of_new, of_next

# Words that only their owners may read, whatever their role.
OF_ALICE = ("Quizzicanary", "Typocanary", "Noticanary", "Markocanary")
OF_INES = ("Draftcanary", "Uploadcanary")
NEWER = DECK.replace("title: The mill", "title: The old mill")
Rows = dict[str, list[dict[str, Any]]]


@dataclass
class World:
    """Who is there, and what is theirs. The running and the graded attempt are Alice's, as is the quiz `own`;
    the drafts and uploads are Ines's."""

    app: Flask
    people: dict[str, User]
    own: str = ""
    set: str = ""
    over: str = ""
    attempts: dict[str, UUID] = field(default_factory=dict)
    report: UUID = field(default_factory=uuid7)
    uploads: dict[str, UUID] = field(default_factory=dict)

    def client(self, name: str) -> FlaskClient:
        """A browser of theirs; of nobody known, one that is signed out."""
        client = self.app.test_client()
        return sign_in(client, self.people[name]) if name in self.people else client

    def rows(self) -> Rows:
        """Every row of every table, in the order of their keys."""
        with self.app.app_context():
            return {
                name: [
                    dict(row)
                    for row in db.session.execute(select(table).order_by(*table.primary_key)).mappings()
                ]
                for name, table in Base.metadata.tables.items()
            }

    def restore(self, rows: Rows) -> None:
        """Make the database what it was."""
        with self.app.app_context(), db.engine.begin() as connection:
            on_sqlite = connection.dialect.name == "sqlite"
            connection.exec_driver_sql(
                "PRAGMA defer_foreign_keys = ON"
                if on_sqlite
                else "SET LOCAL session_replication_role = replica"
            )
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
            for table in Base.metadata.sorted_tables:
                if rows[table.name]:
                    connection.execute(table.insert(), rows[table.name])


def build(app: Flask, add_user: AddUser) -> World:
    roles = {"alice": "student", "bob": "student", "ines": "instructor", "zoe": "instructor"}
    roles |= {"ada": "administrator", "gone": "student"}
    world = World(app, {name: add_user(name, role=role) for name, role in roles.items()})
    publish(world)
    practise(world)
    take_quizzes(world)
    write(world)
    return world


def publish(world: World) -> None:
    """Two versions of each deck, and a document whose change left one item waiting."""
    desk = Desk(world.app, world.people["zoe"])
    desk.publish(OTHER)
    desk.publish(NEWER)
    desk.publish(document=desk.mill(MILL.replace("Karl Lund built it", "Karl Lund built it himself")))


def practise(world: World) -> None:
    """Alice has answered, flagged and put aside, and reported; a notice waits for her."""
    alice = world.people["alice"]
    at_cards = Practising(sign_in(world.app.test_client(), alice))
    at_cards.open("/practice/card?card=mill/founder/forward").show("Typocanary").rate(3)
    at_cards.open("/practice/card?card=town/elm/forward").post("suspend")
    at_cards.open("/practice/card?card=mill/founder/forward")
    reported = at_cards.send("report", reason="answer", comment="It was her sister.")
    assert reported.status_code == 200
    with world.app.app_context():
        world.report = db.session.scalars(select(models.Report.id)).one()
        about = {"deck": "mill", "item": "founder", "prompt": "?", "reason": "", "answer": "Noticanary"}
        db.session.add(models.Notice(user_id=alice.id, at=clock.now(), kind="answered", detail=about))
        closed = {"deck": "mill", "item": "founder", "direction": "forward", "fingerprint": "f"}
        db.session.add(
            models.Report(
                id=uuid7(), user_id=world.people["bob"].id, reason="other", at=clock.now(), state="closed",
                **closed,
            )
        )  # fmt: skip
        db.session.commit()


def take_quizzes(world: World) -> None:
    """An attempt under way at a quiz that Ines set, and one graded, with a wrong answer, at each kind."""
    with world.app.app_context():
        now, (alice, ines) = clock.now(), (world.people[name].id for name in ("alice", "ines"))
        shape: dict[str, Any] = {"ways": ("typed",), "shuffled": False, "open_book": True}
        running = Quiz("Under way", (Draw(1, items=("mill/gift",)),), minutes=60, **shape)
        graded = Quiz("Over", (Draw(1, items=("mill/burned",)),), **shape)
        mine = Quiz("Quizzicanary", (Draw(1, items=("mill/burned",)),), **shape)
        world.set = keeping.make("set", running, ines, now)
        world.over = keeping.make("set", graded, ines, now)
        world.own = keeping.make("own", mine, alice, now)
    world.attempts = {
        "graded at a set one": take(world, world.over, "May 1944"),
        "graded at an own one": take(world, world.own, "Markocanary"),
        "under way": take(world, world.set),
    }
    corrected = NEWER.replace(
        "{date: 1944-05-04}", "{date: 1944-05}"
    )  # so that there is something to regrade
    Desk(world.app, world.people["zoe"]).publish(corrected)


def take(world: World, key: str, given: str = "") -> UUID:
    """Begin; and where there is an answer, give it and hand in."""
    client = world.client("alice")
    place = client.post(f"/quizzes/{key}/start").headers["Location"]
    attempt = UUID(place.split("/attempts/")[1].split("/")[0])
    if given:
        path = f"/quizzes/attempts/{attempt}"
        saved = client.post(f"{path}/1", data={"key": str(uuid7()), "base": "0", "given": given})
        assert saved.status_code == 303
        assert client.post(f"{path}/submit").status_code == 303
    return attempt


def write(world: World) -> None:
    """Ines writes on a published deck, on one that was published again meanwhile, and on a new one; one
    document waits for her approval, and one to take another's place. Somebody has closed their account."""
    ines = world.client("ines")
    for deck, text in (("mill", DECK), ("town", OTHER), ("fresh", OTHER.replace("town", "fresh"))):
        text = text.replace("items:\n", "description: Draftcanary\nitems:\n", 1)
        page = ines.get(f"/teaching/decks/{deck}").text if deck != "fresh" else ""
        data = {"text": text, "rev": "0"} | {
            name: value
            for name in ("base", "base_hash")
            if (value := page.partition(f'name="{name}" value="')[2].partition('"')[0])
        }
        answer = ines.post(f"/teaching/decks/{deck}/check", data=data)
        assert answer.status_code == 303, (deck, answer.status_code)
    Desk(world.app, world.people["zoe"]).publish(OTHER.replace("title: The town", "title: The little town"))
    desk = Desk(world.app)
    text = "Uploadcanary\n\n" + MILL.replace("4 May 1944", "5 May 1944")
    abouts = {"new": of_new("Another mill", (), ()), "next": of_next(desk.bank.documents["mill"], text, ())}
    with world.app.app_context():
        for name, about in abouts.items():
            world.uploads[name] = uuid7()
            db.session.add(
                models.Upload(
                    id=world.uploads[name], owner_id=world.people["ines"].id, file_name="mill.txt",
                    size=len(text), text=text, about=about, at=clock.now(),
                )
            )  # fmt: skip
        gone = db.session.get_one(User, world.people["gone"].id)
        deletion.ask(gone, clock.now())
        db.session.execute(update(User).where(User.username == "alice").values(email="alice@example.org"))
        db.session.commit()
