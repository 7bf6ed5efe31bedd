"""Words of prompts and answers, as the rules compare them."""

import re
from functools import lru_cache

from question_bank.grading import fold

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_FUNCTION = frozenset(
    "a an the of on in at to for by from with and or as is are was were be been it its that this which what"
    " who whom whose when where how did do does had has have he she they his her their than into over after"
    " before between about according".split()
)


def outside_quotes(text: str) -> str:
    """The text with what stands between quotation marks blanked out, at its length."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted.group()), text)


@lru_cache(maxsize=8192)
def content_words(text: str) -> frozenset[str]:
    """The words that carry meaning, folded, without plural s."""
    return frozenset(map(_singular, fold(text).split())) - _FUNCTION


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
