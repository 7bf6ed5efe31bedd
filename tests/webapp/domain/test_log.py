"""A card's log leads to one state, or is broken and says where."""

import pytest

from webapp.domain.log import BrokenLog, Line, Rebuilt, rebuild

FIRST = {"stage": "new"}
LINES = [
    Line(0, "answer", {"stage": "new"}, {"stage": "learning"}),
    Line(1, "answer", {"stage": "learning"}, {"stage": "review"}),
    Line(2, "undo", {"stage": "review"}, {"stage": "learning"}),
]


def test_a_card_without_lines_is_new() -> None:
    assert rebuild([], FIRST) == Rebuilt(0, FIRST)


def test_lines_are_folded_in_their_order_whatever_order_they_come_in() -> None:
    assert rebuild(LINES, FIRST) == rebuild(LINES[::-1], FIRST) == Rebuilt(3, {"stage": "learning"})


@pytest.mark.parametrize("lines", [LINES[1:], LINES[:1] + LINES[2:], [*LINES, LINES[1]]])
def test_a_missing_or_doubled_line_is_seen(lines: list[Line]) -> None:
    with pytest.raises(BrokenLog, match="expected the line made on rev"):
        rebuild(lines, FIRST)


def test_a_line_made_on_another_state_is_seen() -> None:
    forged = Line(2, "answer", {"stage": "new"}, {"stage": "learning"})
    with pytest.raises(BrokenLog, match="did not begin"):
        rebuild([*LINES[:2], forged], FIRST)
