"""Where a text names people. A run of capitals is a person when something around or in it says so.

The span is the name alone ("Russian Foreign Minister [Sergey Lavrov]"); the office stands in `title`. What
says so: a title or trade before or after it, a common given name, a family name that stands first, initials,
a particle, the ending of a family name, a verb of saying. Once named, a person is known by the family name.
"""

import re

from question_bank.mentions.mention import Mention
from question_bank.mentions.names import FAMILY_FIRST, PARTICLES, has_family_ending
from question_bank.mentions.offices import is_office, title_after, title_before
from question_bank.mentions.places import CITIES, COUNTRIES, DEMONYMS, PLACE_HEADS, PLACE_NAMES, TWO_WORDS
from question_bank.mentions.runs import ARABIC, JUNIOR, KNOWN_GIVEN, Run, is_initial, runs_of
from question_bank.mentions.titles import (
    ALSO_WORDS,
    DEEDS,
    NOT_NAMES,
    THING_BEFORE,
    THINGS,
    TITLES,
)
from question_bank.mentions.words import Word, words_of

_LONGEST = 7
_SURE_PARTICLES = frozenset("bin ibn bint von van ould ter".split())
_IRISH = re.compile(r"O['’][A-Z][a-z]|Ma?c[A-Z][a-z]")
_WAS = frozenset(
    "born sworn elected re-elected appointed arrested jailed sentenced married murdered buried".split()
)
_PLACE_CUES = frozenset(
    "the in at from near to of on into around via for through across outside towards".split()
)


def find(text: str, words: list[Word] | None = None) -> list[Mention]:
    """Every person that the text names, in order. `words` are the text's, where they are known already."""
    words = words_of(text) if words is None else words
    runs = runs_of(words)
    sure = {run: title for run in runs if (title := _person(words, run)) is not None}
    sure |= _beside(words, runs, sure)
    known = _family_names(words, sure)
    found: list[Mention] = []
    for run in runs:
        title = sure.get(run)
        if title is None and _is_known(words, run, known):
            title = title_before(words, run[0]) or ""
        if title is not None:
            found.append(_mention(text, words, run, title))
    return found


def _mention(text: str, words: list[Word], run: Run, title: str) -> Mention:
    last = words[run[1] - 1]
    start, end = words[run[0]].start, last.end - 2 * last.possessive
    return Mention("person", start, end, " ".join(text[start:end].split()), title)


# --- is it a person? ---


def _person(words: list[Word], run: Run) -> str | None:
    """The title of the person whom a run names, perhaps empty; None if nothing says that it is a person."""
    if _is_thing(words, run):
        return None
    first, end = run
    names = [word for word in words[first:end] if word.is_word]
    before = title_before(words, first)
    after = title_after(words, end)
    if len(names) == 1:
        if before and _fits_alone(words, run):
            return before
        return "" if has_family_ending(names[0].bare) and _speaks(words, run) else None
    if before or after or _looks_like_name(names, words, run) or _speaks(words, run):
        return before or after or ""
    return None


def _is_thing(words: list[Word], run: Run) -> bool:
    """Ships, cities, prizes and firms that bear a person's name."""
    first, end = run
    head = words[first]
    names = [word for word in words[first:end] if word.is_word]
    following = words[end] if end < len(words) and not words[end - 1].possessive else None
    if following and following.capital and following.small.removesuffix("'s").removesuffix("’s") in THINGS:
        return True
    if _leads_to_thing(words, end):
        return True
    if following and following.small in ("class", "prize") or (following and following.text == "&"):
        return True
    before = words[first - 1] if first else None
    if (before and before.small in THING_BEFORE) or (head.acronym and head.small in THING_BEFORE):
        return True
    if before and before.text == "&":
        return True
    if head.small in PLACE_HEADS and head.small not in FAMILY_FIRST and not (before and is_office(before)):
        return True
    last = words[end - 1].small.removesuffix("'s").removesuffix("’s")
    if last in THINGS and last not in FAMILY_FIRST and not title_before(words, first):
        return True
    if tuple(word.bare for word in names) in TWO_WORDS or all(word.bare in PLACE_NAMES for word in names):
        return True
    return all(word.text.isupper() and len(word.text) > 1 for word in names) and not title_before(
        words, first
    )


def _leads_to_thing(words: list[Word], end: int) -> bool:
    """James Webb [Space Telescope]."""
    for at in range(end, min(end + 3, len(words))):
        if not words[at].capital or words[at - 1].possessive or words[at].opens:
            return False
        if words[at].bare in THINGS:
            return True
    return False


def _fits_alone(words: list[Word], run: Run) -> bool:
    """One word after a title: "Pope Francis", not "Minister Office", not "Secretary ASEAN"."""
    word = words[run[0]]
    if words[run[0] - 1].small not in TITLES and words[run[0] - 1].text != ".":
        return False
    small = word.small.removesuffix("’s").removesuffix("'s")
    if word.acronym and len(word.text) > 1 or small in CITIES or len(word.text) < 2:
        return False
    following = words[run[1]] if run[1] < len(words) else None
    return not (
        following and following.capital and not following.opens and following.small in (NOT_NAMES | THINGS)
    )


def _looks_like_name(names: list[Word], words: list[Word], run: Run) -> bool:
    smalls = [word.small.removesuffix("’s").removesuffix("'s") for word in names]
    if names[0].possessive or len(names) > _LONGEST:
        return False
    first = smalls[0]
    parts = first.split("-")
    if first in KNOWN_GIVEN or (len(parts) == 2 and set(parts) <= KNOWN_GIVEN):
        return True
    if len(names) > 2 and smalls[1] in KNOWN_GIVEN and not names[0].opens:
        return True
    if _is_family_first(names, smalls) or any(_IRISH.match(word.text) for word in names[1:]):
        return True
    if any(word.small in _SURE_PARTICLES and not word.capital for word in names[1:-1]):
        return True
    if any(is_initial(words, at) for at in range(*run)) and len(smalls[-1]) > 2:
        return True
    if smalls[-1] in JUNIOR or any(ARABIC.match(word.text) and "-" in word.text for word in names[1:]):
        return True
    return (
        has_family_ending(smalls[-1])
        and smalls[-1] not in PLACE_NAMES
        and len(names) < 4
        and not names[0].acronym
    )


def _is_family_first(names: list[Word], smalls: list[str]) -> bool:
    """Nguyen Phu Trong, Xi Jinping, Moon Jae-in."""
    if smalls[0] not in FAMILY_FIRST or not 2 <= len(names) <= 4:
        return False
    if (names[0].opens and smalls[0] in ALSO_WORDS) or (
        smalls[0] in PLACE_HEADS and len(names) == 2 and len(smalls[1]) > 5
    ):
        return False
    return all(len(small) <= (9 if len(names) == 2 else 6) or "-" in small for small in smalls[1:])


def _beside(words: list[Word], runs: list[Run], sure: dict[Run, str]) -> dict[Run, str]:
    """A name joined by "and" to a person is one too: "Lal Bahadur Shastri and Muhammad Ayub Khan"."""
    found: dict[Run, str] = {}
    for one, other in zip(runs, runs[1:], strict=False):
        if other[0] - one[1] == 1 and words[one[1]].small == "and" and (one in sure) != (other in sure):
            unsure = other if one in sure else one
            if unsure[1] - unsure[0] > 1 and not _is_thing(words, unsure) and _all_unknown(words, unsure):
                found[unsure] = ""
    return found


def _all_unknown(words: list[Word], run: Run) -> bool:
    names = [word for word in words[run[0] : run[1]] if word.is_word]
    return len(names) < 5 and not any(word.acronym or word.bare in PLACE_NAMES for word in names)


def _speaks(words: list[Word], run: Run) -> bool:
    first, end = run
    names = [word for word in words[first:end] if word.is_word]
    if not _all_unknown(words, run):
        return False
    following = words[end] if end < len(words) else None
    before = [word.small for word in words[max(0, first - 2) : first]]
    if len(names) > 1 and before[-1:] and before[-1].endswith(("'s", "’s")) and before[-1][:-2] in COUNTRIES:
        return True
    if following and following.small in DEEDS and not following.capital and not words[end - 1].possessive:
        return before[-1:] == [] or before[-1] not in _PLACE_CUES
    if following and following.small == "was" and end + 1 < len(words) and words[end + 1].small in _WAS:
        return True
    if before[-1:] == ["by"] and words[first - 1].opens:  # a byline
        return following is None or following.text in ("|", "\n", ",") or following.small == "and"
    return before[-1:] == ["said"]


# --- people known from elsewhere in the text ---


def _family_names(words: list[Word], sure: dict[Run, str]) -> frozenset[tuple[str, ...]]:
    """By what a person once named is called later: the last name, or the first where it is the family's."""
    known: set[tuple[str, ...]] = set()
    for first, end in sure:
        smalls = [word.bare for word in words[first:end] if word.is_word and word.small not in JUNIOR]
        if len(smalls) < 2:
            known.add(tuple(smalls))
            continue
        for size in range(1, len(smalls)):
            known.add(tuple(smalls[size:]))
        if smalls[0] in FAMILY_FIRST:
            known.add((smalls[0],))
        if len(smalls) == 3 and smalls[1] not in PARTICLES and smalls[0] not in FAMILY_FIRST:
            known.add((smalls[1],))
    return frozenset(known)


def _is_known(words: list[Word], run: Run, known: frozenset[tuple[str, ...]]) -> bool:
    smalls = tuple(word.bare for word in words[run[0] : run[1]] if word.is_word)
    if smalls not in known or _is_thing(words, run) or len(smalls[-1]) < 2:
        return False
    before = words[run[0] - 1] if run[0] else None
    if len(smalls) == 1 and before and before.capital and not (before.opens or is_office(before)):
        return before.small in DEMONYMS
    return not (words[run[0]].opens and smalls[0] in ALSO_WORDS)
