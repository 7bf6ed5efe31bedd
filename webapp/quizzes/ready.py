"""Quizzes to take at once, made from the bank: by document, by kind, mixed, a chronology. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from zlib import crc32

from question_bank.bank import Bank
from question_bank.item import KINDS
from question_bank.quizzes.drawing import TooFew, candidates, seated
from question_bank.quizzes.quiz import MOST_ITEMS, Draw, Quiz
from webapp.quizzes.words import KINDS as KIND_NAMES

SIZE, LARGE = 15, 20  # items, with a minute for each
LONGEST_KEY = 80
ACROSS, BY_DOCUMENT, BY_KIND = "Across all documents", "By document", "By kind"
_made: tuple[Bank, Mapping[str, Quiz]] | None = None


def ready(bank: Bank) -> Mapping[str, Quiz]:
    """The quizzes by key. Those of a bank are made once."""
    global _made
    if _made is None or _made[0] is not bank:
        quizzes = {key: sized(quiz, bank) for key, quiz in _all(bank)}
        _made = bank, {key: quiz for key, quiz in quizzes.items() if quiz.draws[0].count}
    return _made[1]


def part_of(key: str) -> str:
    """Where a page lists it."""
    starts = {"document-": BY_DOCUMENT, "kind-": BY_KIND}
    return next((part for start, part in starts.items() if key.startswith(start)), ACROSS)


def _all(bank: Bank) -> Iterator[tuple[str, Quiz]]:
    equal = "Every kind and every document in equal parts."
    yield "mixed", Quiz("Mixed", (Draw(LARGE),), equal, minutes=LARGE, stratified=True)
    by_date = "Dates, asked for in the order of time."
    yield "chronology", Quiz("Chronology", (Draw(LARGE, kinds=("date",)),), by_date, shuffled=False)
    for document in bank.documents.values():
        draw = Draw(SIZE, documents=(document.slug,))
        yield key_of(document.slug), Quiz(document.title, (draw,), stratified=True)
    for kind in KINDS:
        yield f"kind-{kind}", Quiz(KIND_NAMES[kind][1].capitalize(), (Draw(SIZE, kinds=(kind,)),))


def sized(quiz: Quiz, bank: Bank) -> Quiz:
    """The same with no more items than there are, and a minute for each."""
    (draw,) = quiz.draws
    count = min(draw.count, fits(draw, bank))
    return replace(quiz, draws=(replace(draw, count=count),), minutes=count or None)


def fits(draw: Draw, bank: Bank) -> int:
    """How many items this draw could hold, alone: none twice, none beside one that contradicts it."""
    there = min(len(candidates(bank, draw)), MOST_ITEMS)
    try:
        seated((replace(draw, count=there),), bank)
    except TooFew as few:
        return few.there
    return there


def key_of(slug: str) -> str:
    key = f"document-{slug}"
    return key if len(key) <= LONGEST_KEY else f"{key[: LONGEST_KEY - 9]}-{crc32(slug.encode()):08x}"
