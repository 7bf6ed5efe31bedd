"""A text as words with their places, as the rules for agreements and people read it."""

import re
from dataclasses import dataclass

_WORD = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+\.?(?:-[^\W_]+)*(?:['’]s)?"  # U.S., U.N.-led
    r"|[^\W_]+(?:(?:[-‑'’&]|\.(?=\d)|–(?=[^\W\d_]))[^\W_]+)*"
    r"|\n+|[^\w\s]"
)
_STARTS = frozenset('.!?:;“”"•–—([')


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign at [start, end) of the text. `small` is the word in small letters."""

    start: int
    end: int
    text: str
    small: str
    capital: bool
    opens: bool  # a sentence, a quotation or a line: its capital says nothing

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def possessive(self) -> bool:
        return self.small.endswith(("'s", "’s"))

    @property
    def bare(self) -> str:
        """In small letters, without a possessive s."""
        return self.small[:-2] if self.possessive else self.small

    @property
    def acronym(self) -> bool:
        return len(self.text) > 1 and self.text.isupper() and self.text[0].isalpha()


def words_of(text: str) -> list[Word]:
    """The words and signs of a text, in order; line ends are signs."""
    words: list[Word] = []
    opens = True
    for match in _WORD.finditer(text):
        written = match.group()
        words.append(
            Word(match.start(), match.end(), written, written.casefold(), written[0].isupper(), opens)
        )
        opens = written[0] in _STARTS or written[0] == "\n"
    return words
