"""Where a text gives figures: money, shares, measures, durations and counts of things, singly or as a range.

A figure has its hedge ("over", "nearly"), its unit and, where it counts something, the words up to the plural
("[fifteen other leaders]"). Years, numbers of pages and articles, designations such as T-90, clock times and
"the two leaders" are none; of ordinals only anniversaries are.
"""

import re
from decimal import Decimal

from question_bank import quantities
from question_bank.mentions.mention import Amount, Mention, longest
from question_bank.mentions.nouns import (
    CAPITAL_OPENERS,
    CODES,
    COUNTED,
    DESIGNATORS,
    DOUBLING,
    HYPHENATED,
    MEASURES,
    STOPS,
    is_plural,
)
from question_bank.number_words import ORDINALS, SCALES, SMALL

_SP = "[ \u00a0\u2009\u202f]"
_LARGE = "hundred|thousand|million|billion|trillion|crore|lakh|dozen"
_DIGITS = (
    rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,5}}(?!\d)(?:\.\d{{1,6}})?|\d{{1,3}}(?:{_SP}\d{{3}}){{1,4}}(?!\d)"
    r"|\d{1,3}(?:\.\d{3}){2,4}(?!\d)|\d{1,3}(?:['’]\d{3}){1,4}(?!\d)|\d{1,18}(?:[.,]\d{1,6})?[½¼¾⅓⅔]?)"
)
_WORD = "(?:" + "|".join(sorted((*SMALL, *SCALES, "hundred", "dozen"), key=len, reverse=True)) + ")"
_WORDS = (
    rf"(?:(?:(?:half )?an?|several|few|many) (?=(?:{_LARGE})\b))?"
    rf"{_WORD}(?:(?:[ -]| and ){_WORD}){{0,8}}(?: and a half)?"
)
_NUMBER = rf"(?>{_DIGITS}|(?:{_WORDS})\b)"
_MAGNITUDE = (
    rf"(?:{_SP}|-)?(?:hundred|thousand|million|billion|trillion|crore|lakh|mln|mn|bln|bn|trn|tn|m|b|k)\b"
)
_CURRENCY = rf"(?:(?:US|AU?|CA?|HK|NZ|S|NT|R|Z)?\$|[€£¥₹₽₩₺₫₦₴₱฿]|Rs\.?|(?:{CODES})(?={_SP}?\d)){_SP}?"
_UNIT = rf"{_SP}?[%‰°](?:{_SP}?[CF]\b)?|(?:{_SP}|-)?(?:{MEASURES})\b|{_SP}(?:{CODES})\b"

_FIGURE = re.compile(
    rf"(?<![\w.,/:#№])(?<![\w]-)(?:(?P<minus>[-−](?=[\d$€£]))|(?P<currency>{_CURRENCY}))?"
    rf"(?P<number>{_NUMBER})(?P<size>{_MAGNITUDE})?"
    rf"(?:(?P<join>{_SP}?[-–—]{_SP}?"
    rf"| to )(?P<currency2>{_CURRENCY})?(?P<number2>{_NUMBER})(?P<size2>{_MAGNITUDE})?)?"
    rf"(?P<unit>{_UNIT})?(?![^\W_]|[/:.,]\d|\.\w|-(?:{'|'.join(ORDINALS)})\b)",
    re.IGNORECASE,
)
_HYPHENED = re.compile(
    rf"(?<![\w.,-])(?:{_NUMBER})(?:-to-{_NUMBER})?(?:-(?:million|billion|thousand|hundred))?"
    rf"-(?:{HYPHENATED})(?:-(?:old|long|high|wide|deep|strong|tall|anniversary))?(?![\w-])"
    rf"|(?<![\w-]){_WORD}fold\b",
    re.IGNORECASE,
)
_PARTS = "halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
_FRACTION = re.compile(
    rf"(?<![\w-])(?:(?:two|three|four|five|six|seven|eight|nine)[ -](?:{_PARTS})\b"
    rf"|one[ -](?:half|{_PARTS})\b(?! (?:session|meeting|time|day|party|country))"
    rf"|an? (?:{_PARTS})(?= of\b|[.,;]|$| (?:more|less|higher|lower|and)\b)"
    r"|(?<!first )(?<!second )(?<!latter )(?<!other )(?<!on )half(?= of (?!the year|the century|(?:1"
    r"|20)\d)| the )"
    r"|(?<=more than )half\b|(?<=less than )half\b|(?<=nearly )half\b|(?<=almost )half\b"
    r"|(?<=about )half\b|(?<=\bby )half\b"
    r"|half an? (?:hour|century|year|day|mile|dozen|decade)\b)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?<![\w-])(?:(?:one|two|three|four|nine|1|2|3|4|9) (?:in|out of)(?: every)?"
    r" (?:two|three|four|five|six|seven|eight|ten|twenty|hundred|\d{1,3})\b)(?! (?:day|week|month"
    r"|year|hour)|[,.]?\d)",
    re.IGNORECASE,
)
_ORDER = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ANNIVERSARY = re.compile(
    rf"(?<![\w-])(?:\d{{1,4}}(?:st|nd|rd|th)|(?:{_ORDER}-)?(?:{'|'.join(ORDINALS)}|hundredth))"
    r"(?:[ -](?:birth|wedding|founding))?[ -](?:anniversary|birthday)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"(?:\b(?:(?:more|less|fewer|greater|higher|lower) than|no (?:more|fewer|less) than"
    r"|not (?:more|less) than"
    r"|(?:just|well|slightly|a little) (?:over|under|above|below)|over|nearly|almost|about|around"
    r"|approximately|roughly"
    r"|some|at least|at most|up to|close to|as (?:many|much|few|little|high|low) as|an? (?:estimated"
    r"|average of)"
    r"|an additional|minus|plus|circa|upwards of|in excess of)|[~<>≈])[ \u00a0]?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"[ \u00a0]?(?:[ap]\.?m\b|o['’]clock|GMT|UTC|hrs)|:\d", re.IGNORECASE)
_DEFINITE = re.compile(
    r"(?:^|\W)(?:the|these|those|both|our|their|its|his|her|your|such|all|any|other)\W$", re.IGNORECASE
)
_DESIGNATED = re.compile(rf"\b(?:{DESIGNATORS})(?: (?:nos?\.|number))?[ \u00a0]$", re.IGNORECASE)
_PAIR = re.compile(
    r"\b(?:articles|paragraphs|chapters|pages|sections|rules|annexes)(?: [\d, ]{1,20})? (?:and|to|or) $", re.I
)
_BEFORE = re.compile(r"(?P<opens>^|[.!?:;…]|[\n“\"‘(])?\s*\b(?P<word>[^\W\d_][\w'’.-]*)[ \u00a0]$")
_YEAR_CUE = re.compile(r"\b(?:in|since|by|until|during|from|of) $", re.IGNORECASE)
_DURATION = re.compile(r"(?:hours?|days?|weeks?|months?|years?|decades?|centuries)$", re.IGNORECASE)
_GROUP_OF = re.compile(r"\b(?:Group|Gang|Committee|Council|Class|Day) of $")
_BETWEEN = re.compile(r"\bbetween $", re.IGNORECASE)
_NOUNS = re.compile(r"(?:[ \u00a0]|-)([^\W\d_][\w'’-]*)")


def find(text: str) -> list[Mention]:
    """Every figure in the text, in order."""
    found = [
        _mention(text, match.start(), match.end())
        for pattern in (_HYPHENED, _FRACTION, _SHARE, _ANNIVERSARY)
        for match in pattern.finditer(text)
        if not _is_designation(text, match.start())
    ]
    for match in _FIGURE.finditer(text):
        if (end := _end_of(match, text)) is not None:
            found.append(_mention(text, match.start(), end))
    return _between(longest(found), text)


def _between(found: list[Mention], text: str) -> list[Mention]:
    """Between 9 and 12 weeks is one range."""
    result: list[Mention] = []
    for one in found:
        first = result[-1] if result else None
        if (
            first
            and text[first.end : one.start] == " and "
            and _BETWEEN.search(text, max(0, first.start - 9), first.start)
        ):
            result[-1] = Mention("figure", first.start, one.end, one.value)
        else:
            result.append(one)
    return result


def _mention(text: str, start: int, end: int) -> Mention:
    hedge = _HEDGE.search(text, max(0, start - 24), start)
    if hedge and hedge.group().casefold() == "over " and _DURATION.search(text, start, end):
        hedge = None  # "over ten years" is mostly "during"
    begin = hedge.start() if hedge else start
    while end > begin and text[end - 1] in " \u00a0'’-":
        end -= 1
    return Mention("figure", begin, end, _amount(text[start:end]))


def _amount(words: str) -> Amount | str:
    """The value of a figure; of a range, its upper end. Words where the number is not plain."""
    found = quantities.find_quantities(words.replace("-", " "))
    if not found or "half" in words.casefold():
        return words
    _, end, number, unit = found[-1]
    noun = words[end:].split()
    return Amount(Decimal(number), unit or (noun[-1].casefold() if noun else None))


def _end_of(match: re.Match[str], text: str) -> int | None:
    """Where the figure of a match ends, with the thing it counts; None if the number is no figure."""
    if re.match(r"(?:several|few|many)\b", match["number"], re.I) or _CLOCK.match(text, match.end()):
        return None
    if match["currency"] or match["unit"]:
        return None if _is_loose_unit(match, text) else match.end()
    # "two to three" is a range only where both are numbers of one thing: so is "12 to".
    noun_end = _counted(text, match.end())
    before = text[max(0, match.start() - 40) : match.start()]
    written = match["number"]
    if written[0].isdigit():
        return _digits_end(match, text, noun_end, before)
    if written.casefold() == "one" and not match["number2"]:
        return None
    if written.casefold() == "two" and _DEFINITE.search(before):
        return None
    if written[0].isupper() and before.strip() and _is_name(match, text):
        return None
    if noun_end is not None:
        return noun_end
    value = quantities.find_quantities(written)
    return match.end() if match["number2"] or (value and value[0][2] >= 20) else None


def _is_loose_unit(match: re.Match[str], text: str) -> bool:
    """One day, Article 5 million? A unit makes a figure, except "one day" and a letter after a designator."""
    unit, number = (match["unit"] or "").strip(" -\u00a0").casefold(), match["number"].casefold()
    if number == "one" and unit in ("day", "time", "second", "m", "minute", "point", "foot"):
        return True
    if number == "zero" or (number == "two" and unit in ("sides", "points")):
        return True
    if match["currency"] or unit in ("%", "percent", "per cent"):
        return False
    before = text[max(0, match.start() - 40) : match.start()]
    return match["number"][0].isdigit() and _DESIGNATED.search(before) is not None


def _digits_end(match: re.Match[str], text: str, noun_end: int | None, before: str) -> int | None:
    if _is_designation(text, match.start()) or _is_list_mark(match, text):
        return None
    number = match["number2"] or match["number"]
    if match["size"] in ("B", "M", "K") and noun_end is None:
        return None  # Long March 3B
    if re.fullmatch(r"7[0-8]7", number) and text[match.end() : match.end() + 4] in (
        " MAX",
        " jet",
        " air",
        " Dre",
    ):
        return None
    like_year = (
        re.fullmatch(r"1\d{3}|20\d\d", number) is not None and not match["size"] and not match["size2"]
    )
    if like_year:
        counts = noun_end is not None and (
            (text[match.end() : noun_end].split()[-1].casefold() in COUNTED and not _YEAR_CUE.search(before))
            or re.search(
                r"(?:more than|over|nearly|almost|some|at least|up to|fewer than|less than) $", before
            )
        )
        return noun_end if counts else None
    if match["number"].isdigit() and len(match["number"]) > 1 and match["number"][0] == "0":
        return None
    return noun_end or match.end()


def _is_designation(text: str, start: int) -> bool:
    """Whether what stands before makes the number a name's: Article 5, Boeing 737, Group of 77."""
    before = text[max(0, start - 40) : start]
    if _DESIGNATED.search(before) or _PAIR.search(before) or _GROUP_OF.search(before):
        return True
    word = _BEFORE.search(before)
    if (
        word is None
        or not word["word"][0].isupper()
        or word["word"].endswith(("’s", "'s"))
        or _HEDGE.search(before)
    ):
        return False
    opens = word["opens"] is not None and (word["opens"] != "" or start <= 40)
    name = word["word"].casefold()
    return not (name in CAPITAL_OPENERS or (opens and name.endswith(("ing", "ed", "ly"))))


def _is_list_mark(match: re.Match[str], text: str) -> bool:
    """(1), [2], and "3." or "3)" at the beginning of a line."""
    start, end = match.start(), match.end()
    if len(match["number"]) > 3 or match["number2"]:
        return False
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    begins_line = text[text.rfind("\n", max(0, start - 12), start) + 1 : start].strip() == "" and (
        start < 12 or "\n" in text[max(0, start - 12) : start]
    )
    numbers_it = text[end : end + 2] in (". ", ") ", ".\t", ")\t", ".\n", ".")
    return around in ("()", "[]") and len(match["number"]) < 3 or begins_line and numbers_it


def _is_name(match: re.Match[str], text: str) -> bool:
    """ "Five Eyes" within a sentence: a number that is part of a name."""
    before = text[: match.start()][-3:].rstrip()
    return bool(before) and before[-1] not in '.!?:;“"‘\n'


def _counted(text: str, end: int) -> int | None:
    """Where the noun that is counted ends: the first plural among the next few words."""
    at, last = end, None
    for step in range(5):
        match = _NOUNS.match(text, at)
        if match is None or (match.group()[0] == "-" and step == 0) or match[1].casefold() in STOPS:
            break
        at = match.end()
        word = match[1]
        if word.endswith(("’s", "'s")):
            break
        if is_plural(word):
            last = at
            if not (word[0].isupper() or word in DOUBLING):
                break
        elif last is not None:
            break
        if text[at : at + 1] in ',.;:)”"':
            break
    return last
