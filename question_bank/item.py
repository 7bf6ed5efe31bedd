"""An item is one fact to know: a prompt, its answer and the passages that prove it.

The six shapes of an answer are a closed union: match on it and end with `assert_never`, so that mypy
names every place to fill in when a shape is added.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from question_bank.anchor import Anchor
from question_bank.dates import Edtf

if TYPE_CHECKING:
    from question_bank.quizzes.quiz import Quiz  # it builds on this module

Kind = Literal["date", "agreement", "person", "figure"]
Direction = Literal["forward", "reverse"]
KINDS: tuple[Kind, ...] = ("date", "agreement", "person", "figure")


@dataclass(frozen=True, slots=True)
class Text:
    """Words: a name, a title, a phrase. `accept` holds other wordings that are just as right."""

    text: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Date:
    """A date at a stated precision, an interval or an approximate date."""

    date: Edtf
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity. `number` is the full value (350000000), `written` how the deck wrote it (350 million)."""

    number: Decimal
    written: str
    unit: str | None = None
    hedge: str | None = None
    tolerance: Decimal = Decimal(0)  # absolute, in `unit`
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf:
    """Several parts, all asked for, in any order; each part is scored."""

    all_of: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """Things to be put in this order, first to last."""

    order: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What belongs to what: (left, right), each left side once."""

    pairs: tuple[tuple[Text, Text], ...]


Answer = Text | Date | Number | AllOf | Order | Pairs


@dataclass(frozen=True, slots=True)
class Reverse:
    """The other direction of an item: a prompt whose answer is what the forward prompt tells."""

    prompt: str
    answer: Answer
    distractors: tuple[Answer, ...] = ()
    answer_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One fact, loaded and verified. `(deck, id)` names it for ever, `fingerprint` this wording of it."""

    deck: str
    id: str
    kind: Kind
    prompt: str
    answer: Answer
    sources: tuple[Anchor, ...]
    fingerprint: str
    distractors: tuple[Answer, ...] = ()
    reverse: Reverse | None = None
    answer_from: tuple[str, ...] = ()
    explanation: str | None = None
    hint: str | None = None
    tags: tuple[str, ...] = ()
    attributed_to: str | None = None
    as_of: str | None = None
    conflicts_with: tuple[str, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents its sources stand in, each once, in order."""
        return tuple(dict.fromkeys(source.document for source in self.sources))

    @property
    def quotes(self) -> tuple[str, ...]:
        """The passages that prove the answer: their words beside a right answer do no harm."""
        return tuple(source.quote for source in self.sources)

    def side(self, direction: Direction) -> "Side":
        """What a card of this direction asks. Raises LookupError where the item has no reverse."""
        if direction == "forward":
            return Side(self.prompt, self.answer, self.distractors, self.quotes)
        if self.reverse is None:
            raise LookupError(f"{self.deck}/{self.id} has no reverse")
        return Side(self.reverse.prompt, self.reverse.answer, self.reverse.distractors, self.quotes)

    @property
    def directions(self) -> tuple[Direction, ...]:
        return ("forward",) if self.reverse is None else ("forward", "reverse")


@dataclass(frozen=True, slots=True)
class Side:
    """One question an item can be asked as."""

    prompt: str
    answer: Answer
    distractors: tuple[Answer, ...] = ()
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeckQuiz:
    """A quiz that stands in a deck file. `(deck, id)` names it for ever."""

    deck: str
    id: str
    quiz: "Quiz"


@dataclass(frozen=True, slots=True)
class Deck:
    """A YAML file of items. `document` is the default source of its items, if it has one."""

    id: str
    title: str
    items: tuple[Item, ...]
    document: str | None = None
    description: str = ""
    quizzes: tuple[DeckQuiz, ...] = ()
