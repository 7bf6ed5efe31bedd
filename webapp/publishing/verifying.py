"""What somebody wants to publish, beside all that is served: the loader's own problems, or a new bank."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from question_bank.bank import Bank
from question_bank.catalogue import document_of, faults_of
from question_bank.deck_reader import DeckText, read_deck
from question_bank.document import Document
from question_bank.item import Deck, Item
from question_bank.load import verify_together
from question_bank.problem import Problem
from question_bank.quizzes.quiz import problems as quiz_faults
from question_bank.yaml_reader import List, Map, Plain, Scalar, plain, read
from webapp.bank import Served
from webapp.publishing.edits import DeckEdit, DocumentEdit, Edits


@dataclass(frozen=True)
class Verified:
    """What was served, and the bank there would be. What is held stays in both."""

    served: Served
    edits: Edits
    decks: Mapping[str, Deck | None]  # those to be published, if they are sound; None: to be withdrawn
    deck_edits: Mapping[str, DeckEdit]  # by the id that the text says, or the edit
    documents: Mapping[str, Document]  # those to be published
    held: Mapping[str, frozenset[str]]  # of decks to be published, items that stay held
    problems: tuple[Problem, ...] = ()
    read: tuple[DeckText, ...] = ()  # the texts, for who looks closer

    @property
    def texts(self) -> dict[str, str | None]:
        return {id: edit.text for id, edit in self.deck_edits.items()}

    @cached_property
    def all_documents(self) -> dict[str, Document]:
        return {**self.served.bank.documents, **self.documents}

    @cached_property
    def whole(self) -> Bank:
        """The bank there would be, with the items that are held."""
        decks = {**self.served.whole.decks, **self.decks}
        sound = {id: deck for id, deck in decks.items() if deck is not None}
        return Bank(sound, self.all_documents)


def verified(edits: Edits, served: Served, texts: Mapping[str, str | None]) -> Verified:
    """The edits beside what is served; `texts` are those of the same decks as they are served now."""
    documents = {edit.document: document_of(edit.entry, edit.text) for edit in edits.documents}
    problems = [problem for edit in edits.documents for problem in _of_document(edit, served)]
    around = {**served.bank.documents, **documents}
    named = {edit.deck: edit for edit in edits.decks if edit.text is None}
    problems += [_not_there(id) for id in named if id not in served.whole.decks]
    read: list[DeckText] = []
    held: dict[str, frozenset[str]] = {}
    for edit in edits.decks:
        if edit.text is not None:
            stays = _held_in(edit, served, texts.get(edit.deck))
            text = read_deck(edit.text, edit.file or f"{edit.deck or 'deck'}.yaml", around, stays)
            problems += _of_id(edit, text)
            read.append(text)
            named[text.id or edit.deck] = edit
            kept = {id for id, item in stays.items() if any(one.item is item for one in text.read)}
            held[text.id or edit.deck] = frozenset(kept)
    others = {id: deck for id, deck in served.whole.decks.items() if id not in named}
    decks, found = verify_together(read, around, Bank(others, around))
    new: dict[str, Deck | None] = {id: None for id, edit in named.items() if edit.text is None}
    wrong = (*problems, *found)
    made = Verified(served, edits, new | decks, named, documents, held, wrong, tuple(read))
    return made if made.problems else replace(made, problems=tuple(_left_behind(made)))


def _of_document(edit: DocumentEdit, served: Served) -> Iterator[Problem]:
    file = f"{edit.document}.txt"
    for where, rule, what, cure in faults_of(edit.entry, edit.text):
        yield Problem(file, 1, 1, ".".join(map(str, where)), rule, what, cure)
    if not edit.text.strip():
        yield Problem(file, 1, 1, "", "empty", "the document has no text", "Bring one that has.")
    other = served.bank.documents_by_slug.get(edit.entry.slug)
    if other is not None and other.id != edit.document:
        what = f"the slug {edit.entry.slug} is taken by {other.id}"
        yield Problem(file, 1, 1, "slug", "same-slug", what, "Choose another.")


def _of_id(edit: DeckEdit, text: DeckText) -> Iterator[Problem]:
    """Progress is kept under a deck's id: an edit of a deck may not change it."""
    if not edit.deck or not text.id or text.id == edit.deck or not isinstance(text.node, Map):
        return
    place = text.node.values["deck"]
    what = f"the deck’s id was {edit.deck}, which learners’ progress is kept under"
    cure = f"Write deck: {edit.deck} again."
    yield Problem(text.file, place.line, place.column, "deck", "deck-id", what, cure)


def _not_there(deck: str) -> Problem:
    return Problem(f"{deck}.yaml", 1, 1, "", "no-deck", f"there is no deck {deck}", "Correct the id.")


# --- what is held ---


def _held_in(edit: DeckEdit, served: Served, current: str | None) -> dict[str, Item]:
    """The deck's items that wait for somebody and that this edit leaves alone: they wait on."""
    part = served.decks.get(edit.deck)
    held = {item for deck, item in served.held if deck == edit.deck}
    if not held or part is None or part.deck is None or current is None or edit.text is None:
        return {}
    before, after = _entries(current), _entries(edit.text)
    same = {id for id in held if id in after and before.get(id) == after[id]}
    return {item.id: item for item in part.deck.items if item.id in same}


def _entries(text: str) -> dict[str, Plain]:
    """Each item of a deck as its text has it."""
    node, _ = read(text, "deck")
    listed = node.values.get("items") if isinstance(node, Map) else None
    found = {}
    for entry in listed.items if isinstance(listed, List) else []:
        id = entry.values.get("id") if isinstance(entry, Map) else None
        if isinstance(id, Scalar):
            found[id.text.strip()] = plain(entry)
    return found


# --- other decks ---


def _left_behind(made: Verified) -> Iterator[Problem]:
    """What other decks say of items that would no longer be there."""
    old, new = made.served.whole, made.whole
    names = {f"{deck}/{item}" for deck, item in new.items}
    for item in new.items.values():
        for name in item.conflicts_with if item.deck not in made.decks else ():
            if name not in names and tuple(name.split("/", 1)) in old.items:
                what = f"{item.deck}/{item.id} conflicts with {name}, which would no longer be there"
                cure = f"Keep {name}, or delete its name from {item.deck} first."
                yield Problem(f"{item.deck}.yaml", 1, 1, item.id, "unknown-item", what, cure)
    for place, quiz in new.quizzes.items():
        if place[0] in made.decks:
            continue
        known = None
        for fault in quiz_faults(quiz, new):
            known = set(quiz_faults(quiz, old)) if known is None else known
            if fault not in known:
                what, _, cure = fault.partition(". ")
                what = f"the quiz {place[1]} of {place[0]} would no longer be sound: {what}"
                yield Problem(f"{place[0]}.yaml", 1, 1, place[1], "quiz", what, cure or "Correct it.")
