"""The grader agrees with every row of the table of typed answers."""

import pytest

from question_bank.grading import Outcome, Response, grade
from question_bank.item import Answer, Side
from tests.question_bank.typed_answers import NAMES, TABLE


def test_the_table_has_at_least_250_rows_and_every_outcome() -> None:
    assert len(TABLE) >= 250
    assert {row[3] for row in TABLE} == {"right", "partly", "wrong", "unclear"}


@pytest.mark.parametrize("key, side, response, outcome, words", TABLE)
def test_a_typed_answer_is_graded_as_the_table_says(
    key: Answer, side: Side, response: Response, outcome: Outcome, words: str
) -> None:
    verdict = grade(side, response, NAMES)
    assert (verdict.outcome, words in verdict.why) == (outcome, True), verdict
