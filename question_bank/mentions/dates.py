"""Where a text gives dates: days, months, years and intervals, seasons, decades, centuries.

A date needs a number or the name of a month: "last year" and "Monday" are none. An interval begins with its
first date ("from [2012 to 2021]"); words for a part belong to the date ("[the end of 2021]", "[late 2016]").
"""

import re

from question_bank import number_words
from question_bank.dates import MONTHS, Edtf, Point, impossible
from question_bank.mentions.mention import Mention, longest
from question_bank.number_words import ORDINALS, SCALES, SMALL
from question_bank.written_dates import Written, scan

_MONTH = "(?:" + "|".join(MONTHS) + ")"
_YEAR = r"(?:1\d{3}|20\d\d)(?![\d%,]\d|\d)"
_ORDINAL_WORD = "(?:(?:twenty|thirty)[ -])?(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL_WORD})"
_NUMBER_WORD = "(?:" + "|".join(sorted((*SMALL, *SCALES, "hundred"), key=len, reverse=True)) + ")"
_YEAR_WORDS = rf"{_NUMBER_WORD}(?:(?: and |[ -]){_NUMBER_WORD}){{1,6}}"
_PART = (
    r"(?:(?:early|mid|late|the (?:early|mid|late|beginning|start|middle|end|close|turn)(?: of)?)"
    r"(?:[ -]the)?[ -])"
)
_SEASON = "(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
_SPAN = "(?:half|quarter|third|weeks?|months?|days?|years?|decades?|part)"
_COUNTED = rf"(?:{_ORDINAL}|last|final|opening|closing|early|latter|(?:first|last) (?:\d|{_NUMBER_WORD})+)"
_WHEN = rf"(?:{_MONTH},? {_YEAR}|{_YEAR}|{_MONTH}|(?:the )?\d{{4}}s|the {_ORDINAL} century)"

# What `written_dates` does not read, since no answer is written so.
_RULES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rf"(?<![\w-])(?:{rule})(?![\w-])")
    for rule in (
        rf"(?:the )?{_COUNTED} {_SPAN} of (?:the year )?{_WHEN}",
        rf"{_PART}?(?:the )?(?:(?:early|late|mid)[ -])?{_SEASON}(?: of)?,? {_YEAR}(?:[-/–]\d\d(?:\d\d)?)?",
        rf"{_PART}?(?:the )?{_ORDINAL}(?:(?: and | to |-){_ORDINAL})? centur(?:y|ies)(?: (?:BCE?|AD|CE))?",
        r"(?:the )?(?:(?:early|mid|late)[ -])?(?:1\d\d|20\d)0['’]?s",
        r"the (?:(?:early|mid|late)[ -])?['’]?[2-9]0s",
        r"the (?:(?:early|mid|late)[ -])?(?:nineteen[ -])?(?:twen|thir|for|fif|six|seven|eigh|nine)ties",
        rf"(?:Q[1-4]|FY|[Ff]iscal [Yy]ear|[Ff]iscal) ?{_YEAR}(?:[-/–]\d\d)?",
        rf"{_YEAR}/\d\d",
        r"(?:c\. ?|about |around )?(?:\d{1,4}(?:[-–]\d{1,4})? (?:BCE?|CE|AD|B\.C\.|A\.D\.)|AD \d{1,4})",
        rf"{_MONTH}(?: ?[-–—/] ?| (?:and|to|or|until|through) ){_MONTH}(?:,? (?:of )?{_YEAR})?",
        rf"{_ORDINAL_WORD} (?:of )?{_MONTH}(?:,? {_YEAR})?",
        rf"{_ORDINAL} day of {_MONTH},? (?:in the year )?(?:of our Lord )?(?:{_YEAR}|{_YEAR_WORDS})",
        rf"{_MONTH} {_ORDINAL_WORD}",
    )
)
_BARE_MONTH = re.compile(rf"(?:(?<![\w-])|(?<=mid-)){_MONTH}(?![\w-]| \d|,? [12]\d\d\d\b)")
_MONTH_CUE = re.compile(
    r"(?:\b(?:in|since|until|till|last|next|during|early|late|mid|this|throughout|previous|past|every"
    r"|through)"
    r"|\b(?:beginning|start|middle|end|close|half|week|month|days|weekend|part) of|\bby|\bfrom"
    r"|\bbefore|\bafter)[ -]$",
    re.IGNORECASE,
)
_MONTH_PART = re.compile(
    r"(?:\b(?:the )?(?:beginning|start|middle|end|close) of |\b(?:early|late|mid)[ -](?:in )?)$",
    re.IGNORECASE,
)
_ALSO_WORDS = frozenset(("March", "April", "May", "June", "August"))  # or first names

# A number after one of these is a name's, and so is one before "Agenda".
_DESIGNATOR = re.compile(
    r"(?:\b(?:resolution|decision|directive|regulation|decree|order|flight|expo|agenda|vision|horizon"
    r"|euro|room|act"
    r"|nos?\.|no|number|article|articles|pages?|pp?\.|paragraphs?|section|protocol|convention|windows"
    r"|boeing|airbus"
    r"|law|bill|asteroid|model|class|type|unit|route|highway|strategy|plan) (?:nos?\. ?)?|[A-Z]/|#|№ ?)$",
    re.IGNORECASE,
)
_DESIGNATED = re.compile(r" Agenda\b|-[A-Z]|/[A-Z]|[-/]\d{1,4}/")


def find(text: str) -> list[Mention]:
    """Every date in the text, in order."""
    found = [_mention(one, text) for one in scan(text) if _is_date(one, text)]
    for rule in _RULES:
        found += [_from_words(match) for match in rule.finditer(text)]
    found += _bare_months(text)
    return longest(found)


def _is_date(one: Written, text: str) -> bool:
    words = text[one.start : one.end]
    month = re.search(r"\b(?:may|mar|march|dec|sep|sept|jan|jun|jul|oct|nov|aug|apr|feb)\b", words)
    if month is not None:  # the verb may, "to march 12 miles"
        return False
    if words.isdigit() or re.fullmatch(r"\d{4}[-–]\d\d(?:\d\d)?", words):
        before, after = text[max(0, one.start - 24) : one.start], text[one.end : one.end + 8]
        return _DESIGNATOR.search(before) is None and _DESIGNATED.match(after) is None
    return not re.fullmatch(r"[\d./-]+", words) or len(words) >= 6


def _mention(one: Written, text: str) -> Mention:
    start = one.start
    head = text[max(0, start - 4) : start].casefold()
    takes_article = one.decade or one.part or re.match(r"\d{1,2}(?:st|nd|rd|th)\b", text[start : one.end])
    if head == "the " and takes_article:
        start -= 4
    elif head[-4:] == "mid-":
        start -= 4
    value = one.readings[0] if len(one.readings) == 1 and one.fault is None else text[start : one.end]
    return Mention("date", start, one.end - text.startswith(".", one.end - 1), value)


def _from_words(match: re.Match[str]) -> Mention:
    return Mention("date", match.start(), match.end(), _day_in_words(match.group()) or match.group())


def _day_in_words(words: str) -> Edtf | None:
    """The day of "tenth day of December, nineteen hundred and eighty-two", or None."""
    match = re.fullmatch(
        rf"({_ORDINAL}) (?:day )?(?:of )?({_MONTH}),? (?:in the year )?(?:of our Lord )?(.+)", words
    )
    if match is None:
        return None
    first = number_words.digits(match[1].replace("-", " ").split())[-1]
    parts = match[3].replace("-", " ").split()
    year = int(match[3]) if match[3].isdigit() else number_words.year(parts)
    point = Point(year, MONTHS.index(match[2]) + 1, int(first.rstrip("stndrh")))
    return Edtf(point) if year and impossible(point) is None else None


def _bare_months(text: str) -> list[Mention]:
    """Months without a year: "in September", "the end of May"; not the verb, not "June Carter"."""
    found: list[Mention] = []
    for match in _BARE_MONTH.finditer(text):
        before = text[max(0, match.start() - 28) : match.start()]
        following = text[match.end() : match.end() + 2]
        if (match.group() in _ALSO_WORDS and not _MONTH_CUE.search(before)) or following[1:].isupper():
            continue
        part = _MONTH_PART.search(before)
        start = match.start() - (len(before) - part.start() if part else 0)
        found.append(Mention("date", start, match.end(), text[start : match.end()]))
    return found
