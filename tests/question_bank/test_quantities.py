"""Quantities: figures, words, magnitudes and units as texts and learners write them."""

import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from question_bank import units
from question_bank.quantities import find_quantities, parse_number

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize(
    "text, value",
    [
        ("350 million", "350000000"),
        ("10,000", "10000"),
        ("10 000", "10000"),
        ("one thousand", "1000"),
        ("6.1 billion", "6100000000"),
        ("6,1 billion", "6100000000"),
        ("eighty", "80"),
        ("eighty-one", "81"),
        ("three hundred and fifty million", "350000000"),
        ("two million three hundred thousand", "2300000"),
        ("six hundred thousand million", "600000000000"),
        ("six point one two million", "6120000"),
        ("two dozen", "24"),
        ("a dozen", "12"),
        ("half a billion", "500000000"),
        ("10bn", "10000000000"),
        ("0", "0"),
        ("0.5", "0.5"),
        ("-8", "-8"),
    ],
)
def test_a_number_is_read_at_its_full_value(text: str, value: str) -> None:
    assert str(parse_number(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "over eighty",
        "$10",
        "8%",
        "ten or so",
        "Yak-130",
        "1,2,3",
        "five six",
        "35,00,00,000",
        "1e9",
        "9" * 300,
    ],
)
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        parse_number(text)


@pytest.mark.parametrize(
    "text, found",
    [
        ("worth over $350 million.", [("$350 million", "350000000", "USD")]),
        ("US$10bn", [("US$10bn", "10000000000", "USD")]),
        ("10 billion US dollars", [("10 billion US dollars", "10000000000", "USD")]),
        ("€5 or 5 EUR", [("€5", "5", "EUR"), ("5 EUR", "5", "EUR")]),
        ("grew by 8%.” The", [("8%", "8", "%")]),
        ("36 percent on the", [("36 percent", "36", "%")]),
        ("one thousand megawatts has", [("one thousand megawatts", "1000", "MW")]),
        ("a fruitful two-day conference", [("two-day", "2", "day")]),
        ("over eighty documents", [("eighty", "80", None)]),
        ("12 Russian Yak-130 aircraft", [("12", "12", None)]),
        ("100 million people", [("100 million", "100000000", None)]),
        ("the 80th anniversary", []),
        ("the 21st century", []),
        ("no figures, none", []),
    ],
)
def test_quantities_are_found_in_running_text(text: str, found: list[tuple[str, str, str | None]]) -> None:
    assert [(text[a:b], str(value), unit) for a, b, value, unit in find_quantities(text)] == found


def test_the_figures_of_the_documents_are_found() -> None:
    texts = " ".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    found = {(int(value), unit) for _, _, value, unit in find_quantities(texts)}
    assert {(350_000_000, "USD"), (10**10, "USD"), (1000, "MW"), (8, "%"), (80, None)} <= found


@pytest.mark.parametrize("piece", ["one ", "1 ", "1,", "1.000", "a hundred ", "one point ", "$ ", "12 MW"])
def test_a_long_text_is_searched_in_a_time_that_grows_no_faster_than_it(piece: str) -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        find_quantities(text)
        return time.process_time() - start

    once, tenfold = (min(seconds(piece * size) for _ in range(3)) for size in (500, 5_000))
    assert tenfold < 40 * once + 0.01


@pytest.mark.parametrize(
    "value, unit, to, result",
    [
        ("1", "GW", "MW", "1000"),
        ("1000", "megawatts", "GW", "1"),
        ("1", "mile", "km", "1.609344"),
        ("2", "weeks", "days", "14"),
        ("1", "km", "kg", None),
        ("1", "USD", "EUR", None),
        ("1", "dollars", "USD", "1"),
        ("1", "documents", "document", "1"),
        ("1", "MW", "MWh", None),
    ],
)
def test_units_of_one_kind_convert_exactly_and_currencies_never(
    value: str, unit: str, to: str, result: str | None
) -> None:
    converted = units.convert(Decimal(value), unit, to)
    assert converted == (None if result is None else Decimal(result))


def test_the_units_library_is_loaded_only_when_a_unit_must_be_converted() -> None:
    code = (
        "import sys; from decimal import Decimal\n"
        "from question_bank.grading import grade\n"
        "from question_bank.item import Number, Side\n"
        "key = Side('', Number(Decimal(1000), '1,000', 'MW'))\n"
        "for response in ('1000 MW', '1 GW'): grade(key, response); print('pint' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]
