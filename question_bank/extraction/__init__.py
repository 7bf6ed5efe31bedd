"""Plain text out of an uploaded file (.txt, .md, .docx, .pdf), or a sentence that says why there is none.

`running` looks at the bytes and starts a process of its own, with limits on memory and time; in there `child`
lets `plain`, `word` or `pdf` read the file, and `cleaning` makes of it what a quote can match.
"""

from question_bank.extraction.extracted import LIMITS, SUFFIXES, Extracted, Limits, Refused
from question_bank.extraction.running import extract

__all__ = ["LIMITS", "SUFFIXES", "Extracted", "Limits", "Refused", "extract"]
