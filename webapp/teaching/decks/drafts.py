"""Drafts: the deck that somebody is writing, kept at each check. A save names the text it was based on, so
that of two tabs the later one is told, and nothing is overwritten unseen."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import defer
from uuid_utils.compat import uuid7

from webapp import clock
from webapp.db import db
from webapp.models import Draft
from webapp.publishing.edits import Base

MOST = 50  # of one account


class TooMany(ValueError):
    """One draft more than an account may have."""

    def __init__(self) -> None:
        super().__init__(f"You have {MOST} drafts. Publish one or throw one away first.")


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that was taken, or not: then `other` is what stands there instead."""

    draft: Draft | None
    taken: bool


def draft_of(owner: int, deck: str) -> Draft | None:
    return db.session.scalar(select(Draft).where(Draft.owner_id == owner, Draft.deck == deck))


def drafts_of(owner: int) -> dict[str, Draft]:
    """Each draft of this person by its deck."""
    mine = select(Draft).where(Draft.owner_id == owner).order_by(Draft.deck)
    rows = db.session.scalars(mine.options(defer(Draft.text)))
    return {draft.deck: draft for draft in rows if draft.deck is not None}


def save(owner: int, deck: str, text: str, rev: int, base: Base) -> Saved:
    """Keep the text if the draft is still at `rev`, 0 where there was none. Sent again it changes nothing.
    Raises TooMany."""
    found = draft_of(owner, deck)
    if found is not None and found.text == text:
        return Saved(found, True)
    taken = _begun(owner, deck, text, base) if not rev and found is None else _updated(found, text, rev)
    db.session.expire_all()
    stored = draft_of(owner, deck)
    return Saved(stored, taken or (stored is not None and stored.text == text))


def _begun(owner: int, deck: str, text: str, base: Base) -> bool:
    mine = select(func.count()).select_from(Draft).where(Draft.owner_id == owner)
    if (db.session.scalar(mine) or 0) >= MOST:
        raise TooMany
    db.session.add(
        Draft(
            id=uuid7(),
            owner_id=owner,
            deck=deck,
            base=base.number,
            base_hash=base.hash,
            rev=1,
            text=text,
            updated_at=clock.now(),
        )
    )
    try:
        db.session.commit()
    except IntegrityError:  # another tab was first
        db.session.rollback()
        return False
    return True


def _updated(found: Draft | None, text: str, rev: int) -> bool:
    if found is None:
        return False
    changed = update(Draft).where(Draft.id == found.id, Draft.rev == rev)
    done = db.session.execute(
        changed.values(text=text, rev=rev + 1, updated_at=clock.now()),
        execution_options={"synchronize_session": False},
    )
    db.session.commit()
    return cast(CursorResult[Any], done).rowcount == 1


def base_on(owner: int, deck: str, rev: int, base: Base) -> bool:
    """Go on from a newer version of the deck: what is published then replaces that one knowingly."""
    changed = update(Draft).where(Draft.owner_id == owner, Draft.deck == deck, Draft.rev == rev)
    done = db.session.execute(changed.values(base=base.number, base_hash=base.hash, rev=rev + 1))
    db.session.commit()
    return cast(CursorResult[Any], done).rowcount == 1


def discard(owner: int, deck: str, rev: int | None = None) -> None:
    """Throw the draft away; with `rev` only if it is still that one."""
    chosen = delete(Draft).where(Draft.owner_id == owner, Draft.deck == deck)
    db.session.execute(chosen if rev is None else chosen.where(Draft.rev == rev))
    db.session.commit()
