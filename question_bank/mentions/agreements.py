"""Where a text names agreements and instruments: treaties, conventions, memoranda, declarations, contracts.

A name in capitals counts whole, without its article ("[Treaty of Amity between X and Y]"); in small
letters an agreement counts when the text says what it is about or with whom ("a [memorandum on student
exchange]"), or that such a one was signed ("signed a [ceasefire agreement]"). "This Treaty" names nothing.
"""

import re
from collections.abc import Iterable

from question_bank.mentions.complements import after_capitals, attached
from question_bank.mentions.mention import Mention, longest
from question_bank.mentions.places import CITIES, COUNTRIES, DEMONYMS
from question_bank.mentions.subjects import after_small, dated, signed
from question_bank.mentions.treaty_words import (
    ABOUT,
    ACRONYMS,
    CAPITAL_ONLY,
    ENDS,
    HEADS,
    KINDS_OF,
    NOT_AFTER,
    NOT_BEFORE,
    OF_WHAT,
    OPENERS,
    STRONG,
    TOPICS,
    TWO_WORDS,
    WEAK,
)
from question_bank.mentions.words import Word, words_of

_WITHIN = frozenset(("and", "&", "of", "the", "on", "for", "in"))
_BODIES = frozenset(
    "council organization organisation union league commonwealth community conference republic".split()
)
_KINDS = HEADS | {first for first, _ in TWO_WORDS}
_FARTHEST = 14  # words of a name before what it is called
_ARTICLES = frozenset(
    "a an the this that these those such any no its their our his her every each some".split()
)
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_RESOLUTION = re.compile(
    r"(?:\b(?:United Nations|UN|U\.N\.|Security Council|General Assembly|Human Rights Council|UNSC"
    r"|UNGA|Assembly|Council) ){0,3}"
    r"\b(?:[Rr]esolutions?|UNSCR) (?:No\. ?)?(?:[A-Z]/(?:[A-Z]+/)?)?\d{1,4}(?:/\d{1,4}"
    r"|[ \u00a0]?\((?:[IVXL]+|\d{4})\)|[ -][A-Z]\b)?"
)
_PEACE_OF = re.compile(r"\bPeace of (?!Mind|God|Art)[A-Z][^\W\d_]+")
_KNOWN = re.compile(
    r"(?:New )?START(?: I{1,3})?\b(?![ -][a-z])|SALT I{1,2}\b|Magna Carta\b|Entente Cordiale\b"
)
_SHORT = re.compile(r"\(\s*(?:the )?[“\"']?((?:[A-Z][A-Za-z-]{0,3}){1,4}[A-Z]+|[A-Z]{3,8})[”\"']?\s*\)")


def find(text: str, words: list[Word] | None = None) -> list[Mention]:
    """Every agreement that the text names, in order. `words` are the text's, where they are known already."""
    words = words_of(text) if words is None else words
    kinds = (at for at, word in enumerate(words) if word.small in _KINDS)
    found = [one for at in kinds if (one := _named_at(words, at, text)) is not None]
    for pattern in (_RESOLUTION, _PEACE_OF, _KNOWN):
        found += [_mention(text, match.start(), match.end()) for match in pattern.finditer(text)]
    named = longest(found)
    return longest([*named, *_short_forms(text, words, named)])


def _mention(text: str, start: int, end: int) -> Mention:
    return Mention("agreement", start, end, " ".join(text[start:end].split()))


def _short_forms(text: str, words: list[Word], named: Iterable[Mention]) -> list[Mention]:
    """Abbreviations: those everybody knows, and those the text itself gives after a name."""
    short = set(ACRONYMS)
    for one in named:
        match = _SHORT.match(text, one.end + 1)
        if match is not None:
            short.add(match[1])
    return [
        _mention(text, word.start, word.end - 2 * word.possessive)
        for word in words
        if (word.text[:-2] if word.possessive else word.text) in short
    ]


def _named_at(words: list[Word], at: int, text: str) -> Mention | None:
    """The agreement whose kind ("Treaty", "memorandum") is the word at `at`."""
    head = words[at]
    if head.small.endswith(("-agreement", "-treaty")) or not head.is_word:
        return None
    last = _end_of_kind(words, at)
    if last is None:
        return None
    following = words[last + 1] if last + 1 < len(words) else None
    if following and following.small in NOT_BEFORE and not (following.opens and following.capital):
        return None
    if head.capital and (not head.opens or _goes_on_in_capitals(words, last)):
        return _in_capitals(words, at, last, text)
    return None if head.small in CAPITAL_ONLY and at == last else _in_small_letters(words, at, last, text)


def _end_of_kind(words: list[Word], at: int) -> int | None:
    """The last word of what it is called: "letter of intent", "road map"; None if there is none."""
    small = [word.small for word in words[at : at + 3]]
    if len(small) > 1 and (small[0], small[1]) in TWO_WORDS:
        if small[1] != "of":
            return at + 1
        return at + 2 if len(small) > 2 and small[2] in OF_WHAT.get(small[0], ()) else None
    if small[0] not in HEADS:
        return None
    if len(small) > 2 and small[1] == "of" and small[2] in OF_WHAT.get(small[0], ()):
        return at + 2
    return at


def _goes_on_in_capitals(words: list[Word], last: int) -> bool:
    """ "Treaty of Rome" at the beginning of a sentence has a further capital."""
    return any(word.capital for word in words[last + 1 : last + 4])


def _in_capitals(words: list[Word], at: int, last: int, text: str) -> Mention | None:
    first = _first_capital(words, at)
    head = words[at]
    proper = any(not word.small.endswith("s'") for word in words[first:at])
    if at > first and words[at - 1].small in NOT_AFTER:
        return None
    end = attached(words, last)
    end = after_capitals(words, end, named=proper)
    if (
        head.small in CAPITAL_ONLY
        and not proper
        and (end == last or head.small == "amendment")
        and at == last
    ):
        return None
    if head.small in WEAK and end == last and not _weighty(words[first:at]):
        return None
    if end == last and (not proper or _only_a_country(words[first:at])):
        first = _with_kinds(words, first)
        if end == last and not (proper and _lone_adjective(words, first, at)):
            return None
    return _mention(text, words[first].start, words[end].end - 2 * words[end].possessive)


def _weighty(before: list[Word]) -> bool:
    """ "Joint Statement", "Sendai Framework": a weak kind with a capital word that makes it a name."""
    return any(word.small not in DEMONYMS and not word.acronym for word in before)


def _only_a_country(before: list[Word]) -> bool:
    """ "the Swiss Convention" names none; "the 1982 Convention" and "the Swiss-French Convention" do."""
    if len(before) == 1 and before[0].small in ("un", "eu", "nato", "au", "asean", "oas"):
        return False
    return len(before) < 2 and all(word.small in DEMONYMS or word.small in COUNTRIES for word in before)


def _lone_adjective(words: list[Word], first: int, at: int) -> bool:
    return any("-" in word.text or _YEAR.fullmatch(word.text) for word in words[first:at])


def _with_kinds(words: list[Word], first: int) -> int:
    for _ in range(_FARTHEST):
        if first and words[first - 1].small in KINDS_OF:
            first -= 1
    return first


def _first_capital(words: list[Word], at: int) -> int:
    """The first word of a name in capitals that ends at `at`: "Continental Free Trade Area Agreement"."""
    first = at
    while first and at - first < _FARTHEST:
        word = words[first - 1]
        if word.text in ("'", "’") and first > 1 and words[first - 2].capital:
            first -= 2  # Leaders’ Declaration
        elif _is_short_form(words, first):
            first -= 3
        elif not word.is_word:
            break
        elif word.capital and (_names(word) or (word.small == "friday" and words[first - 2].small == "good")):
            first -= 1
        elif _YEAR.fullmatch(word.text) and not (
            first > 1 and words[first - 2].small in ("in", "since", "by")
        ):
            first -= 1
        elif word.small in _WITHIN and (begin := _topic_before(words, first - 1)) is not None:
            first = begin
        else:
            break
    return first


def _topic_before(words: list[Word], at: int) -> int | None:
    """Where a topic before "and" or "of the" begins: the Trade of Trade and Cooperation Agreement."""
    if words[at].small == "the" and words[at - 1].small in ("and", "&"):
        return None  # … and the Kyoto Protocol
    bodies = words[at].small == "of"
    for _ in range(3):
        if at and words[at].small in _WITHIN:
            at -= 1
    small = words[at].small
    return at if words[at].capital and (small in TOPICS or (bodies and small in _BODIES)) else None


def _in_small_letters(words: list[Word], at: int, last: int, text: str) -> Mention | None:
    first = at
    money = False
    while first and at - first < _FARTHEST:
        word = words[first - 1]
        if word.small in KINDS_OF or (word.capital and _names(word)) or _YEAR.fullmatch(word.text):
            first -= 1
        elif _is_short_form(words, first):
            first -= 3
        elif word.text[0] in "$€£%" or word.text[0].isdigit() or word.small in ("million", "billion", "bn"):
            money = True
            break
        else:
            break
    first = _with_plain_words(words, first)
    before = words[first - 1].small if first else ""
    if before in NOT_AFTER or (at > first and words[at - 1].small in NOT_AFTER):
        return None
    determined = before in ("a", "an", "the", "this", "its", "their") or money or first < at
    if words[first - 1].possessive if first else False:
        determined = True
    head = words[at].small
    if before in ("no", "any", "such"):
        return None
    end = after_small(words, last, head, determined, signed=signed(words, first, last))
    if end > last:
        return _mention(text, words[first].start, words[end].end - 2 * words[end].possessive)
    if head in STRONG and (_is_name(words, first, at) or dated(words, last)):
        return _mention(text, words[first].start, words[last].end)
    if (
        first < at
        and head not in ("contract", "contracts", "deals", "resolution", "resolutions")
        and signed(words, first, last)
    ):
        return _mention(text, words[first].start, words[last].end)
    return None


def _with_plain_words(words: list[Word], first: int) -> int:
    """Back over a word or two in small letters to an article: "a [financing] agreement"."""
    for count in (1, 2):
        if (
            first < count + 1
            or not words[first - count].text.replace("-", "").isalpha()
            or not _describes(words[first - count])
        ):
            break
        before = words[first - count - 1]
        if (
            before.small in ("a", "an", "new")
            or before.small in ("million", "billion")
            or before.text[0].isdigit()
        ):
            return first - count
    return first


def _describes(word: Word) -> bool:
    return (
        word.small not in ENDS
        and word.small not in _ARTICLES
        and word.small not in ABOUT
        and word.small not in NOT_AFTER
    )


def _is_short_form(words: list[Word], at: int) -> bool:
    """Whether an abbreviation in brackets ends before `at`: Free Trade Area (AfCFTA) agreement."""
    before = [word.text for word in words[max(0, at - 3) : at]]
    return len(before) == 3 and before[0] == "(" and before[2] == ")" and sum(map(str.isupper, before[1])) > 1


def _names(word: Word) -> bool:
    return (
        not word.possessive
        and word.small not in OPENERS
        and word.small not in _ARTICLES
        and not word.small.isdigit()
    )


def _is_name(words: list[Word], first: int, at: int) -> bool:
    """Whether what stands before names one agreement: "Minsk", "Franco-German", "1955", but not "French"."""
    before = [word for word in words[first:at] if word.capital or word.text.isdigit()]
    if words[first - 1].small in ("a", "an") if first else False:
        before = [word for word in before if not word.text.isdigit()]
    if not before or (before[0].opens and len(before) == 1 and before[0].small not in CITIES):
        return False
    if all(word.small in DEMONYMS or word.small in COUNTRIES for word in before):
        return len(before) > 1 and words[at].small not in ("declaration", "memorandum", "deal")
    return not (len(before) == 1 and before[0].acronym)
