"""Grading of names and texts: aliases, titles, slips of the key, parts of a name, and what must not pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from question_bank.folding import PREPOSITIONS, words
from question_bank.item import Text
from question_bank.verdict import NOTHING, ONE_ANSWER, Verdict, partly, right, wrong

_NEGATIONS = frozenset("not no never none neither nor without except".split())
_CONTRACTED = frozenset(
    "isnt wasnt arent werent didnt doesnt dont hasnt havent hadnt cant cannot wont couldnt wouldnt".split()
)
_HARMLESS = frozenset(
    "it was is were are be by in at on of to from for with he she they this that these called named name as"
    " answer i think maybe probably my its their mr mrs ms".split()
)
_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir president premier prime minister ambassador chairman chairwoman"
    " chair director secretary general leader comrade governor rector senator foreign defence defense deputy"
    " vice first former russian vietnamese russias vietnams head".split()
)
_TITLE_NOUNS = _TITLES - frozenset(
    "foreign defence defense deputy vice first former russian vietnamese russias vietnams general".split()
)
_FAMILY_NAMES = frozenset(
    "nguyen tran le pham bui huynh hoang vu vo dang do ho ngo duong ly phan truong dinh trinh doan luong mai"
    " to kim lee park wang li zhang chen liu".split()
)
_NOT_IN_NAMES = frozenset(
    "agreement treaty ministry university fund company corporation council club union bank sea declaration"
    " conference organization organisation association forum center centre institute partnership city plant"
    " memorandum convention department committee party republic federation minister president area zone bay"
    " relations trade affairs".split()
)
_PREFIXES = (
    "un",
    "in",
    "im",
    "il",
    "ir",
    "dis",
    "non",
    "anti",
    "de",
    "mis",
    "re",
    "pre",
    "post",
    "sub",
    "bi",
)
_LEADING = frozenset(("of", "in", "for", "from", "at"))


@dataclass(frozen=True, slots=True)
class Wording:
    """One right wording of a key, ready to compare."""

    text: str
    words: tuple[str, ...]
    compact: str
    is_name: bool  # of a person, as far as its shape tells


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a response is seen against: the words of the prompt, and the texts that are other answers."""

    prompt: str = ""
    names: frozenset[str] = frozenset()


def _wording(text: str) -> Wording:
    found = words(text)
    capital = all(part[:1].isupper() or not part[:1].isalpha() for part in text.split())
    letters = all(word.isalpha() for word in found)
    is_name = 2 <= len(found) <= 4 and capital and letters and not _NOT_IN_NAMES & set(found)
    return Wording(text, found, "".join(found), is_name)


@lru_cache(maxsize=8192)
def wordings(key: Text) -> tuple[Wording, ...]:
    """The key and its aliases."""
    return tuple(_wording(text) for text in (key.text, *key.accept))


@lru_cache(maxsize=16)
def _known(names: frozenset[str]) -> dict[tuple[str, ...], str]:
    return {found: "".join(found) for found in sorted(map(words, names)) if found}


@lru_cache(maxsize=4096)
def _prompt_words(prompt: str) -> tuple[frozenset[str], frozenset[str]]:
    """The folded words of a prompt: all of them, and those written with a capital."""
    parts = prompt.split()
    capital = frozenset(word for part in parts if part[:1].isupper() for word in words(part))
    return frozenset(words(prompt)), capital


def grade_text(key: Text, response: str, seen: Surroundings) -> Verdict:
    """Judge one written text against a key and its aliases."""
    given = words(response)
    if not given:
        return _without_words(key, response)
    right_wordings = wordings(key)
    if _is_one_of(given, right_wordings):
        return right()
    negation = _negation(given)
    if negation and not any(_negation(one.words) for one in right_wordings):
        return wrong(f"this says “{negation}”")
    if "or" in given and not any("or" in one.words for one in right_wordings):
        return wrong(ONE_ANSWER)
    if given in _known(seen.names):
        return wrong()
    untitled = _without_title(given)
    if untitled != given and _is_one_of(untitled, right_wordings):
        return right()
    same = [one for one in right_wordings if _negation(one.words) == negation]
    longer = _longer(given, same, seen)
    if longer is not None and longer.outcome == "right":
        return longer
    mended = _slip(untitled, same, seen) or _turned(untitled, same, seen)
    return mended or longer or _shorter(untitled, same, seen) or _shorter(given, same, seen) or wrong()


def _without_words(key: Text, response: str) -> Verdict:
    """An answer of signs only can be right where the key is the same signs."""
    if not response.strip():
        return NOTHING
    same = any(not words(text) and text.split() == response.split() for text in (key.text, *key.accept))
    return right() if same else wrong("there are no words in it")


def _is_one_of(given: tuple[str, ...], right_wordings: Sequence[Wording]) -> bool:
    compact = "".join(given)
    if any(one.words == given or one.compact == compact for one in right_wordings):
        return True
    light = [word for word in given if word not in PREPOSITIONS]
    return len(light) > 1 and any(
        light == [word for word in one.words if word not in PREPOSITIONS] for one in right_wordings
    )


def _negation(given: tuple[str, ...]) -> str:
    for word in given:
        if word in _NEGATIONS:
            return word
        if word in _CONTRACTED:
            return "not"
    return ""


def _without_title(given: tuple[str, ...]) -> tuple[str, ...]:
    """The words after "President", "Deputy Foreign Minister" and the like; all of them if nothing is left."""
    count = 0
    while count < len(given) and given[count] in _TITLES:
        count += 1
    return given[count:] if _TITLE_NOUNS & set(given[:count]) and count < len(given) else given


def _longer(given: tuple[str, ...], right_wordings: Sequence[Wording], seen: Surroundings) -> Verdict | None:
    """The whole key stands in the response with other words around it."""
    best: Verdict | None = None
    for one in right_wordings:
        at = _place(one.words, given)
        if at is not None and len(given) > len(one.words):
            verdict = _with_rest(given, at, len(one.words), seen)
            best = verdict if best is None or verdict.score > best.score else best
    return best


def _place(part: tuple[str, ...], whole: tuple[str, ...]) -> int | None:
    if not part:
        return None
    starts = range(len(whole) - len(part) + 1)
    return next((at for at in starts if whole[at : at + len(part)] == part), None)


def _with_rest(given: tuple[str, ...], at: int, length: int, seen: Surroundings) -> Verdict:
    before, after = given[:at], given[at + length :]
    if any(_place(name, rest) is not None for name in _known(seen.names) for rest in (before, after)):
        return wrong(ONE_ANSWER)
    in_prompt, capital = _prompt_words(seen.prompt)
    extra = []
    for rest in (before, after):
        for place, word in enumerate(rest):
            harmless = word in _HARMLESS or word in _TITLES or (word in in_prompt and word not in capital)
            named = word in capital and place > 0 and rest[place - 1] in _LEADING
            if not (harmless or named or (word.isdigit() and word in in_prompt)):
                extra.append(word)
    if not extra:
        return right()
    number = next((word for word in extra if any(map(str.isdigit, word))), None)
    if number:
        return wrong(f"the answer is in it, but the text does not say “{number}”")
    return partly(0.5, "the answer is in it, with other words; write it alone")


def _slip(given: tuple[str, ...], right_wordings: Sequence[Wording], seen: Surroundings) -> Verdict | None:
    """A small slip of the key is forgiven, except where it is as near to another known name."""
    compact = "".join(given)
    for one in right_wordings:
        distance = _slip_distance(given, compact, one)
        if distance is None:
            continue
        own = {wording.words for wording in right_wordings}
        for name, other in _known(seen.names).items():
            if name not in own and OSA.distance(compact, other, score_cutoff=distance) <= distance:
                return wrong("this is as near to another name; write it exactly")
        return right(f"right, spelled {one.text}")
    return None


def _slip_distance(given: tuple[str, ...], compact: str, one: Wording) -> int | None:
    """How many letters differ, or None where that is more than a slip: one in five letters, none in
    figures or words of up to three letters, two neighbours swapped in words of four."""
    allowed = min(len(one.compact) // 5, 4)
    distance = OSA.distance(compact, one.compact, score_cutoff=allowed)
    if not 0 < distance <= allowed or _figures(compact) != _figures(one.compact):
        return None
    if len(given) != len(one.words):
        return distance if distance == 1 and len(one.compact) >= 10 else None
    pairs = zip(given, one.words, strict=True)
    return distance if all(mine == theirs or _is_slip(mine, theirs) for mine, theirs in pairs) else None


def _is_slip(mine: str, theirs: str) -> bool:
    if min(len(mine), len(theirs)) <= 3 or any(map(str.isdigit, mine + theirs)):
        return False
    if len(theirs) == 4:
        return sorted(mine) == sorted(theirs) and OSA.distance(mine, theirs) == 1
    shorter, longer = sorted((mine, theirs), key=len)
    if any(longer == prefix + shorter for prefix in _PREFIXES):
        return False
    return OSA.distance(mine, theirs) <= len(theirs) // 5


def _figures(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _turned(given: tuple[str, ...], right_wordings: Sequence[Wording], seen: Surroundings) -> Verdict | None:
    """The words of a person's name in another order, where no other name has just these words."""
    for one in right_wordings:
        if one.is_name and sorted(given) == sorted(one.words):
            alike = [name for name in _known(seen.names) if sorted(name) == sorted(given)]
            if all(name == one.words for name in alike):
                return right(f"right, the text writes it {one.text}")
    return None


def _shorter(given: tuple[str, ...], right_wordings: Sequence[Wording], seen: Surroundings) -> Verdict | None:
    """Part of the key: worth something if it is half of it, and nothing if it is a shared family name."""
    for one in right_wordings:
        if len(given) >= len(one.words) or _place(given, one.words) is None:
            continue
        whole = "write the whole name" if one.is_name else "write it whole"
        if one.is_name and len(given) == 1 and _is_shared(given[0], one, seen):
            return wrong(f"a family name many share; {whole}")
        content = [word for word in one.words if word not in PREPOSITIONS]
        share = len([word for word in given if word not in PREPOSITIONS]) / max(len(content), 1)
        generic = len(given) == 1 and given[0] in _NOT_IN_NAMES
        if (share >= 0.5 and not generic) or (one.is_name and given[-1] == one.words[-1]):
            return partly(min(share, 0.5), f"part of it is right; {whole}")
    return None


def _is_shared(word: str, one: Wording, seen: Surroundings) -> bool:
    others = (name for name in _known(seen.names) if name != one.words)
    return (word == one.words[0] and word in _FAMILY_NAMES) or any(word in name for name in others)
