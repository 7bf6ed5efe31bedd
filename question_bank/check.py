"""`python -m question_bank check`: load everything and say what is wrong, and what is weak."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from question_bank.checks.findings import findings
from question_bank.checks.people import load_people
from question_bank.checks.reasons import reason
from question_bank.load import load_bank, load_files
from question_bank.problem import Problem


def check(paths: Sequence[Path] = ()) -> list[Problem]:
    """Every problem and warning of these deck files, or of the shipped ones, in the order of their places."""
    loaded = load_files(paths) if paths else load_bank()
    people, faults = load_people()
    errors = [replace(one, why=one.why or reason(one.rule)) for one in (*loaded.problems, *faults)]
    return sorted([*errors, *findings(loaded.texts, loaded.bank.documents, people)])
