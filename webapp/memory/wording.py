"""The wordings that were ever shown: written down once, brought back to be graded as they were asked."""

from collections.abc import Iterable

from flask import current_app
from sqlalchemy.engine import Connection

from question_bank.export import plain_item
from question_bank.item import Item
from question_bank.stored import item_of as item_of
from webapp.memory import queries

KNOWN_WORDINGS = "practice.wordings"


def wording(connection: Connection, fingerprint: str) -> Item | None:
    """The item as it stood under this fingerprint, if it was ever answered."""
    content = connection.execute(queries.WORDING, {"fingerprint": fingerprint}).scalar()
    return None if content is None else item_of(content)


def keep_wordings(connection: Connection, items: Iterable[Item]) -> None:
    """Write down what was shown, once; `remember_wording` after the commit spares the next request this. In
    one order always: who write the same ones never block each other."""
    known = current_app.extensions[KNOWN_WORDINGS]
    if not known:
        known.update(connection.execute(queries.KEPT_WORDINGS).scalars())
    new = {item.fingerprint: item for item in items if item.fingerprint not in known}
    if new:
        rows = [
            {"fingerprint": name, "deck": item.deck, "item": item.id, "content": plain_item(item)}
            for name, item in sorted(new.items())
        ]
        connection.execute(queries.KEEP_WORDING, rows)


def is_kept(item: Item) -> bool:
    """Whether it is known that there is nothing to write down."""
    return item.fingerprint in current_app.extensions[KNOWN_WORDINGS]


def remember_wording(item: Item | None) -> None:
    """To be called once the wording is committed."""
    if item is not None:
        current_app.extensions[KNOWN_WORDINGS].add(item.fingerprint)
