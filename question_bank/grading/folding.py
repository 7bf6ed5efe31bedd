"""Folding: what two ways of writing one thing have in common, whatever their case, marks and punctuation."""

import re
import unicodedata
from functools import lru_cache

from question_bank import number_words

_LETTERS = str.maketrans(
    {"đ": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ß": "ss"}
)
_SYMBOLS = str.maketrans(
    {"&": " and ", "%": " percent ", "'": None, "’": None, "‘": None, "ʼ": None, "`": None, "´": None}
)
_OTHER = re.compile(r"[^\w+#]|_")  # C++ is not C
_ARTICLES = frozenset(("the", "a", "an", "teh", "hte", "tht"))
_ROMAN = {"ii": "2", "iii": "3", "xxi": "21"}
PREPOSITIONS = frozenset(("of", "for", "on", "in"))


def plain(text: str) -> str:
    """Small letters without marks, invisible characters or odd spaces; punctuation stays."""
    if not text.isascii():
        text = _latin_types(text.translate(_SYMBOLS_KEPT).casefold())
        text = unicodedata.normalize("NFKD", text).casefold()
        text = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in text if unicodedata.category(char) not in ("Mn", "Cf", "Me", "Cs"))
        return " ".join(text.translate(_LETTERS).split())
    return " ".join(text.casefold().split())


_CYRILLIC = re.compile("[а-я]")
_LATIN = str.maketrans(
    dict(zip("абвгдезиклмнопрстуф", "abvgdeziklmnoprstuf", strict=True)) | {"я": "ya", "х": "kh"}
)
# NFKD would turn these into a space and a mark.
_SYMBOLS_KEPT = str.maketrans({"´": "'", "‘": "'", "’": "'", "ʼ": "'", "`": "'"})


def _latin_types(text: str) -> str:
    """ "Т-90" and "С-400" typed on a Russian keyboard look on the screen as the Latin ones do."""
    if not _CYRILLIC.search(text):
        return text
    parts = text.split(" ")
    typed = (part.translate(_LATIN) if any(map(str.isdigit, part)) else part for part in parts)
    return " ".join(typed)


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Words only: small letters and digits without marks, one space between words, & as "and"."""
    return " ".join(_OTHER.sub(" ", plain(text).translate(_SYMBOLS)).split())


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[str, ...]:
    """The folded words without articles, numbers below a hundred and ordinals as digits."""
    folded = fold(text).split()
    # "A. Bystritskiy" and "Vitamin A" hold a letter, not an article.
    is_letter = folded[-1:] == ["a"] or "a. " in text.casefold()
    kept = [word for word in folded if word not in _ARTICLES or (word == "a" and is_letter)]
    return tuple(_ROMAN.get(word) or _cardinal(word) for word in number_words.digits(kept or folded))


def _cardinal(word: str) -> str:
    """21st and 21 are alike: a learner may leave the ending out."""
    ordinal = word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdigit()
    return word[:-2] if ordinal else word
