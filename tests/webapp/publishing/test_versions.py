"""The versions of a deck: listed, compared, restored."""

import pytest

from tests.webapp.publishing.course import DECK, GIFT, MILL, NOW, Desk
from webapp.db import early_read
from webapp.publishing import versions
from webapp.publishing.edits import Edits
from webapp.publishing.publish import Published, publish

SHORTER = DECK.replace(GIFT, "")


def listed(desk: Desk) -> list[tuple[int, str | None, str]]:
    def read() -> list[versions.Version]:
        with early_read() as connection:
            return versions.deck_versions(connection, "mill")

    return [(one.number, one.by, one.summary) for one in desk.do(read)]


def restore(desk: Desk, number: int) -> Published:
    def work() -> object:
        with early_read() as connection:
            edit = versions.restored(connection, "mill", number)
        return publish(desk.by, Edits((edit,)), f"as version {number}", NOW)

    done = desk.do(work)
    assert isinstance(done, Published)
    return done


def test_versions_are_listed_with_who_made_them(desk: Desk) -> None:
    desk.publish(SHORTER)
    desk.withdraw("mill")
    assert listed(desk) == [(2, "ines", "3 removed"), (1, "ines", "3 unchanged, 1 removed"), (0, None, "")]


def test_an_old_version_comes_back_as_a_new_one(desk: Desk) -> None:
    desk.publish(SHORTER)
    assert restore(desk, 0).summary == "3 unchanged, 1 new"
    assert desk.now().text == DECK and desk.now().number == 2
    restore(desk, 1)
    assert desk.now().text == SHORTER and desk.now().number == 3


def test_two_versions_are_compared_item_by_item_and_line_by_line(desk: Desk) -> None:
    desk.publish(SHORTER)

    def compare() -> tuple[str, list[str]]:
        with early_read() as connection:
            found, lines = versions.compare(connection, "mill", 0, 1)
        return found.summary, lines

    summary, lines = desk.do(compare)
    assert summary == "3 unchanged, 1 removed"
    assert "-  - id: gift" in lines and lines[0] == "--- version 0"


def test_what_was_never_published_is_not_there(desk: Desk) -> None:
    def look() -> None:
        with early_read() as connection:
            versions.text_at(connection, "mill", 7)

    with pytest.raises(LookupError):
        desk.do(look)


def test_a_documents_versions_are_listed_and_come_back(desk: Desk) -> None:
    desk.publish(document=desk.mill(MILL + "\nThe end.\n"))

    def work() -> tuple[list[int], object]:
        with early_read() as connection:
            numbers = [one.number for one in versions.document_versions(connection, "mill")]
            edit = versions.restored_document(connection, "mill", 0)
            again = versions.restored_document(connection, "mill", 1)
        assert again.text == MILL + "\nThe end.\n"
        return numbers, publish(desk.by, Edits((), (edit,)), "", NOW)

    numbers, done = desk.do(work)
    assert numbers == [1, 0] and isinstance(done, Published)
    assert desk.bank.documents["mill"].text == MILL


def test_publications_are_listed_the_newest_first(desk: Desk) -> None:
    desk.publish(SHORTER)
    desk.publish(DECK)

    def read() -> list[str]:
        with early_read() as connection:
            return [one.summary for one in versions.publications(connection)]

    assert desk.do(read) == ["3 unchanged, 1 new", "3 unchanged, 1 removed"]
