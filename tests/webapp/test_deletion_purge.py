"""F2: when the days are over, nothing of the person is left, and nothing of anybody else is lost."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text, update

from tests.webapp.conftest import PASSWORD, AddUser
from tests.webapp.rows import fill
from webapp import clock, models
from webapp.accounts import deletion
from webapp.accounts.data_map import TABLES, Person, personal
from webapp.db import Base, db
from webapp.models import Audit, Quiz, User

CANARY, NAME, ADDRESS = "Canary words of somebody", "canary-name", "canary@mail.example"
ON_POSTGRESQL = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def leaver(app: Flask, add_user: AddUser) -> User:
    """Somebody with a row in every table, who asked to be deleted fourteen days ago."""
    user = add_user(NAME, email=ADDRESS)
    fill(app, user, CANARY)
    with app.app_context():
        # What is made for others stays: it is nobody's word by then.
        db.session.execute(update(models.Publication).values(note="n"))
        db.session.execute(update(models.DeckVersion).values(text="t"))
        db.session.execute(update(models.DocumentVersion).values(text="t"))
        db.session.execute(update(Audit).values(detail={"minutes": 5, "reason": CANARY}))
        db.session.commit()
    close(app, user)
    return user


def close(app: Flask, user: User, ago: timedelta = deletion.WITHIN) -> None:
    with app.app_context():
        found = db.session.get(User, user.id)
        assert found
        deletion.ask(found, clock.now() - ago)
        db.session.commit()


def purge(app: Flask) -> int:
    with app.app_context():
        return deletion.purge(clock.now())


def told(app: Flask) -> str:
    """Every value of every row."""
    with app.app_context():
        return repr([db.session.execute(select(table)).all() for table in Base.metadata.tables.values()])


def canaries(where: str) -> list[str]:
    return [word for word in (CANARY, NAME, ADDRESS) if word in where]


def file_and_log(app: Flask) -> str:
    """The bytes that SQLite has on the disk, read as text."""
    path = Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
    files = [path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")]
    return "".join(file.read_bytes().decode("latin-1") for file in files if file.exists())


def test_f2_no_row_holds_a_word_of_theirs(app: Flask, leaver: User) -> None:
    assert canaries(told(app)) == [CANARY, NAME, ADDRESS]
    assert purge(app) == 1
    assert canaries(told(app)) == []


def test_f2_no_row_is_theirs_any_more(app: Flask, leaver: User) -> None:
    purge(app)
    with app.app_context():
        person = Person.of(leaver)
        for name, held in personal():
            assert held.rows is not None
            assert db.session.execute(select(TABLES[name]).where(held.rows(person))).all() == [], name
            for column in held.subject.split():
                by = select(TABLES[name]).where(TABLES[name].c[column] == person.id)
                assert db.session.execute(by).all() == [], (name, column)


@ON_SQLITE
def test_f2_no_byte_of_theirs_is_on_the_disk(app: Flask, leaver: User) -> None:
    purge(app)
    assert canaries(file_and_log(app)) == []


@ON_SQLITE
def test_f2_control_deleted_rows_alone_stay_on_the_disk(app: Flask, leaver: User) -> None:
    with app.app_context():
        with db.engine.begin() as connection:
            assert deletion.purge_one(connection, leaver.id, clock.now())
        assert canaries(told(app)) == [] and canaries(file_and_log(app)) != []
        assert deletion.scrub()
    assert canaries(file_and_log(app)) == []


def in_relations(app: Flask) -> list[str]:
    """The canaries that PostgreSQL's files of tables, indexes and long values hold, by a file each."""
    read = text(
        "SELECT DISTINCT word FROM pg_class, unnest(CAST(:words AS text[])) word"
        " WHERE relkind IN ('r', 'i', 't') AND pg_relation_filepath(oid) LIKE 'base/%' AND"
        " position(convert_to(word, 'UTF8') IN pg_read_binary_file(pg_relation_filepath(oid), true)) > 0"
    )
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")  # what is in memory goes to the files
        return sorted(connection.execute(read, {"words": [CANARY, NAME, ADDRESS]}).scalars())


@ON_POSTGRESQL
def test_f2_written_anew_postgresqls_files_have_no_byte_of_theirs_either(app: Flask, leaver: User) -> None:
    with app.app_context():
        assert in_relations(app) == sorted([CANARY, NAME, ADDRESS])
        deletion.purge(clock.now())
        assert in_relations(app) != []  # the control: deleted rows alone stay in the files
    assert "written anew" in app.test_cli_runner().invoke(args=["user", "scrub"]).output
    with app.app_context():
        assert in_relations(app) == []


def test_f2_the_log_and_the_instance_folder_never_knew_a_word(
    app: Flask, client: FlaskClient, add_user: AddUser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    user = add_user(NAME, email=ADDRESS)
    client.post("/accounts/sign-in", data={"identity": ADDRESS, "password": PASSWORD})
    upload = {"file": (io.BytesIO(CANARY.encode()), f"{CANARY}.txt")}
    client.post("/teaching/documents/new", data=upload, content_type="multipart/form-data")
    client.post("/accounts/data", data={"password": PASSWORD})
    client.post("/accounts/delete", data={"name": NAME, "password": PASSWORD})
    close(app, user)
    assert purge(app) == 1
    assert canaries(caplog.text) == canaries(instance_files(app)) == []
    app.logger.warning("%s", ADDRESS)  # the control
    assert canaries(caplog.text) == [ADDRESS]


def instance_files(app: Flask) -> str:
    """Every byte and name in the instance folder."""
    files = [path for path in Path(app.instance_path).rglob("*") if path.is_file()]
    return "".join(path.name + path.read_bytes().decode("latin-1") for path in files)


@ON_SQLITE
def test_who_reads_meanwhile_puts_off_the_scrubbing_only(app: Flask, leaver: User) -> None:
    with app.app_context():
        with db.engine.connect() as reader:
            reader.execution_options(reads=True).execute(select(User)).all()
            with db.engine.begin() as connection:
                deletion.purge_one(connection, leaver.id, clock.now())
            assert not deletion.scrub(wait=0.1)
        assert deletion.purge(clock.now()) == 0  # the next round
    assert canaries(file_and_log(app)) == []


def test_nothing_of_anybody_else_is_changed(app: Flask, bob: User, leaver: User) -> None:
    fill(app, bob, "words of bob")
    before = rows_of(app, bob)
    purge(app)
    assert rows_of(app, bob) == before
    assert all(before[name] for name, _ in personal())


def rows_of(app: Flask, user: User) -> dict[str, Any]:
    with app.app_context():
        person = Person.of(user)
        return {
            name: db.session.execute(select(TABLES[name]).where(held.rows(person))).all()
            for name, held in personal()
            if held.rows is not None
        }


def test_no_row_points_to_nobody(app: Flask, leaver: User) -> None:
    purge(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []


def test_the_audit_keeps_what_was_done_behind_a_tombstone(app: Flask, leaver: User) -> None:
    purge(app)
    with app.app_context():
        lines = db.session.execute(select(Audit).order_by(Audit.id)).scalars().all()
        assert [line.act for line in lines] == ["extend", "delete"]
        assert {(line.by, line.user_id, line.attempt_id) for line in lines} == {(None, None, None)}
        (tombstone,) = {line.detail["person"] for line in lines}
        assert tombstone.startswith("gone-") and lines[0].detail["minutes"] == 5


@pytest.mark.parametrize("left", [timedelta(days=13), timedelta(days=13, hours=23)])
def test_before_the_days_are_over_nothing_is_touched(app: Flask, alice: User, left: timedelta) -> None:
    fill(app, alice, CANARY)
    close(app, alice, ago=left)
    before = told(app)
    assert purge(app) == 0 and told(app) == before


def test_who_came_back_is_not_purged(app: Flask, leaver: User) -> None:
    with app.app_context():
        db.session.execute(update(User).values(delete_at=None))
        db.session.commit()
        with db.engine.begin() as connection:  # found due a moment ago
            assert not deletion.purge_one(connection, leaver.id, clock.now())
    assert purge(app) == 0 and NAME in told(app)


@pytest.fixture
def teacher(app: Flask, ines: User, bob: User) -> User:
    """Ines set a quiz that Bob took, answered his report and published a deck."""
    fill(app, bob, "words of bob")
    fill(app, ines, "words of ines")
    with app.app_context():
        session = db.session
        session.execute(update(Quiz).where(Quiz.owner_id == bob.id).values(origin="set", owner_id=ines.id))
        session.execute(update(models.Report).values(closed_by=ines.id, answer="It is mended."))
        session.commit()
    return ines


def test_what_was_made_for_others_stays_without_the_name(
    app: Flask, ada: User, bob: User, teacher: User
) -> None:
    close(app, teacher)
    assert purge(app) == 1
    with app.app_context():
        assert db.session.scalars(select(Quiz.owner_id)).all() == [ada.id]
        assert db.session.scalars(select(models.Attempt.user_id)).all() == [bob.id]
        assert db.session.execute(select(models.Report.answer, models.Report.closed_by)).all() == [
            ("It is mended.", None)
        ]
        assert set(db.session.scalars(select(models.Publication.made_by))) == {bob.id, None}


def test_without_an_heir_a_quiz_set_for_others_holds_the_account(app: Flask, teacher: User) -> None:
    with pytest.raises(deletion.NoHeir):
        close(app, teacher)
    with app.app_context():
        db.session.rollback()
        db.session.execute(update(User).where(User.id == teacher.id).values(delete_at=clock.now()))
        db.session.commit()
    before = told(app)
    assert purge(app) == 0 and told(app) == before  # the next round tries again


def test_one_that_cannot_be_purged_holds_up_no_other(app: Flask, teacher: User, alice: User) -> None:
    with app.app_context():
        db.session.execute(
            update(User).where(User.id.in_([teacher.id, alice.id])).values(delete_at=clock.now())
        )
        db.session.commit()
    assert purge(app) == 1


def test_a_number_is_never_given_again(app: Flask, leaver: User, add_user: AddUser) -> None:
    """What a process keeps in mind of the one who is gone is nobody else's."""
    purge(app)
    assert add_user("newcomer").id > leaver.id


def test_a_review_that_undoes_one_goes_with_it(app: Flask, leaver: User) -> None:
    with app.app_context():
        undone = db.session.scalars(select(models.Review.undoes).where(models.Review.undoes.is_not(None)))
        assert len(undone.all()) == 1
    assert purge(app) == 1
