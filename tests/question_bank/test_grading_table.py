"""The grader agrees with every row of the table of typed answers."""

from question_bank.grading import grade
from tests.question_bank.typed_answers import NAMES, TABLE


def test_the_table_has_at_least_250_rows_and_every_outcome() -> None:
    assert len(TABLE) >= 250
    assert {row[3] for row in TABLE} == {"right", "partly", "wrong", "unclear"}


def test_every_typed_answer_is_graded_as_the_table_says() -> None:
    graded = [(row, grade(row[1], row[2], NAMES)) for row in TABLE]
    differing = [
        f"{response!r} to {side.prompt!r}: {verdict}, not {outcome}, “{words}”"
        for (_, side, response, outcome, words), verdict in graded
        if verdict.outcome != outcome or words not in verdict.why
    ]
    assert not differing, "\n".join(differing)
