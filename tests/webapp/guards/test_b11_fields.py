"""B11, mass assignment: a field that is not the form's is refused, and even where it got through to a view it
would change no column."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import request
from flask_security import current_user

from tests.webapp.guards.sending import Post, forms_of, without_administrators
from tests.webapp.guards.world import Rows, World
from webapp import form_fields
from webapp.accounts import people
from webapp.db import Base, db
from webapp.form_fields import FIELDS, known

COLUMNS = sorted({column for table in Base.metadata.tables.values() for column in table.c.keys()})
VALUES = {
    "role": "administrator", "roles": "3", "role_id": "3", "user_id": "2", "owner_id": "2", "made_by": "2",
    "closed_by": "2", "by": "2", "score": "1000", "share": "1", "run": "1", "state": "graded",
    "deadline_at": "4102444800000", "deadline": "4102444800000", "extra_time": "300", "active": "",
    "origin": "set", "is_admin": "1",
}  # fmt: skip
PLANTED = dict.fromkeys(COLUMNS, "1") | VALUES
# Of chance, or counted up by the database.
NOISE = """
    id key password fs_uniquifier slots quiz_id quiz_version_id attempt_id card_id publication_id client_key
""".split()
NEW_IDS = ("user_role", "user_id")  # of an account that was just made
KEPT_ONCE = "wording"  # a process remembers which of them it has written
# Sent by scripts, or by forms that stand on pages only now and then.
NOW_AND_THEN = set(
    """
    ahead anyway attempt deck document done kind new flag rating typed side unsaved certainty clear offered
    line odd mention asked regrade-* token at of rev fingerprint reason
    """.split()
)
WRITES_NOTHING = {"practice.show_submit", "security.login_submit", "security.logout"}


@pytest.fixture
def frozen() -> Iterator[None]:
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=90), tick=False):
        yield


@pytest.mark.usefixtures("frozen")
def test_b11_every_form_takes_its_own_fields_and_is_refused_with_another(world: World) -> None:
    posts, names = forms_of(world)
    routes = {rule.endpoint for rule in world.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert routes - posts.keys() == {"accounts.first_submit"} and FIELDS.keys() <= routes
    assert [(one, name) for one in names for name in names[one] if not known(one).fullmatch(name)] == []
    assert [one for one in names if names_without_a_page(one, names[one]) - NOW_AND_THEN] == []
    before = world.rows()
    for number, (endpoint, post) in enumerate(posts.items()):
        foreign = sorted(foreign_to(endpoint))
        for planted in (PLANTED, {foreign[number % len(foreign)]: "1"}):
            assert post.send(world, planted).status_code == 400, endpoint
        assert world.client(post.who).post(post.path, json=PLANTED).status_code == 400, endpoint
    assert world.rows() == before


def names_without_a_page(endpoint: str, seen: set[str]) -> set[str]:
    return {name for name in FIELDS.get(endpoint, "").split() if "-#-" not in name} - seen


def foreign_to(endpoint: str) -> dict[str, str]:
    """The columns that are no field of this form."""
    return {name: value for name, value in PLANTED.items() if not known(endpoint).fullmatch(name)}


def outcome(world: World, post: Post, before: Rows, planted: dict[str, str] | None = None) -> Counter[Any]:
    """What sending it changes; where nothing is to be known of a value, that it changed."""
    answer = post.send(world, planted)
    assert answer.status_code in (200, 302, 303), (post, answer.status_code)
    return changes(before, world.rows())


def changes(before: Rows, after: Rows) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for name, table in Base.metadata.tables.items():
        if name == KEPT_ONCE:
            continue
        keys = [column.name for column in table.primary_key]
        old, new = ({tuple(row[key] for key in keys): row for row in rows[name]} for rows in (before, after))
        found.update((name, "gone") for key in old.keys() - new.keys())
        for key, row in new.items():
            then = old.get(key, {})
            told = {
                one: "?" if one in NOISE or (name, one) == NEW_IDS else repr(row[one])
                for one in row
                if then.get(one) != row[one]
            }
            if told or not then:
                found[name, "changed" if then else "new", tuple(sorted(told.items()))] += 1
    return found


def let_through(world: World) -> None:
    """Take the guard out, to see what the views do by themselves."""
    hooks = world.app.before_request_funcs[None]
    hooks.remove(form_fields.refuse_unknown)


def differing(world: World, posts: dict[str, Post], *more: str) -> list[str]:
    """The forms that do something else when the names of all columns are sent along."""
    rows, found = world.rows(), []
    for endpoint in (*posts, *more):
        post = posts.get(endpoint) or without_administrators(world)
        here = rows if endpoint in posts else world.rows()
        plain = outcome(world, post, here)
        assert plain or endpoint in WRITES_NOTHING, endpoint
        world.restore(here)
        if outcome(world, post, here, foreign_to(endpoint)) != plain:
            found.append(endpoint)
        world.restore(rows)
    return found


@pytest.mark.usefixtures("frozen")
def test_b11_even_a_view_that_is_sent_every_column_changes_no_other(world: World) -> None:
    let_through(world)
    assert differing(world, forms_of(world)[0], "accounts.first_submit") == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("frozen")
def test_b11_control_a_view_that_populates_what_it_is_sent_is_found_out(world: World) -> None:
    let_through(world)
    honest = world.app.view_functions["accounts.settings_submit"]

    def populating() -> Any:
        for name in request.form:
            if name == "extra_time":
                setattr(people.row_of(current_user), name, int(request.form[name]))
                db.session.commit()
        return honest()

    world.app.view_functions["accounts.settings_submit"] = populating
    fields = [("time_zone", "UTC"), ("day_start", "5"), ("new_per_day", "7"), ("reviews_per_day", "9")]
    fields += [("retention", "0.9"), ("quiz_evidence", "full"), ("theme", "dark"), ("email", "")]
    post = Post("alice", "/accounts/settings", fields)
    assert differing(world, {"accounts.settings_submit": post}) == ["accounts.settings_submit"]
