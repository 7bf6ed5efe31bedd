"""`python -m question_bank check`: load everything and say what is wrong. It is the loader itself."""

from collections.abc import Sequence
from pathlib import Path

from question_bank.load import load_bank, load_files
from question_bank.problem import Problem


def check(paths: Sequence[Path] = ()) -> list[Problem]:
    """Every problem and warning of these deck files, or of the shipped ones, in the order of their places."""
    loaded = load_files(paths) if paths else load_bank()
    return sorted([*loaded.problems, *loaded.warnings])
