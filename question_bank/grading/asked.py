"""What a typed text is held against: the key's wordings, the words of the prompt and those of the quotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from question_bank.grading import names, offices
from question_bank.grading.equivalents import COUNTRIES, Words, same
from question_bank.grading.folding import words
from question_bank.grading.names import place
from question_bank.item import Text

_PIECES = re.compile(r"[,;:!?“”]|\.\s|\s[–—-]\s")
_PARTS = re.compile(r"\s(?:and|or|&)\s")


@dataclass(frozen=True, slots=True)
class Wording:
    """One right wording of a key, ready to compare."""

    text: str
    words: Words
    compact: str
    same: Words  # with countries, offices and well-known letters in their one form
    is_name: bool  # of a person, as far as its shape tells


@dataclass(frozen=True, slots=True)
class Asked:
    """A key with its surroundings, prepared once."""

    wordings: tuple[Wording, ...]
    of_person: bool
    of_office: bool
    of_country: bool
    ranks: frozenset[frozenset[str]]  # of each wording: () and ("deputy",) are two offices
    prompt: frozenset[str]
    in_prompt: tuple[Words, ...]
    quoted: tuple[Words, ...]  # the pieces of the quotes between commas
    near: frozenset[str]  # names and figures that stand with the key in one part of a quote
    all_quoted: frozenset[str]
    whole_quotes: tuple[Words, ...]
    own: frozenset[str]  # every word of every wording
    years: frozenset[str]  # that the prompt or the quotes name


def _wording(text: str) -> Wording:
    found = words(text)
    return Wording(text, found, "".join(found), same(found), names.is_of_person(text, found))


@lru_cache(maxsize=8192)
def wordings(key: Text) -> tuple[Wording, ...]:
    """The key and its aliases; "Free Trade Agreement (FTA)" is right with or without its letters."""
    texts: list[str] = []
    for text in (key.text, *key.accept):
        head, bracket, tail = text.rstrip().partition(" (")
        letters = "".join(word[0] for word in words(head))
        short = bracket and tail.endswith(")") and "".join(words(tail)) == letters and len(letters) > 1
        texts += [text, head, tail[:-1]] if short else [text]
    return tuple(map(_wording, texts))


@lru_cache(maxsize=4096)
def asked(key: Text, prompt: str, quotes: tuple[str, ...]) -> Asked:
    ours = wordings(key)
    of_person = ours[0].is_name or (len(ours[0].words) == 1 and any(one.is_name for one in ours))
    pieces = tuple(piece for quote in quotes for piece in _PIECES.split(quote))
    quoted = tuple(same(words(piece)) for piece in pieces)
    all_quoted = frozenset(word for piece in quoted for word in piece)
    return Asked(
        ours,
        of_person,
        not of_person and any(offices.is_office(one.same) for one in ours),
        len(ours[0].same) == 1 and ours[0].same[0] in COUNTRIES,
        frozenset(offices.ranks(one.same) for one in ours),
        frozenset((*same(words(prompt)), *words(prompt), *_owners(prompt))),
        (words(prompt), same(words(prompt))),
        quoted,
        frozenset(_near(ours, pieces)),
        all_quoted,
        tuple(map(words, quotes)),
        frozenset(word for one in ours for word in one.same),
        frozenset(word for word in all_quoted.union(words(prompt)) if word.isdigit() and len(word) == 4),
    )


def _owners(prompt: str) -> Iterator[str]:
    """ "China" of "China's", which folds to "chinas"."""
    for part in re.split(r"['’]s\b", prompt)[:-1]:
        yield from words(part)[-1:]


def _near(ours: tuple[Wording, ...], pieces: tuple[str, ...]) -> Iterator[str]:
    for piece in pieces:
        for part in _PARTS.split(piece):
            found = same(words(part))
            if any(place(one.same, found) is not None for one in ours):
                for word in part.split():
                    if word[:1].isupper() or any(map(str.isdigit, word)):
                        yield from same(words(word))
