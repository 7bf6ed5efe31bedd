"""The small course of four items, and an instructor's browser without JavaScript on its deck."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.webapp.conftest import sign_in
from tests.webapp.publishing.course import settings_of, write_course
from tests.webapp.teaching.decks.writing import Writing
from webapp.models import User


@pytest.fixture
def course(settings: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    """Settings that serve the small course."""
    return settings | settings_of(write_course(tmp_path / "course"))


@pytest.fixture
def writing(client: FlaskClient, ines: User) -> Writing:
    return Writing(sign_in(client, ines))
