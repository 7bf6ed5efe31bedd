"""Text out of .txt and .md: what stands there, Markdown's marks included."""

import re

from question_bank.extraction.cleaning import clean, first_line, title_of
from question_bank.extraction.extracted import Extracted, Limits, Refused

_HEADING = re.compile(r"^#{1,2}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def read(data: bytes, suffix: str, limits: Limits) -> Extracted:
    """The text of these bytes. Raises Refused."""
    text, notes = clean(_decoded(data), limits, keep=True)
    heading = _HEADING.search(text) if suffix == ".md" else None
    return Extracted(text, title_of(heading[1]) if heading else first_line(text), tuple(notes))


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"Line {line} holds the byte {data[error.start]:#04x}, which is not {encoding.upper()}"
        raise Refused("not-utf-8", what, "Save the file with the encoding UTF-8.") from None
