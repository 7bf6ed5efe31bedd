"""The table of promises names tests that are there, and a control for each goal."""

import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TABLE = (HERE / "README.md").read_text()
GOALS = "A1 A2 B1 B2 B3 B4 B5 B6 B7 B8 B9 B12 B13 B14 B15 B16 B17 C1 C4 D5 D6".split()
NAME = re.compile(r"`(test_\w+)`")


def test_every_test_that_the_table_names_is_there() -> None:
    files = HERE.parent.rglob("test_*.py")
    written = {
        name for file in files for name in re.findall(r"^def (test_\w+)", file.read_text(), re.MULTILINE)
    }
    assert set(NAME.findall(TABLE)) - written == set()


def test_every_goal_of_quizzes_is_shown_and_has_its_control() -> None:
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in TABLE.splitlines() if "|" in line]
    goals = {row[0]: row[2:] for row in rows if row[0] in GOALS}
    assert list(goals) == GOALS
    assert all(NAME.search(cell) for cells in goals.values() for cell in cells)


def test_every_test_of_a_goal_stands_in_the_table() -> None:
    files = HERE.glob("test_*.py")
    shown = {
        name for file in files for name in re.findall(r"^def (test_[abcd]\d\w+)", file.read_text(), re.M)
    }
    assert {name for name in shown if not name.startswith("test_b14_")} - set(NAME.findall(TABLE)) == set()


SIZES = """
import pytest
pytest.main = lambda *_: print(__import__("tests.reliability.effort").reliability.effort.KILLS)
from tests.reliability.__main__ import main
main([])
"""


def test_the_run_in_full_is_in_full() -> None:
    """Seen from outside: whoever reads the sizes before they are set runs the short form."""
    environ = {name: value for name, value in os.environ.items() if name != "KILLS"}
    command = [sys.executable, "-c", SIZES]
    said = subprocess.run(command, cwd=HERE.parents[1], env=environ, capture_output=True, text=True)
    assert said.stdout.strip() == "30", said.stderr
