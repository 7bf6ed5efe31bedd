"""PDFs and Word documents made while the tests run: none is kept as a file."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence

import docx

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def a_pdf(*pages: Sequence[str], compressed: bytes | None = None, more: Iterable[bytes] = ()) -> bytes:
    """A PDF with these lines on its pages; `compressed` in place of the content of each page."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = b"".join(b"(" + line.encode("cp1252") + b") Tj T*\n" for line in lines)
        content = b"BT /F1 10 Tf 12 TL 50 750 Td\n" + shown + b"ET"
        filter = b""
        if compressed is not None:
            content, filter = compressed, b" /Filter /FlateDecode"
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            + f" /Contents {5 + 2 * number} 0 R >>".encode(),
            f"<< /Length {len(content)}".encode() + filter + b" >>\nstream\n" + content + b"\nendstream",
        ]
    return pdf_of([*objects, *more])


def pdf_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects; the first is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R ".encode() + trailer
    return bytes(out) + f">>\nstartxref\n{table}\n%%EOF\n".encode()


def a_word(*paragraphs: str, title: str = "") -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.core_properties.title = title
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_word_of(body: str, before: str = "") -> bytes:
    """A Word document whose body is this XML."""
    xml = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return with_parts(a_word("x"), {"word/document.xml": xml.encode()})


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The archive with these parts added or in place of its own."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    return an_archive({**kept, **parts})


def an_archive(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def zeros(megabytes: int) -> bytes:
    """So many megabytes of spaces, compressed to a thousandth."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()
