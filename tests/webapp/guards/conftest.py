"""The small course, for what has to know of every route."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.webapp.conftest import AddUser
from tests.webapp.guards.world import World, build
from tests.webapp.publishing.course import settings_of, write_course


@pytest.fixture
def settings(settings: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    """Served from the small course; a fault of ours is a page, as it is for people."""
    own = settings_of(write_course(tmp_path / "course"))
    return settings | own | {"PROPAGATE_EXCEPTIONS": False}


@pytest.fixture
def world(app: Flask, add_user: AddUser) -> World:
    return build(app, add_user)
