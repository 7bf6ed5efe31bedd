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


def not_python(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py") and not Path(folder, name).is_dir()]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The code and its contracts, to be broken at will."""
    for package in ("question_bank", "webapp"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=not_python)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_point_down_only() -> None:
    assert broken_contracts(ROOT) == ""


FORBIDDEN = (
    ("webapp/library/views.py", "import webapp.practice.views"),  # a sibling
    ("webapp/models/__init__.py", "import webapp.home.views"),  # upwards
    ("webapp/domain/__init__.py", "import webapp.db"),
    ("webapp/domain/__init__.py", "import webapp.clock"),
    ("webapp/domain/__init__.py", "import sqlalchemy"),
    ("question_bank/bank.py", "from flask import g"),
    ("question_bank/bank.py", "import webapp.bank"),
    ("question_bank/grading/texts.py", "import wtforms"),
)


@pytest.mark.slow
def test_every_forbidden_import_is_seen(copy: Path) -> None:
    for path, line in FORBIDDEN:
        append(copy / path, line)
    broken = broken_contracts(copy)
    for path, line in FORBIDDEN:
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        assert f"{module} -> {line.split()[1]} (" in broken, (path, line)


def append(path: Path, lines: str) -> None:
    with path.open("a") as file:
        file.write(f"\n{lines}\n")


@pytest.mark.slow
def test_an_allowed_import_is_let_through(copy: Path) -> None:
    allowed = "import webapp.models\nimport webapp.domain\nimport question_bank.item"
    append(copy / "webapp/library/views.py", allowed)
    assert broken_contracts(copy) == ""
