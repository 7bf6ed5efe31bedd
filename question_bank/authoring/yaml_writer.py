"""Text into YAML that our reader gives back character for character."""

import re

from question_bank.yaml_reader import BAD_CHARACTER

# Plain only where nobody has to think: it begins with a letter or digit and holds no sign that YAML reads.
_PLAIN = re.compile(r"[^\W_](?:[^\s]| (?=[^\s#]))*")
_SIGNS = re.compile(r": |:$|[\[\]{},]:|:[\[\]{},]")
_FLOW_SIGNS = re.compile(r"[\[\]{},]|:$|: |[?&*!|>'\"%@`]$")
_LITERALS = re.compile(r"(?:true|false|yes|no|on|off|null|y|n|\d\S*)", re.IGNORECASE)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def scalar(text: str, flow: bool = False) -> str:
    """The text as one line of YAML, `flow` if it is to stand between brackets.

    It is quoted where it needs to be, and where an editor would take it for something else than a text.
    Raises ValueError for a character that a deck may not hold.
    """
    if found := BAD_CHARACTER.search(text):
        raise ValueError(f"the character U+{ord(found.group()):04X} cannot stand in a deck")
    plain = _PLAIN.fullmatch(text) and not _SIGNS.search(text) and not _LITERALS.fullmatch(text)
    if plain and not (flow and _FLOW_SIGNS.search(text)):
        return text
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


def remark(text: str) -> str:
    """The text as a remark of one line."""
    return "# " + " ".join(BAD_CHARACTER.sub(" ", text).split())
