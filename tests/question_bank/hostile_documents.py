"""Hostile files: what they are named, how to make them, and the rule that refuses them."""

import gzip
import io
from collections.abc import Callable

from pypdf import PdfReader, PdfWriter

from tests.question_bank.made_documents import a_pdf, a_word, a_word_of, an_archive, pdf_of, with_parts, zeros

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><body onload=alert(1)>Harbour</body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
_PARAGRAPH = "<w:p><w:r><w:t>Harbour</w:t></w:r></w:p>"
_LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 50}'>" for old, new in zip("abcdefg", "bcdefgh", strict=True)
)


def _encrypted() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf(["The Harbour Treaty"]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _with_flag(data: bytes) -> bytes:
    """The archive with every part marked as encrypted."""
    marked = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = marked.find(sign)
        while place >= 0:
            marked[place + offset] |= 1
            place = marked.find(sign, place + 1)
    return bytes(marked)


def _loop() -> bytes:
    pages = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages])


def _count() -> bytes:
    pages = b"<< /Type /Pages /Kids [] /Count 999999999 >>"
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages])


def _deep() -> bytes:
    return pdf_of(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Kids " + b"[" * 100_000 + b"]" * 100_000 + b" >>"]
    )


def _main_part(name: str) -> bytes:
    types = (
        b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    )
    return an_archive({"[Content_Types].xml": types, name: b"<x/>"})


# name: (suffix, how to make it, the rules that may refuse it)
Hostile = tuple[str, Callable[[], bytes], str]
TEXTS: dict[str, Hostile] = {
    "nothing": (".txt", lambda: b"", "empty"),
    "white space": (".txt", lambda: b" \n\t\r\n" * 1_000, "empty"),
    "only signs": (".txt", lambda: b"--- *** ...", "no-text"),
    "NULs": (".txt", lambda: b"Harbour\0Treaty", "forbidden-character"),
    "an escape sequence": (".txt", lambda: b"Harbour \x1b[2J", "forbidden-character"),
    "text turned round": (".md", lambda: "Harbour \u202eytaerT".encode(), "forbidden-character"),
    "a byte order mark inside": (".txt", lambda: "Harbour \ufeffTreaty".encode(), "forbidden-character"),
    "Latin-1": (".txt", lambda: "Café".encode("latin-1"), "not-utf-8"),
    "an overlong zero": (".txt", lambda: b"Harbour \xc0\x80", "not-utf-8"),
    "a surrogate": (".txt", lambda: b"Harbour \xed\xa0\x80", "not-utf-8"),
    "UTF-16 unannounced": (".txt", lambda: "Harbour".encode("utf-16-le"), "forbidden-character"),
    "half a UTF-16": (".txt", lambda: "Harbour".encode("utf-16")[:-1], "not-utf-8"),
    "a drawing": (".txt", lambda: SVG, "wrong-type"),
    "a drawing with a byte order mark": (".txt", lambda: b"\xef\xbb\xbf \n" + SVG, "wrong-type"),
    "a drawing as XML": (".md", lambda: b"<?xml version='1.0'?>" + SVG, "wrong-type"),
    "a page": (".txt", lambda: HTML, "wrong-type"),
    "a page in capitals": (".md", lambda: b"\n\n<HTML><BODY>x", "wrong-type"),
    "a page in UTF-16": (".txt", lambda: "<html>".encode("utf-16"), "wrong-type"),
    "a script": (".md", lambda: b"<script>alert(1)</script>", "wrong-type"),
    "a server page": (".txt", lambda: b"<?php system($_GET['c']); ?>", "wrong-type"),
    "a PDF named .txt": (".txt", lambda: a_pdf(["Harbour"]), "wrong-type"),
    "an archive named .md": (".md", lambda: an_archive({"a": b"b"}), "wrong-type"),
    "a picture": (".txt", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "wrong-type"),
    "a picture that is a script": (".txt", lambda: b"GIF89a/*" + b"\0" * 9 + b"*/=1;alert(1)", "wrong-type"),
    "a photograph": (".txt", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 99, "wrong-type"),
    "a program": (".txt", lambda: b"\x7fELF" + b"\0" * 99, "wrong-type"),
    "an RTF": (".txt", lambda: b"{\\rtf1 Harbour}", "wrong-type"),
    "a packed bomb": (".txt", lambda: gzip.compress(b" " * 50_000_000), "wrong-type"),
    "3 million characters": (".txt", lambda: b"Harbour " * 375_000, "too-long"),
    "11 MB": (".txt", lambda: b"x" * 11_000_000, "too-large"),
    "two million accents on one letter": (
        ".txt", lambda: ("a" + "\u0301\u0316" * 900_000).encode(), "too-slow"
    ),
}  # fmt: skip
NAMES: dict[str, Hostile] = {
    "named .svg": (".svg", lambda: SVG, "unknown-type"),
    "named .html": (".html", lambda: HTML, "unknown-type"),
    "named .docm": (".docm", lambda: a_word("Harbour"), "unknown-type"),
    "named .exe": (".exe", lambda: b"MZ\x90", "unknown-type"),
    "not named": ("", lambda: b"Harbour", "unknown-type"),
    "a name that climbs": (".txt/../../../etc/passwd", lambda: b"Harbour", "unknown-type"),
    "a name with a NUL": (".pdf\0.txt", lambda: b"Harbour", "unknown-type"),
    "a name that is an option": ("--help", lambda: b"Harbour", "unknown-type"),
}
PDFS: dict[str, Hostile] = {
    "a page named .pdf": (".pdf", lambda: HTML, "wrong-type"),
    "a page before a PDF": (".pdf", lambda: HTML + a_pdf(["Harbour"]), "wrong-type"),
    "an archive before a PDF": (".pdf", lambda: an_archive({"a": b"b"}) + a_pdf(["x"]), "wrong-type"),
    "a PDF before an archive": (".pdf", lambda: a_pdf(["Harbour"]) + an_archive({"a": b"b"}), "two-types"),
    "a head without a body": (".pdf", lambda: b"%PDF-1.7\n" + b"\xff\x00garbage" * 99, "damaged"),
    "a cut PDF": (".pdf", lambda: a_pdf(["Harbour"])[:120], "damaged"),
    "a locked PDF": (".pdf", _encrypted, "encrypted"),
    "a scan": (".pdf", lambda: a_pdf([], []), "scan"),
    "501 pages": (".pdf", lambda: a_pdf(*[["Harbour"]] * 501), "too-many-pages"),
    "pages in a ring": (".pdf", _loop, "damaged scan"),
    "a billion pages announced": (".pdf", _count, "too-many-pages damaged scan"),
    "deep arrays": (".pdf", _deep, "damaged scan too-much-memory too-slow"),
    "a stream of 300 MB": (".pdf", lambda: a_pdf([], compressed=zeros(300)), "damaged scan too-much-memory"),
}  # fmt: skip
WORDS: dict[str, Hostile] = {
    "a page named .docx": (".docx", lambda: HTML, "wrong-type"),
    "a locked or old document": (".docx", lambda: OLE, "encrypted"),
    "a locked archive": (".docx", lambda: _with_flag(a_word("Harbour")), "encrypted"),
    "a cut archive": (".docx", lambda: a_word("Harbour")[:-200], "damaged"),
    "an archive of other things": (".docx", lambda: an_archive({"a.exe": b"MZ"}), "wrong-type"),
    "a table of figures": (".docx", lambda: _main_part("xl/workbook.xml"), "wrong-type"),
    "a document without its types": (".docx", lambda: _main_part("word/document.xml"), "damaged"),
    "200 MB of spaces": (
        ".docx", lambda: with_parts(a_word("x"), {f"word/{n}": b" " * 50_000_000 for n in range(4)}), "bomb"
    ),
    "2,001 parts": (
        ".docx", lambda: with_parts(a_word("x"), {f"word/{n}": b"" for n in range(2_001)}), "bomb"
    ),
    "90 MB of paragraphs": (".docx", lambda: a_word_of(_PARAGRAPH * 1_700_000), "too-long"),
    "19 MB of paragraphs": (".docx", lambda: a_word_of(_PARAGRAPH * 440_000), "too-long too-slow"),
    "parts that climb": (
        ".docx", lambda: with_parts(a_word("x"), {"word/../../../etc/cron.d/x": b"x"}), "damaged"
    ),
    "a part from the root": (".docx", lambda: with_parts(a_word("x"), {"/etc/passwd": b"x"}), "damaged"),
    "a file of the server": (
        ".docx",
        lambda: a_word_of(
            "<w:p><w:r><w:t>Harbour &x;</w:t></w:r></w:p>",
            '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        ),
        "damaged",
    ),
    "a billion laughs": (
        ".docx", lambda: a_word_of("<w:p><w:r><w:t>&h;</w:t></w:r></w:p>", f"{_LAUGHS}]>"), "damaged"
    ),
    "9,999 levels": (".docx", lambda: a_word_of("<w:sdt>" * 9_999 + "</w:sdt>" * 9_999), "damaged"),
    "no XML": (".docx", lambda: with_parts(a_word("x"), {"word/document.xml": b"\xff\xfe<"}), "damaged"),
    "no words": (".docx", lambda: a_word(""), "no-text"),
}  # fmt: skip
# Of harmless texts.
FILE_NAMES = (
    "../../../etc/cron.d/x.txt",
    "..\\..\\startup\\x.txt",
    "/etc/passwd.txt",
    "C:\\Windows\\x.txt",
    "%2e%2e%2fx.txt",
    "<script>alert(1)</script>.txt",
    '"><img src=x onerror=alert(1)>.txt',
    "x.html.txt",
    "x.php;.txt",
    "-rf.txt",
    "con.txt",
    ".htaccess.txt",
    "{{ 7 * 7 }}.txt",
    "\u202etxt.exe.txt",
    "n" * 3_000 + ".txt",
)
HOSTILE: dict[str, Hostile] = {**TEXTS, **NAMES, **PDFS, **WORDS}
