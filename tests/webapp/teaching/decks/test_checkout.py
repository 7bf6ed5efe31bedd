"""Decks of a course in a git checkout, which BANK names: its folder, or one deck of it."""

from pathlib import Path
from typing import Any

import pytest

from tests.webapp.publishing.course import DECK, write_course
from tests.webapp.teaching.decks.writing import Writing, words_of
from webapp import config


@pytest.fixture(params=["", "decks", "decks/mill.yaml"])
def settings(settings: dict[str, Any], tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, Any]:
    folder = write_course(tmp_path / "course")
    return settings | config.course({"BANK": str(folder / request.param)})


def test_a_deck_is_opened_as_its_file_has_it_and_its_change_published(writing: Writing) -> None:
    assert writing.open().text == DECK
    writing.check(DECK.replace("Who built", "Who, then, built"))
    assert "3 unchanged, 1 reworded" in words_of(writing.review())
    assert writing.publish().status_code == 303
    page = words_of(writing.client.get(f"{writing.path}/versions?old=0&new=1").text)
    assert "From the file to version 1" in page and "1 reworded" in page
