"""Rules for prompts: each warns of its fault and is silent about a sound prompt beside it."""

import pytest

from tests.question_bank.checking import aims, date, found, rules, sound, worth


@pytest.mark.parametrize("item", [sound(), worth(), date(), aims()])
def test_sound_items_get_no_warning(item: str) -> None:
    assert rules(item) == []


@pytest.mark.parametrize(
    "prompt",
    [
        "Who signed the Harbour Treaty, according to the article on the harbour?",
        "Who signed it, according to the article “The Harbour Treaty”?",
        "The Harbour Treaty was signed by ___.",
        "Name the minister who signed the Harbour Treaty.",
        "Which minister said when she spoke that the Harbour Treaty names its aims?",
        "Who signed the treaty that is “not of this year” in Oslo?",
        "What theory of textiles did Anna Berg's rival hold?",
        "Which minister, according to the author of the report, knew a notable in Oslo?",
    ],
)
def test_a_sound_prompt_gets_no_warning(prompt: str) -> None:
    assert set(rules(sound(prompt=prompt))) <= {"given-away"}


@pytest.mark.parametrize(
    ("prompt", "rule"),
    [
        ("The signer of the Harbour Treaty", "no-question"),
        ("Who is named in the text?", "points-to-page"),
        ("Who signed this agreement?", "points-to-page"),
        ("Who came to these countries, as mentioned above?", "points-to-page"),
        ("He met whom in Oslo?", "pronoun"),
        ("These ships met under whom?", "pronoun"),
        ("What was his post in Oslo?", "pronoun"),
        ("Who signed the agreement?", "points-to-page"),
        ("What did they sign in Oslo?", "pronoun"),
        ("Who signed the Harbour Treaty, and when?", "two-questions"),
        ("Who signed the Harbour Treaty? Where?", "two-questions"),
        ("Who came to Oslo in recent years?", "passing-time"),
        ("Who did not sign the Harbour Treaty?", "negative"),
        ("Everyone signed in Oslo except whom?", "negative"),
        ("Who recently came to Oslo?", "passing-time"),
        ("Who is currently in Oslo?", "passing-time"),
        ("Who came to Oslo last year?", "passing-time"),
        ("Who signed when Anna Berg signed?", "given-away"),
        ("What did Berg, whose first name is Anna, say?", "given-away"),
        ("Which Anna signed?", "word-in-prompt"),
        ("Who signed with Ivan Petrov in Oslo?", "unknown-person"),
        ("Who signed in Oslo in 1962?", "year-not-in-document"),
    ],
)
def test_a_weak_prompt_gets_its_warning(prompt: str, rule: str) -> None:
    assert rules(sound(prompt=prompt)) == [rule]


def test_a_date_in_the_prompt_gives_the_answer_away_only_if_it_says_it_all() -> None:
    assert rules(date(prompt="Was it 30 January 1950?")) == ["given-away"]
    assert rules(date(prompt="On what day of January 1950 was the Harbour Treaty signed?")) == []


def test_parts_to_order_may_stand_in_the_prompt_but_not_parts_to_recall() -> None:
    towns = {"quote": "from Bergen, Oslo and Turku", "distractors": None}
    order = sound(prompt="Put Oslo and Bergen in order.", answer="{order: [Bergen, Oslo]}", **towns)
    recall = sound(prompt="Which two towns, one of them Oslo?", answer="{all_of: [Bergen, Oslo]}", **towns)
    assert (rules(order), rules(recall)) == ([], ["given-away"])


def test_a_hint_does_not_tell_the_answer_of_either_direction() -> None:
    reverse = "{prompt: Where was it?, answer: Oslo, distractors: [Turku, Rome, Riga], answer_from: Harbour}"
    told = [
        found(sound(hint=hint, reverse=reverse)) for hint in ("Her name is Anna Berg", "Not Bergen but Oslo")
    ]
    assert [[problem.rule for problem in problems] for problems in told] == [["hint-tells"], ["hint-tells"]]
    assert rules(sound(hint="She was president later")) == []


def test_parts_to_recall_are_counted_in_the_prompt() -> None:
    towns = {"quote": "from Bergen, Oslo and Turku", "answer": "{all_of: [Bergen, Oslo, Turku]}"}
    none = {"distractors": None}
    assert rules(sound(prompt="From which towns did ships come?", **towns, **none)) == ["uncounted-parts"]
    assert rules(sound(prompt="From which three towns did ships come?", **towns, **none)) == []


def test_a_word_of_the_prompt_that_a_distractor_has_too_gives_nothing_away() -> None:
    assert rules(sound(prompt="Which Anna signed?", distractors="[Anna Holm, Eva Lund, Olga Dahl]")) == [
        "unknown-person"
    ]


def test_an_unknown_person_is_found_in_answers_too_with_the_nearest_known_name() -> None:
    (problem,) = found(sound(distractors="[Jan Holm, Eva Lundt, Olga Dahl]"))
    assert (problem.rule, problem.path) == ("unknown-person", "items[0].distractors[1]")
    assert "‘Eva Lundt’; is it Eva Lund" in problem.what


def test_people_are_known_by_their_aliases() -> None:
    assert rules(sound(answer="Anna Bergh", answer_from="Anna Berg")) == []
    assert rules(sound(answer="Anna Bengh", answer_from="Anna Berg")) == ["unknown-person"]


def test_a_year_that_only_a_teaser_gives_is_none_of_the_document() -> None:
    assert rules(sound(prompt="Who signed in Oslo in 1999?")) == ["year-not-in-document"]
    assert rules(sound(prompt="Who signed in Oslo in 1951?")) == []


def test_a_year_in_an_answer_must_stand_in_the_document_too() -> None:
    years = {"distractors": "[1939, 1949, 1966]", "answer_from": "30 January 1950"}
    assert rules(date(prompt="When was it?", answer="{date: 1955}", **years)) == ["year-not-in-document"]
    assert rules(date(prompt="When was it?", answer="{date: 1950}", **years)) == []


def test_a_passing_moment_in_the_quote_wants_as_of() -> None:
    moment = {"quote": "Anna Berg was minister then.", "prompt": "Who was minister at the Harbour Treaty?"}
    assert rules(sound(**moment)) == []
    sources = "[{document: sea, quote: Anna Berg is currently at sea}]"
    later = {"quote": None, "sources": sources, "prompt": "Who was at sea after the Harbour Treaty?"}
    (problem,) = found(sound(**later))
    assert (problem.rule, problem.path) == ("undated-claim", "items[0].sources[0].quote")
    assert rules(sound(**later, as_of="the treaty")) == []
