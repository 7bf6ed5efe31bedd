"""What publishing would do, before anything is done: problems, or every change and whom it touches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from sqlalchemy.engine import Connection

from question_bank.authoring.changes import Comparison, ItemChange, compare_banks
from question_bank.authoring.reanchoring import ReanchoredItem
from question_bank.bank import Bank
from question_bank.item import Item
from question_bank.problem import Problem
from webapp.bank import Place, look_again, served
from webapp.db import db, early_read
from webapp.publishing.current import Current, deck_text, document_text
from webapp.publishing.edits import Base, Edits
from webapp.publishing.holding import reanchored, summary_of
from webapp.publishing.touched import NOBODY, Touched, total, touched
from webapp.publishing.verifying import Verified, verified

LONGEST_SUMMARY = 200
CHANGES = ("reworded", "answer changed", "removed")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody published the same meanwhile: both texts, and who it was."""

    kind: Literal["deck", "document"]
    id: str
    theirs: Current
    yours: str | None

    @property
    def by(self) -> str | None:
        return self.theirs.by

    @property
    def at(self) -> datetime | None:
        return self.theirs.at


@dataclass(frozen=True)
class DryRun:
    """What would be published on which bank. With problems or conflicts it cannot be."""

    made: Verified
    problems: tuple[Problem, ...]
    conflicts: tuple[Conflict, ...]
    comparison: Comparison
    touched: Mapping[Place, Touched]
    reanchored: Mapping[str, list[ReanchoredItem]]  # by changed document
    current: Mapping[str, Current]  # the decks' texts as they are served
    is_same: bool  # every text is the one that was published last

    @property
    def can_publish(self) -> bool:
        return not self.problems and not self.conflicts

    @property
    def version(self) -> int:
        """The newest publication when this was made."""
        return self.made.served.version

    def of(self, one: ItemChange | Item) -> Touched:
        return self.touched.get((one.deck, one.id), NOBODY)

    @cached_property
    def changed_answers(self) -> tuple[ItemChange, ...]:
        return self.comparison.of("answer changed")

    @property
    def regradable(self) -> tuple[ItemChange, ...]:
        """Changed answers that quizzes have asked: for each of them it is asked whether to regrade."""
        return tuple(change for change in self.changed_answers if self.of(change).attempts)

    @property
    def total(self) -> Touched:
        return total(self.touched)

    @property
    def summary(self) -> str:
        """In one line: "12 unchanged, 2 reworded", and of documents where their items stand now."""
        parts = [self.comparison.summary] if self.made.decks else []
        new = [id for id in self.made.documents if id not in self.made.served.bank.documents]
        parts += [f"{len(new)} new document{'s' * (len(new) != 1)}"] if new else []
        parts += [f"{id}: {summary_of(items)}" for id, items in self.reanchored.items()]
        others = [one for one in self.comparison.documents if one.id not in (*new, *self.reanchored)]
        parts += [f"{len(others)} document{'s' * (len(others) != 1)} described anew"] if others else []
        words = "; ".join(parts) or "nothing changes"
        return words if len(words) <= LONGEST_SUMMARY else words[: LONGEST_SUMMARY - 1] + "…"


def dry_run(edits: Edits) -> DryRun:
    """What publishing this would do now. It only reads, and holds nothing while texts are verified."""
    look_again()
    bank = served()
    with early_read() as connection:
        current = {edit.deck: deck_text(connection, edit.deck) for edit in edits.decks if edit.deck}
    db.session.commit()  # nothing waits, and nothing times out, while this takes its seconds
    made = verified(edits, bank, {id: one.text for id, one in current.items()})
    comparison, moved = _comparison(made), {} if made.problems else reanchored(made)
    with early_read() as connection:
        for id in made.texts.keys() - current.keys():  # ids that the texts themselves named
            current[id] = deck_text(connection, id)
        conflicts = _conflicts(connection, made, current)
        places = {(one.deck, one.id) for one in comparison.items if one.state in CHANGES}
        places |= {(one.item.deck, one.item.id) for one in waiting(moved)}
        return DryRun(
            made,
            made.problems,
            conflicts,
            comparison,
            touched(connection, places),
            moved,
            current,
            _is_same(made, current),
        )


def waiting(found: Mapping[str, list[ReanchoredItem]]) -> Iterator[ReanchoredItem]:
    """Items of changed documents that would wait for somebody."""
    return (one for items in found.values() for one in items if one.state in ("altered", "gone"))


def _comparison(made: Verified) -> Comparison:
    """The decks and documents of these edits, before and after; the others stay as they are."""
    before, after = made.served.whole, made.whole
    old = {id: before.decks[id] for id in made.decks if id in before.decks}
    new = {id: after.decks[id] for id in made.decks if id in after.decks}
    known = {id: before.documents[id] for id in made.documents if id in before.documents}
    if made.problems:
        return Comparison(())
    return compare_banks(Bank(old, known), Bank(new, dict(made.documents)))


def _conflicts(
    connection: Connection, made: Verified, current: Mapping[str, Current]
) -> tuple[Conflict, ...]:
    found = []
    for id, deck in made.deck_edits.items():
        if _overtaken(deck.base, current[id]):
            found.append(Conflict("deck", id, current[id], deck.text))
    for edit in made.edits.documents:
        theirs = document_text(connection, edit.document)
        if _overtaken(edit.base, theirs):
            found.append(Conflict("document", edit.document, theirs, edit.text))
    return tuple(found)


def _overtaken(base: Base | None, now: Current) -> bool:
    """Whether something else than what the edit was begun on is there now."""
    return base is not None and (base.number != now.number or base.hash != now.base.hash)


def _is_same(made: Verified, current: Mapping[str, Current]) -> bool:
    texts = all(current[id].number and current[id].text == text for id, text in made.texts.items())
    parts = made.served.documents
    same = (
        id in parts and parts[id].number and parts[id].document == new for id, new in made.documents.items()
    )
    return texts and all(same)
