"""Text out of .docx: the paragraphs and tables of its body, as they are read."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document

from question_bank.extraction.cleaning import clean, first_line, title_of
from question_bank.extraction.extracted import Extracted, Limits, Refused, damaged

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = f"{_W}txbxContent"
_SKIPPED = frozenset({f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr")} | {_FALLBACK, _TEXT_BOX})
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_MAX_PARTS = 2_000
_MAX_UNPACKED = 100_000_000
_MAX_XML = 20_000_000  # of one part; a parsed one takes more than ten times that


def read(data: bytes, limits: Limits) -> Extracted:
    """The text of a Word document. Raises Refused."""
    _check_archive(data)
    try:
        document = docx.Document(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception:
        raise damaged("Word document") from None
    body = document.element.body
    text, notes = clean("\n".join(_blocks(body)), limits, keep=False)
    return Extracted(text, _title(document) or first_line(text), (*notes, *_left_out(body)))


def _check_archive(data: bytes) -> None:
    """Refuse what would unpack to too much, before anything is unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise damaged("Word document") from None
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("encrypted", "The document is protected by a password", "Remove it and save it again.")
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED:
        cure = "Copy its text into a new document, without the pictures."
        raise Refused("bomb", "The document unpacks to more than 100 MB", cure)
    if any(part.file_size > _MAX_XML for part in parts if part.filename.endswith(".xml")):
        raise Refused("too-long", "The document holds more text than can be read", "Split it.")
    odd = any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names)
    if odd or len(set(names)) < len(names):
        raise damaged("Word document")
    if "word/document.xml" not in names:
        what = "The file is named .docx, but it is an archive without a Word document"
        raise Refused("wrong-type", what, "Save the document as .docx and upload that file.")
    if any(_declares(archive, name) for name in names if name.endswith((".xml", ".rels"))):
        raise damaged("Word document")


def _declares(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a part begins with declarations of its own, which Word never writes and bombs are made of."""
    try:
        with archive.open(name) as part:
            return b"<!DOCTYPE" in part.read(4_096)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, zlib.error, EOFError):
        return True


def _blocks(container: Any) -> Iterator[str]:
    """Each paragraph, and each row of a table with tabs between its cells."""
    stack = list(reversed(container))
    while stack:
        block = stack.pop()
        if block.tag == f"{_W}p":
            yield _paragraph(block)
        elif block.tag == f"{_W}tbl":
            yield from _rows(block)
        elif block.tag not in _SKIPPED:  # a content control, an insertion
            stack.extend(reversed(block))


def _rows(table: Any) -> Iterator[str]:
    for row in table.iter(f"{_W}tr"):
        cells = row.iterfind(f"{_W}tc")
        yield "\t".join(" ".join(filter(None, map(_paragraph, cell.iter(f"{_W}p")))) for cell in cells)


def _paragraph(paragraph: Any) -> str:
    pieces: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if node.tag in _SKIPPED:
            continue
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        else:
            pieces.append(_SIGNS.get(node.tag, ""))
            stack.extend(reversed(node))
    return "".join(pieces)


def _title(document: Document) -> str:
    try:
        titled = title_of(document.core_properties.title or "")
        if titled:
            return titled
        styles = ((one.style.name if one.style else "", one.text) for one in document.paragraphs[:20])
        return next((title_of(text) for name, text in styles if name in ("Title", "Heading 1")), "")
    except (KeyError, ValueError, AttributeError):
        return ""


def _left_out(body: Any) -> Iterator[str]:
    def holds(*names: str) -> bool:
        return next(body.iter(*(f"{_W}{name}" for name in names)), None) is not None

    if holds("footnoteReference", "endnoteReference"):
        yield "Footnotes are left out."
    if holds("txbxContent"):
        yield "Text boxes are left out."
    if holds("ins", "del", "moveFrom"):
        yield "Of tracked changes, what was inserted is there and what was deleted is not."
    if holds("tbl"):
        yield "Each row of a table is one line, with tabs between its cells."
