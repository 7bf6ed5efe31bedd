"""The bank: every deck and the documents they stand on, as loaded and verified. Immutable."""

from dataclasses import dataclass
from functools import cached_property

from question_bank.answers import texts_of
from question_bank.document import Document
from question_bank.grading.names import is_proper
from question_bank.item import Deck, Item
from question_bank.quizzes.quiz import Quiz


@dataclass(frozen=True)
class Bank:
    """All decks by id and all documents by id, in the order of their files."""

    decks: dict[str, Deck]
    documents: dict[str, Document]

    @cached_property
    def items(self) -> dict[tuple[str, str], Item]:
        """Every item by (deck, id), in the order of the decks."""
        return {(item.deck, item.id): item for deck in self.decks.values() for item in deck.items}

    @cached_property
    def quizzes(self) -> dict[tuple[str, str], Quiz]:
        """Every quiz that stands in a deck file by (deck, id)."""
        return {(one.deck, one.id): one.quiz for deck in self.decks.values() for one in deck.quizzes}

    @cached_property
    def documents_by_slug(self) -> dict[str, Document]:
        return {document.slug: document for document in self.documents.values()}

    @cached_property
    def names(self) -> frozenset[str]:
        """The proper names among the keys: a typing slip may not turn one into another, nor two answer one
        question. Common words and other wordings are none: beside a right answer they are no second one."""
        sides = (item.side(direction) for item in self.items.values() for direction in item.directions)
        texts = (text.text for side in sides for text in texts_of(side.answer))
        return frozenset(filter(is_proper, texts))
