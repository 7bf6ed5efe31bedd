"""What a page lists to choose from, in an order of chance that tells nothing."""

from question_bank.item import Order, Text
from webapp.practice.responses import shuffled

TWO = Order((Text("first"), Text("second")))


def test_two_things_stand_either_way_round() -> None:
    orders = {shuffled(TWO, f"seed {n}") for n in range(40)}
    assert orders == {("first", "second"), ("second", "first")}


def test_a_page_lists_them_the_same_way_until_it_is_answered() -> None:
    assert shuffled(TWO, "seed") == shuffled(TWO, "seed")
