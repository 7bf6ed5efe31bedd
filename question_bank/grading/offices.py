"""Offices and ranks: a deputy chairman is no chairman, and a former president no president."""

from collections.abc import Iterable

from question_bank.grading.equivalents import Words

_NOUNS = frozenset(
    "president minister premier chairman chairwoman chairperson chair director secretary ceo head rector"
    " prorector governor ambassador leader senator".split()
)
_RANKS = frozenset(
    "deputy vice first 1 former acting ex interim assistant prime outgoing late honorary future elect"
    " designate co under".split()
)


def is_office(given: Words) -> bool:
    return any(word in _NOUNS for word in given)


def is_noun(word: str) -> bool:
    return word in _NOUNS


def ranks(given: Iterable[str]) -> frozenset[str]:
    return _RANKS.intersection(given)
