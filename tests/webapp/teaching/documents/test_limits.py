"""How much may be brought in: at once, in a minute, by one account."""

import threading
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from tests.webapp.conftest import sign_in
from tests.webapp.teaching.documents.bringing import TREATY, approve, brought, errors_of, paste, send
from webapp.db import db
from webapp.models import Upload, User
from webapp.teaching.documents import index
from webapp.teaching.documents.turns import AT_ONCE, Busy, turn
from webapp.teaching.documents.uploads import MOST_A_MINUTE, MOST_BYTES


def test_the_eleventh_in_a_minute_is_asked_to_wait_and_keeps_its_text(
    app: Flask, teacher: FlaskClient, ada: User
) -> None:
    for _ in range(MOST_A_MINUTE):
        assert paste(teacher, "---").status_code == 422  # refused ones count too
    answer = paste(teacher)
    assert answer.status_code == 429 and 0 < int(answer.headers["Retry-After"]) <= 61
    assert "10 documents a minute" in errors_of(answer)[0] and "bridge of 12 kilometres" in answer.text
    assert paste(sign_in(app.test_client(), ada)).status_code == 303  # nobody else has to wait
    a_minute_passes(app)
    assert paste(teacher).status_code == 303


def test_what_was_thrown_away_counts_for_its_minute(app: Flask, teacher: FlaskClient) -> None:
    for _ in range(MOST_A_MINUTE):
        teacher.post(f"{brought(teacher)}/discard")
    assert paste(teacher).status_code == 429


def test_rows_without_a_text_are_cleared_away(app: Flask, teacher: FlaskClient) -> None:
    paste(teacher, "---")
    a_minute_passes(app)
    brought(teacher)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Upload)) == 1


def test_an_account_that_is_full_is_told_what_to_do(app: Flask, teacher: FlaskClient) -> None:
    place = brought(teacher)
    with app.app_context():
        db.session.execute(update(Upload).values(size=MOST_BYTES))
        db.session.commit()
    answer = paste(teacher)
    assert answer.status_code == 413 and "throw them away" in errors_of(answer)[0]
    teacher.post(f"{place}/discard")
    assert paste(teacher).status_code == 303


def test_at_most_two_are_read_at_once(
    app: Flask, teacher: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "turn", lambda folder: turn(folder, patience=0.2))
    folder = Path(app.instance_path)
    with turn(folder), turn(folder):
        answer = paste(teacher)
        assert answer.status_code == 503 and answer.headers["Retry-After"] == "5"
        assert "Other files are being read" in errors_of(answer)[0] and "Ida Berg" in answer.text
    assert paste(teacher).status_code == 303


def test_a_turn_that_is_given_back_goes_to_who_waits(tmp_path: Path) -> None:
    with turn(tmp_path):
        with turn(tmp_path), pytest.raises(Busy):
            with turn(tmp_path, patience=0):
                pass
        with turn(tmp_path, patience=0):
            pass


def test_of_many_at_once_never_more_than_two_have_a_turn(tmp_path: Path) -> None:
    lock, inside, most = threading.Lock(), 0, 0

    def read() -> None:
        nonlocal inside, most
        with turn(tmp_path, patience=30):
            with lock:
                inside += 1
                most = max(most, inside)
            threading.Event().wait(0.02)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == AT_ONCE


def test_a_file_above_the_usual_size_of_a_request_is_read(teacher: FlaskClient) -> None:
    assert send(teacher, b"Harbour Treaty.\n\n\n\n" * 9_000 + b"x" * 1_700_000).status_code == 303
    assert paste(teacher, "Harbour Treaty. " * 100_000).status_code == 303


def test_more_lines_than_a_page_can_show_are_refused(teacher: FlaskClient) -> None:
    answer = paste(teacher, "a\n" * 10_001)
    assert errors_of(answer) == [
        "The text has 10,001 lines, more than 10,000. Split it into several documents."
    ]


def test_the_end_of_the_longest_text_can_be_marked(app: Flask, teacher: FlaskClient) -> None:
    place = brought(teacher, f"{'Harbour Treaty. ' * 1_000}\n" * 120 + "The end.")
    assert approve(teacher, place, do="mark", words="The end.").status_code == 303
    assert teacher.get(place).status_code == 200


def test_control_no_other_route_takes_so_much(teacher: FlaskClient) -> None:
    place = brought(teacher)
    assert approve(teacher, place, words="Harbour " * 200_000).status_code == 413
    assert "bridge of 12 kilometres" in teacher.get(place).text


def test_a_visitor_may_send_no_more_than_ever(client: FlaskClient) -> None:
    assert send(client, b"Harbour " * 300_000).status_code in (302, 413)


def test_a_body_without_end_is_refused(teacher: FlaskClient) -> None:
    assert send(teacher, b"x" * 26_000_000).status_code == 413


def a_minute_passes(app: Flask) -> None:
    """For the uploads: their moments are moved back by ten."""
    with app.app_context():
        for upload in db.session.scalars(select(Upload)):
            upload.at = upload.at.replace(year=2020)
        db.session.commit()


def test_pasted_text_comes_as_it_was_typed(app: Flask, teacher: FlaskClient) -> None:
    brought(teacher, TREATY.replace("\n", "\r\n"))
    with app.app_context():
        assert db.session.scalar(select(Upload.text)) == TREATY
