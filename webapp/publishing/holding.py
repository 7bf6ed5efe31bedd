"""A changed document and the items that stand on it: which are still true, and which wait for somebody."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, tuple_
from sqlalchemy.engine import Connection

from question_bank.anchor import Anchor, locate
from question_bank.authoring.editing import confirm
from question_bank.authoring.reanchoring import ReanchoredItem, reanchor_items
from question_bank.authoring.selection import select as selected
from question_bank.document import Document
from webapp.bank import served
from webapp.models import HeldItem
from webapp.publishing.current import deck_text
from webapp.publishing.edits import DeckEdit
from webapp.publishing.verifying import Verified


class Unsettled(Exception):
    """An altered quote cannot be confirmed as it is; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A source of an item that its document no longer holds as quoted."""

    deck: str
    item: str
    source: int  # from 0
    state: str  # altered, gone
    proposed: str | None = None


def reanchored(made: Verified) -> dict[str, list[ReanchoredItem]]:
    """By changed document, the items of all other decks that stand on it."""
    found = {}
    for id, new in made.documents.items():
        old = made.served.bank.documents.get(id)
        if old is not None and (old.text, old.odd) != (new.text, new.odd):
            asked = made.served.bank.items
            items = [
                asked.get(place, item)
                for place, item in made.served.whole.items.items()
                if item.deck not in made.decks
            ]
            found[id] = reanchor_items(old, new, items)
    return found


def summary_of(items: Collection[ReanchoredItem]) -> str:
    """In one line: "10 intact, 2 moved, 1 altered"."""
    states = [one.state for one in items]
    counts = ((states.count(state), state) for state in ("intact", "moved", "altered", "gone"))
    return ", ".join(f"{count} {state}" for count, state in counts if count) or "no items on it"


def holds(document: str, items: Collection[ReanchoredItem]) -> Iterator[Hold]:
    """What is to be held of these."""
    for one in items:
        numbers = [n for n, source in enumerate(one.item.sources) if source.document == document]
        for number, source in zip(numbers, one.sources, strict=True):
            if source.state in ("altered", "gone"):
                proposed = None if source.after is None else source.after.quote
                yield Hold(one.item.deck, one.item.id, number, source.state, proposed)


def write_holds(
    connection: Connection, made: Verified, found: dict[str, list[ReanchoredItem]], publication: int
) -> None:
    """What a deck's new version settles waits no longer; what a document's new text leaves open does."""
    for deck in made.decks:
        stays = made.held.get(deck, frozenset())
        settled = (HeldItem.deck == deck) & HeldItem.item.not_in(stays)
        connection.execute(delete(HeldItem).where(settled))
    for document, items in found.items():
        looked_at = [
            (one.item.deck, one.item.id, number)
            for one in items
            for number, source in enumerate(one.item.sources)
            if source.document == document
        ]
        for start in range(0, len(looked_at), 5_000):
            named = tuple_(HeldItem.deck, HeldItem.item, HeldItem.source)
            connection.execute(delete(HeldItem).where(named.in_(looked_at[start : start + 5_000])))
        rows = [
            {"deck": one.deck, "item": one.item, "source": one.source, "state": one.state,
             "proposed": one.proposed, "publication_id": publication}
            for one in holds(document, items)
        ]  # fmt: skip
        if rows:
            connection.execute(insert(HeldItem), rows)


def held(connection: Connection) -> list[Hold]:
    """Everything that waits for somebody, deck by deck."""
    columns = HeldItem.deck, HeldItem.item, HeldItem.source, HeldItem.state, HeldItem.proposed
    rows = connection.execute(select(*columns).order_by(HeldItem.deck, HeldItem.item, HeldItem.source))
    return [Hold(*row) for row in rows]


def confirmation(connection: Connection, deck: str, chosen: Collection[tuple[str, int]]) -> DeckEdit:
    """The deck with the proposed words as the quotes of these sources (item, source from 0): to be published.

    Raises Unsettled where one of them has to be mended by hand.
    """
    current, bank = deck_text(connection, deck), served()
    waiting = {(one.item, one.source): one for one in held(connection) if one.deck == deck}
    text = current.text or ""
    for item, number in chosen:
        hold, known = waiting.get((item, number)), bank.whole.items.get((deck, item))
        if hold is None or known is None or not hold.proposed:
            raise Unsettled(f"{item} has no words to confirm.")
        document = bank.bank.documents[known.sources[number].document]
        try:
            text = confirm(text, item, number, anchor_of(document, hold.proposed))
        except ValueError as error:
            raise Unsettled(str(error)) from None
    return DeckEdit(text, deck, current.base)


def anchor_of(document: Document, quote: str) -> Anchor:
    """The quote where it stands now. Raises ValueError where that is not settled."""
    found = locate(document, quote, explain=False)
    if isinstance(found, Anchor):
        return found
    start = document.text.find(quote)
    if start < 0 or document.text.find(quote, start + 1) >= 0:
        raise ValueError(f"{found.what[0].upper()}{found.what[1:]}. Mend it in the deck.")
    return selected(document, start, start + len(quote))
