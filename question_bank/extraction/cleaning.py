"""Extracted characters into the text that a quote must match: as little is changed as can be."""

import re
import unicodedata
from collections import Counter

from question_bank.extraction.extracted import Limits, Refused
from question_bank.yaml_reader import BAD_CHARACTER

_LINE_END = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028]")
_SHOWN = 3  # of the kinds of characters left out


def clean(text: str, limits: Limits, keep: bool) -> tuple[str, list[str]]:
    """The text with one kind of line end, in the Unicode form NFC, and notes on what was left out.

    Characters that no deck may hold, and so no quote, are left out, or with `keep` refused with their place.
    """
    if len(text) > limits.characters:
        what = f"The text has {len(text):,} characters, more than {limits.characters:,}"
        raise Refused("too-long", what, "Split it into several documents.")
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff")).replace("\u2029", "\n\n")
    text = unicodedata.normalize("NFC", text)
    if keep and (found := BAD_CHARACTER.search(text)):
        line = text.count("\n", 0, found.start()) + 1
        what = f"Line {line} holds the character U+{ord(found.group()):04X}, which no quote may hold"
        raise Refused("forbidden-character", what, "Delete it: it is invisible, or turns text round.")
    counts = Counter(BAD_CHARACTER.findall(text))
    text = BAD_CHARACTER.sub("", text)
    lines = [line.rstrip() for line in text.split("\n")]
    text = "\n".join(lines).strip("\n")
    if not any(character.isalnum() for character in text):
        raise Refused("no-text", "The file has no text in it", "Choose a file that holds words.")
    return f"{text}\n", _notes(counts)


def _notes(counts: Counter[str]) -> list[str]:
    if not counts:
        return []
    named = ", ".join(f"U+{ord(character):04X}" for character, _ in counts.most_common(_SHOWN))
    more = "" if len(counts) <= _SHOWN else " and others"
    word = "character was" if counts.total() == 1 else "characters were"
    return [f"{counts.total():,} invisible {word} left out ({named}{more})."]


def first_line(text: str) -> str:
    """The first line as a guess at the title; empty where it is none."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return title_of(line)


def title_of(guess: str) -> str:
    """The guess as one line without what no title may hold; empty where it is too long for one."""
    title = unicodedata.normalize("NFC", " ".join(BAD_CHARACTER.sub(" ", guess).split()))
    return title if len(title) <= 200 else ""
