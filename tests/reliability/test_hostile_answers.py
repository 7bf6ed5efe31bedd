"""D6: the control of the bound that every hostile answer is graded in (tests/question_bank)."""

import re

import pytest

from question_bank.grading import Response, Verdict, grade
from question_bank.item import Side
from tests.question_bank import test_grading_hostile as hostile


def backtracking(side: Side, response: Response, names: frozenset[str]) -> Verdict:
    """As one would grade by a pattern that somebody wrote in good faith."""
    re.fullmatch(r"(\w+\s?)+", f"{response}"[:22] + "!")
    return grade(side, response, names)


def test_d6_control_a_grader_that_matches_patterns_is_over_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hostile, "grade", backtracking)
    with pytest.raises(AssertionError):
        hostile.test_a_hostile_answer_is_graded_in_20_ms_and_never_right("a" * 10_000)
