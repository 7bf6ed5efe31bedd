"""The small course of four items, and an instructor's browser without JavaScript on its deck."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.webapp.conftest import sign_in
from tests.webapp.publishing.course import write_course
from tests.webapp.teaching.decks.writing import Writing
from webapp.models import User


@pytest.fixture
def course(settings: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    """Settings that serve the small course."""
    folder = write_course(tmp_path / "course")
    return settings | {"DECKS": folder / "decks", "DOCUMENTS": folder / "documents"}


@pytest.fixture
def writing(client: FlaskClient, ines: User) -> Writing:
    return Writing(sign_in(client, ines))
