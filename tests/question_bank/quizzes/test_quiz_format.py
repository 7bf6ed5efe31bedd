"""A quiz may be written in a deck file, with the same messages as everything else in it."""

import unicodedata
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.bank import Bank
from question_bank.deck_reader import read_deck
from question_bank.item import KINDS
from question_bank.load import assemble, load_deck
from question_bank.problem import Problem
from question_bank.quizzes.format import QuizEntry, quiz_of
from question_bank.quizzes.quiz import COUNTS, SHOWN, WAYS, Draw, Quiz, Review
from question_bank.yaml_reader import plain, read
from tests.question_bank.decks import HEAD, LIBRARY, SIGNER, item, load
from tests.question_bank.hostile_yaml import mutated
from tests.question_bank.quizzes.entry import quiz_entry
from tests.question_bank.test_schema import CHECKER

SHIPS = item(id="ships", kind="figure", prompt="How many?", answer="{number: forty}", quote="Forty ships")
LEAST = {"id": "first", "title": "The first week", "draws": "{count: 1}"}
PLAIN = Quiz("The first week", (Draw(1, ("harbour",)),))


def quiz(**keys: Any) -> str:
    """A quiz in YAML below two items; None leaves a key out."""
    lines = [f"    {key}: {value}\n" for key, value in {**LEAST, **keys}.items() if value is not None]
    return SIGNER + SHIPS + "quizzes:\n  - " + "".join(lines).lstrip()


def made(**keys: Any) -> Quiz:
    deck, problems = load(quiz(**keys))
    assert deck is not None, [str(problem) for problem in problems]
    (written,) = deck.quizzes
    assert (written.deck, written.id) == ("harbour", "first")
    return written.quiz


def only_problem(**keys: Any) -> Problem:
    deck, problems = load(quiz(**keys))
    assert deck is None and len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def test_a_quiz_draws_from_its_own_deck_and_has_the_usual_values_for_the_rest() -> None:
    assert made() == PLAIN


VALUES: list[tuple[str, str, Any]] = [
    ("description", "Ten minutes.", "Ten minutes."),
    ("minutes", "10", 10),
    ("opens", "2026-12-01 08:00 Europe/Oslo", datetime(2026, 12, 1, 7, tzinfo=UTC)),
    ("opens", "2026-12-01T08:00+01:00", datetime(2026, 12, 1, 7, tzinfo=UTC)),
    ("closes", "2026-12-01 08:00Z", datetime(2026, 12, 1, 8, tzinfo=UTC)),
    ("opens", "2026-10-25 02:30 Europe/Oslo", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # there twice
    ("closes", "2026-10-25 02:30 Europe/Oslo", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ("attempts", "2", 2),
    ("counts", "last", "last"),
    ("unseen_first", "no", False),
    ("stratified", "true", True),
    ("shuffled", "off", False),
    ("sequential", "YES", True),
    ("ways", "[typed, choice]", ("typed", "choice")),
    ("ways", "typed", ("typed",)),
    ("reverse", "on", True),
    ("pass_mark", "60%", 60),
    ("points", "{ships: 2.5, harbour/signer: 0}", {"harbour/ships": 2500, "harbour/signer": 0}),
    ("penalty", "25", 25),
    ("certainty", "yes", True),
    ("date_credit", "no", False),
    ("open_book", "yes", True),
    ("review", "{just_after: [correctness]}", Review(just_after=("correctness",))),
]


@pytest.mark.parametrize(("key", "written", "value"), VALUES)
def test_every_value_of_a_quiz_can_be_written(key: str, written: str, value: Any) -> None:
    assert getattr(made(**{key: written}), key) == value


def test_no_value_of_a_quiz_is_forgotten() -> None:
    known = {field.name for field in fields(Quiz)}
    assert known == QuizEntry.model_fields.keys() - {"id"}
    assert known - {"title", "draws"} == {key for key, _, _ in VALUES}


def test_the_defaults_that_editors_show_are_those_of_a_quiz() -> None:
    entry = QuizEntry.model_validate({"id": "x", "title": "x", "draws": {"count": "1"}})
    for field in fields(Quiz):
        if field.name not in ("title", "draws", "review"):
            assert getattr(entry, field.name) == getattr(quiz_of(entry, "x", {}), field.name), field.name
    assert entry.review.model_dump() == {f.name: getattr(Review(), f.name) for f in fields(Review)}


@pytest.mark.parametrize(
    ("written", "draws"),
    [
        ("{count: 1, tags: [], kinds: person}", [Draw(1, ("harbour",), kinds=("person",))]),
        ("{count: 2, decks: all}", [Draw(2)]),
        ("{count: 1, items: ships}", [Draw(1, items=("harbour/ships",))]),
        ("{count: 1, documents: 000_harbour}", [Draw(1, documents=("harbour",))]),
        ("[{count: 1, kinds: person}, {count: 1, kinds: figure}]",
         [Draw(1, ("harbour",), kinds=("person",)), Draw(1, ("harbour",), kinds=("figure",))]),
    ],
)  # fmt: skip
def test_a_draw_is_of_the_deck_unless_it_names_something_else(written: str, draws: list[Draw]) -> None:
    deck, problems = load_deck(HEAD + quiz(draws=written), "harbour.yaml", LIBRARY, Bank({}, LIBRARY))
    assert deck is not None, [str(problem) for problem in problems]
    assert list(deck.quizzes[0].quiz.draws) == draws


FAULTS: list[tuple[str, str | None, str, str]] = [
    ("title", None, "16:5 quizzes[0].title",
     "this key is missing. Add it, as in title: The history of the town."),
    ("minuts", "5", "19:5 quizzes[0].minuts", "the key minuts is not known here. Did you mean minutes?"),
    ("minutes", "ten", "19:14 quizzes[0].minutes",
     "‘ten’ is not a whole number. Write digits only, as in 10."),
    ("minutes", "9999", "19:14 quizzes[0].minutes",
     "9999 is not possible. Give 1 to 1440, or none for no limit."),
    ("shuffled", "maybe", "19:15 quizzes[0].shuffled", "‘maybe’ is neither yes nor no. Write yes or no."),
    ("opens", "2026-12-01 08:00", "19:12 quizzes[0].opens",
     "‘2026-12-01 08:00’ names no time zone. Write it with its zone, as 2026-12-01 08:00 Europe/Oslo or"
     " 2026-12-01T08:00+01:00."),
    ("opens", "2026-03-29 02:30 Europe/Oslo", "19:12 quizzes[0].opens",
     "‘2026-03-29 02:30 Europe/Oslo’ is skipped there: clocks are put forward over it. Write an hour later."),
    ("draws", "{count: 3}", "18:20 quizzes[0].draws.count",
     "it asks for 3, and this part of the bank has 2. Ask for at most 2, or narrow it less."),
    ("draws", "[{count: 1}, {count: 1, tags: trade}]", "18:42 quizzes[0].draws[1].tags",
     "there is no tag “trade”. Name a tag of the bank, or leave it out."),
    ("points", "{shps: 2}", "19:20 quizzes[0].points.shps",
     "there is no item “harbour/shps”. Did you mean “harbour/ships”?"),
    ("points", "{harbour/ships: 1001}", "19:29 quizzes[0].points.harbour/ships",
     "1001.000 is not possible. Give 0 to 1000, with at most three decimals."),
    ("points", "{ships: 1/2}", "19:21 quizzes[0].points.ships",
     "‘1/2’ is not a number of points. Write 2 or 0.5, with at most three decimals."),
    ("review", "{later: footnotes}", "19:21 quizzes[0].review.later",
     "footnotes without answers; a footnote gives the answer away."
     " Show answers too, or leave footnotes out."),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "place", "said"), FAULTS)
def test_a_fault_is_told_with_its_place_and_cure(key: str, value: str | None, place: str, said: str) -> None:
    deck, problems = load(quiz(**{key: value}))
    assert deck is None
    assert f"harbour.yaml:{place} — {said}" in [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("value", "key"),
    [("[1]", "minutes"), ("{a: b}", "shuffled"), ("[x]", "opens"), ("tomorrow", "opens"), ("''", "closes"),
     ("2026-12-01 08:00 Nowhere/City", "opens"), ("0001-01-01T00:00+14:00", "opens"), ("worst", "counts"),
     ("2026-02-30 08:00Z", "opens"), ("[guess]", "ways"), ("-5", "penalty"), ("１０", "minutes"),
     ("2026-12-01 08:00 ../../etc/passwd", "opens"), ("1e3", "attempts"), ("[]", "draws"), ("1", "draws"),
     ("{ships: 1.2345}", "points")],
)  # fmt: skip
def test_what_is_no_such_value_is_refused(value: str, key: str) -> None:
    assert f"quizzes[0].{key}" in only_problem(**{key: value}).path


def test_two_quizzes_cannot_have_one_id() -> None:
    twice = quiz() + "  - {id: first, title: Again, draws: {count: 1}}\n"
    assert [problem.rule for problem in load(twice)[1]] == ["same-id"]


@pytest.mark.parametrize("value", ["none", "{id: first}"])
def test_quizzes_are_a_list(value: str) -> None:
    assert [problem.path for problem in load(f"{SIGNER}quizzes: {value}\n")[1]] == ["quizzes"]


def test_the_faults_of_items_and_quizzes_are_told_in_one_run() -> None:
    _, problems = load(quiz(minutes="ten").replace("answer: Anna Berg", "answer: Jan Novak"))
    assert [problem.rule for problem in problems] == ["answer-not-in-quote", "whole-number"]


def test_a_deck_alone_is_not_asked_for_what_other_decks_have() -> None:
    elsewhere = quiz(draws="{count: 1, decks: airport}")
    assert load(elsewhere)[1] == ()
    deck, problems = load_deck(HEAD + elsewhere, "harbour.yaml", LIBRARY, Bank({}, LIBRARY))
    assert deck is None and "there is no deck “airport”" in str(problems[0])


def test_a_quiz_may_draw_from_the_other_decks_of_its_bank() -> None:
    plane = item(id="plane", kind="date", answer="{date: 1960}", quote="Planes came in 1960", prompt="When?")
    airport = read_deck(f"deck: airport\ntitle: x\ndocument: airport\nitems:\n{plane}", "a.yaml", LIBRARY)
    harbour = read_deck(HEAD + quiz(draws="{count: 3, decks: all}"), "harbour.yaml", LIBRARY)
    both, alone = assemble([harbour, airport], LIBRARY), assemble([harbour], LIBRARY)
    assert both.problems == () and list(both.bank.quizzes) == [("harbour", "first")]
    assert [problem.rule for problem in alone.problems] == ["quiz"] and not alone.bank.decks


def test_a_deck_held_against_its_bank_is_asked_for_its_references_too() -> None:
    airport = load_deck(f"{HEAD.replace('deck: harbour', 'deck: airport')}{SIGNER}", "a.yaml", LIBRARY)[0]
    assert airport is not None
    others = Bank({"airport": airport}, LIBRARY)
    for reference, rules in (("airport/signer", []), ("airport/nobody", ["unknown-item"])):
        source = HEAD + item(conflicts_with=reference)
        assert [one.rule for one in load_deck(source, "harbour.yaml", LIBRARY, others)[1]] == rules


def test_the_schema_knows_quizzes() -> None:
    def errors(source: str) -> list[str]:
        node, _ = read(HEAD + source, "x.yaml")
        assert node is not None
        return [error.message for error in CHECKER.iter_errors(plain(node))]

    assert errors(quiz(minutes="10", shuffled="no", opens="2026-12-01 08:00 Europe/Oslo")) == []
    assert errors(quiz(minuts="10")) and errors(quiz(counts="worst")) and errors(quiz(draws="{}"))


# --- writing a quiz that was made in the form ---

shown = st.lists(st.sampled_from(SHOWN), unique=True).map(tuple)
titles = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
names = st.sampled_from(["harbour/signer", "harbour/ships", "airport/plane"])
moments = st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2050, 1, 1), timezones=st.just(UTC))
draws = st.builds(
    Draw,
    st.integers(1, 200),
    st.lists(st.sampled_from(["harbour", "airport"]), unique=True).map(tuple),
    st.lists(st.sampled_from(["harbour", "airport"]), unique=True).map(tuple),
    st.lists(st.sampled_from(KINDS), unique=True).map(tuple),
    st.lists(titles.map(lambda text: unicodedata.normalize("NFC", text)), max_size=2).map(tuple),
    st.lists(names, unique=True).map(tuple),
)
written_quizzes = st.builds(
    Quiz,
    titles.map(lambda text: unicodedata.normalize("NFC", text)),
    st.lists(draws, min_size=1, max_size=3).map(tuple),
    minutes=st.none() | st.integers(1, 1440),
    opens=moments,
    closes=moments,
    attempts=st.none() | st.integers(1, 9),
    counts=st.sampled_from(COUNTS),
    unseen_first=st.booleans(),
    sequential=st.booleans(),
    ways=st.lists(st.sampled_from(WAYS), min_size=1, unique=True).map(tuple),
    pass_mark=st.none() | st.integers(0, 100),
    points=st.dictionaries(names, st.integers(0, 1_000_000)),
    penalty=st.integers(0, 100),
    review=st.builds(Review, shown, shown, shown, shown),
)


@given(written_quizzes)
def test_a_quiz_of_the_form_is_the_same_from_a_deck_file(quiz: Quiz) -> None:
    source = f"{HEAD}{SIGNER}quizzes:\n{quiz_entry(quiz, 'first', 'harbour')}"
    text = read_deck(source, "harbour.yaml", LIBRARY)
    assert text.problems == (), [*map(str, text.problems), source]
    assert text.quizzes[0].written.quiz == quiz


def test_what_is_as_usual_is_not_written() -> None:
    assert quiz_entry(PLAIN, "first", "harbour") == (
        "  - id: first\n    title: The first week\n    draws:\n      - {count: 1}\n"
    )


BASE = HEAD + quiz(
    points="{ships: 2}", opens="2026-12-01 08:00 Europe/Oslo", review="{later: [answers]}", ways="[typed]"
)
MORE = ("no", "9999999999", "id: x", "2026-13-01")


@given(mutated(BASE, BASE.index("quizzes:"), MORE))
def test_a_mutated_quiz_gives_a_quiz_or_problems(source: str) -> None:
    deck, problems = load_deck(source, "harbour.yaml", LIBRARY, Bank({}, LIBRARY))
    assert (deck is None) == bool(problems)
