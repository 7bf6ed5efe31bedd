"""Every form of the site as its person would send it, found on the pages that have it."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.webapp.conftest import PASSWORD
from tests.webapp.guards.pages import Fields, Reader, endpoint_of, walk
from tests.webapp.guards.world import World
from tests.webapp.publishing.course import DECK
from webapp.accounts import links, people
from webapp.db import db
from webapp.models import User

NEW_PASSWORD = "another one that nobody guesses"
BECAUSE: dict[str, str | None] = {"reason": "Because."}
UNSAVED = {"slot": 1, "key": UUID(int=9).hex, "base": 0, "given": ["300 crowns"], "certainty": None}
# What the person types into it, by endpoint; None: left away.
TYPED: dict[str, dict[str, str | None]] = {
    "accounts.data_submit": {"password": PASSWORD},
    "accounts.delete_submit": {"name": "alice", "password": PASSWORD},
    "accounts.first_submit": {"username": "root", "password": NEW_PASSWORD},
    "accounts.settings_submit": {"new_per_day": "7"},
    "accounts.theme_submit": {"theme": "dark"},
    "security.change_password_submit": {"current": PASSWORD, "password": NEW_PASSWORD},
    "security.login_submit": {"identity": "bob", "password": PASSWORD},
    "security.register_submit": {"username": "newcomer", "password": NEW_PASSWORD},
    "security.reset_password_submit": {"password": NEW_PASSWORD},
    "practice.report_submit": {"reason": "prompt"},
    "quizzes.new_submit": {"do": None, "count": "1"},
    "quizzes.set_submit": {"do": None, "title": "A quiz", "draws-0-count": "1"},
    "quizzes.edit_submit": {"do": None, "title": "Another name"},
    "quizzes.question_submit": {"given": "300 crowns", "go": "next"},
    "quizzes.flag_submit": {"flag": "on"},
    "quizzes.hand_in_submit": {"unsaved": json.dumps([UNSAVED])},
    "quizzes.extend_submit": {"minutes": "5", **BECAUSE},
    "quizzes.void_submit": {"void-reason": "Because."},
    "quizzes.regrade_submit": BECAUSE,
    "quizzes.extra_time_submit": {"username": "bob", "percent": "25"},
    "teaching.answer_submit": {"answer": "Thank you."},
    "teaching.new_deck_submit": {"document": "the-mill"},
    "teaching.check_submit": {"text": DECK, "then": None},
    "teaching.insert_submit": {"start": "22", "end": "62"},
    "teaching.publish_submit": {"regrade-burned": "no"},
    "teaching.upload_deck_submit": {"text": DECK.replace("deck: mill", "deck: sent")},
    "teaching.document_new_submit": {"text": "The Harbour Treaty\n\nIt was signed in 1950."},
    "teaching.document_replace_submit": {"text": "A mill and its town\n\nThe mill burned down."},
    "teaching.document_upload_submit": {"do": "keep", "title": "Another title"},
}
# Forms that scripts send, or that stand where none of the walks leads.
WALKS = {
    "alice": """
        / /accounts/settings /practice/card?card=mill/founder/forward&side=back /practice/set-aside
        /quizzes/{own} /quizzes/attempts/{running}/summary /quizzes/attempts/{running}/1
        /quizzes/attempts/{graded}
    """,
    "ines": """
        / /teaching/decks/mill/passage?document=the-mill&find=Anna+Berg+founded+the+mill
        /teaching/decks/mill/review /teaching/decks/town/review /teaching/decks/mill
        /teaching/decks/mill/versions /teaching/documents/the-mill/held
        /teaching/documents/the-mill/versions
        /teaching/documents/uploads/{new} /teaching/documents/uploads/{next}/changes
        /quizzes/{set}/edit /quizzes/{set}/attempts?attempt={running} /quizzes/{over}/regrade
        /teaching/reports?state=closed
    """,
    "nobody": "/ /accounts/sign-in /accounts/sign-up",
}


@dataclass
class Post:
    """A form that is ready to be sent."""

    who: str
    path: str
    fields: Fields

    def send(self, world: World, planted: dict[str, str] | None = None) -> TestResponse:
        """Send it, with fields that it does not have."""
        data = MultiDict(self.fields)
        if planted and "unsaved" in data:  # the one form that carries JSON
            data["unsaved"] = json.dumps([planted | UNSAVED])
        own = set(data)
        for name, value in (planted or {}).items():
            if name not in own:
                data.add(name, value)
        client: FlaskClient = world.client(self.who)
        return client.post(self.path, data=data)


def forms_of(world: World) -> tuple[dict[str, Post], dict[str, set[str]]]:
    """A form for each endpoint that takes one, and the names of fields that its pages have."""
    posts: dict[str, Post] = {}
    names: dict[str, set[str]] = {}
    places = {
        "own": world.own, "set": world.set, "over": world.over,
        "running": world.attempts["under way"], "graded": world.attempts["graded at an own one"],
        **world.uploads,
    }  # fmt: skip
    for who, text in WALKS.items():
        pages = walk(world.app, world.client(who), [path.format(**places) for path in text.split()])
        for path, page in pages.items():
            take(world, who, path, page, posts, names)
    path = reset_path(world)
    take(world, "nobody", path, world.app.test_client().get(path).text, posts, names)
    flag = f"/quizzes/attempts/{world.attempts['under way']}/1/flag"
    posts["quizzes.flag_submit"] = Post("alice", flag, [("flag", "on")])
    closed = world.app.test_client().post(
        "/accounts/sign-in", data={"identity": "gone", "password": PASSWORD}
    )
    take(world, "nobody", "", closed.text, posts, names)
    posts["teaching.restore_submit"].who = "zoe"  # who has no draft that it would take the place of
    return posts, names


def reset_path(world: World) -> str:
    """The link with which Bob may set a new password."""
    with world.app.app_context():
        return urlsplit(links.reset_link(db.session.get_one(User, world.people["bob"].id))).path


def take(
    world: World, who: str, path: str, page: str, posts: dict[str, Post], names: dict[str, set[str]]
) -> None:
    """Keep the forms of a page, those of endpoints that are known already by their names only."""
    for form in Reader(page).forms:
        for place, fields in form.posts():
            place = place or path
            endpoint = endpoint_of(world.app, place, "POST")
            assert endpoint, place
            names.setdefault(endpoint, set()).update(form.names)
            typed = TYPED.get(endpoint, {})
            fields = [(name, value) for name, value in fields if name not in typed]
            fields += [(name, value) for name, value in typed.items() if value is not None]
            posts.setdefault(endpoint, Post(who, place, fields))


def without_administrators(world: World) -> Post:
    """The form of the first administrator, in a world that is left without one."""
    with world.app.app_context():
        ada = db.session.get_one(User, world.people["ada"].id)
        ada.roles = [people.role_named("student")]
        db.session.commit()
        path = urlsplit(links.first_link()).path
    return Post(
        "nobody", path, [(name, text) for name, text in TYPED["accounts.first_submit"].items() if text]
    )
