"""A folder of deck files becomes one bank, and a bad file does not keep the others out."""

from pathlib import Path

import pytest

from question_bank.load import MODELINE, load_bank, load_files
from tests.question_bank.decks import HEAD, SIGNER, TEXT, item


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "000_harbour.txt").write_text(TEXT, encoding="utf-8")
    (folder / "catalogue.yaml").write_text(
        "documents:\n  - {file: 000_harbour, slug: harbour, title: The Harbour Treaty, author: x,"
        " publisher: y, dated: z}\n",
        encoding="utf-8",
    )
    return folder


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_of_decks_becomes_a_bank(folder: Path) -> None:
    _write(folder, "a.yaml", f"{MODELINE}\n{HEAD}{SIGNER}")
    (folder / "catalogue.yaml").rename(folder / "keep")
    documents = folder / "documents"
    documents.mkdir()
    (folder / "keep").rename(documents / "catalogue.yaml")
    (folder / "000_harbour.txt").rename(documents / "000_harbour.txt")
    loaded = load_bank(folder, documents)
    assert loaded.problems == ()
    assert list(loaded.bank.items) == [("harbour", "signer")]
    assert loaded.bank.names == {"Anna Berg"}


def test_a_deck_file_without_the_editor_line_is_refused_where_there_is_a_schema(folder: Path) -> None:
    assert not load_files([_write(folder, "a.yaml", HEAD + SIGNER)], folder).problems
    (folder.parent / "deck.schema.json").touch()
    loaded = load_files([_write(folder, "a.yaml", HEAD + SIGNER)], folder)
    assert [(problem.line, problem.rule) for problem in loaded.problems] == [(1, "no-modeline")]
    assert MODELINE in loaded.problems[0].cure and not loaded.bank.decks


def test_the_editor_line_may_lead_to_the_schema_by_another_path(folder: Path) -> None:
    line = MODELINE.replace("../", "../../question_bank/")
    windows = f"{line}\n{HEAD}{SIGNER}".replace("\n", "\r\n")
    path = folder / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + windows.encode())
    assert load_files([path], folder).problems == ()


def test_the_same_deck_in_two_files_names_both(folder: Path) -> None:
    one = _write(folder, "a.yaml", f"{MODELINE}\n{HEAD}{SIGNER}")
    two = _write(folder, "b.yaml", f"{MODELINE}\n{HEAD}{SIGNER}")
    loaded = load_files([one, two], folder)
    assert [problem.rule for problem in loaded.problems] == ["same-deck"]
    assert str(one) in loaded.problems[0].what and str(two) in loaded.problems[0].what


def test_a_conflict_reaches_into_another_deck(folder: Path) -> None:
    other = HEAD.replace("deck: harbour", "deck: second") + item(conflicts_with="harbour/signer")
    paths = [
        _write(folder, "a.yaml", f"{MODELINE}\n{HEAD}{SIGNER}"),
        _write(folder, "b.yaml", f"{MODELINE}\n{other}"),
    ]
    assert load_files(paths, folder).problems == ()
    assert [problem.rule for problem in load_files(paths[1:], folder).problems] == ["unknown-item"]


def test_a_bad_deck_does_not_keep_the_others_out(folder: Path) -> None:
    good = _write(folder, "a.yaml", f"{MODELINE}\n{HEAD}{SIGNER}")
    bad = _write(folder, "b.yaml", f"{MODELINE}\ndeck: [\n")
    loaded = load_files([good, bad], folder)
    assert list(loaded.bank.decks) == ["harbour"]
    assert {problem.file for problem in loaded.problems} == {str(bad)}


def test_a_folder_without_decks_is_a_problem(folder: Path) -> None:
    assert [problem.rule for problem in load_bank(folder / "nowhere", folder).problems] == ["unreadable"]
