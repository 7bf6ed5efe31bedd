"""`python -m question_bank check`: load everything and say what is wrong, and what is weak."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from question_bank.checks.findings import findings
from question_bank.checks.people import PEOPLE, People, load_people
from question_bank.checks.reasons import reason
from question_bank.course import course_at, documents_of, load_course
from question_bank.load import Loaded, load_bank, load_files
from question_bank.problem import Problem


def check(paths: Sequence[Path] = ()) -> list[Problem]:
    """Every problem and warning of these decks, of a course, or of what is shipped, in their order."""
    return problems_of(_loaded(paths), paths[0] / PEOPLE.name if _is_course(paths) else PEOPLE)


def problems_of(loaded: Loaded, people_file: Path = PEOPLE) -> list[Problem]:
    """Every problem and warning of what was loaded. Without a list of people names are not looked up."""
    people, faults = load_people(people_file) if people_file.is_file() else (People(), [])
    errors = [replace(one, why=one.why or reason(one.rule)) for one in (*loaded.problems, *faults)]
    return sorted([*errors, *findings(loaded.texts, loaded.bank.documents, people)])


def _is_course(paths: Sequence[Path]) -> bool:
    return len(paths) == 1 and paths[0].is_dir()


def _loaded(paths: Sequence[Path]) -> Loaded:
    if _is_course(paths):
        return load_course(course_at(paths[0]))
    return load_files(paths, documents_of(paths[0].parent)) if paths else load_bank()
