"""B8 and B12: whatever a browser sends, it gains no time and answers nothing out of order."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask, request
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from werkzeug.routing import Rule

from question_bank.quizzes.quiz import Review
from tests.question_bank.test_grading_hostile import HOSTILE
from tests.reliability import sound
from tests.reliability.conftest import Figures
from tests.reliability.effort import REQUESTS
from tests.reliability.offering import add_people, offer, quiz_of
from tests.reliability.taking import InProcess, Taker, attempt_of, edit
from tests.webapp.conftest import sign_in
from webapp.db import db
from webapp.form_fields import refuse_unknown
from webapp.models import AnswerEvent, Attempt, Extension, User

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LIMIT = timedelta(minutes=10)
OPENERS = [f"harbours/opener-{number}" for number in (1, 2, 3)]
NAMES = """
    deadline deadline_at started_at submitted_at last_event_at arrived received_at now at begin minutes
    limit extra_time extended extension reason percent by user user_id attempt attempt_id quiz quiz_id
    version state close_reason position number slot seq run score out_of points rev retry_at closes opens
    attempts time_zone day_start zone offset client_time saved_at key base given certainty final flag go
    was unsaved clear title content draws csrf_token
""".split()
MOMENTS = [
    *("", "0", "-1", "1e9", "99999999999999", "2099-01-01", "2099-01-01T00:00:00Z", "+10 hours", "NaN", "on"),
    *("next", "2", "check", "graded", "in_progress", "null", "[]", "{}", "Pacific/Kiritimati", "300", "ines"),
]
HEADERS = """
    Date X-Forwarded-For X-Forwarded-Host X-Original-Date X-Request-Start X-Time Server-Now Deadline
    If-Unmodified-Since If-Modified-Since Timezone Time-Zone X-HTTP-Method-Override X-User In-Place Referer
    Forwarded Accept-Language Range Expect-CT Retry-After
""".split()
COOKIES = "deadline theme tz timezone now clock time_zone remember_token".split()

values = st.sampled_from(MOMENTS) | st.text(max_size=20) | st.integers(-(10**13), 10**13).map(str)
fields = st.dictionaries(st.sampled_from(NAMES), values, max_size=8)
headers = st.dictionaries(
    st.sampled_from(HEADERS), st.sampled_from(MOMENTS) | st.integers().map(str), max_size=3
)
cookies = st.dictionaries(st.sampled_from(COOKIES), st.sampled_from(MOMENTS), max_size=2)


class Exam:
    """A student in a timed attempt, whose clock stands still."""

    def __init__(self, app: Flask, **quiz: Any) -> None:
        self.app = app
        app.before_request_funcs[None].remove(refuse_unknown)  # so that views see what is sent here
        self.user = add_people(app, ["alice"])[0]
        self.quiz = offer(app, quiz_of(3, OPENERS, minutes=10, ways=("typed",), **quiz))
        self.attempt = self.taker().begin(self.quiz)
        self.rules = sorted(
            (rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())), key=str
        )

    def taker(self) -> Taker:
        """A browser in which the student is signed in, whatever became of the last one."""
        return Taker(InProcess(sign_in(self.app.test_client(), self.current())))

    def send(self, rule: Rule, form: dict[str, str], sent: dict[str, str], jar: dict[str, str]) -> int:
        client = sign_in(self.app.test_client(), self.current())
        for name, value in jar.items():
            client.set_cookie(name, value)
        answer = client.post(self.path(rule), data=form, headers=sent)
        with answer:
            return answer.status_code

    def current(self) -> User:
        with self.app.app_context():
            return db.session.scalars(select(User).filter_by(username="alice")).one()

    def path(self, rule: Rule) -> str:
        report = uuid4()
        places = {"attempt_id": UUID(self.attempt), "key": self.quiz, "number": 1, "report_id": report}
        names = {name: places.get(name, "x") for name in rule.arguments}
        return str(self.app.url_map.bind("localhost").build(rule.endpoint, names))

    def gained(self) -> list[str]:
        """Every attempt that has another deadline, or began at another time, than it should."""
        with self.app.app_context():
            rows = db.session.execute(select(Attempt.__table__).filter_by(user_id=self.user.id)).all()
            extra = db.session.scalars(select(User.extra_time).filter_by(id=self.user.id)).one()
            given = db.session.scalars(select(Extension.id)).all()
            db.session.rollback()
        wrong = [row for row in rows if (row.started_at, row.deadline_at) != (NOW, NOW + LIMIT)]
        return [f"{row.started_at}, {row.deadline_at}" for row in wrong] + (
            ["extra"] if extra or given else []
        )


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def tampered(exam: Exam, requests: int) -> int:
    """Forms with made-up fields, headers and cookies, to every address that takes one; how many failed."""
    failed = 0

    @settings(max_examples=requests, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(exam.rules), fields, headers, cookies, st.booleans())
    def one(rule: Rule, form: dict[str, str], sent: dict[str, str], jar: dict[str, str], whole: bool) -> None:
        nonlocal failed
        good = {"key": str(uuid4()), "base": "0", "given": "x", "rating": "3"} if whole else {}
        failed += exam.send(rule, good | form, sent, jar) >= 500
        assert exam.gained() == [], (rule, form, sent, jar)

    one()
    return failed


@pytest.mark.usefixtures("clock")
def test_b8_no_form_header_or_cookie_gains_time(app: Flask, figures: Figures) -> None:
    exam = Exam(app)
    assert tampered(exam, REQUESTS) == 0
    figures("B8", forms=REQUESTS, addresses=len(exam.rules), deadlines_changed=0, failures=0)


@pytest.mark.usefixtures("clock")
def test_b8_control_an_address_that_believes_its_form_is_found_out(app: Flask) -> None:
    exam = Exam(app)
    exam.rules = [rule for rule in exam.rules if rule.endpoint == "quizzes.question_submit"]
    honest = app.view_functions["quizzes.question_submit"]

    def believing(**names: Any) -> Any:
        if "deadline_at" in request.form:
            db.session.execute(update(Attempt).values(deadline_at=NOW + 2 * LIMIT))
            db.session.commit()
        return honest(**names)

    app.view_functions["quizzes.question_submit"] = believing
    with pytest.raises(AssertionError):
        tampered(exam, 500)


def test_b8_a_second_device_or_start_has_the_same_deadline(app: Flask, clock: time_machine.Traveller) -> None:
    exam = Exam(app)
    clock.shift(timedelta(minutes=4))
    second = exam.taker()
    assert second.begin(exam.quiz) == exam.attempt == attempt_of(second.start(exam.quiz))
    assert exam.gained() == []


def stored(app: Flask) -> set[int]:
    """The slots, from 1, that have an answer."""
    with app.app_context():
        return {slot + 1 for slot in db.session.scalars(select(AnswerEvent.slot))}


@pytest.fixture
def forward(app: Flask) -> Exam:
    return Exam(app, sequential=True, review=Review(("correctness",)))


def test_b12_a_quiz_that_goes_forward_only_takes_the_open_question_alone(app: Flask, forward: Exam) -> None:
    taker = forward.taker()
    for position in (1, 2, 3):
        for slot in {1, 2, 3} - {position}:
            refused = taker.save(forward.attempt, edit(slot, "out of order"))
            assert (refused.status, refused.result) == (403, "out_of_order")
            there = taker.get(f"/quizzes/attempts/{forward.attempt}/{slot}")
            assert there.leads_to.endswith(f"/{position}")
        assert taker.save(forward.attempt, edit(position, "in order")).status == 200
        assert stored(app) == set(range(1, position + 1))
        taker.post(f"/quizzes/attempts/{forward.attempt}/{position}", next_of(position), in_place=False)


def next_of(position: int) -> dict[str, Any]:
    return {"key": str(uuid4()), "base": "1", "given": "in order", "go": "next"}


def test_b12_nothing_else_is_answered_by_handing_in_or_for_a_slot_that_is_not_there(
    app: Flask, forward: Exam
) -> None:
    taker = forward.taker()
    for slot in (0, 4, 99):
        assert taker.save(forward.attempt, edit(slot, "nowhere")).status == 404
    answer = taker.submit(
        forward.attempt, [edit(1, "mine"), edit(2, "ahead"), edit(3, "ahead"), edit(9, "no")]
    )
    assert answer.json["answered"] == 1 and stored(app) == {1}


@pytest.mark.usefixtures("clock")
def test_b12_no_story_of_jumps_answers_out_of_order(app: Flask, forward: Exam, figures: Figures) -> None:
    taker, count = forward.taker(), 0

    @settings(max_examples=max(REQUESTS // 10, 10), phases=[Phase.generate])
    @given(st.lists(st.tuples(st.sampled_from(JUMPS), st.integers(-1, 5)), max_size=6))
    def one(jumps: list[tuple[Callable[[Taker, str, int], int], int]]) -> None:
        nonlocal count
        for jump, number in jumps:
            count += 1
            before, position = stored(app), position_of(app)
            status = jump(taker, forward.attempt, number)
            assert status < 500
            assert stored(app) - before <= {position} and position_of(app) - position in (0, 1)

    one()
    figures("B12", jumps=count, answered_out_of_order=0)


def position_of(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(select(Attempt.position)).one() + 1


def saves(taker: Taker, attempt: str, number: int) -> int:
    return taker.save(attempt, edit(number, "x")).status


def goes(taker: Taker, attempt: str, number: int) -> int:
    fields = {"key": str(uuid4()), "base": "0", "given": "y", "go": str(number)}
    return taker.post(f"/quizzes/attempts/{attempt}/1", fields, in_place=False).status


def looks(taker: Taker, attempt: str, number: int) -> int:
    return taker.get(f"/quizzes/attempts/{attempt}/{number}").status


def flags(taker: Taker, attempt: str, number: int) -> int:
    return taker.post(f"/quizzes/attempts/{attempt}/{number}/flag", {"flag": "on"}).status


JUMPS = (saves, goes, looks, flags)


def test_b12_control_a_free_quiz_takes_any_question(app: Flask) -> None:
    exam = Exam(app)
    assert [saves(exam.taker(), exam.attempt, slot) for slot in (3, 1, 2)] == [200] * 3
    assert json.loads(exam.taker().get(f"/quizzes/attempts/{exam.attempt}/state").body)["seqs"] == [1, 1, 1]


def test_d6_whatever_is_typed_is_kept_and_graded_at_once(app: Flask, figures: Figures) -> None:
    exam, slowest = Exam(app), 0.0
    taker = exam.taker()
    for base, text in enumerate(HOSTILE):
        began = time.perf_counter()
        saved = taker.save(exam.attempt, edit(1, text.encode("utf-8", "replace").decode(), base=base))
        slowest = max(slowest, time.perf_counter() - began)
        assert saved.status == 200 and saved.json["seq"] == base + 1, ascii(text[:20])
        assert taker.get(f"/quizzes/attempts/{exam.attempt}/1").status == 200
    assert taker.submit(exam.attempt, [edit(2, HOSTILE[0]), edit(3, HOSTILE[8])]).json["answered"] == 3
    assert taker.get(f"/quizzes/attempts/{exam.attempt}").status == 200 and sound.faults(app) == []
    figures("D6", hostile_answers=len(HOSTILE), failures=0, slowest_save=f"{slowest * 1000:.0f} ms")
