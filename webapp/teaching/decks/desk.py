"""A deck on its instructor's desk: the draft, or the text that is served, with what is known about it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from flask import abort, render_template
from flask_security import current_user

from question_bank.document import Document
from webapp import clock
from webapp.bank import current_bank, served
from webapp.db import db
from webapp.memory.sealed import sealed
from webapp.models import Draft
from webapp.publishing.current import Current, deck_text, text_to_edit
from webapp.publishing.edits import Base
from webapp.teaching.decks.checking import Checked, Place, check, place_at, place_of
from webapp.teaching.decks.drafts import draft_of
from webapp.teaching.decks.preview import Face, faces


@dataclass(frozen=True)
class Desk:
    """What the pages of a deck begin with. `rev` is 0 where nothing has been drafted."""

    deck: str
    text: str
    rev: int
    base: Base
    now: Current  # as it is served
    drafted_at: datetime | None

    @property
    def is_new(self) -> bool:
        return self.now.is_new

    @cached_property
    def checked(self) -> Checked:
        return check(self.text, self.deck, self.now, served())

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody has published the deck since the draft was begun."""
        return bool(self.rev) and self.now.base != self.base

    @property
    def is_changed(self) -> bool:
        return self.text != self.now.text

    @property
    def title(self) -> str:
        found = self.checked.deck or served().whole.decks.get(self.deck)
        return found.title if found else self.deck

    @property
    def document(self) -> Document | None:
        """The one that the deck stands on, if it says so."""
        bank, read = current_bank(), self.checked
        ids = [read.document] if read.document else []
        ids += [source.document for place in read.places if place.item for source in place.item.sources]
        return next((bank.documents[id] for id in ids if id in bank.documents), None)


@dataclass(frozen=True)
class Shown:
    """The item that is looked at, as learners will meet it."""

    place: Place | None
    faces: list[Face]


def own_desk(deck: str) -> Desk:
    """The deck as the instructor who asks has it before them, or 404."""
    draft, now = draft_of(current_user.id, deck), deck_text(db.session.connection(), deck)
    if draft is None and now.is_new:
        abort(404)
    return desk_of(deck, draft, now)


def desk_of(deck: str, draft: Draft | None, now: Current) -> Desk:
    if draft is not None:
        base, at = Base(draft.base, draft.base_hash), draft.updated_at
        return Desk(deck, draft.text, draft.rev, base, now, at)
    text = text_to_edit(db.session.connection(), deck, now)
    return Desk(deck, text, 0, now.base, now, None)


def shown(desk: Desk, line: int | None, item: str | None) -> Shown:
    """The item of that id, or the one that the line stands in."""
    place = place_of(desk.checked, item) if item else None
    place = place or place_at(desk.checked, line or 1)
    return Shown(place, faces(place.item) if place and place.item else [])


def kept_back(deck: str) -> str | None:
    """The page that stands for a deck while a quiz keeps its items from the instructor themselves."""
    kept = sealed(current_user, clock.now())
    if not any(place[0] == deck for place in kept.items):
        return None
    return render_template("teaching/decks/kept_back.html", deck=deck)


def own_time(at: datetime) -> str:
    """A moment on the clock of whoever looks."""
    return f"{at.astimezone(ZoneInfo(current_user.time_zone)):%d %b %Y, %H:%M}"
