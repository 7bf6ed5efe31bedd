"""One authored item into one verified item, or every reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from question_bank import grading
from question_bank.anchor import Anchor, locate
from question_bank.answers import answer_of, distractor_of, sameness, texts_of
from question_bank.deck_format import ItemEntry, Question, QuoteKeys, SourceEntry
from question_bank.document import Document
from question_bank.export import fingerprint
from question_bank.item import AllOf, Answer, Date, Item, Number, Order, Reverse, Text
from question_bank.problem import Problem
from question_bank.proof import missing_in
from question_bank.validation import Location, problem_at, validate
from question_bank.yaml_reader import Map, Node, plain

_MAX_EXPLAINED = 10  # a missing quote is compared with the whole document; so many of them are enough to see


@dataclass
class DeckReading:
    """What the items of one deck share while they are read."""

    file: str
    deck: str
    document: Document | None
    documents: Mapping[str, Document]
    explained: int = 0
    names_document: bool = False  # whether there is one or not
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item with its place in the file, and the warnings that its author silences with their reasons."""

    item: Item
    node: Node
    path: str
    silence: Mapping[str, str]


@dataclass
class ItemReading:
    """One item on its way; `path` is where it stands in the file."""

    shared: DeckReading
    node: Node
    path: str
    broken: bool = False

    def report(self, location: Location, rule: str, what: str, cure: str) -> None:
        self.broken = True
        problem = problem_at(self.node, location, self.shared.file, self.path, rule, what, cure)
        self.shared.problems.append(problem)

    def read(self) -> ReadItem | None:
        entry, problems = validate(ItemEntry, self.node, self.shared.file, self.path)
        if entry is None:
            self.shared.problems.extend(problems)
            self._quotes_of_broken_item()
            return None
        sources = self.sources(entry)
        item = self.item(entry, sources)
        if self.broken:
            return None
        item = replace(item, fingerprint=fingerprint(item))
        return ReadItem(item, self.node, self.path, entry.silence)

    def _quotes_of_broken_item(self) -> None:
        """Look the quotes up though another key is wrong, so that one run shows every problem."""
        if not isinstance(self.node, Map):
            return
        keys = {
            key: plain(self.node.values[key]) for key in QuoteKeys.model_fields if key in self.node.values
        }
        try:
            entry = QuoteKeys.model_validate(keys)
        except ValidationError:
            return
        self.sources(entry)

    # --- the passages ---

    def sources(self, entry: QuoteKeys) -> tuple[Anchor, ...]:
        if entry.sources is None and entry.quote is None:
            cure = "Add quote: with the words of the document that prove the answer."
            self.report((), "no-quote", "the item has neither quote nor sources", cure)
            return ()
        if entry.sources is not None:
            if extra := next((key for key in ("quote", "prefix", "suffix") if getattr(entry, key)), None):
                cure = "Move it into the list of sources."
                self.report((extra,), "quote-and-sources", f"{extra} stands beside sources", cure)
            found = [self.anchor(source, ("sources", i)) for i, source in enumerate(entry.sources)]
        else:
            source = SourceEntry(quote=entry.quote or "", prefix=entry.prefix, suffix=entry.suffix)
            found = [self.anchor(source, ())]
        return tuple(anchor for anchor in found if anchor is not None)

    def anchor(self, source: SourceEntry, location: tuple[int | str, ...]) -> Anchor | None:
        document = self.document(source, location)
        if document is None:
            return None
        explain = self.shared.explained < _MAX_EXPLAINED
        others = self.shared.documents.values()
        found = locate(
            document, source.quote, source.prefix or "", source.suffix or "", others, explain=explain
        )
        if isinstance(found, Anchor):
            return found
        self.shared.explained += 1
        self.report((*location, found.field), found.rule, found.what, found.cure)
        return None

    def document(self, source: SourceEntry, location: Location) -> Document | None:
        if source.document is None:
            if self.shared.names_document:
                self.broken = self.broken or self.shared.document is None  # said once, at the top
            elif self.shared.document is None and not location:
                cure = (
                    "Name one with document: at the top, or give the quote under sources with its document."
                )
                self.report(location, "no-document", "the deck names no document for this quote", cure)
            elif self.shared.document is None:
                self.report(location, "no-document", "the source names no document", "Add document: to it.")
            return self.shared.document
        found = find_document(source.document, self.shared.documents)
        if found is None:
            what, cure = unknown_document(source.document, self.shared.documents)
            self.report((*location, "document"), "unknown-document", what, cure)
        return found

    # --- the answers ---

    def item(self, entry: ItemEntry, sources: tuple[Anchor, ...]) -> Item:
        quotes = [source.quote for source in sources]
        side = self.side(entry, (), quotes)
        answer, distractors = side
        reverse = None
        if entry.reverse is not None:
            reverse_side = self.side(entry.reverse, ("reverse",), quotes)
            reverse = Reverse(entry.reverse.prompt, *reverse_side, entry.reverse.answer_from)
        return Item(
            deck=self.shared.deck,
            id=entry.id,
            kind=entry.kind,
            prompt=entry.prompt,
            answer=answer,
            sources=sources,
            fingerprint="",
            distractors=distractors,
            reverse=reverse,
            answer_from=entry.answer_from,
            explanation=entry.explanation,
            hint=entry.hint,
            tags=entry.tags,
            attributed_to=entry.attributed_to,
            as_of=entry.as_of,
            conflicts_with=tuple(self._full(reference) for reference in entry.conflicts_with),
        )

    def _full(self, reference: str) -> str:
        return reference if "/" in reference else f"{self.shared.deck}/{reference}"

    def side(
        self, entry: Question, location: tuple[int | str, ...], quotes: list[str]
    ) -> tuple[Answer, tuple[Answer, ...]]:
        """The answer and the distractors of one direction."""
        answer = answer_of(entry.answer, entry.accept)
        if entry.accept and not isinstance(answer, (Text, Date, Number)):
            cure = "Give each part its own, as in {text: …, accept: [...]}."
            self.report(
                (*location, "accept"), "accept-of-parts", "accept stands beside an answer of parts", cure
            )
        if isinstance(answer, (AllOf, Order)):
            self.parts(list(texts_of(answer)), location)
        if quotes:
            self.prove(entry, answer, location, quotes)
        return answer, self.distractors(entry, answer, location)

    def parts(self, parts: list[Text], location: tuple[int | str, ...]) -> None:
        seen: set[str] = set()
        for part in parts:
            if grading.fold(part.text) in seen:
                cure = "Name each part once, with its other wordings under accept: beside its text:."
                what = f"the part ‘{part.text[:80]}’ stands there twice"
                self.report((*location, "answer"), "same-part", what, cure)
            seen.add(grading.fold(part.text))

    def prove(
        self, entry: Question, answer: Answer, location: tuple[int | str, ...], quotes: list[str]
    ) -> None:
        for i, words in enumerate(entry.answer_from):
            if not any(words in quote for quote in quotes):
                what = f"‘{words[:80]}’ does not stand in the quote"
                cure = "Copy the words of the quote that prove the answer, character for character."
                self.report((*location, "answer_from", i), "answer-from-not-in-quote", what, cure)
        missing = [] if entry.answer_from else missing_in(answer, quotes)
        if missing:
            what = f"the quote does not say ‘{'’, ‘'.join(part[:80] for part in missing)}’"
            cure = (
                "Quote the words that say it, several quotes under sources:, or name the words of the quote "
                "that prove it, as in answer_from: the following year."
            )
            self.report((*location, "answer"), "answer-not-in-quote", what, cure)

    def distractors(
        self, entry: Question, answer: Answer, location: tuple[int | str, ...]
    ) -> tuple[Answer, ...]:
        made: list[Answer] = []
        seen: dict[object, int] = {}
        for i, written in enumerate(entry.distractors):
            where = (*location, "distractors", i)
            try:
                distractor = distractor_of(written, answer)
            except ValueError as error:
                what = str(error).split(". ")[0].removesuffix(".")
                self.report(where, "distractor-shape", what, "Write it in the shape of the answer.")
                continue
            if grading.equal(answer, distractor, frozenset()):
                what = f"‘{grading.shown(distractor)}’ would be graded right"
                self.report(where, "distractor-is-right", what, "Take another that is surely wrong.")
            elif (first := seen.setdefault(sameness(distractor), i)) != i:
                what = f"the distractor says the same as number {first + 1}"
                self.report(where, "same-distractor", what, "Delete one of the two.")
            made.append(distractor)
        return tuple(made)


def find_document(name: str, documents: Mapping[str, Document]) -> Document | None:
    """The document with this id or slug."""
    if name in documents:
        return documents[name]
    return next((document for document in documents.values() if document.slug == name), None)


def unknown_document(name: str, documents: Mapping[str, Document]) -> tuple[str, str]:
    known = ", ".join(f"{document.id} ({document.slug})" for document in documents.values())
    return f"there is no document ‘{name}’", f"The documents are {known}." if known else "Add it first."
