"""A row of cards: choosing, being asked, seeing the answer, rating, reaching the end."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.practice.practising import (
    IN_PLACE,
    Practising,
    cards,
    change,
    day,
    lines,
    to_the_end,
)
from webapp.memory import finder
from webapp.models import User

Wait = Callable[[int], None]


@pytest.mark.parametrize("path", ["", "/card", "/set-aside", "/report?card=milestones/treaty/forward"])
def test_practice_is_for_those_who_are_signed_in(client: FlaskClient, path: str) -> None:
    response = client.get(f"/practice{path}")
    assert response.status_code == 302 and "/accounts/sign-in" in response.headers["Location"]


def test_the_first_page_counts_what_each_part_holds(learner: Practising) -> None:
    text = learner.open("/practice").text
    assert "6 cards today, about 1 min" in text
    assert "Milestones – 5 5" in text and "What came first – 3 3" in text and "Figures – 1 1" in text


def test_a_learner_types_sees_the_grade_and_the_source_and_goes_on(app: Flask, learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").show("30 Jan 1950")
    assert learner.side == "back" and learner.suggested == "good"
    assert "30 January 1950" in learner.text and "The article gives the day." in learner.text
    assert "<mark>diplomatic relations were established on 30 January 1950</mark>" in learner.page
    learner.rate(3)
    assert learner.side == "front" and learner.card == "milestones/documents/forward"
    assert cards(app)["milestones/relations/forward"]["stage"] == "learning"


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [("30 Jan 1950", "good"), ("January 1950", "hard"), ("1951", "again"), ("", None)],
)
def test_the_grade_preselects_a_rating(learner: Practising, typed: str, suggested: str | None) -> None:
    assert learner.open("/practice/card?deck=milestones").show(typed).suggested == suggested


def test_an_ambiguous_answer_is_asked_about_and_kept(learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").show("30/01/50")
    assert learner.side == "front" and 'value="30/01/50"' in learner.page and "four digits" in learner.text
    learner.show("30/01/50")
    assert learner.side == "back" and learner.suggested is None


def test_what_the_button_says_is_what_is_stored(app: Flask, learner: Practising) -> None:
    text = learner.open("/practice/card?deck=milestones").show().text
    learner.rate(4)
    card = cards(app)["milestones/relations/forward"]
    assert f"Easy {card['due_day'] - card['last_day']} days" in text


def test_a_review_keeps_what_was_typed_and_how_it_was_judged(
    app: Flask, learner: Practising, clock: time_machine.Traveller
) -> None:
    learner.open("/practice/card?deck=milestones")
    clock.shift(7)
    learner.answer(2, "January 1950")
    (line,) = lines(app)
    assert (line["typed"], line["outcome"], line["rating"]) == ("January 1950", "partly", 2)
    assert line["took_ms"] == 7000 and 0 < line["score"] < 1
    assert line["before"]["stage"] == "new" and line["after"]["stage"] == "learning"


def test_nobody_takes_longer_than_ten_minutes_for_an_answer(
    app: Flask, learner: Practising, clock: time_machine.Traveller
) -> None:
    learner.open()
    clock.shift(timedelta(hours=2))
    learner.answer(3)
    assert day(app)["took_ms"] == 600_000


def test_the_day_is_summed_up(app: Flask, learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").answer(3).answer(1).answer(4)
    sums = day(app)
    assert (sums["answers"], sums["new_cards"], sums["reviews"]) == (3, 3, 0)


def test_a_card_and_its_reverse_are_never_asked_on_one_day(learner: Practising) -> None:
    asked = to_the_end(learner.open())
    places = [card.rsplit("/", 1)[0] for card in asked]
    assert len(places) == len(set(places)) == 6


def test_the_reverse_comes_on_another_day(learner: Practising, wait: Wait) -> None:
    first = to_the_end(learner.open())
    wait(1)
    second = to_the_end(learner.open())
    assert not any(card.endswith("reverse") for card in first)
    assert set(second) == {"milestones/relations/reverse", "milestones/treaty/reverse"}


def test_a_forgotten_card_comes_back_when_its_time_has_come(
    learner: Practising, clock: time_machine.Traveller
) -> None:
    first = learner.open().card
    learner.answer(1)
    assert learner.card != first
    clock.shift(61)
    learner.answer(4)
    assert learner.card == first


def test_with_nothing_else_left_a_learning_card_comes_early(learner: Practising) -> None:
    learner.open("/practice/card?kind=figure").answer(3)
    assert learner.card == "milestones/documents/forward"
    learner.answer(4)
    assert learner.side == "end"


def test_the_limit_of_new_cards_holds_over_all_parts(app: Flask, learner: Practising, alice: User) -> None:
    change(app, alice, new_per_day=2)
    assert len(to_the_end(learner.open("/practice/card?deck=milestones"))) == 2
    assert learner.open().side == "end"


def test_more_new_cards_can_be_asked_for(app: Flask, learner: Practising, alice: User) -> None:
    change(app, alice, new_per_day=2)
    to_the_end(learner.open())
    assert "More new cards today" in learner.text and "/practice/card?done=0&amp;new=12" in learner.page
    assert len(to_the_end(learner.open("/practice/card?new=12"))) == 4


def test_the_limit_of_reviews_holds(app: Flask, learner: Practising, alice: User, wait: Wait) -> None:
    to_the_end(learner.open())
    change(app, alice, new_per_day=0, reviews_per_day=2)
    wait(60)
    assert len(to_the_end(learner.open())) == 2
    assert day_of_reviews(app) == 2


def day_of_reviews(app: Flask) -> int:
    return sum(line["before"]["stage"] == "review" for line in lines(app))


def test_a_row_longer_than_its_plan_goes_on_in_place(
    learner: Practising, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = to_the_end(learner.open("/practice/card"))
    wait(60)
    monkeypatch.setattr(finder, "MOST_DUE", 2)
    page = learner.open("/practice/card?new=0").page
    asked: list[str] = []
    while 'data-side="end"' not in page and len(asked) < 50:
        asked.append(learner.named(page))
        learner.page = page
        page = learner.send("rate", headers=IN_PLACE, rating="4").text
    assert sorted(asked) == sorted(known) and len(known) > 2


def test_true_retention_is_counted_over_due_reviews(app: Flask, learner: Practising, wait: Wait) -> None:
    to_the_end(learner.open("/practice/card?deck=chronology"))
    wait(60)
    learner.open("/practice/card?deck=chronology").answer(1).answer(3).answer(3)
    counted = [line for line in lines(app) if line["before"]["stage"] == "review"]
    assert [line["rating"] for line in counted] == [1, 3, 3]
    assert cards(app)[f"chronology/{item_of(app, counted[0])}/forward"]["lapses"] == 1


def item_of(app: Flask, line: dict[str, Any]) -> str:
    return next(str(card["item"]) for card in cards(app).values() if card["id"] == line["card_id"])


def test_a_look_ahead_asks_what_is_due_soon_without_using_up_the_day(learner: Practising, wait: Wait) -> None:
    to_the_end(learner.open("/practice/card?kind=figure"))
    wait(5)
    assert learner.open("/practice/card?kind=figure").side == "end"
    assert learner.open("/practice/card?kind=figure&ahead=7").card == "milestones/documents/forward"


def test_the_end_says_what_was_done_and_what_comes(learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").answer(1).answer(4).answer(4)
    text = learner.answer(4).text
    assert "Answers today 4" in text and "Cards 3, 3 of them new" in text and "Right at first 2 of 3" in text
    assert "Practise everything" in text


def test_a_part_without_cards_today_says_so(app: Flask, learner: Practising, alice: User) -> None:
    change(app, alice, new_per_day=0)
    assert "Nothing is due here today" in learner.open().text


@pytest.mark.parametrize("query", ["document=nowhere", "deck=nowhere", "kind=nonsense"])
def test_a_part_of_the_bank_that_there_is_not_is_not_found(learner: Practising, query: str) -> None:
    assert learner.client.get(f"/practice/card?{query}").status_code == 404


@pytest.mark.parametrize("query", ["done=-1", "new=abc", "ahead=99999999999999999999", "at=x", "of=٣"])
def test_numbers_in_the_address_that_are_none_do_no_harm(learner: Practising, query: str) -> None:
    assert learner.open(f"/practice/card?{query}").side == "front"


def test_the_script_gets_the_next_card_in_the_answer_to_the_rating(learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").show()
    part = learner.send("rate", headers=IN_PLACE, rating="3").text
    assert part.startswith('<section id="card"') and "milestones/documents/forward" in part
    assert "2 of " in part


def test_what_is_to_be_ordered_is_placed_by_its_selects(learner: Practising) -> None:
    learner.open("/practice/card?card=chronology/in-order/forward")
    things = [
        "UN Convention on the Law of the Sea",
        "Treaty of Friendship",
        "Declaration on Strategic Partnership",
    ]
    listed = sorted(things, key=learner.page.index)
    assert listed != things
    learner.show(*(str(things.index(thing) + 1) for thing in listed))
    assert learner.suggested == "good" and " → ".join(things) in learner.text


def test_pairs_are_chosen_by_selects(learner: Practising) -> None:
    learner.open("/practice/card?card=chronology/years/forward").show("1982", "1994")
    assert learner.suggested == "good"
    learner.open("/practice/card?card=chronology/years/forward").show("1994", "")
    assert learner.suggested == "again"


def test_several_parts_have_a_field_each(learner: Practising) -> None:
    learner.open("/practice/card?card=chronology/instruments/forward")
    assert learner.page.count('name="typed"') == 2
    assert learner.show("Treaty of Friendship", "").suggested == "hard"


def test_the_way_back_from_the_document_leads_to_the_same_answer(learner: Practising) -> None:
    """The link carries the card, the side and what was typed; the document hands it back."""
    from html import unescape
    from re import search
    from urllib.parse import parse_qs, urlsplit

    learner.open("/practice/card?deck=milestones").show("Jan & 1950")
    link = search(r'class="to-document" href="([^"]*)"', learner.page)
    assert link
    back = parse_qs(urlsplit(unescape(link[1])).query)["back"][0]
    assert "Jan & 1950" in learner.open(back).text and learner.side == "back"
    assert learner.card == "milestones/relations/forward"


def test_the_progress_line_counts_the_row(learner: Practising) -> None:
    assert "1 of 3" in learner.open("/practice/card?deck=milestones").text
    assert "2 of 3" in learner.answer(4).text
