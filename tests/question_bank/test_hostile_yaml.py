"""D1, D2: no file can hang, crash or fool the reader; each is refused with its line and a cure, quickly."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.load import load_deck
from question_bank.problem import Problem
from tests.question_bank.decks import HEAD, LIBRARY, SIGNER, item
from tests.question_bank.hostile_yaml import HOSTILE, mutated

_WORST = (
    "30,000 brackets",
    "50,000 brackets closed",
    "an alias bomb",
    "a list that holds itself",
    "deep keys",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_d1_a_hostile_file_is_refused_with_its_line(name: str) -> None:
    source, line, rule = HOSTILE[name]
    deck, problems = load_deck(source, "hostile.yaml", LIBRARY)
    assert deck is None
    assert (problems[0].line, problems[0].rule) == (line, rule), str(problems[0])
    assert problems[0].what and problems[0].cure.endswith((".", "?"))
    assert quickest(source, 3) < 0.5  # seconds; a busy machine may be slow once, a bomb is slow each time


def quickest(source: str | bytes, tries: int) -> float:
    """Seconds of processor time that loading takes, in the best of several tries."""
    best = float("inf")
    for _ in range(tries):
        start = time.thread_time()
        load_deck(source, "timed.yaml", LIBRARY)
        best = min(best, time.thread_time() - start)
        if best < 0.1:
            break
    return best


def test_d1_there_are_at_least_forty_hostile_files() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("name", _WORST)
def test_d1_the_interpreter_outlives_the_worst_files(name: str) -> None:
    program = (
        "import sys; from question_bank.yaml_reader import read;"
        "from tests.question_bank.hostile_yaml import HOSTILE;"
        "node, problems = read(HOSTILE[sys.argv[1]][0], 'x');"
        "print(node is None and len(problems) > 0, 'alive')"
    )
    run = subprocess.run([sys.executable, "-c", program, name], capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stdout.strip()) == (0, "True alive"), run.stderr


def test_d1_control_a_harmless_deck_passes_where_the_hostile_ones_fail() -> None:
    deck, problems = load_deck(HEAD + SIGNER, "harmless.yaml", LIBRARY)
    assert problems == () and deck is not None


def test_as_many_items_as_a_deck_may_hold_cost_no_more_each_than_a_few() -> None:
    few, most = (HEAD + "".join(item(id=f"i{n}") for n in range(count)) for count in (200, 2_000))
    deck, problems = load_deck(most, "large.yaml", LIBRARY)
    assert deck is not None and len(deck.items) == 2_000
    assert quickest(most, 3) < 25 * quickest(few, 3)


@settings(max_examples=500)
@given(st.lists(st.booleans(), min_size=1, max_size=9))
def test_d3_a_deck_is_taken_whole_or_not_at_all_and_every_faulty_item_is_named(faulty: list[bool]) -> None:
    quotes = ("Anna Berg signed nothing", "Anna Berg signed the Harbour Treaty")
    items = (item(id=f"i{n}", quote=quotes[not bad]) for n, bad in enumerate(faulty))
    deck, problems = load_deck(HEAD + "".join(items), "half.yaml", LIBRARY)
    named = {problem.path.partition(".")[0] for problem in problems if problem.severity == "error"}
    assert named == {f"items[{n}]" for n, bad in enumerate(faulty) if bad}
    assert (deck is None) == any(faulty)


@given(st.binary(max_size=400))
def test_d2_random_bytes_give_problems_and_never_an_exception(source: bytes) -> None:
    deck, problems = load_deck(source, "random.yaml", LIBRARY)
    assert deck is None
    assert problems and all(isinstance(problem, Problem) for problem in problems)


_BASE = (
    HEAD + SIGNER + item(id="date", kind="date", answer="{date: 1950-01-30}", quote="On 30 January 1950 Anna")
)


@given(mutated(_BASE))
def test_d2_a_mutated_deck_gives_a_deck_or_problems_in_place(source: str) -> None:
    deck, problems = load_deck(source, "mutated.yaml", LIBRARY)
    assert (deck is None) == bool(problems)
    lines = source.count("\n") + 1
    assert all(1 <= problem.line <= lines + 1 and problem.column >= 1 for problem in problems)
