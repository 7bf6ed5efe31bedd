"""Loading: every shape of an answer comes in whole, and every fault is said where it is, with its cure."""

from decimal import Decimal
from pathlib import Path

import pytest

from question_bank.dates import Edtf, Point
from question_bank.item import AllOf, Date, Number, Order, Pairs, Text
from question_bank.load import MODELINE, load_bank, load_deck, load_files
from tests.question_bank.decks import HEAD, LIBRARY, SIGNER, TEXT, deck_of, item, load, only_problem

SHIPS = "Forty ships came in March 1951, from Bergen, Oslo and Turku"


def _answer(**keys: object) -> object:
    return deck_of(item(**keys)).items[0].answer


# --- what comes in ---


def test_a_text_with_its_other_wordings() -> None:
    assert _answer(accept="[A. Berg, Berg]") == Text("Anna Berg", ("A. Berg", "Berg"))


def test_a_single_other_wording_needs_no_list() -> None:
    assert _answer(accept="Berg") == Text("Anna Berg", ("Berg",))


def test_a_date() -> None:
    found = _answer(kind="date", answer="{date: 1950-01-30}", quote="On 30 January 1950")
    assert found == Date(Edtf(Point(1950, 1, 30)))


def test_a_number_with_unit_hedge_and_tolerance() -> None:
    written = "{number: 6.1 billion, unit: USD, hedge: about, tolerance: 100 million}"
    found = _answer(kind="figure", answer=written, quote="worth $6.1 billion")
    assert found == Number(Decimal(6_100_000_000), "6.1 billion", "USD", "about", Decimal(100_000_000))


def test_all_of_with_a_part_that_has_other_wordings() -> None:
    found = _answer(answer="{all_of: [Bergen, {text: Turku, accept: [Åbo]}]}", quote=SHIPS)
    assert found == AllOf((Text("Bergen"), Text("Turku", ("Åbo",))))


def test_an_order() -> None:
    assert _answer(answer="{order: [Bergen, Oslo]}", quote=SHIPS) == Order((Text("Bergen"), Text("Oslo")))


def test_pairs() -> None:
    found = _answer(answer="{pairs: {first: Bergen, last: {text: Turku}}}", quote=SHIPS)
    assert found == Pairs(((Text("first"), Text("Bergen")), (Text("last"), Text("Turku"))))


def test_a_distractor_takes_the_shape_of_the_answer_and_the_unit_of_a_number() -> None:
    made = deck_of(
        item(answer="{date: 1951-03}", quote=SHIPS, distractors="[1952-03, {date: 1953-03}]"),
        item(id="n", answer="{number: forty, unit: ships}", quote=SHIPS, distractors="[24, {number: 60}]"),
    )
    assert made.items[0].distractors == (Date(Edtf(Point(1952, 3))), Date(Edtf(Point(1953, 3))))
    assert made.items[1].distractors == (
        Number(Decimal(24), "24", "ships"),
        Number(Decimal(60), "60", "ships"),
    )


def test_a_reverse_is_verified_like_its_item() -> None:
    reverse = "{prompt: What did Anna Berg sign?, answer: Harbour Treaty, distractors: [a letter]}"
    made = deck_of(item(reverse=reverse)).items[0]
    assert made.reverse is not None
    assert made.reverse.answer == Text("Harbour Treaty")
    assert made.directions == ("forward", "reverse")


def test_sources_may_lie_in_several_documents() -> None:
    sources = "[{quote: Anna Berg signed}, {document: airport, quote: Planes came in 1960}]"
    made = deck_of(item(quote=None, sources=sources)).items[0]
    assert made.documents == ("000_harbour", "001_airport")


def test_a_quote_stays_verbatim_while_words_are_normalised() -> None:
    made = deck_of(
        item(prompt="Who signed at the cafe\u0301?", quote="names “peace – and trade”", answer="peace")
    )
    assert made.items[0].prompt == "Who signed at the caf\u00e9?"
    assert made.items[0].sources[0].quote == "names “peace – and trade”"


def test_a_conflict_is_known_by_deck_and_id() -> None:
    made = deck_of(item(), item(id="other", conflicts_with="signer"))
    assert made.items[1].conflicts_with == ("harbour/signer",)


def test_a_year_is_proved_by_a_fuller_date_but_not_the_other_way_round() -> None:
    assert _answer(answer="{date: 1951}", quote=SHIPS)
    assert only_problem(item(answer="{date: 1951-03-02}", quote=SHIPS)).rule == "answer-not-in-quote"


def test_words_of_the_quote_may_prove_an_answer_it_does_not_spell_out() -> None:
    assert only_problem(item(answer="head of the ministry", quote=SHIPS)).rule == "answer-not-in-quote"
    assert _answer(answer="two score", quote=SHIPS, answer_from="Forty ships")


def test_a_number_is_proved_by_words_but_not_in_another_currency() -> None:
    assert _answer(answer="{number: 40, unit: ships}", quote=SHIPS)
    wrong = item(answer="{number: 6.1 billion, unit: EUR}", quote="worth $6.1 billion")
    assert only_problem(wrong).rule == "answer-not-in-quote"


def test_an_interval_is_proved_by_both_its_ends() -> None:
    quote = "On 30 January 1950 Anna Berg signed the Harbour Treaty in Oslo. It was worth $6.1 billion"
    assert only_problem(item(answer="{date: 1950/1951}", quote=quote)).rule == "answer-not-in-quote"
    sources = f"[{{quote: '{quote}'}}, {{quote: '{SHIPS}'}}]"
    assert _answer(answer="{date: 1950/1951}", quote=None, sources=sources)


# --- fingerprints ---


def _fingerprint(**keys: object) -> str:
    return deck_of(item(**keys)).items[0].fingerprint


def test_a_fingerprint_changes_with_the_wording() -> None:
    assert _fingerprint() != _fingerprint(prompt="Who signed the treaty of Oslo?")
    assert _fingerprint() != _fingerprint(accept="[Berg]")


def test_a_fingerprint_does_not_change_with_tags_or_place() -> None:
    assert _fingerprint() == _fingerprint(tags="[people]")
    assert deck_of(SIGNER).items[0].fingerprint == deck_of(item(id="first"), SIGNER).items[1].fingerprint


# --- faults ---

# what is changed in the item, the path, the rule, a part of the message
FAULTS: dict[str, tuple[dict[str, object], str, str, str]] = {
    "an unknown key": ({"promt": "x"}, "items[0].promt", "extra-forbidden", "Did you mean prompt?"),
    "a key like none": (
        {"zzz": "x"},
        "items[0].zzz",
        "extra-forbidden",
        "the keys here are id, kind, prompt, answer",
    ),
    "a missing prompt": ({"prompt": None}, "items[0].prompt", "missing", "this key is missing. Add it."),
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
        "Quote the words that say it, or name the words of the quote that prove it with answer_from:."
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


# --- folders ---


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "000_harbour.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "catalogue.yaml").write_text(
        "documents:\n  - {file: 000_harbour, slug: harbour, title: The Harbour Treaty, author: x,"
        " publisher: y, dated: z}\n",
        encoding="utf-8",
    )
    return tmp_path


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_of_decks_becomes_a_bank(folder: Path) -> None:
    _write(folder, "a.yaml", f"{MODELINE}\n{HEAD}{SIGNER}")
    (folder / "catalogue.yaml").rename(folder / "keep")
    documents = folder / "documents"
    documents.mkdir()
    (folder / "keep").rename(documents / "catalogue.yaml")
    (folder / "000_harbour.txt").rename(documents / "000_harbour.txt")
    loaded = load_bank(folder, documents)
    assert loaded.problems == ()
    assert list(loaded.bank.items) == [("harbour", "signer")]
    assert loaded.bank.names == {"Anna Berg"}


def test_a_deck_file_without_the_editor_line_is_refused(folder: Path) -> None:
    loaded = load_files([_write(folder, "a.yaml", HEAD + SIGNER)], folder)
    assert [(problem.line, problem.rule) for problem in loaded.problems] == [(1, "no-modeline")]
    assert MODELINE in loaded.problems[0].cure and not loaded.bank.decks


def test_the_editor_line_may_lead_to_the_schema_by_another_path(folder: Path) -> None:
    line = MODELINE.replace("../", "../../question_bank/")
    windows = f"{line}\n{HEAD}{SIGNER}".replace("\n", "\r\n")
    path = folder / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + windows.encode())
    assert load_files([path], folder).problems == ()


def test_the_same_deck_in_two_files_names_both(folder: Path) -> None:
    one = _write(folder, "a.yaml", f"{MODELINE}\n{HEAD}{SIGNER}")
    two = _write(folder, "b.yaml", f"{MODELINE}\n{HEAD}{SIGNER}")
    loaded = load_files([one, two], folder)
    assert [problem.rule for problem in loaded.problems] == ["same-deck"]
    assert str(one) in loaded.problems[0].what and str(two) in loaded.problems[0].what


def test_a_conflict_reaches_into_another_deck(folder: Path) -> None:
    other = HEAD.replace("deck: harbour", "deck: second") + item(conflicts_with="harbour/signer")
    paths = [
        _write(folder, "a.yaml", f"{MODELINE}\n{HEAD}{SIGNER}"),
        _write(folder, "b.yaml", f"{MODELINE}\n{other}"),
    ]
    assert load_files(paths, folder).problems == ()
    assert [problem.rule for problem in load_files(paths[1:], folder).problems] == ["unknown-item"]


def test_a_bad_deck_does_not_keep_the_others_out(folder: Path) -> None:
    good = _write(folder, "a.yaml", f"{MODELINE}\n{HEAD}{SIGNER}")
    bad = _write(folder, "b.yaml", f"{MODELINE}\ndeck: [\n")
    loaded = load_files([good, bad], folder)
    assert list(loaded.bank.decks) == ["harbour"]
    assert {problem.file for problem in loaded.problems} == {str(bad)}


def test_a_folder_without_decks_is_a_problem(folder: Path) -> None:
    assert [problem.rule for problem in load_bank(folder / "nowhere", folder).problems] == ["unreadable"]
