"""What the servers are started with: the whole app, or the anchor, on databases in the folder BENCHMARK."""

import gc
import os
from pathlib import Path

from flask import Flask

from tests.benchmarks import bare, generated, learners
from webapp import checkpoints
from webapp.apart import WSGI, Apart

FOLDER, ITEMS = "BENCHMARK", "BENCHMARK_ITEMS"


def app() -> Flask:
    """One process's copy of the app, with the thread that empties the log, as `make run` has it."""
    found = learners.app_on(folder(), generated.bank(int(os.environ[ITEMS])))
    checkpoints.start(found)
    return found


def anchor() -> Flask:
    return bare.bare_app(folder())


def in_turns(view: str) -> WSGI:
    """Either of them as `make run` serves it: by several threads that take turns, the bank left out of the
    collector's rounds."""
    made = {"app": app, "anchor": anchor}[view]()
    gc.freeze()
    return Apart(made, ("127.0.0.1", 0)).worker


def folder() -> Path:
    return Path(os.environ[FOLDER])
