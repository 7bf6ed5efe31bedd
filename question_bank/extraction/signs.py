"""What a file is by its content: its name proves nothing."""

import io
import zipfile

from question_bank.extraction.extracted import SUFFIXES, Refused

_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an archive or an Office document"),
    (b"PK\x05\x06", "an empty archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"%!PS", "a PostScript file"),
    (b"MZ\x90", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "an archive"),
    (b"BZh", "an archive"),
    (b"\xfd7zXZ", "an archive"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"Rar!", "an archive"),
)
_MARKUP = ("<!doctype", "<html", "<head", "<body", "<svg", "<?xml", "<?php", "<script", "<iframe", "<math")
_SAVE = "Save the document as .txt, .md, .docx or .pdf and upload that file."


def check(data: bytes, suffix: str) -> None:
    """Raise Refused where the content is not what the name says."""
    if suffix not in SUFFIXES:
        named = f"named {suffix[:20]}" if suffix else "without an ending"
        raise Refused("unknown-type", f"A file {named} is not read here", _SAVE)
    if not data.strip():
        raise Refused("empty", "The file is empty", "Choose another, or save it again.")
    found = next((name for sign, name in _SIGNS if data.startswith(sign)), None)
    if suffix == ".pdf":
        _check_pdf(data, found)
    elif suffix == ".docx":
        _check_word(data, found)
    elif found is not None:
        raise Refused("wrong-type", f"The file is named {suffix}, but it is {found}", _SAVE)
    elif _start(data).startswith(_MARKUP):
        raise Refused("wrong-type", f"The file is named {suffix}, but it is a web page or a drawing", _SAVE)


def _check_pdf(data: bytes, found: str | None) -> None:
    if found != "a PDF":
        what = f"The file is named .pdf, but it is {found or 'no PDF'}"
        raise Refused("wrong-type", what, _SAVE)
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise Refused("two-types", "The file is a PDF and an archive at once", "Print it to a new PDF.")


def _check_word(data: bytes, found: str | None) -> None:
    if found == "an old or encrypted Office document":
        cure = "Open it, remove the password, and save it as .docx."
        raise Refused("encrypted", "The document is protected by a password, or an old .doc", cure)
    if not data.startswith(b"PK\x03\x04"):
        what = f"The file is named .docx, but it is {found or 'no Word document'}"
        raise Refused("wrong-type", what, _SAVE)


def _start(data: bytes) -> str:
    """The first characters in small letters, whatever the encoding."""
    head = data[:2_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return head.decode("latin-1").lstrip().casefold()
