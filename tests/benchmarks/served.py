"""What the servers are started with: the whole app, or the anchor, on databases in the folder BENCHMARK."""

import os
from pathlib import Path

from flask import Flask

from tests.benchmarks import bare, generated, learners
from webapp import checkpoints

FOLDER, ITEMS = "BENCHMARK", "BENCHMARK_ITEMS"


def app() -> Flask:
    """One process's copy of the app, with the thread that empties the log, as `make run` has it."""
    found = learners.app_on(folder(), generated.bank(int(os.environ[ITEMS])))
    checkpoints.start(found)
    return found


def anchor() -> Flask:
    return bare.bare_app(folder())


def folder() -> Path:
    return Path(os.environ[FOLDER])
