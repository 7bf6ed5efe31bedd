"""What `python -m webapp` looks at before it serves, and the checkpoints while it does."""

import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import text

from webapp import checkpoints
from webapp.__main__ import bind
from webapp.db import db

ROOT = Path(__file__).parents[2]


def start(folder: Path, **environ: str) -> "subprocess.CompletedProcess[str]":
    """A start that is expected to end by itself, from another folder."""
    return subprocess.run(
        [sys.executable, "-m", "webapp"],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "INSTANCE": str(folder / "instance"),
            "PORT": "0",
            **environ,
        },
        capture_output=True,
        text=True,
        timeout=60,
    )


CANNOT = {
    "no server": ("postgresql://footnote:hunter2@127.0.0.1:1/footnote", "does not answer"),
    "no URL": ("hunter2 is no URL", "cannot be read"),
    "no such kind": ("oracle9://footnote:hunter2@host/x", "cannot be read"),
    "no such folder": ("sqlite:////nowhere/hunter2/footnote.sqlite", "does not answer"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CANNOT)
def test_a_database_that_cannot_be_used_is_one_sentence(tmp_path: Path, case: str) -> None:
    url, said = CANNOT[case]
    ended = start(tmp_path, DATABASE_URL=url)
    assert ended.returncode == 1 and ended.stdout == ""
    assert said in ended.stderr and ended.stderr.count("\n") == 1 and "DATABASE_URL" in ended.stderr
    assert "hunter2" not in ended.stderr or url.startswith("sqlite")


@pytest.mark.slow
@pytest.mark.parametrize("port", ["eighty", "70000"])
def test_a_port_that_is_none_is_one_sentence(tmp_path: Path, port: str) -> None:
    ended = start(tmp_path, PORT=port)
    assert ended.returncode == 1 and ended.stderr == f"PORT is {port!r}; it has to be a number up to 65535.\n"


def test_a_class_that_comes_all_at_once_finds_room_to_wait() -> None:
    with bind("127.0.0.1", "0") as bound, ExitStack() as stack:
        for _ in range(100):  # where there is no room, connecting takes a second or more
            stack.enter_context(socket.create_connection(bound.getsockname(), timeout=0.9))


def test_the_cheap_look_agrees_with_alembic(app: Flask) -> None:
    from webapp.__main__ import is_current, newest

    assert newest() == ScriptDirectory(str(ROOT / "webapp/migrations")).get_current_head()
    with app.app_context():
        assert is_current()
        db.session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
        db.session.commit()
        assert not is_current()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_checkpoint_empties_the_log_into_the_database(app: Flask, database: str) -> None:
    path = Path(database.removeprefix("sqlite:///"))
    with app.app_context():
        db.session.execute(text("CREATE TABLE canary (word TEXT)"))
        db.session.execute(text("INSERT INTO canary VALUES ('kanarienvogel')"))
        db.session.commit()
        assert b"kanarienvogel" not in path.read_bytes()
        checkpoints.checkpoint(path)
        assert b"kanarienvogel" in path.read_bytes()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_postgresql_needs_none_of_ours(app: Flask) -> None:
    assert checkpoints.start(app) is None
