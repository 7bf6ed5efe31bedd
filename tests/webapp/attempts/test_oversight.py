"""What an instructor does to attempts: more time, voiding, extra time; each with its line in the audit."""

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from flask import Flask

from tests.webapp.attempts.trying import MINUTE, NOW, SECOND, Trying, offer, rows
from webapp import attempts
from webapp.domain.attempts import Timing
from webapp.models import Attempt, Audit, Extension, Review, User

END = NOW + 10 * MINUTE


@pytest.fixture
def trying(trying: Trying) -> Trying:
    trying.start()
    return trying


def extend(
    trying: Trying, by: User, minutes: int = 5, id: UUID | None = None, at: datetime = NOW
) -> Timing | None:
    with trying.app.app_context():
        return attempts.extend(by.id, trying.id, id or uuid4(), minutes, "fire drill", at)


def test_an_extension_moves_the_end(app: Flask, trying: Trying, ines: User) -> None:
    timing = extend(trying, ines)
    assert timing is not None and (timing.extended, timing.deadline) == (5, END + 5 * MINUTE)
    assert trying.paper.timing == timing
    assert trying.save(0, "1950", at=END + 4 * MINUTE).result == "saved"
    assert [(row["act"], row["by"], row["user_id"]) for row in rows(app, Audit)] == [
        ("extend", ines.id, trying.user.id)
    ]


def test_extensions_add_up_and_move_the_close_too(app: Flask, alice: User, ines: User) -> None:
    trying = Trying(app, alice, offer(app, alice, closes=NOW + 8 * MINUTE))
    trying.start()
    extend(trying, ines, 5)
    assert extend(trying, ines, 1) == trying.paper.timing
    assert trying.paper.timing.deadline == NOW + 14 * MINUTE


def test_the_same_extension_again_adds_nothing(app: Flask, trying: Trying, ines: User) -> None:
    form = uuid4()
    assert extend(trying, ines, id=form) == extend(trying, ines, id=form, at=END + 60 * MINUTE)
    assert (len(rows(app, Extension)), len(rows(app, Audit))) == (1, 1)


def test_what_is_over_is_not_extended(trying: Trying, ines: User) -> None:
    trying.submit()
    assert extend(trying, ines) is None


def test_what_is_late_is_closed_instead(trying: Trying, ines: User) -> None:
    assert extend(trying, ines, at=END + 6 * SECOND) is None
    assert (trying.paper.state, trying.paper.submitted_at) == ("graded", END)


def test_without_an_end_there_is_nothing_to_extend(app: Flask, alice: User, ines: User) -> None:
    trying = Trying(app, alice, offer(app, alice, minutes=None))
    trying.start()
    assert extend(trying, ines) is None
    trying.id = uuid4()
    assert extend(trying, ines) is None
    assert rows(app, Extension) == []


@pytest.mark.parametrize("running", [True, False])
def test_a_voided_attempt_counts_for_nothing_and_keeps_its_rows(
    app: Flask, trying: Trying, ines: User, running: bool
) -> None:
    trying.save_right(0)
    if not running:
        trying.submit()
    with app.app_context():
        assert attempts.void(ines.id, trying.id, "wrong room", NOW + MINUTE)
        assert attempts.void(ines.id, trying.id, "wrong room", NOW + MINUTE)
    paper = trying.paper
    assert (paper.state, paper.close_reason) == ("voided", "instructor" if running else "student")
    assert paper.given[0] is not None
    assert [row["detail"]["was"] for row in rows(app, Audit)] == ["in_progress" if running else "graded"]


def test_a_voided_attempt_stays_so(app: Flask, trying: Trying, ines: User) -> None:
    with app.app_context():
        attempts.void(ines.id, trying.id, "", NOW)
        assert not attempts.void(ines.id, uuid4(), "", NOW)
    assert trying.save(0, "1950").result == "closed"
    trying.submit()
    assert trying.paper.state == "voided"
    assert rows(app, Review) == []


def test_extra_time_counts_from_the_next_attempt(app: Flask, trying: Trying, ines: User) -> None:
    with app.app_context():
        assert attempts.set_extra_time(ines.id, trying.user.id, 50, NOW)
        assert attempts.set_extra_time(ines.id, trying.user.id, 50, NOW)
        assert not attempts.set_extra_time(ines.id, 4711, 50, NOW)
    assert [row["extra_time"] for row in rows(app, User) if row["id"] == trying.user.id] == [50]
    assert [row["detail"] for row in rows(app, Audit)] == [{"percent": 50, "was": 0}]
    assert [row["deadline_at"] for row in rows(app, Attempt)] == [END]
