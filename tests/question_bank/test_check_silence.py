"""A warning can be silenced in its item with a reason; a silence that hides nothing is itself reported."""

from pathlib import Path

from question_bank.checks.findings import SIDE_RULES, findings
from question_bank.checks.people import load_people
from question_bank.checks.repeats import BANK_RULES, PAIR_RULES
from question_bank.deck_reader import read_deck
from question_bank.grading import fold
from tests.question_bank.checking import LIBRARY, PEOPLE, date, found, rules, sound
from tests.question_bank.decks import HEAD, only_problem

NOT = "Who did not sign the Harbour Treaty?"


def test_a_silence_hides_its_rule_in_its_item_only() -> None:
    silence = "{negative: the treaty itself puts it so}"
    quiet = sound(prompt=NOT, silence=silence)
    loud = date(prompt="On what date was it not yet signed in Oslo?")
    assert rules(quiet) == []
    assert [problem.path for problem in found(quiet, loud)] == ["items[1].prompt"]


def test_a_silence_hides_no_other_rule() -> None:
    silence = "{negative: the treaty itself puts it so}"
    assert rules(sound(prompt="Who did not sign this agreement?", silence=silence)) == ["points-to-page"]


def test_a_duplicate_can_be_silenced_in_the_later_item() -> None:
    assert rules(sound(), sound(id="again", silence="{same-prompt: the two are read apart}")) == []


def test_an_unused_silence_is_reported_at_its_place() -> None:
    (problem,) = found(sound(silence="{negative: it was once put with a not}"))
    assert (problem.rule, problem.severity) == ("unused-silence", "warning")
    assert problem.path == "items[0].silence.negative"


def test_a_silence_of_an_unknown_rule_is_an_error_that_names_the_nearest() -> None:
    (problem,) = found(sound(silence="{negatives: it is put so}"))
    assert (problem.rule, problem.severity) == ("unknown-rule", "error")
    assert "Did you mean negative?" in problem.cure


def test_a_silence_without_a_reason_does_not_load() -> None:
    assert only_problem(sound(silence='{negative: ""}')).path == "items[0].silence.negative"


def test_every_rule_is_tried_by_name_and_says_why_it_matters_and_how_to_mend() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_check*.py"))
    every = [(one.name, one.why, one.cure) for one in SIDE_RULES]
    every += [(one.name, one.why, one.cure) for one in PAIR_RULES]
    every += [(one.name, one.why, one.cure) for one in BANK_RULES]
    assert [name for name, _, _ in every if f'"{name}"' not in tests] == []
    assert all(why.endswith(".") and cure.endswith(".") for _, why, cure in every)


def test_every_finding_says_why_it_matters_and_how_to_mend_it() -> None:
    (problem,) = found(sound(prompt=NOT))
    assert problem.why and problem.cure and str(problem).index(problem.why) < str(problem).index(problem.cure)


def test_the_list_of_people_is_sound_and_gives_no_name_to_two() -> None:
    people, problems = load_people()
    assert problems == []
    owners = {(fold(name), one.name) for one in people.people for name in (one.name, *one.aliases)}
    assert len(owners) == len(people.known)
    assert len({one.name for one in people.people}) == len(people.people)


def test_warnings_are_given_beside_the_errors_of_other_items() -> None:
    text = read_deck(HEAD + sound(quote="Nobody said this") + sound(id="b", prompt=NOT), "x.yaml", LIBRARY)
    assert [problem.path for problem in text.problems] == ["items[0].quote"]
    assert [problem.path for problem in findings([text], LIBRARY, PEOPLE)] == ["items[1].prompt"]
