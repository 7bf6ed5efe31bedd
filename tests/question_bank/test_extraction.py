"""Text comes out of the four kinds of files, and hostile ones harm nobody."""

import os
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.document import passages_of
from question_bank.extraction import LIMITS, Extracted, Refused, extract, pdf, plain, signs, word
from question_bank.extraction.pdf import joined
from tests.question_bank.hostile_documents import HOSTILE
from tests.question_bank.made_documents import a_pdf, a_word, a_word_of, saved

SHORT = replace(LIMITS, cpu=2)


def refused(data: bytes, suffix: str) -> Refused:
    with pytest.raises(Refused) as caught:
        extract(data, suffix, SHORT)
    return caught.value


def test_a_text_is_taken_as_it_stands() -> None:
    found = extract("The Harbour\r\n\r\nCafe\u0301 “so”\u00a0– x  \r\n".encode(), ".txt")
    assert found == Extracted("The Harbour\n\nCafé “so”\u00a0– x\n", "The Harbour")


def test_a_text_may_begin_with_a_byte_order_mark_or_be_utf_16() -> None:
    assert extract(b"\xef\xbb\xbfHarbour", ".txt").text == "Harbour\n"
    assert extract("Harbour – x".encode("utf-16"), ".txt").text == "Harbour – x\n"


def test_markdown_keeps_its_marks_and_its_heading_is_the_title() -> None:
    found = extract(b"<!-- x -->\n\n# The *Harbour* #\n\n**bold**\n", ".md")
    assert found.title == "The *Harbour*" and "**bold**" in found.text


def test_markup_within_a_text_is_text() -> None:
    text = 'Of tags: <script>alert(1)</script> "><img src=x onerror=alert(1)>\n'
    assert extract(text.encode(), ".txt").text == text


def test_the_suffix_is_read_in_any_case_and_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "x.TXT"
    path.write_text("Harbour")
    assert extract(path).text == "Harbour\n"


def test_a_word_document_gives_its_paragraphs_and_its_title() -> None:
    found = extract(a_word("On 30 January 1950", "“so” – café", title="The Harbour"), ".docx")
    assert found == Extracted("On 30 January 1950\n“so” – café\n", "The Harbour")


def test_a_word_table_is_read_row_by_row() -> None:
    document = docx.Document()
    document.add_heading("Ships", 1)
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Bergen", "12", "Oslo", "40"], strict=True):
        cell.text = text
    found = extract(saved(document), ".docx")
    assert found.text == "Ships\nBergen\t12\nOslo\t40\n" and found.title == "Ships"
    assert found.notes == ("Each row of a table is one line, with tabs between its cells.",)


def test_of_tracked_changes_the_newest_words_are_read() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>It was </w:t></w:r>"
        "<w:del><w:r><w:delText>five</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>six</w:t><w:br/><w:tab/><w:t>ships</w:t></w:r></w:ins></w:p>"
    )
    found = extract(a_word_of(body), ".docx")
    assert found.text == "It was six\n\tships\n" and "tracked changes" in found.notes[0]


def test_invisible_characters_of_a_word_document_are_left_out_with_a_note() -> None:
    found = extract(a_word("Harbour \u202bTreaty\u202c\ufeff"), ".docx")
    assert found.text == "Harbour Treaty\n"
    assert found.notes == ("3 invisible characters were left out (U+202B, U+202C, U+FEFF).",)


LINES = [
    "The Harbour Treaty",
    "",
    "On 30 January 1950 Anna Berg signed the Harbour Treaty in Oslo, and forty",
    "ships came from Bergen, Oslo and Turku. The aims of the treaty are long-",
    "lasting trade and peace.",
    "A second paragraph begins here, and it is as long as the first one was at",
    "the most.",
]


def test_a_pdf_gives_its_paragraphs_in_one_line_each() -> None:
    found = extract(a_pdf(LINES, ["Another page."]), ".pdf")
    assert found.title == "The Harbour Treaty"
    assert [found.text[p.start : p.end] for p in passages_of(found.text, found.title, ())] == [
        "The Harbour Treaty",
        "On 30 January 1950 Anna Berg signed the Harbour Treaty in Oslo, and forty ships came from Bergen, "
        "Oslo and Turku. The aims of the treaty are long-lasting trade and peace.",
        "A second paragraph begins here, and it is as long as the first one was at the most.",
        "Another page.",
    ]


def test_a_list_keeps_its_lines() -> None:
    assert joined("• one is long enough\n• two is long enough\n1. and three as well") == (
        "• one is long enough\n• two is long enough\n1. and three as well"
    )


def test_a_page_of_a_pdf_without_text_is_named() -> None:
    assert extract(a_pdf(["Harbour"], []), ".pdf").notes[-1] == "Page 2 gave no text: a picture, or blank."


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_e11_a_hostile_file_is_refused_with_its_reason(name: str) -> None:
    suffix, make, rules = HOSTILE[name]
    refusal = refused(make(), suffix)
    assert refusal.rule in rules.split(), refusal
    assert refusal.what and not refusal.what.endswith(".") and refusal.cure.endswith(".")


def test_e11_there_are_fifty_hostile_files() -> None:
    assert len(HOSTILE) >= 50 and "two million accents on one letter" in HOSTILE


def test_the_process_that_reads_has_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONSTARTUP", "x")
    monkeypatch.setenv("PYTHONPATH", os.devnull)
    assert extract(a_pdf(["Harbour"]), ".pdf").text == "Harbour\n"


STARTS = {".pdf": b"%PDF-1.4\n", ".docx": b"PK\x03\x04", ".txt": b"", ".md": b""}
CUTS = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 9), st.binary(max_size=9)), max_size=4)
SOUND = {
    ".pdf": a_pdf(["The Harbour"]),
    ".docx": a_word("The Harbour"),
    ".txt": b"The Harbour",
    ".md": b"# x",
}


def read_here(data: bytes, suffix: str) -> None:
    """Read in this process, where an exception that is no refusal would be seen."""
    try:
        signs.check(data, suffix)
        if suffix == ".pdf":
            assert pdf.read(data, LIMITS).text
        elif suffix == ".docx":
            assert word.read(data, LIMITS).text
        else:
            assert plain.read(data, suffix, LIMITS).text
    except Refused as refusal:
        assert refusal.what


@given(st.binary(max_size=300), st.sampled_from(list(STARTS)))
def test_random_bytes_give_a_text_or_a_refusal(data: bytes, suffix: str) -> None:
    read_here(STARTS[suffix] + data, suffix)


@given(CUTS, st.sampled_from(list(SOUND)))
def test_a_mutated_file_gives_a_text_or_a_refusal(cuts: list[tuple[int, int, bytes]], suffix: str) -> None:
    data = SOUND[suffix]
    for place, length, put in cuts:
        place %= len(data) + 1
        data = data[:place] + put + data[place + length :]
    read_here(data, suffix)
