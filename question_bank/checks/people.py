"""The bank's own list of people: every way in which a question may name them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz import fuzz, process

from question_bank.field_types import Accept, Title
from question_bank.grading import fold
from question_bank.mentions.people import find as find_people
from question_bank.problem import Problem
from question_bank.validation import validate
from question_bank.yaml_reader import read

PEOPLE = Path(__file__).parent.parent / "people.yaml"
_WHO = re.compile(r"\b(?:who|whom|whose)\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:minister|ministry|president|chair\w*|secretary|director|head|ambassador|ceo|board|council|club"
    r"|leader|engineer|representative|rector|treasurer|government|university|academy|company)\b",
    re.IGNORECASE,
)


class Person(BaseModel):
    """Somebody of whom the questions may speak; `aliases` are all other ways in which they are named."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Title
    role: Title
    aliases: Accept = ()


class _PeopleFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    people: Annotated[tuple[Person, ...], Field(min_length=1, max_length=10_000)]


@dataclass(frozen=True)
class People:
    """The people of a bank."""

    people: tuple[Person, ...] = ()

    @cached_property
    def known(self) -> dict[str, str]:
        """Their names and aliases, folded, with the name each belongs to."""
        return {fold(one): person.name for person in self.people for one in (person.name, *person.aliases)}

    def nearest(self, name: str) -> str | None:
        found = process.extractOne(fold(name), list(self.known), scorer=fuzz.ratio, score_cutoff=70)
        return None if found is None else self.known[found[0]]


def load_people(path: Path = PEOPLE) -> tuple[People, list[Problem]]:
    """The people of a file, or nobody and what is wrong with it."""
    node, problems = read(path.read_bytes(), path.name)
    if node is None:
        return People(), list(problems)
    found, faults = validate(_PeopleFile, node, path.name)
    return (People(), faults) if found is None else (People(found.people), faults)


@lru_cache(maxsize=16)
def is_about(people: People, text: str) -> bool:
    """Whether a document names anybody of the list."""
    return any(one in text for person in people.people for one in (person.name, *person.aliases))


def names_in_prompt(prompt: str) -> Iterator[str]:
    yield from _named(prompt)


def names_in_answer(text: str, prompt: str) -> Iterator[str]:
    """The people in an answer; one to "who" that is nothing but capitals is a name though no word says so."""
    found = _named(text)
    words = text.split()
    if not found and _WHO.search(prompt) and 2 <= len(words) <= 4 and _is_bare_name(text, words):
        found = (text,)
    yield from found


def _is_bare_name(text: str, words: list[str]) -> bool:
    capital = all(word[:1].isupper() and not word.isupper() and word.isalpha() for word in words)
    return capital and not _OFFICE.search(text)


@cache
def _named(text: str) -> tuple[str, ...]:
    found = (one.value for one in find_people(text))
    return tuple(name for name in found if isinstance(name, str) and not _OFFICE.search(name))
