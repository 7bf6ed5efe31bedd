"""The contracts of pyproject.toml hold, and would not hold in a copy of the code that breaks them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINT = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"


def broken_contracts(root: Path) -> str:
    """What import-linter says of the code under `root`; empty where every contract is kept."""
    linted = subprocess.run(
        [sys.executable, "-c", LINT], cwd=root, capture_output=True, text=True, check=False
    )
    assert "Contracts" in linted.stdout, linted.stdout + linted.stderr
    return "" if linted.returncode == 0 else linted.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The code and its contracts, to be broken at will."""
    for package in ("question_bank", "webapp"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("static", "decks"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_point_down_only() -> None:
    assert broken_contracts(ROOT) == ""


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("webapp/library/views.py", "import webapp.practice.views"),  # a sibling
        ("webapp/models/__init__.py", "import webapp.home.views"),  # upwards
        ("webapp/domain/__init__.py", "import webapp.db"),
        ("webapp/domain/__init__.py", "import webapp.clock"),
        ("webapp/domain/__init__.py", "import sqlalchemy"),
        ("question_bank/bank.py", "from flask import g"),
        ("question_bank/bank.py", "import webapp.bank"),
        ("question_bank/grading/texts.py", "import wtforms"),
    ],
)
def test_a_forbidden_import_is_seen(copy: Path, module: str, line: str) -> None:
    with open(copy / module, "a") as file:
        file.write(f"\n{line}\n")
    assert line.split()[1] in broken_contracts(copy)


def test_an_allowed_import_is_let_through(copy: Path) -> None:
    with open(copy / "webapp/library/views.py", "a") as file:
        file.write("\nimport webapp.models\nimport webapp.domain\nimport question_bank.item\n")
    assert broken_contracts(copy) == ""
