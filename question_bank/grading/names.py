"""Names of people and the known names of a bank: titles, initials, order, and what is shared by many."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from question_bank.grading.equivalents import COUNTRIES, Words, same
from question_bank.grading.folding import PREPOSITIONS, words

_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir president premier prime minister ambassador chairman chairwoman"
    " chair director secretary general leader comrade governor rector senator foreign defence defense deputy"
    " vice first 1 former russian vietnamese russias vietnams russia vietnam head ceo".split()
)
_TITLE_NOUNS = _TITLES - frozenset(
    "foreign defence defense deputy vice first 1 former russian vietnamese russias vietnams russia vietnam"
    " general".split()
)
_FAMILY_NAMES = frozenset(
    "nguyen tran le pham bui huynh hoang vu vo dang do ho ngo duong ly phan truong dinh trinh doan luong mai"
    " to kim lee park wang li zhang chen liu".split()
)
_GENERIC = frozenset(
    "agreement treaty ministry university fund company corporation council club union bank sea declaration"
    " conference organization organisation association forum center centre institute partnership city plant"
    " memorandum convention department committee party republic federation minister president area zone bay"
    " relations trade affairs".split()
)
_OF_THINGS = frozenset(
    "alliance initiative nations states charter road belt island park tech technology province region policy"
    " east west north south asia pacific security strategic cooperation system series code conduct ceo"
    " fta chairman secretary".split()
)
_NOT_OF_PEOPLE = _GENERIC | _OF_THINGS | COUNTRIES
_OFFICE_NOUNS = frozenset("minister president chairman ceo secretary director head".split())
_SMALL = frozenset("of for on in at to with by from between and or the a an de del".split())
LEADING = frozenset("of in for from at with by between".split())
_PATRONYMIC = ("vich", "vna", "ich")


@dataclass(frozen=True, slots=True)
class Known:
    """The known names of a bank, folded: run together, and by each of their words."""

    compact: dict[Words, str]
    holding: dict[str, list[Words]]
    starting: dict[str, list[tuple[Words, Words]]]  # in the one form of `same`, and as it is written
    of_people: frozenset[Words]


@lru_cache(maxsize=16)
def known(names: frozenset[str]) -> Known:
    compact: dict[Words, str] = {}
    holding: defaultdict[str, list[Words]] = defaultdict(list)
    starting: defaultdict[str, list[tuple[Words, Words]]] = defaultdict(list)
    of_people: set[Words] = set()
    for text in sorted(names):
        name = words(text)
        if name and name not in compact:
            compact[name] = "".join(name)
            starting[same(name)[0]].append((same(name), name))
            for word in set(name):
                holding[word].append(name)
            if is_of_person(text, name):
                of_people.add(name)
    return Known(compact, dict(holding), dict(starting), frozenset(of_people))


def is_proper(text: str) -> bool:
    """Whether a text is the name of a person, an organisation, a place or an instrument, as written with
    capitals; "policy", "1994" and an office are none."""
    parts = [part for part in text.replace("-", " ").split() if part.casefold() not in _SMALL]
    capital = all(part[0].isupper() or part[0].isdigit() for part in parts)
    return capital and any(part[0].isupper() for part in parts) and not _OFFICE_NOUNS & set(words(text))


def are_related(name: Words, other: Words) -> bool:
    """Whether one of two names is a part of the other, whatever the order of its words."""
    one, two = set(name) - PREPOSITIONS, set(other) - PREPOSITIONS
    return one <= two or two <= one


def is_of_person(text: str, found: Words) -> bool:
    """Whether a wording looks like a person's name: two to four capitalised words, none a thing's."""
    capital = all(part[:1].isupper() or not part[:1].isalpha() for part in text.split())
    return (
        2 <= len(found) <= 4 and capital and all(map(str.isalpha, found)) and not _NOT_OF_PEOPLE & set(found)
    )


def is_title(word: str) -> bool:
    return word in _TITLES


def is_generic(given: Words) -> bool:
    """Whether this is one word such as "treaty" that names nothing by itself."""
    return len(given) == 1 and given[0] in _GENERIC


def without_title(given: Words) -> Words:
    """The words after "President", "Deputy Foreign Minister" and the like; all of them if nothing is left."""
    count = 0
    while count < len(given) and given[count] in _TITLES:
        count += 1
    return given[count:] if _TITLE_NOUNS & set(given[:count]) and count < len(given) else given


def place(part: Words, whole: Words) -> int | None:
    """Where the words of `part` stand one after another in `whole`."""
    if not part:
        return None
    starts = range(len(whole) - len(part) + 1)
    return next((at for at in starts if whole[at : at + len(part)] == part), None)


def is_within_in_order(part: Words, whole: Words) -> bool:
    """Whether all words of `part` stand in `whole` in the same order, others between them or not."""
    rest = iter(whole)
    return all(word in rest for word in part)


def standing_in(given: Words, bank: Known) -> Iterator[Words]:
    """The known names that stand among the words, other than after "of" or "in"."""
    for at, word in enumerate(given):
        if at and given[at - 1] in LEADING:
            continue
        for name, written in bank.starting.get(word, ()):
            if given[at : at + len(name)] == name:
                yield written


def is_common(word: str, name: Words) -> bool:
    """Whether this word of a person's name is a family name that many share."""
    return word == name[0] and word in _FAMILY_NAMES


def near_to(compact: str, distance: int, bank: Known) -> Iterator[Words]:
    """The known names that are no farther from a misspelt one than the key."""
    near = process.extract(compact, bank.compact, scorer=OSA.distance, score_cutoff=distance, limit=None)
    return (name for _, _, name in near)


def is_written_otherwise(given: Words, name: Words, bank: Known) -> bool:
    """The words of a person's name in another order, with initials, or with a patronymic, where this can
    be no other known name."""
    for alike in (_is_turned, _has_initials, _has_patronymic):
        if alike(given, name):
            others = bank.holding.get(name[0] if alike is _is_turned else given[-1], [])
            return all(are_related(name, other) or not alike(given, other) for other in others)
    return False


def _is_turned(given: Words, name: Words) -> bool:
    return given != name and sorted(given) == sorted(name)


def _has_initials(given: Words, name: Words) -> bool:
    if len(given) != len(name) or given == name or given[-1] != name[-1]:
        return False
    return all(
        mine == theirs or (len(mine) == 1 and theirs[0] == mine)
        for mine, theirs in zip(given, name, strict=True)
    )


def _has_patronymic(given: Words, name: Words) -> bool:
    middle = given[1:-1]
    ends = (given[0], given[-1]) == (name[0], name[-1])
    return len(name) == 2 and len(middle) == 1 and ends and middle[0].endswith(_PATRONYMIC)
