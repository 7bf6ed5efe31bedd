"""Names, texts and lists: the rules that decide what is as good as the key and what is not."""

from decimal import Decimal

import pytest

from question_bank.dates import Edtf, Point
from question_bank.grading import Outcome, Response, equal, grade, shown
from question_bank.item import AllOf, Answer, Date, Number, Order, Pairs, Side, Text

NAMES = frozenset(
    {"Vietnam", "Russia", "China", "Vladimir Putin", "Vasily Putin", "Nguyen Phu Trong", "To Lam"}
)


def outcome(key: Answer, response: Response, prompt: str = "") -> Outcome:
    return grade(Side(prompt, key), response, NAMES).outcome


@pytest.mark.parametrize(
    "response, expected",
    [
        ("S. Lavrov", "right"),
        ("Sergei V. Lavrov", "right"),
        ("Sergei Viktorovich Lavrov", "right"),
        ("Sergei Petrov Lavrov", "wrong"),
        ("Lavrov, Sergei", "right"),
        ("P. Lavrov", "wrong"),
        ("Lavrov and Petrov", "wrong"),
        ("Sergei Lavrov and Petrov", "wrong"),
        ("Sergei Lavrov, Vladimir Putin", "wrong"),
        ("Sergei Lavrov of Russia", "partly"),
    ],
)
def test_a_person_may_be_written_with_initials_or_turned_round(response: str, expected: Outcome) -> None:
    assert outcome(Text("Sergei Lavrov"), response) == expected


def test_an_initial_that_fits_two_known_names_names_nobody() -> None:
    assert outcome(Text("Vladimir Putin"), "V. Putin") != "right"
    assert outcome(Text("Vladimir Putin"), "Vladimir Putin") == "right"


def test_letters_in_brackets_may_stand_for_the_whole() -> None:
    key = Text("Free Trade Agreement (FTA)")
    assert [outcome(key, text) for text in ("FTA", "free-trade agreement", "FTB")] == [
        "right",
        "right",
        "wrong",
    ]


def test_words_of_the_prompt_beside_the_key_do_no_harm_but_its_names_do() -> None:
    prompt = "Which state signed the treaty with Russia?"
    assert outcome(Text("Vietnam"), "Vietnam signed the treaty", prompt) == "right"
    assert outcome(Text("Vietnam"), "Vietnam Russia", prompt) == "wrong"
    assert outcome(Text("Rosatom"), "Rosatom of Russia", prompt) == "right"


def test_a_prefix_that_turns_the_meaning_is_no_slip() -> None:
    assert outcome(Text("comprehensive agreements"), "incomprehensive agreements") != "right"
    assert outcome(Text("comprehensive agreements"), "comprehensive agreemnts") == "right"


def test_a_slip_in_a_figure_or_a_short_word_is_wrong() -> None:
    assert outcome(Text("Resolution 2231"), "Resolution 2213") == "wrong"
    assert outcome(Text("Yak-130 aircraft"), "Yek-130 aircraft") == "wrong"
    assert outcome(Text("Yak-130 aircraft"), "Yak-130 aircarft") == "right"


def test_an_ordinal_may_be_written_as_a_plain_number_or_a_word() -> None:
    assert [outcome(Text("80th"), text) for text in ("80", "eightieth", "the 80th", "8th")] == [
        "right",
        "right",
        "right",
        "wrong",
    ]


def test_an_accepted_date_or_amount_is_as_good_as_the_key() -> None:
    date = Date(Edtf(Point(2015)), ("October 2016",))
    assert [outcome(date, text) for text in ("2015", "Oct 2016")] == ["right", "right"]
    assert [outcome(date, text) for text in ("2016", "2017")] == ["wrong", "wrong"]
    amount = Number(Decimal(1000), "1,000", "MW", accept=("950 MW",))
    assert [outcome(amount, text) for text in ("1 GW", "0.95 GW", "900 MW")] == ["right", "right", "wrong"]


@pytest.mark.parametrize(
    "key, response, expected",
    [
        ("Binh Thuan", "Bihn Thuan", "right"),
        ("Binh Thuan", "Benh Thuan", "wrong"),
        ("Far East", "Fareastt", "wrong"),
        ("Ho Chi Minh City", "Hochiminh Ciyt", "right"),
        ("Ho Chi Minh City", "Hochimihn Ciyt", "wrong"),
        ("comprehensive agreements", "xcomprehensive agreements", "right"),
    ],
)
def test_a_slip_is_at_most_one_letter_in_five_and_two_swapped_in_a_word_of_four(
    key: str, response: str, expected: Outcome
) -> None:
    assert outcome(Text(key), response) == expected


def test_an_echo_of_the_prompt_is_not_the_key_in_other_words() -> None:
    key = Text("Eurasian Economic Union")
    assert outcome(key, "EAEU", "Which union do Vietnam and China work with?") == "right"
    assert outcome(key, "EAEU", "What does EAEU stand for?") == "wrong"


def test_the_country_of_an_office_may_change_its_place_but_not_trade_its_direction() -> None:
    assert outcome(Text("President of Vietnam"), "Vietnamese president") == "right"
    assert outcome(Text("Russian exports to Vietnam"), "Vietnamese exports to Russia") == "wrong"


def test_singular_and_plural_are_alike() -> None:
    assert outcome(Text("bilateral ties"), "bilateral tie") == "right"
    verdict = grade(Side("", Text("ministries and agencies")), "ministry and agency")
    assert (verdict.outcome, verdict.why) == ("right", "right, spelled ministries and agencies")


def test_a_title_is_no_part_of_a_name_but_may_be_the_answer() -> None:
    assert outcome(Text("To Lam"), "Vietnamese President To Lam") == "right"
    assert outcome(Text("Deputy Minister"), "Deputy Minister") == "right"
    assert outcome(Text("Deputy Minister"), "Minister") != "right"


def test_signs_alone_are_right_only_where_the_key_is_the_same_signs() -> None:
    assert outcome(Text("+++"), "+++") == "right"
    assert outcome(Text("…"), "…") == "right"
    assert outcome(Text("…"), "!") == "wrong"
    assert outcome(Text("C++"), "C#") == "wrong"


def test_a_list_may_be_run_together_numbered_or_turned() -> None:
    key = AllOf((Text("economics"), Text("science and technology"), Text("culture")))
    for response in (
        "economics science and technology culture",
        "1) culture 2) economics 3) science and technology",
        "culture, science & technology and economics",
        ["Culture", "", "Science and Technology", "Economics", "culture"],
    ):
        assert outcome(key, response) == "right", response


def test_the_parts_of_a_list_are_judged_one_by_one() -> None:
    key = AllOf((Text("economics"), Text("education"), Text("culture")))
    verdict = grade(Side("", key), "culture, tourism, economics")
    assert [part.outcome for part in verdict.parts] == ["right", "wrong", "right"]
    assert verdict.score == pytest.approx(2 / 3)


def test_naming_more_than_was_asked_is_never_right() -> None:
    key = AllOf((Text("economics"), Text("education")))
    assert outcome(key, "economics, education, tourism") == "partly"
    assert outcome(Order((Text("treaty"), Text("office"))), ["treaty", "office", "visit"]) == "partly"


def test_an_order_is_scored_by_its_pairs() -> None:
    key = Order((Text("one thing"), Text("another thing"), Text("a third matter")))
    verdict = grade(Side("", key), ["another thing", "one thing", "a third matter"])
    assert verdict.score == pytest.approx(2 / 3)
    assert [part.outcome for part in verdict.parts] == ["wrong", "wrong", "right"]


def test_a_pair_may_hold_commas_and_stand_in_any_letter_case() -> None:
    key = Pairs(
        (
            (Text("To Lam, at talks in Hanoi"), Text("President")),
            (Text("Bui Thanh Son, in Moscow"), Text("Minister")),
        )
    )
    assert outcome(key, shown(key).upper()) == "right"
    assert outcome(key, "To Lam, at talks in Hanoi is President") == "wrong"


def test_equal_asks_whether_one_answer_would_be_right_for_another() -> None:
    assert equal(Text("Ho Chi Minh City", ("Saigon",)), Text("Saigon"))
    assert not equal(Text("Saigon"), Text("Ho Chi Minh City"))
    assert equal(AllOf((Text("a b"), Text("c d"))), AllOf((Text("c d"), Text("a b"))))
    assert not equal(Order((Text("a b"), Text("c d"))), Order((Text("c d"), Text("a b"))))
