"""Mentions: what the rules find in a text, where exactly, and what they take it to mean."""

import random
import time
from decimal import Decimal

import pytest

from question_bank.dates import parse_edtf
from question_bank.document import Document
from question_bank.item import KINDS, Kind
from question_bank.mentions import Amount, Mention, find_mentions
from tests.benchmarks.mentions import GOALS, measure
from tests.question_bank.marked_sentences import Marked, all_sentences, development, held_out, parse
from tests.question_bank.shipped import BANK


def found(text: str, kind: Kind) -> list[str]:
    return [text[one.start : one.end] for one in find_mentions(text) if one.kind == kind]


@pytest.mark.parametrize("half", [development, held_out], ids=lambda half: half.__name__)
@pytest.mark.parametrize("kind", KINDS)
def test_the_marked_sentences_are_found_as_well_as_promised(kind: Kind, half: object) -> None:
    sentences = development() if half is development else held_out()
    exact_recall, exact_precision, _, _ = measure(sentences)[kind].shares
    assert exact_recall >= GOALS[kind]
    assert exact_precision >= GOALS[kind]


def test_the_marked_set_is_large_and_has_sentences_with_nothing_in_them() -> None:
    sentences = all_sentences()
    assert len(sentences) >= 250
    assert len({one.text for one in sentences}) == len(sentences)
    assert sum(not one.marks for one in sentences) >= 50


def test_marks_may_lie_in_one_another() -> None:
    assert parse("the [a:[d:1982] Convention]") == Marked(
        "the 1982 Convention", (("date", 4, 8), ("agreement", 4, 19))
    )


@pytest.mark.parametrize("document", BANK.documents.values(), ids=lambda document: document.slug)
def test_mentions_of_one_kind_are_in_order_and_never_overlap(document: Document) -> None:
    mentions = find_mentions(document.text)
    assert mentions
    for kind in KINDS:
        own = [one for one in mentions if one.kind == kind]
        assert all(0 <= one.start < one.end <= len(document.text) for one in own)
        assert all(one.end <= other.start for one, other in zip(own, own[1:], strict=False))


def value(text: str) -> object:
    mentions = find_mentions(text)
    assert len(mentions) == 1, mentions
    return mentions[0].value


@pytest.mark.parametrize(
    "text, edtf",
    [
        ("They met on 30 January 1950.", "1950-01-30"),
        ("They met in December 2018.", "2018-12"),
        ("They met on 25-26 February.", "XXXX-02-25/XXXX-02-26"),
        ("It grew from 2012 to 2021.", "2012/2021"),
        ("It began in late 2016.", "2016~"),
        ("Done this tenth day of December, one thousand nine hundred and eighty-two.", "1982-12-10"),
    ],
)
def test_a_date_is_known_at_its_precision(text: str, edtf: str) -> None:
    assert value(text) == parse_edtf(edtf)


@pytest.mark.parametrize(
    "text, amount",
    [
        ("It cost over $350 million.", Amount(Decimal(350_000_000), "USD")),
        ("It grew by 8 per cent.", Amount(Decimal(8), "%")),
        ("It bought 12 aircraft.", Amount(Decimal(12), "aircraft")),
        ("It lasts 10-15 years.", Amount(Decimal(15), "year")),
    ],
)
def test_a_figure_is_known_with_its_unit(text: str, amount: Amount) -> None:
    assert value(text) == amount


def test_a_person_has_the_title_but_the_place_is_the_name_alone() -> None:
    text = "Russian Foreign Minister Sergey Lavrov spoke."
    assert find_mentions(text) == [Mention("person", 25, 38, "Sergey Lavrov", "Russian Foreign Minister")]


def test_a_person_once_named_is_known_by_the_family_name() -> None:
    assert found("Lavrov waited.", "person") == []
    assert found("Sergey Lavrov came. Lavrov waited.", "person") == ["Sergey Lavrov", "Lavrov"]


def test_an_abbreviation_given_in_the_text_is_the_agreement_later() -> None:
    text = "The Northern Seas Compact (NSC) was signed. The NSC has a secretariat."
    assert found(text, "agreement") == ["Northern Seas Compact", "NSC", "NSC"]
    assert found("The NSC has a secretariat.", "agreement") == []


@pytest.mark.parametrize(
    "text",
    [
        "Article 5, paragraph 3 and page 12 of document 7",
        "The Yak-130, the T-90S and the S-400 were shown.",
        "The G20 and the Group of 77 met under Chapter 7.",
        "The Long Phu 1 plant was built after World War II.",
        "(1) trade, (2) sanctions, (3) energy",
        "The talks began at 9:30 a.m. in Room 2020.",
        "The two leaders and their two countries",
        "This Treaty, the Agreement and the said Protocol",
        "The convention centre and the charter flight",
        "The soldiers may march to the sea.",
    ],
)
def test_what_only_looks_like_a_mention_is_none(text: str) -> None:
    assert find_mentions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ho Chi Minh City and San Francisco",
        "the USS Abraham Lincoln",
        "Charles de Gaulle Airport",
        "the Nelson Mandela Foundation",
        "Hurricane Maria",
        "President of the Security Council",
    ],
)
def test_what_bears_a_name_is_no_person(text: str) -> None:
    assert found(text, "person") == []


@pytest.mark.parametrize(
    "name",
    "Nguyen Phu Trong|Xi Jinping|Moon Jae-in|Ursula von der Leyen|Mohammed bin Salman|Abdel Fattah el-Sisi|"
    "Luiz Inácio Lula da Silva|Vincent van Gogh|J. K. Rowling|Martin Luther King Jr.|Conor O’Neill|"
    "Recep Tayyip Erdoğan|TRAN Duc Luong|Jean-Claude Juncker|Kofi Annan".split("|"),
)
def test_names_of_many_languages_are_whole(name: str) -> None:
    assert found(f"The report quotes {name} on the matter.", "person") == [name]
    assert found(f"President {name}’s visit was short.", "person") == [name]


def test_odd_spaces_and_wrapped_lines_do_not_hide_a_mention() -> None:
    text = "It was on 30\u00a0January\u202f1950, in the great hall, that Minister Pham Van\nDong signed it."
    assert found(text, "date") == ["30\u00a0January\u202f1950"]
    assert found(text, "person") == ["Pham Van\nDong"]
    assert found("A list of names\nPham Van Dong\nMaria Silva", "person") == ["Pham Van Dong", "Maria Silva"]


def test_the_same_text_gives_the_same_mentions_wherever_it_stands() -> None:
    sentences = [one.text for one in development()]
    random.Random(5).shuffle(sentences)
    assert find_mentions("\n\n".join(sentences)) == find_mentions("\n\n".join(sentences))


HOSTILE = [
    "100 ", "1,234,", "1990 and 1991 and ", "two hundred and ", "one-", "Treaty of the ",
    "Agreement between A and B, C ",
    "joint agreement ", "a new thing agreement ", "Minister of ", "Maria van der ", "J. ", "U.S.",
    "(", "'", "$", "-",
    "January ", "the early 19th ", "A, ", "Leaders’ ", "\n", "\u00a0", "a", "é", "May and June to ",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("repeated", HOSTILE)
def test_time_grows_with_the_length_of_the_text(repeated: str) -> None:
    def seconds(length: int) -> float:
        text = (repeated * (length // len(repeated) + 1))[:length]
        started = time.process_time()
        find_mentions(text)
        return time.process_time() - started

    short = max(min(seconds(1_000) for _ in range(3)), 0.002)
    assert min(seconds(8_000) for _ in range(2)) / short < 8 * 3  # linear is 8, quadratic 64
