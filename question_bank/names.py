"""Names of people and the known names of a bank: titles, initials, order, and what is shared by many."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from question_bank.folding import words

Words = tuple[str, ...]

_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir president premier prime minister ambassador chairman chairwoman"
    " chair director secretary general leader comrade governor rector senator foreign defence defense deputy"
    " vice first 1 former russian vietnamese russias vietnams head".split()
)
_TITLE_NOUNS = _TITLES - frozenset(
    "foreign defence defense deputy vice first 1 former russian vietnamese russias vietnams general".split()
)
_FAMILY_NAMES = frozenset(
    "nguyen tran le pham bui huynh hoang vu vo dang do ho ngo duong ly phan truong dinh trinh doan luong mai"
    " to kim lee park wang li zhang chen liu".split()
)
_NOT_OF_PEOPLE = frozenset(
    "agreement treaty ministry university fund company corporation council club union bank sea declaration"
    " conference organization organisation association forum center centre institute partnership city plant"
    " memorandum convention department committee party republic federation minister president area zone bay"
    " relations trade affairs".split()
)
_PATRONYMIC = ("vich", "vna", "ich")


@dataclass(frozen=True, slots=True)
class Known:
    """The known names of a bank, folded: compact form by words, and the names that hold a word."""

    compact: dict[Words, str]
    holding: dict[str, list[Words]]
    starting: dict[str, list[Words]]


@lru_cache(maxsize=16)
def known(names: frozenset[str]) -> Known:
    compact: dict[Words, str] = {}
    holding: defaultdict[str, list[Words]] = defaultdict(list)
    starting: defaultdict[str, list[Words]] = defaultdict(list)
    for name in sorted(filter(None, map(words, names))):
        if name not in compact:
            compact[name] = "".join(name)
            starting[name[0]].append(name)
            for word in set(name):
                holding[word].append(name)
    return Known(compact, dict(holding), dict(starting))


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
    return len(given) == 1 and given[0] in _NOT_OF_PEOPLE


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


def stand_in(given: Words, bank: Known) -> bool:
    """Whether a known name stands among the words, other than after "of" or "in"."""
    for at, word in enumerate(given):
        if at and given[at - 1] in ("of", "in", "for", "from", "at"):
            continue
        if any(given[at : at + len(name)] == name for name in bank.starting.get(word, ())):
            return True
    return False


def is_shared(word: str, name: Words, bank: Known) -> bool:
    """Whether a single word of a name is one that many share: a common family name, or another name's too."""
    common = word == name[0] and word in _FAMILY_NAMES
    return common or any(other != name for other in bank.holding.get(word, ()))


def is_as_near_to_another(compact: str, distance: int, own: set[Words], bank: Known) -> bool:
    """Whether a misspelt name might just as well be another known one."""
    near = process.extract(
        compact, bank.compact, scorer=OSA.distance, score_cutoff=distance, limit=len(own) + 1
    )
    return any(name not in own for _, _, name in near)


def is_written_otherwise(given: Words, name: Words, bank: Known) -> bool:
    """The words of a person's name in another order, with initials, or with a patronymic, where this can
    be no other known name."""
    for same in (_is_turned, _has_initials, _has_patronymic):
        if same(given, name):
            alike = (
                bank.holding.get(given[-1], []) if same is not _is_turned else bank.holding.get(name[0], [])
            )
            return all(other == name or not same(given, other) for other in alike)
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
