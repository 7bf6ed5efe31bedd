"""A response that holds the whole key and more: whether the words beside the key are harmless."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from question_bank.grading import names, offices
from question_bank.grading.asked import Asked, Wording
from question_bank.grading.equivalents import COUNTRIES, Words, same
from question_bank.grading.folding import words
from question_bank.grading.names import Known
from question_bank.grading.verdict import ONE_ANSWER, Verdict, partly, right, wrong

_HARMLESS = frozenset(
    "it was is were are be by in at on of to from for with he she they this that these called named name as"
    " answer i think maybe probably my its their mr mrs ms about under through between into during both so"
    " also which who".split()
)
_KINDS = frozenset(
    "agency corporation company firm group grouping organization organisation bloc city country state region"
    " province policy".split()
)
_MOST_QUOTED = 8  # words of the quote beside the key; with more it is no answer but the passage


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a response is seen against: the prompt, names that are other answers, and the item's quotes."""

    prompt: str = ""
    names: frozenset[str] = frozenset()
    distractors: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    barred: frozenset[str] = frozenset()  # words of the other parts of a list: never harmless


def grade_longer(
    response: str, ours: Sequence[Wording], asked: Asked, seen: Surroundings, bank: Known
) -> Verdict | None:
    """The verdict on a response that holds one of these wordings; None where it does not."""
    given = same(words(response))
    covered = _covered(given, ours)
    if True not in covered:
        covered = _covered_with_gaps(given, ours, asked)
    if True not in covered:
        return None
    if _another_stands(given, covered, asked, seen, bank):
        return wrong(ONE_ANSWER)
    others = _of_other_people(given, asked, bank)
    seen = replace(seen, barred=seen.barred | others)
    extra = [at for at, is_key in enumerate(covered) if not is_key]
    verbatim = _verbatim(given, covered, asked)
    strange = [given[at] for at in extra if not _is_harmless(given, at, covered, asked, seen, verbatim)]
    strange = [word for word in strange if word not in ("1", "2") or word in response]  # "the two countries"
    if others.intersection(strange) or (asked.of_office and any(map(offices.is_noun, strange))):
        return wrong(ONE_ANSWER)
    number = next((word for word in strange if any(map(str.isdigit, word)) and word in response), None)
    if number:
        why = f"the answer is in it, but the text does not say “{number[:20]}”"
        return wrong(why) if asked.years or not number.isdigit() or len(number) != 4 else partly(0.5, why)
    if strange and _is_another_person(given, covered, strange, asked):
        return wrong("this is another name")
    if strange:
        return partly(0.5, "the answer is in it, with other words; write it alone")
    if sum(given[at] not in asked.prompt | _HARMLESS for at in extra) > _MOST_QUOTED:
        return partly(0.5, "the answer is in it, with much else; write only what is asked")
    return right()


def _covered_with_gaps(given: Words, ours: Sequence[Wording], asked: Asked) -> list[bool]:
    """A stretch of a quote in which all words of a wording stand in order, others between them."""
    for one in ours:
        if (
            len(one.same) > 3
            and names.is_within_in_order(one.same, given)
            and _stands_in(given, asked.quoted)
        ):
            rest = iter((*one.same, ""))
            word = next(rest)
            covered = []
            for mine in given:
                covered.append(mine == word)
                word = next(rest) if mine == word else word
            return covered
    return [False] * len(given)


def _of_other_people(given: Words, asked: Asked, bank: Known) -> frozenset[str]:
    """The words of other people's names beside a person's, unless "with" or "of" leads them."""
    others: set[str] = set()
    led, before = False, ""
    for word in given if asked.of_person else ():
        known = bank.of_people.intersection(bank.holding.get(word, ())) if len(word) > 1 else ()
        of_other = bool(known) and word not in asked.own
        if of_other and not led:
            others.add(word)
        led = word in names.LEADING or (before, word) == ("according", "to") or (led and of_other)
        before = word
    return frozenset(others - _HARMLESS)


def _is_another_person(given: Words, covered: list[bool], strange: list[str], asked: Asked) -> bool:
    """Whether only one word of a name is right, and a strange one stands before it: "Nguyen Van Tung"."""
    if not asked.of_person or sum(covered) > 1:
        return False
    at = covered.index(True)
    return at > 0 and given[at - 1] in strange


def _covered(given: Words, ours: Sequence[Wording]) -> list[bool]:
    """Which words of the response are wordings of the key."""
    covered = [False] * len(given)
    letters = {"".join(word[0] for word in one.words) for one in ours if len(one.words) > 1}
    for one in ours:
        size = len(one.same)
        if not 0 < size <= len(given) or one.same[0] not in given:
            continue
        for at in range(len(given) - size + 1):
            if given[at : at + size] == one.same:
                covered[at : at + size] = [True] * size
    if True in covered:
        covered = [is_key or word in letters for is_key, word in zip(covered, given, strict=True)]
    return covered


def _another_stands(given: Words, covered: list[bool], asked: Asked, seen: Surroundings, bank: Known) -> bool:
    rest = tuple("" if is_key else word for word, is_key in zip(given, covered, strict=True))
    for text in seen.distractors:
        other = same(words(text))
        if names.place(other, rest) is not None and not _stands_in(other, asked.in_prompt):
            return True
    if any(is_rival(name, asked, bank) for name in names.standing_in(rest, bank)):
        return True
    if asked.of_country:
        return any(
            word in COUNTRIES and (at == 0 or given[at - 1] not in names.LEADING)
            for at, word in enumerate(rest)
        )
    return asked.of_person and any(
        word == "and" and True in covered[max(at - 1, 0) : at + 2] and not _has_title(rest, at)
        for at, word in enumerate(rest)
    )


def _has_title(rest: Words, at: int) -> bool:
    """Whether an "and" only joins two offices of one person."""
    beside = [word for word in (*rest[max(at - 1, 0) : at], *rest[at + 1 : at + 2]) if word]
    return bool(beside) and all(map(names.is_title, beside))


def is_rival(name: Words, asked: Asked, bank: Known) -> bool:
    """Whether a known name would be another answer: it is of the key's sort, no wording of the key, no part
    of one, and what it names is not told by the prompt or, except for people, by the quotes."""
    of_person = name in bank.of_people
    if of_person != asked.of_person or (same(name)[0] in COUNTRIES and not asked.of_country):
        return False
    if any(names.are_related(name, one.words) for one in asked.wordings):
        return False
    told = asked.in_prompt if of_person else (*asked.in_prompt, *asked.quoted)
    return not _stands_in(same(name), told)


def _stands_in(name: Words, texts: tuple[Words, ...]) -> bool:
    return any(names.place(name, text) is not None for text in texts)


def _verbatim(given: Words, covered: list[bool], asked: Asked) -> frozenset[int]:
    """The places of words that stand beside the key just as they do in a quote."""
    if not asked.quoted or all(covered):
        return frozenset()
    start, end = covered.index(True), len(covered) - 1 - covered[::-1].index(True)
    best: list[int] = []
    for piece in asked.quoted:
        for at in (at for at, word in enumerate(piece) if word == given[start]):
            stop = at + end - start
            if stop < len(piece) and piece[stop] == given[end]:
                before = _run(given[:start][::-1], piece[:at][::-1])
                after = _run(given[end + 1 :], piece[stop + 1 :])
                inside = range(start, end + 1) if piece[at : stop + 1] == given[start : end + 1] else ()
                found = [*inside] + [start - 1 - one for one in before] + [end + 1 + one for one in after]
                best = max(best, found, key=len)
    return frozenset(best)


def _run(given: Words, piece: Words) -> list[int]:
    """How far the words go on as in the piece, function words aside."""
    found: list[int] = []
    rest = (word for word in piece if word not in _HARMLESS)
    for at, word in enumerate(given):
        if word in _HARMLESS:
            continue
        if word != next(rest, ""):
            break
        found.append(at)
    return [] if found and given[found[0]] in ("and", "or") else found


def _is_harmless(
    given: Words, at: int, covered: list[bool], asked: Asked, seen: Surroundings, verbatim: frozenset[int]
) -> bool:
    word = given[at]
    if word in ("and", "or"):
        return _joins(at, covered, at in verbatim)
    if word in seen.barred:
        return False
    if word in _HARMLESS or at in verbatim or word in asked.own or _in_prompt(word, asked):
        return True
    if word in COUNTRIES:
        return word in asked.all_quoted
    if asked.of_person:
        return names.is_title(word) or word in asked.all_quoted
    if asked.of_office and (offices.is_noun(word) or offices.ranks((word,))):
        return False
    return word in asked.near or word in _KINDS


def _in_prompt(word: str, asked: Asked) -> bool:
    if word in asked.prompt or (word.endswith("s") and word[:-1] in asked.prompt and len(word) > 3):
        return True
    return len(word) > 3 and f"{word}s" in asked.prompt


def _joins(at: int, covered: list[bool], is_verbatim: bool) -> bool:
    """Whether an "and" joins two wordings of the key, or two words beside it, but not the key to another."""
    beside = covered[max(at - 1, 0) : at] + covered[at + 1 : at + 2]
    return all(beside) or (len(beside) == 2 and not any(beside)) or is_verbatim
