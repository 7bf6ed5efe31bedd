"""The README's table of items is the one that the command prints, and adds up."""

from pathlib import Path

import pytest

from question_bank.__main__ import main
from question_bank.bank import Bank
from question_bank.summary import BEGIN, END, into, table
from tests.question_bank import decks
from tests.question_bank.checking import date, sound
from tests.question_bank.shipped import BANK

README = Path(__file__).parent.parent.parent / "README.md"
SMALL = Bank({"harbour": decks.deck_of(sound(), sound(id="b"), date())}, decks.LIBRARY)


def test_the_table_in_the_readme_is_current() -> None:
    page = README.read_text(encoding="utf-8")
    assert into(page, BANK) == page, "run: python -m question_bank summary --into README.md"


def test_each_kind_of_a_document_has_a_row_with_its_types() -> None:
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table(SMALL).splitlines()]
    assert rows[2] == ["The Harbour Treaty", "date", "", "1", "", "", "", "", "1"]
    assert rows[3] == ["", "person", "2", "", "", "", "", "", "2"]
    assert rows[4] == ["**all**", "", "2", "1", "", "", "", "", "**3**"]


def test_the_shipped_table_counts_every_item_once() -> None:
    *rows, last = table(BANK).splitlines()[2:]
    assert sum(int(row.split("|")[-2]) for row in rows) == len(BANK.items)
    assert f"**{len(BANK.items)}**" in last


def test_what_stands_around_the_marks_is_kept() -> None:
    page = into(f"# Title\n\n{BEGIN}\nold\n{END}\n\nMore.\n", SMALL)
    assert (
        page.startswith(f"# Title\n\n{BEGIN}\n") and page.endswith(f"{END}\n\nMore.\n") and "old" not in page
    )


def test_a_page_without_marks_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Title\n", encoding="utf-8")
    assert main(["summary", "--into", str(page)]) == 1
    assert page.read_text(encoding="utf-8") == "# Title\n"
    assert "has no line <!-- items" in capsys.readouterr().err


def test_summary_prints_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["summary"]) == 0
    assert capsys.readouterr().out.startswith("| document | kind | text |")
