"""Grading of names and texts: aliases, titles, slips of the key, parts of a name, and what must not pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from question_bank import names
from question_bank.folding import PREPOSITIONS, words
from question_bank.item import Text
from question_bank.names import Known, Words, known, place
from question_bank.verdict import NOTHING, ONE_ANSWER, Verdict, partly, right, wrong

_NEGATIONS = frozenset("not no never none neither nor without except".split())
_CONTRACTED = frozenset(
    "isnt wasnt arent werent didnt doesnt dont hasnt havent hadnt cant cannot wont couldnt wouldnt".split()
)
_HARMLESS = frozenset(
    "it was is were are be by in at on of to from for with he she they this that these called named name as"
    " answer i think maybe probably my its their mr mrs ms".split()
)
_PREFIXES = frozenset("un in im il ir dis non anti de mis re pre post sub bi".split())
_LEADING = frozenset(("of", "in", "for", "from", "at"))


@dataclass(frozen=True, slots=True)
class Wording:
    """One right wording of a key, ready to compare."""

    text: str
    words: Words
    compact: str
    is_name: bool  # of a person, as far as its shape tells


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a response is seen against: the words of the prompt, and the texts that are other answers."""

    prompt: str = ""
    names: frozenset[str] = frozenset()


def _wording(text: str) -> Wording:
    found = words(text)
    return Wording(text, found, "".join(found), names.is_of_person(text, found))


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
def _prompt_words(prompt: str) -> tuple[frozenset[str], frozenset[str]]:
    """The folded words of a prompt: all of them, and those written with a capital."""
    capital = frozenset(word for part in prompt.split() if part[:1].isupper() for word in words(part))
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
    bank = known(seen.names)
    untitled = names.without_title(given)
    if given in bank.compact or untitled in bank.compact and not _is_one_of(untitled, right_wordings):
        return wrong()
    if _is_one_of(untitled, right_wordings):
        return right()
    same = [one for one in right_wordings if _negation(one.words) == negation]
    longer = _longer(given, same, seen, bank)
    if longer is not None and longer.outcome == "right":
        return longer
    for judge in (_slip, _written_otherwise, _shorter):
        for either in dict.fromkeys((given, untitled)):
            verdict = judge(either, same, bank)
            if verdict is not None:
                return verdict
    return longer or wrong()


def _without_words(key: Text, response: str) -> Verdict:
    """An answer of signs only can be right where the key is the same signs."""
    if not response.strip():
        return NOTHING
    same = any(not words(text) and text.split() == response.split() for text in (key.text, *key.accept))
    return right() if same else wrong("there are no words in it")


def _is_one_of(given: Words, right_wordings: Sequence[Wording]) -> bool:
    compact = "".join(given)
    if any(one.words == given or one.compact == compact for one in right_wordings):
        return True
    light = _light(given)
    return len(light) > 1 and any(light == _light(one.words) for one in right_wordings)


def _light(given: Words) -> Words:
    """The words without those that writers swap or leave out: of, for, on, in, and."""
    return tuple(word for word in given if word not in PREPOSITIONS and word != "and")


def _negation(given: Words) -> str:
    for word in given:
        if word in _NEGATIONS:
            return word
        if word in _CONTRACTED:
            return "not"
    return ""


def _longer(
    given: Words, right_wordings: Sequence[Wording], seen: Surroundings, bank: Known
) -> Verdict | None:
    """The whole key stands in the response with other words around it."""
    of_person = any(one.is_name for one in right_wordings)
    best: Verdict | None = None
    for one in right_wordings:
        at = place(one.words, given)
        if at is not None and len(given) > len(one.words):
            verdict = _with_rest(given, at, one, of_person, seen, bank)
            best = verdict if best is None or verdict.score > best.score else best
    return best


def _with_rest(
    given: Words, at: int, one: Wording, of_person: bool, seen: Surroundings, bank: Known
) -> Verdict:
    rests = (given[:at], given[at + len(one.words) :])
    if any(names.stand_in(rest, bank) for rest in rests):
        return wrong(ONE_ANSWER)
    if of_person and "and" in (rests[0][-1:] + rests[1][:1]):
        return wrong(ONE_ANSWER)
    if of_person and "and" in (rests[0][-1:] + rests[1][:1]):
        return wrong(ONE_ANSWER)
    letters = "".join(word[0] for word in one.words)
    extra = [word for rest in rests for word in _unknown(rest, seen.prompt) if word != letters]
    if not extra:
        return right()
    number = next((word for word in extra if any(map(str.isdigit, word))), None)
    if number:
        return wrong(f"the answer is in it, but the text does not say “{number[:20]}”")
    return partly(0.5, "the answer is in it, with other words; write it alone")


def _unknown(rest: Words, prompt: str) -> list[str]:
    """The words beside the key that are neither harmless nor the prompt's. A name of the prompt may only
    follow "of" or "in": alone it would be a second answer."""
    in_prompt, capital = _prompt_words(prompt)
    unknown = []
    for at, word in enumerate(rest):
        led = at > 0 and rest[at - 1] in _LEADING
        from_prompt = word in in_prompt and (word not in capital or word.isdigit() or led)
        if not (word in _HARMLESS or names.is_title(word) or from_prompt):
            unknown.append(word)
    return unknown


def _slip(given: Words, right_wordings: Sequence[Wording], bank: Known) -> Verdict | None:
    """A small slip of the key is forgiven, except where it is as near to another known name."""
    compact = "".join(given)
    singular = tuple(map(_singular, given))
    for one in right_wordings:
        if not one.is_name and singular == tuple(map(_singular, one.words)):
            return right(f"right, spelled {one.text}")
        distance = _slip_distance(given, compact, one)
        if distance is None:
            continue
        if names.is_as_near_to_another(compact, distance, {own.words for own in right_wordings}, bank):
            return wrong("this is as near to another name; write it exactly")
        return right(f"right, spelled {one.text}")
    return None


def _slip_distance(given: Words, compact: str, one: Wording) -> int | None:
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
    if longer.endswith(shorter) and longer[: -len(shorter)] in _PREFIXES:
        return False
    return OSA.distance(mine, theirs) <= len(theirs) // 5


def _singular(word: str) -> str:
    """A word without the ending of a plural: ministries and ministry are alike."""
    if len(word) <= 3 or not word.endswith("s") or word.endswith("ss"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


def _figures(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _written_otherwise(given: Words, right_wordings: Sequence[Wording], bank: Known) -> Verdict | None:
    for one in right_wordings:
        if one.is_name and names.is_written_otherwise(given, one.words, bank):
            return right(f"right, the text writes it {one.text}")
    return None


def _shorter(given: Words, right_wordings: Sequence[Wording], bank: Known) -> Verdict | None:
    """Part of the key: worth something if it is half of it, and nothing if it is a shared family name."""
    for one in right_wordings:
        part, content = _light(given), _light(one.words)
        if not 0 < len(part) < len(content) or not names.is_within_in_order(part, content):
            continue
        whole = "write the whole name" if one.is_name else "write it whole"
        if one.is_name and len(given) == 1 and names.is_shared(given[0], one.words, bank):
            return wrong(f"a family name many share; {whole}")
        share = len(part) / len(content)
        if (share >= 0.5 and not names.is_generic(given)) or (one.is_name and given[-1] == one.words[-1]):
            return partly(min(share, 0.5), f"part of it is right; {whole}")
    return None
