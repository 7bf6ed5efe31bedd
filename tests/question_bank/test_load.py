"""Loading: every shape of an answer comes in whole, and a fingerprint tells one wording from another."""

from decimal import Decimal

from question_bank.dates import Edtf, Point
from question_bank.item import AllOf, Date, Number, Order, Pairs, Text
from tests.question_bank.decks import SIGNER, deck_of, item, only_problem

SHIPS = "Forty ships came in March 1951, from Bergen, Oslo and Turku"


def _answer(**keys: object) -> object:
    return deck_of(item(**keys)).items[0].answer


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


def _fingerprint(**keys: object) -> str:
    return deck_of(item(**keys)).items[0].fingerprint


def test_a_fingerprint_changes_with_the_wording() -> None:
    assert _fingerprint() != _fingerprint(prompt="Who signed the treaty of Oslo?")
    assert _fingerprint() != _fingerprint(accept="[Berg]")


def test_a_fingerprint_does_not_change_with_tags_or_place() -> None:
    assert _fingerprint() == _fingerprint(tags="[people]")
    assert deck_of(SIGNER).items[0].fingerprint == deck_of(item(id="first"), SIGNER).items[1].fingerprint
