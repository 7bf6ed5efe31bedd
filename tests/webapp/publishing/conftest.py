"""A course of four items in files, and the desk of somebody who publishes."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.webapp.publishing.course import Desk, write_course
from webapp.models import User


@pytest.fixture
def settings(settings: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    folder = write_course(tmp_path / "course")
    return settings | {"DECKS": folder / "decks", "DOCUMENTS": folder / "documents"}


@pytest.fixture
def desk(app: Flask, ines: User) -> Desk:
    return Desk(app, ines)
