"""SQLite's write-ahead log is emptied beside the requests, never inside one."""

import threading
import time
from pathlib import Path

from flask import Flask

from webapp.db import db, sqlite_library

EVERY = 3.0  # seconds


def start(app: Flask) -> threading.Thread | None:
    """Begin, once in each server process. None where the database is not a SQLite file."""
    with app.app_context():
        url = db.engine.url
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    thread = threading.Thread(target=run, args=(Path(url.database),), daemon=True, name="checkpoints")
    thread.start()
    return thread


def run(database: Path) -> None:
    while True:
        time.sleep(EVERY)
        try:
            checkpoint(database)
        except sqlite_library().Error:
            continue  # busy, or the disk is full: the next round tries again


def checkpoint(database: Path) -> None:
    """Copy what nobody reads any more from the log into the database; waits for no one."""
    log = database.with_name(database.name + "-wal")
    if not log.exists() or log.stat().st_size == 0:
        return
    connection = sqlite_library().connect(str(database), isolation_level=None, timeout=0)
    try:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    finally:
        connection.close()
