"""The five documents are what they were, and their catalogue marks exactly what is not their own words."""

import hashlib
from pathlib import Path

import pytest

from question_bank.catalogue import load_documents
from question_bank.load import DOCUMENTS

SHA256 = {
    "000_1be89282eb572229": "cabd3028d459df92a27a6e823e0d86154c4d3651d312aaa01d2a2d3a3fa56f23",
    "001_b68897664d9d9ea2": "bd41db1026fefbd0a62c74ccb7f97eb166ce82395badb6c198eb96486811d5a4",
    "002_ef9b8749022d732d": "8cba01a30ab6e93aa6f4341693e322145993ef7d7cdc614422430657350bf17b",
    "003_fde5aab7314cabf6": "86bd40bc23f8fc2bc234308170dcc9adbddd26474b926789a7a8284873ba81d4",
    "004_a241270a3cae8e98": "03203e88416ccb5d38de7989277b42b3fe8d8105a202ca2462b9635af2338cdf",
}

# document: each odd place's kind, first words and last words
ODD = {
    "000_1be89282eb572229": [
        ("chrome", "List of", "speakers"),
        ("teaser", "Foreign Minister Sergey Lavrov’s Remarks", "his speech and Q&A session."),
        ("chrome", "Expert", "Opinions"),
    ],
    "001_b68897664d9d9ea2": [
        ("teaser", "Russian-Vietnamese Military-Technical Cooperation\nKonstantin", "Vietnam and Russia."),
        ("chrome", "Expert", "Opinions"),
        ("teaser", "Russia-Vietnam: International Cooperation", "to ponder and negotiate its future."),
        ("chrome", "Club events\nViews expressed", "unless explicitly stated otherwise."),
    ],
    "002_ef9b8749022d732d": [("chrome", "Vladimir Putin e", "To Lam")],
    "003_fde5aab7314cabf6": [("chrome", "You can skip to the end", "Bromoney and Wordpress Themes")],
    "004_a241270a3cae8e98": [
        ("teaser", "Russia-Vietnam: Balancing Strategies\nEkaterina", "will require a strategic approach."),
        ("chrome", "Op", "inions"),
        ("chrome", "Views expressed", "unless explicitly stated otherwise."),
    ],
}
SHIPPED, PROBLEMS = load_documents(DOCUMENTS, "seeds")


def test_the_catalogue_has_no_problem() -> None:
    assert [str(problem) for problem in PROBLEMS] == []


@pytest.mark.parametrize("name", SHA256)
def test_a_document_is_byte_for_byte_what_it_was(name: str) -> None:
    assert hashlib.sha256((DOCUMENTS / f"{name}.txt").read_bytes()).hexdigest() == SHA256[name]


def test_the_five_documents_are_all_there_is() -> None:
    assert list(SHIPPED) == list(SHA256) == sorted(path.stem for path in DOCUMENTS.glob("*.txt"))


@pytest.mark.parametrize("name", ODD)
def test_the_odd_places_begin_and_end_with_the_expected_words(name: str) -> None:
    with (DOCUMENTS / f"{name}.txt").open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    odd = SHIPPED[name].odd
    assert [place.kind for place in odd] == [kind for kind, _, _ in ODD[name]]
    for place, (_, first, last) in zip(odd, ODD[name], strict=True):
        words = text[place.start : place.end]
        assert words.startswith(first) and words.endswith(last)


@pytest.mark.parametrize("name", SHA256)
def test_the_title_is_the_first_line_and_has_no_number(name: str) -> None:
    document = SHIPPED[name]
    first = document.passages[0]
    assert document.text[first.start : first.end] == document.title
    assert first.number is None


@pytest.mark.parametrize("name", SHA256)
def test_the_passages_hold_every_word_and_are_numbered_without_a_gap(name: str) -> None:
    document = SHIPPED[name]
    kept = " ".join(document.text[passage.start : passage.end] for passage in document.passages)
    assert kept.split() == document.text.split()
    numbers = [passage.number for passage in document.passages if passage.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_paragraph_in_a_teaser_has_no_number() -> None:
    document = SHIPPED["004_a241270a3cae8e98"]
    assert document.passage_at(document.text.index("Ekaterina Koldunova")).number is None
    assert document.passage_at(document.text.index("This has much to do")).number == 8


# --- faults of a catalogue ---

ENTRY = "  - {file: a, slug: a, title: A, author: x, publisher: y, dated: z, odd: [%s]}\n"


def _faults(folder: Path, catalogue: str, text: str = "A\n\nWords.\n") -> list[tuple[int, str, str]]:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "catalogue.yaml").write_text(catalogue, encoding="utf-8")
    _, problems = load_documents(folder, "seeds")
    return [(problem.line, problem.path, problem.rule) for problem in problems]


def test_a_sound_catalogue_has_no_faults(tmp_path: Path) -> None:
    assert _faults(tmp_path, "documents:\n" + ENTRY % "{start: 0, end: 2, kind: chrome}") == []


@pytest.mark.parametrize("bounds", ["start: 2, end: 2", "start: 3, end: 2", "start: 3, end: 99"])
def test_an_odd_place_must_lie_in_the_text(tmp_path: Path, bounds: str) -> None:
    faults = _faults(tmp_path, "documents:\n" + ENTRY % f"{{{bounds}, kind: chrome}}")
    assert faults == [(2, "documents[0].odd[0]", "bad-range")]


def test_a_catalogue_goes_through_the_same_reader(tmp_path: Path) -> None:
    assert _faults(tmp_path, "documents: &a []\n") == [(1, "", "anchor")]
    assert _faults(tmp_path, "documents:\n" + (ENTRY % "").replace("slug", "slag")) == [
        (2, "documents[0].slug", "missing"),
        (2, "documents[0].slag", "extra-forbidden"),
    ]


def test_a_document_listed_twice_is_refused(tmp_path: Path) -> None:
    faults = _faults(tmp_path, "documents:\n" + ENTRY % "" + ENTRY % "")
    assert faults == [(3, "documents[1].file", "same-document")]


def test_a_listed_file_must_be_there_and_a_file_must_be_listed(tmp_path: Path) -> None:
    faults = _faults(tmp_path, "documents:\n" + (ENTRY % "").replace("file: a", "file: b"))
    assert faults == [(2, "documents[0].file", "no-file"), (1, "documents", "not-listed")]


def test_a_document_holds_no_character_that_a_quote_may_not(tmp_path: Path) -> None:
    faults = _faults(tmp_path, "documents:\n" + ENTRY % "", text="one\n\u202etwo\n")
    assert faults == [(2, "documents[0].file", "forbidden-character")]


def test_a_byte_order_mark_is_no_part_of_a_document(tmp_path: Path) -> None:
    assert _faults(tmp_path, "documents:\n" + ENTRY % "", text="\ufeffabc") == []
    assert load_documents(tmp_path, "x")[0]["a"].text == "abc"


def test_a_folder_without_a_catalogue_says_so(tmp_path: Path) -> None:
    _, problems = load_documents(tmp_path, "seeds")
    assert [problem.rule for problem in problems] == ["no-catalogue"]
