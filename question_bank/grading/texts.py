"""Grading of names and texts: aliases, titles, slips of the key, parts of a name, and what must not pass."""

from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import OSA

from question_bank.grading import names, offices
from question_bank.grading.asked import Asked, Wording, asked
from question_bank.grading.beside import Surroundings, grade_longer, is_rival
from question_bank.grading.equivalents import COUNTRIES, Words, same, without_countries
from question_bank.grading.folding import PREPOSITIONS, words
from question_bank.grading.names import Known, known
from question_bank.grading.verdict import NOTHING, ONE_ANSWER, Verdict, partly, right, wrong
from question_bank.item import Text

_SWAPPED = PREPOSITIONS | {"and"}
_NEGATIONS = frozenset("not no never none neither nor without except non".split())
_CONTRACTED = frozenset(
    "isnt wasnt arent werent didnt doesnt dont hasnt havent hadnt cant cannot wont couldnt wouldnt".split()
)
_PREFIXES = frozenset("un in im il ir dis non anti de mis re pre post sub bi".split())
_NEGATING = ("un", "non", "dis", "anti")


def grade_text(key: Text, response: str, seen: Surroundings) -> Verdict:
    """Judge one written text against a key and its aliases."""
    given = words(response)
    if not given:
        return _without_words(key, response)
    ask = asked(key, seen.prompt, seen.quotes)
    if _is_one_of(given, ask.wordings):
        return right()
    if any(given == words(text) for text in seen.distractors):
        return wrong()
    if "without" in ask.prompt and "without" in given:
        given = tuple(word for word in given if word != "without") or given
    verdict = _changed(given, ask) or _meant(given, response, ask, seen)
    if verdict.outcome == "wrong" and not seen.barred and _is_of_a_quote(given, ask):
        return partly(0.5, "the answer is in it, with much else; write only what is asked")
    return verdict


def _is_of_a_quote(given: Words, ask: Asked) -> bool:
    """Whether this is a stretch of a quote, word for word, with the key in it."""
    told = any(names.place(given, quote) is not None for quote in ask.whole_quotes)
    return told and any(names.place(one.words, given) is not None for one in ask.wordings)


def _changed(given: Words, ask: Asked) -> Verdict | None:
    """A word that turns the key into something else: "not", "or", "deputy"."""
    negation = _negation(given)
    if negation and not any(_negation(one.words) for one in ask.wordings):
        return wrong(f"this says “{negation}”")
    if "or" in given and not any("or" in one.words for one in ask.wordings) and not _is_told_or(given, ask):
        return wrong(ONE_ANSWER)
    if ask.of_office and _is_other_office(same(given), ask):
        return wrong("this is another office")
    return None


def _is_told_or(given: Words, ask: Asked) -> bool:
    """Whether the "or" is the prompt's or a quote's own, between words that are none of the key."""
    at = given.index("or")
    around = given[max(at - 1, 0) : at + 2]
    ours = {word for one in ask.wordings for word in one.words}
    told = any(names.place(around, text) is not None for text in (*ask.in_prompt, *ask.quoted))
    return len(around) == 3 and told and not ours & {around[0], around[2]}


def _is_other_office(given: Words, ask: Asked) -> bool:
    """A rank that the key has not, or has and the answer leaves out; or another country's office."""
    if not offices.is_office(given):
        return False
    ranks = offices.ranks(given) - ask.prompt
    own = COUNTRIES & ask.own
    told = {word for before, word in pairwise(given) if before in ("to", "in", "at", "with")}
    foreign = own and COUNTRIES.intersection(given) - own - told
    return bool(foreign) or not any(ranks == theirs - ask.prompt for theirs in ask.ranks)


def _meant(given: Words, response: str, ask: Asked, seen: Surroundings) -> Verdict:
    bank = known(seen.names)
    untitled = given if ask.of_office else names.without_title(given)
    if _is_one_of(untitled, ask.wordings) or _says_the_same(given, ask):
        return right()
    negation = _negation(given)
    ours = [one for one in ask.wordings if _negation(one.words) == negation]
    longer = None if _is_echo(given, ask) else grade_longer(response, ours, ask, seen, bank)
    if longer is not None and negation and not any(negation in one.words for one in ours):
        return wrong(f"this says “{negation}”")
    if longer is not None and longer.outcome == "right":
        return _written_otherwise(given, ours, ask, bank) or longer
    for either in dict.fromkeys((given, untitled)):
        if either in bank.compact and is_rival(either, ask, bank):
            return wrong()
    if longer is not None and longer.why == ONE_ANSWER:
        return longer
    for judge in (_slip, _written_otherwise, _shorter):
        for either in dict.fromkeys((given, untitled)):
            verdict = judge(either, ours, ask, bank)
            if verdict is not None:
                return verdict
    return longer or wrong()


def _without_words(key: Text, response: str) -> Verdict:
    """An answer of signs only can be right where the key is the same signs."""
    if not response.strip():
        return NOTHING
    is_same = any(not words(text) and text.split() == response.split() for text in (key.text, *key.accept))
    return right() if is_same else wrong("there are no words in it")


def _is_one_of(given: Words, right_wordings: Sequence[Wording]) -> bool:
    compact = "".join(given)
    if any(one.words == given or one.compact == compact for one in right_wordings):
        return True
    light = _light(given)
    return len(light) > 1 and any(light == _light(one.words) for one in right_wordings)


def _says_the_same(given: Words, ask: Asked) -> bool:
    """The key in other words that mean just that, and that the prompt has not told already: "Vietnamese
    president" is "President of Vietnam"."""
    if _is_echo(given, ask):
        return False
    meant = same(given)
    rest, countries = without_countries(meant)
    light = _light(rest)
    for one in ask.wordings:
        if one.same == meant:
            return True
        others, theirs = without_countries(one.same)
        # "trade of Russia with Vietnam" turns with its countries: only one may change its place
        if len(theirs) == 1 and countries == theirs and rest and light == _light(others):
            return True
    return False


def _is_echo(given: Words, ask: Asked) -> bool:
    """Only words of the prompt, and no wording of the key: "EAEU" where it asks what EAEU stands for."""
    echo = ask.prompt.issuperset(given)
    return echo and all(names.place(one.words, given) is None for one in ask.wordings)


def _light(given: Words) -> Words:
    """The words without those that writers swap or leave out: of, for, on, in, and."""
    return tuple(word for word in given if word not in _SWAPPED)


def _negation(given: Words) -> str:
    for word in given:
        if word in _NEGATIONS:
            return word
        if word in _CONTRACTED:
            return "not"
    return ""


def _slip(given: Words, ours: Sequence[Wording], ask: Asked, bank: Known) -> Verdict | None:
    """A small slip of the key is forgiven, except where it is as near to another known name."""
    compact = "".join(given)
    singular = tuple(map(_singular, given))
    for one in ours:
        if not one.is_name and singular == tuple(map(_singular, one.words)):
            return right(f"right, spelled {one.text}")
        distance = _slip_distance(given, compact, one)
        if distance is None:
            continue
        if any(is_rival(name, ask, bank) for name in names.near_to(compact, distance, bank)):
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
    distance = OSA.distance(mine, theirs)
    return distance <= len(theirs) // 5 and not _is_another_word(mine, theirs, distance)


def _is_another_word(mine: str, theirs: str, distance: int) -> bool:
    """A negating beginning come or gone, or another beginning of the stem: invisibility is no indivisibility,
    and a sector no rector."""
    shorter, longer = sorted((mine, theirs), key=len)
    if longer.endswith(shorter) and longer[: -len(shorter)] in _PREFIXES:
        return True
    if any(mine.startswith(prefix) and not theirs.startswith(prefix) for prefix in _NEGATING):
        return True
    prefix = next((one for one in _PREFIXES if mine.startswith(one) and theirs.startswith(one)), "")
    my_stem, stem = mine[len(prefix) :], theirs[len(prefix) :]
    return my_stem[:1] != stem[:1] and (distance > 1 or (len(stem) < 8 and my_stem[1:] == stem[1:]))


def _singular(word: str) -> str:
    """A word without the ending of a plural: ministries and ministry are alike."""
    if len(word) <= 3 or not word.endswith("s") or word.endswith("ss"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]


def _figures(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _written_otherwise(given: Words, ours: Sequence[Wording], ask: Asked, bank: Known) -> Verdict | None:
    for one in ours:
        if one.is_name and names.is_written_otherwise(given, one.words, bank):
            return right(f"right, the text writes it {one.text}")
    return None


def _shorter(given: Words, ours: Sequence[Wording], ask: Asked, bank: Known) -> Verdict | None:
    """Part of the key: right if the prompt tells the rest, worth something if it is half of it, and nothing
    if it is a shared family name."""
    meant = _light(same(given))
    if not ask.of_person and any(_is_completed(meant, one, ask) for one in ours):
        return right()
    part = _light(given)
    for one in ours:
        content = _light(one.words)
        if not 0 < len(part) < len(content) or not names.is_within_in_order(part, content):
            continue
        whole = "write the whole name" if one.is_name else "write it whole"
        if one.is_name and len(given) == 1 and names.is_common(given[0], one.words):
            return wrong(f"a family name many share; {whole}")
        if one.is_name and len(given) == 1 and _is_shared(given[0], one, ask, bank):
            return wrong(f"this could be another name too; {whole}")
        share = len(part) / len(content)
        if (share >= 0.5 and not names.is_generic(given)) or (one.is_name and given[-1] == one.words[-1]):
            return partly(min(share, 0.5), f"part of it is right; {whole}")
    return None


def _is_completed(part: Words, one: Wording, ask: Asked) -> bool:
    """Whether the key says no more than the answer and the prompt together: "CEO" where the prompt asks for a
    post at Rosatom."""
    content = _light(one.same)
    if not 0 < len(part) < len(content) or not names.is_within_in_order(part, content):
        return False
    left_out = set(content) - set(part)
    new = set(part) - ask.prompt - COUNTRIES
    return bool(new) and not names.is_generic(part) and left_out <= ask.prompt


def _is_shared(word: str, one: Wording, ask: Asked, bank: Known) -> bool:
    return any(is_rival(other, ask, bank) for other in bank.holding.get(word, ()) if other != one.words)
