"""Taking a quiz without JavaScript: every presentation, saving by moving on, flags, summary, handing in."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.attempts.trying import NOW
from tests.webapp.conftest import sign_in
from tests.webapp.quizzes.at_a_page import DATE, LIST, NUMBER, ORDER, PAIRS, TEXT, AtAPage, begin
from webapp.db import db
from webapp.models import User

SECRETS = ("1950", "It was in winter", "The article gives the day", "eighty")


def test_moving_on_saves_and_going_back_shows_what_was_given(learner: AtAPage) -> None:
    learner.open(TEXT).press("next", "Treaty of Friendship")
    assert learner.answer.status_code == 200 and "Before you hand in" in learner.text
    learner.open(TEXT)
    assert 'value="Treaty of Friendship"' in learner.page and ">✓ saved<" in learner.page


@pytest.mark.parametrize(
    ("number", "given"),
    [
        (DATE, ["30/1/1950"]),
        (NUMBER, ["over 80 documents"]),
        (LIST, ["Treaty of Friendship", ""]),
        (ORDER, ["2", "", "1"]),
        (PAIRS, ["1", "0"]),
    ],
)
def test_each_presentation_keeps_what_it_is_given(learner: AtAPage, number: int, given: list[str]) -> None:
    learner.open(number).press(str(number), *given)
    assert list(learner.given[number - 1]) == given
    assert chosen(learner.page) == given


def chosen(page: str) -> list[str]:
    """What the inputs of the question hold."""
    typed = re.findall(r'<input class="typed"[^>]*name="given"[^>]*value="([^"]*)"', page)
    selects = re.findall(r'<select[^>]*name="given".*?</select>', page)
    picked = [re.search(r"<option(?: value=\"(\d+)\")? selected>(\d*)", select) for select in selects]
    return typed or ["" if one is None else one[1] or one[2] for one in picked]


def test_a_date_and_a_number_say_what_they_are_read_as(learner: AtAPage) -> None:
    assert "understood as 30 January 1950, to the day" in learner.open(DATE).press("4", "30.1.1950").text
    assert "understood as 3 April 1950 or 4 March 1950" in learner.press("4", "03/04/1950").text
    assert "understood as over 80" in learner.open(NUMBER).press("5", "over eighty documents").text


def test_moving_on_with_nothing_new_saves_nothing(learner: AtAPage) -> None:
    learner.open(DATE).press("next").press("back", "80").press("next").press("4", "80")
    assert learner.trying.paper.seqs == (0, 0, 0, 0, 1, 0)


def test_a_flag_keeps_what_was_typed(learner: AtAPage) -> None:
    learner.open(TEXT).press("", "Treaty", flag="on")
    assert "⚑ flagged" in learner.text and 'value="Treaty"' in learner.page
    assert "Question 6 , answered, flagged" in learner.text


def test_taking_a_choice_back_leaves_the_question_open(app: Flask, client: FlaskClient, alice: User) -> None:
    with time_machine.travel(NOW, tick=False):
        learner = begin(app, client, alice, NOW)
        learner.open(ORDER).press("1", "1", "2", "3").press("1", "1", "2", "3", clear="1")
        assert learner.given[ORDER - 1] == () and "Question 1 , not answered" in learner.text


def test_a_second_device_gets_both_answers_to_choose_from(learner: AtAPage) -> None:
    learner.open(TEXT)
    assert learner.save(TEXT, "from the other device").status_code == 200
    learner.press("next", "from here")
    assert learner.answer.status_code == 409
    assert "Saved there: from the other device" in learner.text and 'value="from here"' in learner.page
    assert learner.given[TEXT - 1] == ("from the other device",)
    learner.press("next", "from here")
    assert learner.given[TEXT - 1] == ("from here",) and "Before you hand in" in learner.text


def test_the_arithmetic_of_time_stands_below(app: Flask, client: FlaskClient, alice: User) -> None:
    alice.extra_time, alice.time_zone = 50, "Asia/Ho_Chi_Minh"
    with time_machine.travel(NOW, tick=False):
        keep(app, alice)
        learner = begin(app, client, alice, NOW)
        assert "20 min + 50 % = 30 min, until 16:30" in learner.open(1).text
        assert learner.state()["timing"] == "20 min + 50 % = 30 min, until 16:30"


def keep(app: Flask, user: User) -> None:
    with app.app_context():
        db.session.merge(user)
        db.session.commit()


def test_the_close_that_comes_first_is_named(app: Flask, client: FlaskClient, alice: User) -> None:
    with time_machine.travel(NOW, tick=False):
        learner = begin(app, client, alice, NOW, closes=NOW + timedelta(minutes=5))
        assert "20 min, cut short by the close: until 09:05" in learner.open(1).text


def test_without_a_limit_there_is_no_clock(app: Flask, client: FlaskClient, alice: User) -> None:
    with time_machine.travel(NOW, tick=False):
        page = begin(app, client, alice, NOW, minutes=None).open(1).page
    assert "no time limit" in page and 'data-deadline=""' in page and "the clock goes on" not in page


def test_the_summary_names_what_is_open_and_flagged(learner: AtAPage) -> None:
    learner.open(TEXT).press("summary", "Treaty of Friendship", flag="on")
    assert "1 of 6 questions answered, 1 flagged. Time runs until 09:20." in learner.text
    listed = learner.page[learner.page.index("Not answered") :]
    assert [f'/{number}"' in listed for number in (1, 2, 5)] == [True] * 3
    assert "Which 1994 treaty" in listed[listed.index(">Flagged<") :]


def test_handing_in_leads_to_the_result_whenever_it_is_done(learner: AtAPage) -> None:
    learner.open(TEXT).press("summary", "Treaty of Friendship")
    for _ in range(2):
        answer = learner.client.post(learner.path("submit"))
        assert (answer.status_code, answer.headers["Location"]) == (303, learner.path())
    assert learner.trying.paper.score == 1000
    assert learner.open(TEXT).location == learner.path()


def test_an_answer_after_the_end_leads_to_the_result_and_says_so(
    learner: AtAPage, clock: time_machine.Traveller, alice: User
) -> None:
    learner.open(TEXT)
    clock.shift(timedelta(minutes=20, seconds=6))
    answer = learner.client.post(learner.path(TEXT), data={**learner.fields, "given": "late", "go": "next"})
    assert (answer.status_code, answer.headers["Location"]) == (303, learner.path())
    assert "Time was up before your last answer arrived" in learner.client.get(learner.path()).text
    assert learner.given[TEXT - 1] == ()


def test_a_page_opened_when_time_is_up_offers_the_result(
    learner: AtAPage, clock: time_machine.Traveller
) -> None:
    learner.open(TEXT).press("next", "Treaty of Friendship")
    clock.shift(timedelta(minutes=20, seconds=6))
    assert learner.open(TEXT).location == learner.path("summary")
    assert "Time is up What was saved in time counts: 1 answer of 6." in learner.open("summary").text


class TestForwardOnly:
    """A sequential quiz."""

    @pytest.fixture
    def learner(self, app: Flask, client: FlaskClient, clock: time_machine.Traveller, alice: User) -> AtAPage:
        return begin(app, client, alice, NOW, sequential=True)

    def test_next_opens_the_next_question_and_closes_this_one(self, learner: AtAPage) -> None:
        learner.open(1).press("next", "2", "1", "3")
        assert "2 of 6 · forward only" in learner.text
        assert learner.open(1).location == learner.open(3).location == learner.path(2)
        assert learner.save(1, "1", base=1).status_code == 403 and learner.given[0] == ("2", "1", "3")

    def test_no_page_tells_of_later_questions(self, learner: AtAPage) -> None:
        prompts = [learner.trying.paper.side(index).prompt for index in range(6)]
        learner.open(1).press("next")
        pages = learner.page + learner.open("summary").page + str(learner.state())
        assert [prompt in pages for prompt in prompts] == [False, True, False, False, False, False]
        assert "Questions 3 to 6 are still to come" in learner.text

    @pytest.mark.parametrize("number", [1, 4])
    def test_a_key_sent_before_opens_no_other_question(self, learner: AtAPage, number: int) -> None:
        key = str(uuid4())
        learner.open(1).press("next", "1", key=key)
        fields = {"key": key, "base": "0", "given": "other", "go": ""}
        answer = learner.client.post(learner.path(number), data=fields)
        assert (answer.status_code, answer.location) == (303, learner.path(number))
        assert learner.trying.paper.side(number - 1).prompt not in answer.text

    def test_nor_does_it_when_the_attempt_is_over(self, learner: AtAPage) -> None:
        key = str(uuid4())
        learner.open(1).press("stay", "1", key=key)
        learner.hand_in()
        answer = learner.client.post(learner.path(1), data={"key": key, "base": "0", "given": "other"})
        assert answer.status_code == 303

    def test_a_skip_goes_nowhere(self, learner: AtAPage) -> None:
        learner.open(1).press("4", "1950")
        assert "1 of 6" in learner.text and learner.trying.paper.position == 0


def test_certainty_is_asked_where_it_counts(app: Flask, client: FlaskClient, alice: User) -> None:
    with time_machine.travel(NOW, tick=False):
        learner = begin(app, client, alice, NOW, certainty=True)
        assert "3 points if right, −6 if wrong unsure" in learner.open(TEXT).text
        learner.press("6", "Treaty", certainty="unsure")
        assert re.search(r'value="unsure" checked', learner.page)


def test_no_page_gives_away_what_is_not_released(learner: AtAPage) -> None:
    """The key, the hint, the explanation, the passage and the order by key."""
    pages = "".join(learner.open(number).page for number in range(1, 7)) + learner.open("summary").page
    pages += str(learner.state()) + learner.save(DATE, "1066").text
    for secret in SECRETS:
        assert secret not in pages, secret
    assert "Treaty of Friendship" not in learner.open(TEXT).page


def test_control_the_result_tells_it(learner: AtAPage) -> None:
    learner.hand_in()
    page = learner.open("").page
    assert [secret for secret in SECRETS if secret in page] == ["1950", "The article gives the day", "eighty"]


def test_the_attempts_of_others_are_not_there(learner: AtAPage, bob: User) -> None:
    stranger = sign_in(learner.client.application.test_client(), bob)
    for place in ("1", "summary", "state"):
        assert stranger.get(learner.path(place)).status_code == 404
    fields = {**learner.open(1).fields, "given": "1950"}
    for place, data in (("1", fields), ("1/flag", {"flag": "on"}), ("submit", {"unsaved": "[]"})):
        assert stranger.post(learner.path(place), data=data).status_code == 404
    assert learner.open(7).answer.status_code == learner.open(0).answer.status_code == 404
