"""A course of four items in files, and the desk of somebody who publishes."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.webapp.publishing.course import Desk, settings_of, write_course
from webapp.models import User


@pytest.fixture
def settings(settings: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    return settings | settings_of(write_course(tmp_path / "course"))


@pytest.fixture
def desk(app: Flask, ines: User) -> Desk:
    return Desk(app, ines)
