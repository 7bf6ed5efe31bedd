"""A quote as a footnote shows it: within its sentence, not the whole paragraph."""

import re
from dataclasses import dataclass

from question_bank.anchor import Anchor
from question_bank.document import Document

# A sentence ends at . ! ? (and a closing mark) before a space or, as in one seed, a capital run on; an
# initial (U.S.) ends none.
SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?][”’\"')]*(?:\s+|(?=[A-Z]))")
LONGEST = 280  # characters kept on each side of the quote


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`before + quote + after` stands in the document, but for the "…" where a long sentence is cut."""

    before: str
    quote: str
    after: str
    number: int | None  # of the passage, as in the reader's margin


def excerpt(document: Document, anchor: Anchor) -> Excerpt:
    """The anchor's quote with the rest of its sentence."""
    passage = document.passage_at(anchor.start)
    last = document.passage_at(max(anchor.start, anchor.end - 1))
    before = document.text[passage.start : anchor.start]
    after = document.text[anchor.end : last.end]
    begins = [end.end() for end in SENTENCE_END.finditer(before)]
    if begins:
        before = before[begins[-1] :]
    quote = document.text[anchor.start : anchor.end]
    if re.search(r"[.!?][”’\"')]*\s*$", quote):
        after = ""
    elif end := SENTENCE_END.search(after):
        after = after[: end.end()].rstrip()
    return Excerpt(shortened_before(before.lstrip()), quote, shortened_after(after), passage.number)


def shortened_before(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    cut = text[-LONGEST:]
    return "… " + cut[cut.find(" ") + 1 :]


def shortened_after(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0] + " …"
