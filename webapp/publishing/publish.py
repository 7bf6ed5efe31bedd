"""Publishing: everything is verified before the one short transaction that writes it, and all of it goes in
or nothing does. Where somebody else has published meanwhile, it is looked at anew."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import JSON, ColumnElement, Text, cast, func, insert, literal, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from question_bank.grading import shown
from question_bank.item import Answer, Direction, Item
from question_bank.stored import plain_deck
from webapp.attempts.transactions import Overtaken, transaction
from webapp.bank import Place, look_again
from webapp.db import early_read
from webapp.memory.notices import tell
from webapp.models import DeckVersion, DocumentVersion, Publication
from webapp.publishing.deck_quizzes import follow_decks
from webapp.publishing.dry_run import DryRun, dry_run
from webapp.publishing.edits import DeckEdit, Edits
from webapp.publishing.holding import write_holds
from webapp.publishing.quota import check_quota
from webapp.publishing.regrades import order_regrade
from webapp.publishing.touched import learners

TRIES = 5
Side = tuple[Place, Direction]
Told = Mapping[Side, tuple[Item, Item, Collection[int]]]  # before, after, and whom it concerns


@dataclass(frozen=True, slots=True)
class Published:
    """What was done. The attempts to be graded anew are `regrades.regrade`'s to do, after this."""

    id: int  # of the publication; of the newest one where nothing was left to publish
    summary: str
    told: int  # learners whose card or answer a changed answer touches
    is_new: bool = True


class Busy(Exception):
    """Others published again and again meanwhile."""


def publish(
    by: int | None, edits: Edits, note: str, now: datetime, regrade: Collection[Place] = ()
) -> Published | DryRun:
    """Publish all of this, and commit; or the dry run that says why not: its problems, or its conflicts.
    Raises TooMuch where `by` has published too much today, and Busy.

    `regrade` names the changed answers, (deck, item), by which past attempts are to be graded anew.
    """
    for _ in range(TRIES):
        run = dry_run(edits)
        if not run.can_publish:
            return run
        if run.is_same:
            return Published(run.version, "nothing changes", 0, is_new=False)
        if by is not None:
            with early_read() as connection:
                check_quota(connection, by, edits, now)
        contents = {id: deck and json.dumps(plain_deck(deck)) for id, deck in run.made.decks.items()}
        told = _told(run)
        try:
            id = transaction(
                lambda connection, run=run, contents=contents, told=told: _write(  # type: ignore[misc]
                    connection, run, contents, told, by, note, now, regrade
                ),
                rereads=False,
            )
        except (Overtaken, IntegrityError):
            continue  # somebody was first, or somebody to be told has gone
        look_again()
        try:
            follow_decks(now)
        except DBAPIError:  # all of it is published; the sweeper's next round brings the quizzes after
            current_app.logger.exception("the quizzes of publication %s are still to follow", id)
        return Published(id, run.summary, len({user for *_, users in told.values() for user in users}))
    raise Busy


def withdraw(by: int | None, deck: str, note: str, now: datetime) -> Published | DryRun:
    """Retire a deck: its items are not asked until it is published again, and all history stays."""
    return publish(by, Edits((DeckEdit(None, deck),)), note, now)


def _told(run: DryRun) -> Told:
    """Who is told that an answer was corrected: whose card or answer it touches."""
    changes = {
        ((change.deck, change.id), direction): change
        for change in run.changed_answers
        for direction in change.regrade
    }
    if not changes:
        return {}
    with early_read() as connection:
        whom = learners(connection, changes.keys())
    return {
        side: (change.before, change.after, whom[side])
        for side, change in changes.items()
        if change.before is not None and change.after is not None and whom[side]
    }


def _write(
    connection: Connection,
    run: DryRun,
    contents: Mapping[str, str | None],
    told: Told,
    by: int | None,
    note: str,
    now: datetime,
    regrade: Collection[Place],
) -> int:
    """The id of the publication. Overtaken where the bank is no longer the one that was verified on."""
    if connection.dialect.name == "postgresql":  # so that ids are in the order of commits
        connection.execute(text("LOCK TABLE publication IN SHARE ROW EXCLUSIVE MODE"))
    if (connection.execute(select(func.max(Publication.id))).scalar() or 0) != run.version:
        raise Overtaken
    values = {"made_at": now, "made_by": by, "note": note, "summary": run.summary}
    made = connection.execute(insert(Publication).returning(Publication.id), values).scalar_one()
    _write_versions(connection, run, contents, made)
    write_holds(connection, run.made, dict(run.reanchored), made)
    for (place, direction), (before, after, users) in told.items():
        tell(connection, users, "corrected", _detail(place, before, after, direction), now)
    chosen = {(one.deck, one.id) for one in run.changed_answers} & set(regrade)
    if chosen:
        order_regrade(connection, by, made, chosen, note, now)
    return int(made)


def _write_versions(
    connection: Connection, run: DryRun, contents: Mapping[str, str | None], made: int
) -> None:
    for id, text_ in run.made.texts.items():
        content = contents[id]
        version = insert(DeckVersion).values(
            publication_id=made,
            deck=id,
            number=run.current[id].number + 1,
            text=text_,
            content=None if content is None else _written_out(connection, content),
        )
        connection.execute(version)
    numbers = {id: part.number for id, part in run.made.served.documents.items()}
    documents = [
        {"publication_id": made, "document": edit.document, "number": numbers.get(edit.document, 0) + 1,
         "text": edit.text, "about": edit.entry.model_dump(mode="json")}
        for edit in run.made.edits.documents
    ]  # fmt: skip
    if documents:
        connection.execute(insert(DocumentVersion), documents)


def _written_out(connection: Connection, content: str) -> ColumnElement[Any]:
    """JSON that was written out before the transaction, while nobody waited for its locks."""
    words = literal(content, Text())
    return cast(words, JSON) if connection.dialect.name == "postgresql" else words


def _detail(place: Place, before: Item, after: Item, direction: Direction) -> dict[str, str]:
    old, new = before.side(direction), after.side(direction)
    was, becomes = shown(old.answer), shown(new.answer)
    if was == becomes:  # what it accepts has changed
        was, becomes = _accepting(old.answer), _accepting(new.answer)
    words = {"was": was, "now": becomes} if was != becomes else {}
    return {"deck": place[0], "item": place[1], "prompt": new.prompt, **words}


def _accepting(answer: Answer) -> str:
    accept = getattr(answer, "accept", ())
    return f"{shown(answer)}, also accepted: {', '.join(accept)}" if accept else shown(answer)
