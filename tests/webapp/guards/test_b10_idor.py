"""B10: what is somebody's is nobody else's. Every route is asked by every role for what is another's; where
it is not for them, the answer is the one for what is not there at all."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.webapp.conftest import PASSWORD
from tests.webapp.guards.pages import walk, words_of
from tests.webapp.guards.sending import Post, forms_of
from tests.webapp.guards.world import OF_ALICE, OF_INES, World
from tests.webapp.routes import MAY_ENTER

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ROLES = {"nobody": "visitor", "bob": "student", "zoe": "instructor", "ada": "administrator"}
STAFF = {"zoe", "ada"}
# What an address names. An argument that is in neither fails the test: say whose it is.
PUBLIC = {"filename", "slug", "deck_id", "number"}
OWNED = {"attempt_id", "key", "upload_id", "report_id", "token", "deck"}
ABSENT = {"attempt_id": UUID(int=7), "upload_id": UUID(int=7), "report_id": UUID(int=7), "key": "0" * 16}
# Who but the owner may go in: instructors, to attempts at quizzes that were set, and to reports.
FOR_STAFF = {
    ("attempt_id", "graded at a set one"): "quizzes.result quizzes.print_result quizzes.void_submit"
    " quizzes.extend_submit",
    ("attempt_id", "under way"): "quizzes.result quizzes.print_result quizzes.void_submit"
    " quizzes.extend_submit",
    ("report_id", ""): "teaching.answer_submit teaching.close_submit teaching.reopen_submit",
}


@dataclass(frozen=True)
class Asked:
    """A route with somebody's thing in its address."""

    rule: Rule
    method: str
    argument: str
    which: str
    value: Any

    def path(self, world: World, value: Any) -> str:
        places = {self.argument: value, "number": 1}
        names = {name: places[name] for name in self.rule.arguments}
        return str(world.app.url_map.bind("localhost").build(self.rule.endpoint, names))

    def expected(self, who: str) -> str:
        if ROLES[who] not in MAY_ENTER[self.rule.endpoint]:
            return "sign in" if who == "nobody" else "forbidden"
        if who == "nobody":
            return "sign in"
        allowed = FOR_STAFF.get((self.argument, self.which), "").split()
        return "in" if who in STAFF and self.rule.endpoint in allowed else "as absent"


def things(world: World) -> Iterator[tuple[str, str, Any]]:
    """Everything of Alice and of Ines that has an address."""
    yield from (("attempt_id", which, attempt) for which, attempt in world.attempts.items())
    yield from (("upload_id", which, upload) for which, upload in world.uploads.items())
    yield "key", "", world.own
    yield "report_id", "", world.report


def matrix(world: World) -> Iterator[Asked]:
    owned = list(things(world))
    for rule in world.app.url_map.iter_rules():
        for argument, which, value in owned:
            if argument in rule.arguments:
                for method in (rule.methods or set()) & {"GET", "POST"}:
                    yield Asked(rule, method, argument, which, value)


def deviations(world: World, only: str = "") -> list[str]:
    """Where somebody is answered otherwise than the allow-list says."""
    posts = {} if only else forms_of(world)[0]
    before, found = world.rows(), []
    absent: dict[tuple[str, str, str], TestResponse] = {}
    for asked in [one for one in matrix(world) if only in ("", one.rule.endpoint)]:
        for who in ROLES:
            got = verdict(world, asked, who, posts.get(asked.rule.endpoint), absent)
            if got != asked.expected(who):
                found.append(f"{asked.method} {asked.rule} ({asked.which}) as {who}: {got}")
            if asked.expected(who) == "in":
                world.restore(before)
    if world.rows() != before:
        found.append("a row was changed")
    return found


def verdict(
    world: World, asked: Asked, who: str, post: Post | None, known: dict[tuple[str, str, str], TestResponse]
) -> str:
    """How they are answered. What they are told of the absent is asked for once: it is known by then."""
    answer = send(world, asked, who, asked.value, post)
    if answer.status_code == 403:
        return "forbidden"
    if "/accounts/sign-in" in answer.headers.get("Location", ""):
        return "sign in"
    absent = known.get(key := (asked.rule.endpoint, asked.method, who))
    if absent is None:
        absent = known[key] = send(world, asked, who, ABSENT[asked.argument], post)
    same = answer.status_code == absent.status_code == 404 and words_of(answer.text) == words_of(absent.text)
    return "as absent" if same else "in" if answer.status_code < 500 else "failed"


def send(world: World, asked: Asked, who: str, value: Any, post: Post | None) -> TestResponse:
    """As its owner would send it, where there is a form."""
    data = dict(post.fields) if post and asked.method == "POST" else {}
    return world.client(who).open(asked.path(world, value), method=asked.method, data=data)


def test_b10_every_argument_of_a_route_has_its_say(world: World) -> None:
    arguments = {name for rule in world.app.url_map.iter_rules() for name in rule.arguments}
    assert arguments == PUBLIC | OWNED
    assert {argument for argument, _, _ in things(world)} | {"token", "deck"} == OWNED
    opened = {"attempt_id": "quizzes.result", "key": "quizzes.start", "upload_id": "teaching.document_upload"}
    for asked in matrix(world):  # the control: to their owners they are there
        if asked.rule.endpoint == opened.get(asked.argument):
            owner = world.client("ines" if asked.argument == "upload_id" else "alice")
            assert owner.get(asked.path(world, asked.value)).status_code in (200, 303), asked


def test_b10_what_is_anothers_is_not_there(world: World) -> None:
    assert deviations(world) == []


@ON_SQLITE
def test_b10_control_a_view_that_does_not_ask_whose_it_is_is_found_out(world: World) -> None:
    world.app.view_functions["quizzes.summary"] = lambda attempt_id: "Somebody's summary"
    assert len(deviations(world, "quizzes.summary")) == len(world.attempts) * len(ROLES)


def test_b10_no_page_or_file_of_anybody_else_tells_what_is_ones_own(world: World) -> None:
    """Drafts have no address of their own: the same one is to everybody their own draft."""
    hers = {"alice": OF_ALICE, "ines": OF_INES}
    begin = ["/", *(f"/teaching/decks/{deck}" for deck in ("mill", "town", "fresh")), f"/quizzes/{world.set}"]
    for who in ("alice", "ines", "bob", "zoe", "ada"):
        pages = walk(world.app, world.client(who), begin)
        text = "\n".join(pages.values()) + exported(world, who)
        secret = [word for owner, words in hers.items() if owner != who for word in words]
        told = [word for word in secret if word in text]
        assert told == [], who
        assert all(word in text for word in hers.get(who, ())), who  # the control: it is there to be told


def exported(world: World, who: str) -> str:
    answer = world.client(who).post("/accounts/data", data={"password": PASSWORD})
    zipped = zipfile.ZipFile(io.BytesIO(answer.data))
    return "\n".join(zipped.read(name).decode() for name in zipped.namelist())


@ON_SQLITE
def test_b10_who_asks_for_what_is_anothers_stands_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    bob = world.client("bob")
    taken = next(asked for asked in matrix(world) if asked.rule.endpoint == "quizzes.result")
    assert bob.get(taken.path(world, taken.value)).status_code == 404
    (line,) = (record.getMessage() for record in caplog.records if "quizzes.result" in record.getMessage())
    assert str(taken.value) in line and line.startswith("404 for user ")
