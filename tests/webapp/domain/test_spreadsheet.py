"""A cell of a CSV file is what it was, and never a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.spreadsheet import STARTS, cell, text_of


@given(st.text(alphabet=st.sampled_from("=+-@\t\r\n\0＝＋－＠' a1")) | st.text())
def test_a_text_comes_back_as_it_was_and_begins_no_formula(text: str) -> None:
    made = cell(text)
    assert isinstance(made, str) and text_of(made) == text
    assert not made.lstrip(" ").startswith(STARTS)


@pytest.mark.parametrize("number", [0, -5, 1.5, -0.25])
def test_numbers_stay_numbers(number: float) -> None:
    assert cell(number) is number


def test_nothing_is_an_empty_cell() -> None:
    assert cell(None) == ""


def test_control_the_text_itself_would_be_a_formula() -> None:
    assert "=1+1".startswith(STARTS) and cell("=1+1") == "'=1+1"
