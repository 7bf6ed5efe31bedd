"""What becomes of the items of a document whose text is another now, source by source. Pure."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Literal

from question_bank.anchor import Anchor
from question_bank.authoring.reanchoring import STATES, ReanchoredItem, State
from question_bank.authoring.selection import select
from question_bank.document import Document
from question_bank.item import Item

Piece = tuple[Literal["same", "old", "new"], str]
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Source:
    """A source of an item: as it is quoted, and where or how it stands now."""

    item: Item
    number: int  # among the item's sources, from 0
    state: State
    before: Anchor
    after: Anchor | None
    reason: str
    is_kept_back: bool = False  # a quiz of whoever looks asks it just now

    @property
    def place(self) -> tuple[str, str]:
        return self.item.deck, self.item.id

    @property
    def name(self) -> str:
        return f"{self.item.deck}/{self.item.id}/{self.number}"

    @property
    def stamp(self) -> str:
        """Tells one proposal from another: what is confirmed is what was seen."""
        words = () if self.after is None else (self.after.prefix, self.after.quote, self.after.suffix)
        return sha256("\0".join(words).encode()).hexdigest()[:16]

    @property
    def pieces(self) -> list[Piece]:
        return difference(self.before.quote, self.after.quote) if self.after else []

    @property
    def is_same_words(self) -> bool:
        """Altered all the same: the words stand at several places now."""
        return self.after is not None and self.after.quote == self.before.quote


def sources_on(
    document: str, items: Iterable[ReanchoredItem], kept_back: Collection[tuple[str, str]]
) -> list[Source]:
    """Every source on the document, in the order of the decks."""
    found = []
    for one in items:
        item, kept = one.item, (one.item.deck, one.item.id) in kept_back
        numbers = [number for number, anchor in enumerate(item.sources) if anchor.document == document]
        for number, now in zip(numbers, one.sources, strict=True):
            found.append(Source(item, number, now.state, now.before, now.after, now.reason, kept))
    return found


def held_on(
    document: Document, held: Iterable[tuple[Item, int, str | None]], kept_back: Collection[tuple[str, str]]
) -> list[Source]:
    """Sources that wait for somebody, as (item, source, proposed words), with the proposal's place now."""
    found = []
    for item, number, proposed in held:
        before = item.sources[number]
        after = _place_of(document, proposed, before.start) if proposed else None
        state: State = "altered" if after else "gone"
        reason = "Nothing like it stands in the text."
        if after:
            is_same = after.quote == before.quote
            reason = "The words stand at several places now." if is_same else "The words have changed."
        kept = (item.deck, item.id) in kept_back
        found.append(Source(item, number, state, before, after, reason, kept))
    return found


def _place_of(document: Document, words: str, near: int) -> Anchor | None:
    """The words as an anchor, at the place nearest to where the quote stood."""
    places = [found.start() for found in re.finditer(re.escape(words), document.text)]
    for start in sorted(places, key=lambda place: abs(place - near)):
        try:
            return select(document, start, start + len(words))
        except ValueError:
            continue
    return None


def by_passage(sources: Iterable[Source]) -> list[list[Source]]:
    """Sources whose words changed alike are looked at together."""
    found: dict[tuple[str, str, str], list[Source]] = {}
    for source in sources:
        found.setdefault((source.before.quote, source.stamp, source.reason), []).append(source)
    return list(found.values())


def by_state(sources: Iterable[Source]) -> dict[State, list[Source]]:
    found: dict[State, list[Source]] = {state: [] for state in STATES}
    for source in sources:
        found[source.state].append(source)
    return found


def difference(before: str, after: str) -> list[Piece]:
    """Both texts word by word: what stays, what goes and what comes."""
    left, right = _WORD.findall(before), _WORD.findall(after)
    pieces: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(left[i:j])))
            continue
        if i < j:
            pieces.append(("old", "".join(left[i:j])))
        if k < m:
            pieces.append(("new", "".join(right[k:m])))
    return pieces
