"""What the page's script sends and gets: saving, saving again, conflicts, the end, signing in again."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask

from tests.webapp.attempts.trying import MINUTE, NOW, SECOND
from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import IN_PLACE
from tests.webapp.quizzes.at_a_page import DATE, TEXT, AtAPage, unsaved
from tests.webapp.statements import USER, statements
from webapp import attempts
from webapp.db import EPOCH, MILLISECOND
from webapp.models import User


def ms(at: datetime) -> int:
    return (at - EPOCH) // MILLISECOND


def test_a_saved_answer_says_when_and_under_which_number(learner: AtAPage) -> None:
    answer = learner.save(DATE, "30 January 1950")
    assert answer.json == {
        "result": "saved",
        "slot": DATE,
        "seq": 1,
        "saved_at": ms(NOW),
        "understood": "30 January 1950, to the day",
    }
    assert answer.headers["Server-Now"] == str(ms(NOW))
    assert answer.headers["Deadline"] == str(ms(NOW + 20 * MINUTE))


def test_sent_again_it_gets_the_same_bytes(learner: AtAPage, clock: time_machine.Traveller) -> None:
    key = uuid4()
    first = learner.save(TEXT, "Treaty", key=key)
    clock.shift(timedelta(seconds=30))
    again = learner.save(TEXT, "Treaty", key=key)
    assert (again.status_code, again.data) == (200, first.data)
    assert again.headers["Server-Now"] == str(ms(NOW + 30 * SECOND))


def test_another_answer_under_the_same_key_is_refused(learner: AtAPage) -> None:
    key = uuid4()
    learner.save(TEXT, "Treaty", key=key)
    answer = learner.save(TEXT, "Convention", key=key)
    assert (answer.status_code, answer.json) == (422, {"result": "other_body"})


def test_a_stale_answer_gets_the_one_that_is_stored(learner: AtAPage) -> None:
    learner.save(TEXT, "from the phone")
    answer = learner.save(TEXT, "from the laptop")
    assert answer.status_code == 409
    assert answer.json == {"result": "stale", "seq": 1, "given": ["from the phone"], "certainty": None}


def test_after_the_end_it_says_where_to_look(learner: AtAPage, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=20, seconds=6))
    late, closed = learner.save(TEXT, "Treaty"), learner.save(TEXT, "Treaty")
    assert (late.status_code, late.json) == (409, {"result": "late", "see": learner.path()})
    assert (closed.status_code, closed.json) == (409, {"result": "closed", "see": learner.path()})


def test_within_the_grace_it_still_counts(learner: AtAPage, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=20, seconds=5))
    assert learner.save(TEXT, "Treaty").status_code == 200


def test_handing_in_takes_what_was_not_saved_along(learner: AtAPage) -> None:
    learner.save(DATE, "1066")
    answer = learner.hand_in(
        unsaved(DATE, "1950", base=1),
        unsaved(DATE, "30 January 1950", base=2),
        unsaved(TEXT, "Treaty of Friendship"),
    )
    assert answer.json == {
        "result": "submitted",
        "see": learner.path(),
        "submitted_at": ms(NOW),
        "answered": 2,
        "items": 6,
    }
    assert learner.trying.paper.score == 2000
    assert learner.hand_in(unsaved(TEXT, "else", base=1)).data == answer.data


@pytest.mark.parametrize(
    "bad", ["{", "[1]", '[{"slot": -1}]', '[{"slot": 1, "key": "x", "base": 0, "given": []}]']
)
def test_what_cannot_be_read_changes_nothing(learner: AtAPage, bad: str) -> None:
    assert learner.post("submit", {"unsaved": bad}).status_code == 400
    assert learner.trying.paper.state == "in_progress"
    for fields in ({}, {"key": "x", "base": "0"}, {"key": str(uuid4()), "base": "-1"}):
        assert learner.post(TEXT, {**fields, "given": "Treaty"}).status_code == 400
    assert not any(learner.trying.paper.seqs)


def test_nothing_that_is_sent_moves_the_deadline_or_the_points(learner: AtAPage) -> None:
    before = learner.trying.paper
    learner.save(TEXT, "Treaty", deadline="9999999999999", points="9", state="graded", order="0", user="2")
    after = learner.trying.paper
    assert (after.timing, after.slots, after.state) == (before.timing, before.slots, before.state)


def test_the_state_shows_more_time_and_other_devices(learner: AtAPage, ada: User) -> None:
    learner.save(TEXT, "Treaty")
    with learner.client.application.app_context():
        attempts.extend(ada.id, learner.id, uuid4(), 10, "a fire drill", NOW)
    found = learner.state()
    assert (found["state"], found["seqs"]) == ("in_progress", [0, 0, 0, 0, 0, 1])
    assert found["deadline"] == ms(NOW + 30 * MINUTE)
    assert found["timing"] == "20 min + 10 min = 30 min, until 09:30"


def test_saving_takes_four_statements(app: Flask, learner: AtAPage) -> None:
    learner.open(TEXT)
    with statements(app) as sent:
        learner.save(TEXT, "Treaty")
    assert len(sent) == USER + 4, "\n".join(sent)  # the attempt, its answers, the new one, the attempt's rev


def test_a_look_at_the_state_takes_two(app: Flask, learner: AtAPage) -> None:
    learner.open(TEXT)
    with statements(app) as sent:
        learner.state()
    assert len(sent) == USER + 2, "\n".join(sent)


def test_a_flag_is_set_and_taken_off(learner: AtAPage) -> None:
    assert learner.post("6/flag", {"flag": "on"}).json == {"result": "done", "flag": True}
    assert learner.trying.paper.flags == {5}
    learner.post("6/flag", {"flag": "off"})
    assert learner.trying.paper.flags == frozenset()
    assert learner.post("9/flag", {"flag": "on"}).status_code == 404


class TestSignedOut:
    """The session ends in the middle of it."""

    def test_the_script_is_told_where_to_sign_in_and_come_back(self, learner: AtAPage, alice: User) -> None:
        nobody = learner.client.application.test_client()
        here = learner.path(TEXT)
        fields = {"key": str(uuid4()), "base": "0", "given": "Treaty"}
        headers = {**IN_PLACE, "Referer": f"http://localhost{here}"}
        for answer in (
            nobody.post(here, data=fields, headers=headers),
            nobody.get(learner.path("state"), headers=headers),
        ):
            see = f"/accounts/sign-in?next={here}"
            assert (answer.status_code, answer.json) == (401, {"result": "sign_in", "see": see})
        assert sign_in(nobody, alice).post(here, data=fields, headers=IN_PLACE).status_code == 200

    @pytest.mark.parametrize("place", [TEXT, f"{TEXT}/flag", "submit"])
    def test_a_page_of_a_session_that_ended_is_told_so_whatever_its_token(
        self, app: Flask, learner: AtAPage, place: object
    ) -> None:
        app.config["WTF_CSRF_ENABLED"] = True
        fields = {
            "csrf_token": "of a session that ended",
            "key": str(uuid4()),
            "base": "0",
            "given": "Treaty",
        }
        signed_out = app.test_client().post(learner.path(place), data=fields, headers=IN_PLACE)
        assert (signed_out.status_code, (signed_out.json or {})["result"]) == (401, "sign_in")
        assert learner.post(place, fields).status_code == 400  # signed in, the page gets a fresh token

    def test_without_the_script_what_was_typed_is_there_to_be_copied(
        self, app: Flask, learner: AtAPage
    ) -> None:
        app.config["WTF_CSRF_ENABLED"] = True
        fields = {"csrf_token": "old", "given": ["The Treaty of Friendship", "17"]}
        page = app.test_client().post(learner.path(TEXT), data=fields).text
        assert "What you had written" in page and "The Treaty of Friendship" in page and ">17<" not in page

    def test_a_plain_page_leads_to_signing_in(self, learner: AtAPage) -> None:
        answer = learner.client.application.test_client().get(learner.path(TEXT))
        assert answer.status_code == 302 and "/accounts/sign-in" in answer.headers["Location"]


class TestWithTokens:
    """Forms carry their token, as they do for people."""

    @pytest.fixture
    def settings(self, settings: dict[str, object]) -> dict[str, object]:
        return settings | {"WTF_CSRF_ENABLED": True}

    def test_a_fresh_token_comes_with_the_state(self, learner: AtAPage) -> None:
        assert learner.save(TEXT, "Treaty").status_code == 400
        token = learner.state()["csrf_token"]
        assert learner.save(TEXT, "Treaty", csrf_token=token).status_code == 200
