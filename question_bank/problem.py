"""A problem found in a deck, a document or a catalogue: where it is, what it is and how to mend it."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `line` and `column` count from 1; `path` is like `items[3].quote`, empty for the file."""

    file: str
    line: int
    column: int
    path: str
    rule: str  # a stable name such as `quote-not-found`
    what: str  # one sentence, without a full stop
    cure: str  # one or more sentences, with full stops
    severity: Severity = "error"
    why: str = ""  # why it matters, in a sentence

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        subject = f" {self.path}" if self.path else ""
        reason = f" {self.why}" if self.why else ""
        return f"{where}{subject} — {self.what}.{reason} {self.cure}"
