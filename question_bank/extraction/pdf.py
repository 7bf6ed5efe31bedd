"""Text out of .pdf: page by page, with the lines of a paragraph joined again."""

import io
import re

from pypdf import PdfReader
from pypdf.errors import DependencyError

from question_bank.extraction.cleaning import clean, first_line, title_of
from question_bank.extraction.extracted import Extracted, Limits, Refused, damaged

_FULL = 0.7  # of the usual length: a line that goes on in the next
_NEARLY_ALL = 0.9
_SENTENCE_END = re.compile(r"[.!?:][”’\"')]*$")
_LIST = re.compile(r"[•▪◦*–—-]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]|\\(cid:\\d+\\)")


def read(data: bytes, limits: Limits) -> Extracted:
    """The text of a PDF. Raises Refused."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        _unlock(reader)
        count = len(reader.pages)
        if count > limits.pages:
            what = f"The PDF has {count:,} pages, more than {limits.pages}"
            raise Refused("too-many-pages", what, "Split it into several documents.")
        pages = _pages(reader, limits)
        about = reader.metadata
        title = title_of(str(about.title or "")) if about is not None else ""
    except (Refused, MemoryError):
        raise
    except Exception:
        raise damaged("PDF") from None
    _check_readable(pages)
    text, notes = clean("\n\n".join(joined(page) for page in pages if page.strip()), limits, keep=False)
    return Extracted(text, title or first_line(text), (*notes, *_notes(pages)))


def _unlock(reader: PdfReader) -> None:
    """Many a PDF has only a password against changes, and opens with an empty one."""
    try:
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError:
        locked = True
    if locked:
        cure = "Save it without a password, or print it to a new PDF."
        raise Refused("encrypted", "The PDF is protected by a password", cure)


def _pages(reader: PdfReader, limits: Limits) -> list[str]:
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        length += len(pages[-1])
        if length > limits.characters:
            what = f"The text has more than {limits.characters:,} characters"
            raise Refused("too-long", what, "Split it into several documents.")
    return pages


def _check_readable(pages: list[str]) -> None:
    whole = "".join(pages)
    if not any(character.isalnum() for character in whole):
        cure = "Run a text recognition (OCR) over it, or type the text into a .txt file."
        raise Refused("scan", "The PDF has no text in it: it is a scan", cure)
    unreadable = sum(len(found.group()) for found in _UNREADABLE.finditer(whole))
    if unreadable * 3 > len(whole):
        what = "The PDF does not say which letters its signs stand for"
        raise Refused("unreadable", what, "Export it anew from the program it was written in, or use OCR.")


def joined(page: str) -> str:
    """The page with each paragraph in one line, as far as the lengths of its lines tell.

    A word that is broken at a line's end keeps its hyphen: whether it belongs there nobody can tell.
    """
    lines = [" ".join(line.split(" ")).strip() for line in page.splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    text = ""
    before = ""
    for line in lines:
        if not before or not line or not _goes_on(before, line, usual):
            text += f"\n{line}"
        else:
            text += line if before.endswith(("-", "\u2010")) else f" {line}"
        before = line
    return text.strip("\n")


def _goes_on(line: str, following: str, usual: int) -> bool:
    """Whether the paragraph of `line` goes on in the next one."""
    if _LIST.match(following) or len(line) < _FULL * usual:
        return False
    return not _SENTENCE_END.search(line) or len(line) >= _NEARLY_ALL * usual


def _notes(pages: list[str]) -> list[str]:
    empty = [str(number) for number, page in enumerate(pages, 1) if not page.strip()]
    notes = ["Lines were joined into paragraphs, and words broken at a line’s end keep their hyphen."]
    if empty:
        named = ", ".join(empty[:10]) + ("…" if len(empty) > 10 else "")
        notes.append(f"{'Page' if len(empty) == 1 else 'Pages'} {named} gave no text: a picture, or blank.")
    return notes
