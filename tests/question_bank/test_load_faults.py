"""Every fault of a deck is said where it is, with its cure, and all of them at once."""

import pytest

from question_bank.load import load_deck
from tests.question_bank.decks import HEAD, LIBRARY, deck_of, item, load, only_problem

# what is changed in the item, the path, the rule, a part of the message
FAULTS: dict[str, tuple[dict[str, object], str, str, str]] = {
    "an unknown key": ({"promt": "x"}, "items[0].promt", "extra-forbidden", "Did you mean prompt?"),
    "a key like none": (
        {"zzz": "x"},
        "items[0].zzz",
        "extra-forbidden",
        "the keys here are id, kind, prompt, answer",
    ),
    "a missing prompt": (
        {"prompt": None},
        "items[0].prompt",
        "missing",
        "this key is missing. Add it, as in prompt:",
    ),
    "a key by a name of its own": (
        {"question": "Who?"},
        "items[0].question",
        "extra-forbidden",
        "Here it is called prompt",
    ),
    "a number cut in two": (
        {"answer": "{number: 48,000, unit: ships}"},
        "items[0].answer.000",
        "extra-forbidden",
        'Put it in quotation marks, as in "48,000"',
    ),
    "sources that are texts": (
        {"sources": "[Anna Berg signed]", "quote": None},
        "items[0].sources[0]",
        "model-type",
        "the keys here are document, quote, prefix, suffix",
    ),
    "a date in words": (
        {"answer": "{date: 3 May 1950}"},
        "items[0].answer.date",
        "bad-date",
        "Write 1950-05-03",
    ),
    "an empty prompt": ({"prompt": ""}, "items[0].prompt", "empty", "the text is empty"),
    "a list for a prompt": (
        {"prompt": "[a, b]"},
        "items[0].prompt",
        "string-type",
        "a list stands where a text",
    ),
    "a text for tags": ({"reverse": "x"}, "items[0].reverse", "model-type", "a text stands where a group"),
    "an unknown kind": ({"kind": "place"}, "items[0].kind", "literal-error", "‘place’ is not one of 'date'"),
    "a bad id": ({"id": "Signer_1"}, "items[0].id", "bad-id", "Use small letters, digits and single hyphens"),
    "no shape": ({"answer": "{year: 1950}"}, "items[0].answer", "unknown-shape", "{number: …, unit: …}"),
    "a list as an answer": ({"answer": "[a, b]"}, "items[0].answer", "unknown-shape", "{all_of: […]}"),
    "a bad date": ({"answer": "{date: 30.1.1950}"}, "items[0].answer.date", "bad-date", "1950-01-30"),
    "an impossible date": (
        {"answer": "{date: 1950-02-30}"},
        "items[0].answer.date",
        "bad-date",
        "Write a year",
    ),
    "a bad number": ({"answer": "{number: many}"}, "items[0].answer.number", "bad-number", "one thousand"),
    "a key inside an answer": (
        {"answer": "{number: 4, units: ships}"},
        "items[0].answer.units",
        "extra-forbidden",
        "Did you mean unit?",
    ),
    "one part only": ({"answer": "{all_of: [a]}"}, "items[0].answer.all_of", "too-short", "fewer than 2"),
    "a bad part": (
        {"answer": "{all_of: [a, {txt: b, text: c}]}"},
        "items[0].answer.all_of[1].txt",
        "extra-forbidden",
        "Did you mean text?",
    ),
    "a part twice": (
        {"answer": "{all_of: [Anna Berg, Harbour Treaty, anna berg]}"},
        "items[0].answer",
        "same-part",
        "‘anna berg’ stands there twice",
    ),
    "wordings beside parts": (
        {"answer": "{order: [Anna Berg, Harbour Treaty]}", "accept": "[x]"},
        "items[0].accept",
        "accept-of-parts",
        "{text: …, accept: [...]}",
    ),
    "no quote": ({"quote": None}, "items[0]", "no-quote", "neither quote nor sources"),
    "quote and sources": (
        {"sources": "[{quote: Anna Berg signed}]"},
        "items[0].quote",
        "quote-and-sources",
        "Move it",
    ),
    "a document that is not there": (
        {"quote": None, "sources": "[{document: x, quote: y}]"},
        "items[0].sources[0].document",
        "unknown-document",
        "000_harbour (harbour)",
    ),
    "a quote that is not there": (
        {"quote": "Anna Berg sang"},
        "items[0].quote",
        "quote-not-found",
        "[-sang-]{+",
    ),
    "a quote in a teaser": (
        {"quote": "interview of 1 May 1999"},
        "items[0].quote",
        "odd-place",
        "no evidence",
    ),
    "a quote that does not say it": (
        {"answer": "Bergen"},
        "items[0].answer",
        "answer-not-in-quote",
        "the quote does not say ‘Bergen’",
    ),
    "proof that is not in the quote": (
        {"answer": "Bergen", "answer_from": "[signed, Bergen]"},
        "items[0].answer_from[1]",
        "answer-from-not-in-quote",
        "‘Bergen’ does not stand in the quote",
    ),
    "a distractor that is right": (
        {"accept": "[A. Berg]", "distractors": "[Carl Dahl, the A. Berg]"},
        "items[0].distractors[1]",
        "distractor-is-right",
        "would be graded right",
    ),
    "a distractor that is a slip away": (
        {"answer": "Harbour Treaty", "distractors": "[Harbor Treaty]"},
        "items[0].distractors[0]",
        "distractor-is-right",
        "would be graded right",
    ),
    "the same distractor twice": (
        {"distractors": "[Carl Dahl, carl dahl]"},
        "items[0].distractors[1]",
        "same-distractor",
        "the same as number 1",
    ),
    "a distractor of another shape": (
        {"distractors": "[{date: 1950}]"},
        "items[0].distractors[0]",
        "distractor-shape",
        "the distractor is a date, the answer a text",
    ),
    "a conflict with nothing": (
        {"conflicts_with": "[nobody]"},
        "items[0].conflicts_with",
        "unknown-item",
        "there is no item harbour/nobody",
    ),
    "a conflict with itself": (
        {"conflicts_with": "signer"},
        "items[0].conflicts_with",
        "unknown-item",
        "itself",
    ),
    "a faulty reverse": (
        {"reverse": "{prompt: What did she sign?, answer: a letter}"},
        "items[0].reverse.answer",
        "answer-not-in-quote",
        "‘a letter’",
    ),
    "a distractor of the reverse that is right": (
        {"reverse": "{prompt: What was it?, answer: Harbour Treaty, distractors: [the harbour treaty]}"},
        "items[0].reverse.distractors[0]",
        "distractor-is-right",
        "would be graded right",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_said_at_its_place_with_its_cure(name: str) -> None:
    keys, path, rule, words = FAULTS[name]
    problem = only_problem(item(**keys))
    assert (problem.path, problem.rule) == (path, rule)
    assert words in str(problem)
    assert 5 <= problem.line <= 11 and not problem.what.endswith(".") and problem.cure.endswith((".", "?"))


def test_the_sound_item_that_the_faults_start_from_has_none() -> None:
    assert deck_of(item()).items[0].id == "signer"


def test_a_problem_reads_as_file_line_column_path_what_and_cure() -> None:
    assert str(only_problem(item(answer="Bergen"))) == (
        "harbour.yaml:8:13 items[0].answer — the quote does not say ‘Bergen’. "
        "Quote the words that say it, several quotes under sources:, or name the words of the quote that "
        "prove it, as in answer_from: the following year."
    )


def test_a_number_twice_as_a_distractor_is_the_answer_in_another_unit() -> None:
    keys = {"answer": "{number: 6.1 billion, unit: USD}", "quote": "worth $6.1 billion"}
    assert only_problem(item(**keys, distractors="[6100 million]")).rule == "distractor-is-right"
    assert deck_of(item(**keys, distractors="[6.1 million]"))


def test_a_half_bad_file_stores_nothing_and_reports_everything() -> None:
    deck, problems = load(
        item(quote="Anna Berg sang"),
        item(id="fine"),
        item(id="two-faults", kind="place", quote="Anna Berg danced"),
        item(id="fine", answer="Bergen"),
    )
    assert deck is None
    assert [(problem.line, problem.rule) for problem in problems] == [
        (9, "quote-not-found"),
        (16, "literal-error"),
        (19, "quote-not-found"),
        (20, "same-id"),
        (23, "answer-not-in-quote"),
    ]


def test_after_500_problems_the_rest_of_a_deck_is_left_for_later() -> None:
    deck, problems = load(*(item(id=f"i{n}", kind="place") for n in range(600)))
    assert deck is None
    assert len(problems) == 501 and problems[-1].rule == "too-many-problems"


def test_the_same_id_twice_names_both_lines() -> None:
    assert only_problem(item(), item()).what == "the id signer stands in line 10 and in line 5"


def test_a_deck_without_items_says_so() -> None:
    _, problems = load_deck("deck: x\ntitle: y\n", "x.yaml", LIBRARY)
    assert [problem.rule for problem in problems] == ["no-items"]


def test_a_deck_that_is_a_list_says_so() -> None:
    _, problems = load_deck("- a\n", "x.yaml", LIBRARY)
    assert [problem.rule for problem in problems] == ["not-a-deck"]


def test_a_deck_whose_document_is_unknown_says_so_once_at_the_top() -> None:
    _, problems = load(item(), head=HEAD.replace("000_harbour", "nowhere"))
    assert (problems[0].line, problems[0].rule) == (3, "unknown-document")


def test_a_deck_may_name_its_document_by_slug() -> None:
    deck, problems = load(item(), head=HEAD.replace("000_harbour", "harbour"))
    assert problems == () and deck is not None
    assert deck.document == "000_harbour"


def test_wrong_keys_of_the_deck_and_faults_of_its_items_come_together() -> None:
    _, problems = load(item(answer="Bergen"), head=HEAD.replace("title", "titel"))
    assert [problem.rule for problem in problems] == ["missing", "extra-forbidden", "answer-not-in-quote"]
