"""Publishing decks: what is served then, what is refused, and that half of it never is."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from tests.webapp.publishing.course import BUILDER, DECK, FOUNDER, GIFT, NOW, OTHER, Desk, edits
from webapp.models import DeckVersion, Publication
from webapp.publishing import quota
from webapp.publishing.dry_run import DryRun
from webapp.publishing.edits import Base, DeckEdit, Edits
from webapp.publishing.publish import Published, publish

REWORDED = DECK.replace("Who built the new mill?", "Who was it that built the new mill?")


def test_the_files_are_served_until_something_is_published(desk: Desk) -> None:
    assert [item for _, item in desk.bank.items] == ["founder", "burned", "gift", "builder"]
    assert desk.now().text == DECK and desk.now().number == 0


def test_a_published_deck_is_served_from_then_on(desk: Desk) -> None:
    done = desk.publish(REWORDED)
    assert desk.bank.items["mill", "builder"].prompt == "Who was it that built the new mill?"
    assert done.summary == "3 unchanged, 1 reworded"


def test_what_is_served_is_what_was_verified(desk: Desk) -> None:
    """Every field comes back from the database: tags, reverses, places."""
    before = desk.bank.decks["mill"]
    desk.publish(DECK + "description: The same again\n")
    assert desk.bank.decks["mill"].items == before.items


def test_a_new_deck_is_served_beside_the_others(desk: Desk) -> None:
    desk.publish(OTHER)
    assert [*desk.bank.decks] == ["mill", "town"]
    assert desk.now("town").by == "ines"


def test_an_account_may_publish_so_much_a_day(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quota, "MOST", 3 * len(DECK))
    desk.publish(REWORDED)
    desk.publish(DECK)
    with pytest.raises(quota.TooMuch, match="Publish it tomorrow"):
        desk.publish(REWORDED)
    assert isinstance(desk.withdraw("mill"), Published), "what adds nothing is let through"
    later = NOW + timedelta(days=1)
    assert isinstance(desk.do(lambda: publish(desk.by, edits(REWORDED), "", later)), Published)


def test_the_quota_is_of_each_account_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quota, "MOST", len(REWORDED))
    desk.publish(REWORDED)
    by_command = desk.do(lambda: publish(None, edits(DECK), "", NOW))
    assert isinstance(by_command, Published) and len(desk.rows(Publication)) == 2


def test_a_removed_item_is_retired_and_comes_back(desk: Desk) -> None:
    before = desk.bank.items["mill", "gift"]
    desk.publish(DECK.replace(GIFT, ""))
    assert ("mill", "gift") not in desk.bank.items
    desk.publish(DECK)
    assert desk.bank.items["mill", "gift"] == before


def test_a_withdrawn_deck_is_served_no_more_until_it_is_published_again(desk: Desk) -> None:
    assert desk.withdraw("mill").summary == "4 removed"
    assert not desk.bank.decks
    desk.publish(DECK)
    assert [version["number"] for version in desk.rows(DeckVersion)] == [1, 2]
    assert [*desk.bank.decks] == ["mill"]


def test_a_deck_that_is_not_there_cannot_be_withdrawn(desk: Desk) -> None:
    refused = desk.try_to(Edits((DeckEdit(None, "nowhere"),)))
    assert isinstance(refused, DryRun) and refused.problems[0].rule == "no-deck"


def test_of_a_half_bad_deck_nothing_is_stored(desk: Desk) -> None:
    refused = desk.try_to(Edits((DeckEdit(DECK.replace("4 May 1944\n", "5 May 1944\n"), "mill"),)))
    assert isinstance(refused, DryRun)
    assert [problem.path for problem in refused.problems] == ["items[1].quote"]
    assert not desk.rows(Publication) and not desk.rows(DeckVersion)


def test_of_two_decks_one_bad_one_keeps_both_out(desk: Desk) -> None:
    bad = OTHER.replace("kind: figure", "kind: sum")
    refused = desk.try_to(Edits((DeckEdit(REWORDED, "mill"), DeckEdit(bad, "town"))))
    assert isinstance(refused, DryRun) and not desk.rows(DeckVersion)
    assert desk.bank.items["mill", "builder"].prompt == "Who built the new mill?"


def test_the_same_text_again_makes_no_version(desk: Desk) -> None:
    first = desk.publish(REWORDED)
    again = desk.publish(REWORDED)
    assert not again.is_new and again.id == first.id
    assert len(desk.rows(DeckVersion)) == 1


def test_a_deck_keeps_its_id(desk: Desk) -> None:
    refused = desk.try_to(Edits((DeckEdit(DECK.replace("deck: mill", "deck: mills"), "mill"),)))
    assert isinstance(refused, DryRun) and refused.problems[0].rule == "deck-id"


def test_an_item_that_another_deck_names_cannot_go_alone(desk: Desk) -> None:
    desk.publish(OTHER + "    conflicts_with: [mill/gift]\n")
    refused = desk.look(DECK.replace(GIFT, ""))
    assert refused.problems[0].what == "town/elm conflicts with mill/gift, which would no longer be there"
    together = desk.look(DECK.replace(GIFT, ""), OTHER)
    assert together.can_publish


def test_decks_published_together_may_name_each_other(desk: Desk) -> None:
    desk.publish(DECK.replace(GIFT, f"{GIFT}    conflicts_with: [town/elm]\n"), OTHER)
    assert desk.bank.items["mill", "gift"].conflicts_with == ("town/elm",)


def test_a_quiz_of_another_deck_is_not_left_without_its_items(desk: Desk) -> None:
    quiz = "quizzes:\n  - id: all\n    title: All\n    draws:\n      - {count: 4, decks: [mill]}\n"
    desk.publish(OTHER + quiz)
    refused = desk.look(DECK.replace(FOUNDER, ""))
    assert "the quiz all of town would no longer be sound" in refused.problems[0].what


# --- two at once ---


def test_who_began_on_an_older_version_is_shown_both_texts(desk: Desk) -> None:
    base = desk.now().base
    desk.publish(REWORDED)
    mine = DECK.replace(BUILDER, "")
    refused = desk.try_to(Edits((DeckEdit(mine, "mill", base),)))
    assert isinstance(refused, DryRun)
    (conflict,) = refused.conflicts
    assert (conflict.yours, conflict.theirs.text, conflict.by) == (mine, REWORDED, "ines")
    assert desk.now().text == REWORDED


def test_who_began_on_the_newest_version_is_not_held_up(desk: Desk) -> None:
    desk.publish(REWORDED)
    done = desk.try_to(Edits((DeckEdit(DECK, "mill", desk.now().base),)))
    assert isinstance(done, Published)


def test_a_new_deck_whose_id_was_taken_meanwhile_is_a_conflict(desk: Desk) -> None:
    desk.publish(OTHER)
    refused = desk.try_to(Edits((DeckEdit(OTHER, "", Base()),)))
    assert isinstance(refused, DryRun) and refused.conflicts[0].id == "town"


def test_of_two_who_publish_at_once_one_is_told_and_no_text_is_lost(desk: Desk) -> None:
    base, barrier = desk.now().base, Barrier(2)

    def one(text: str) -> Published | DryRun:
        barrier.wait(30)
        return desk.try_to(Edits((DeckEdit(text, "mill", base),)))

    with ThreadPoolExecutor(2) as pool:
        done = [*pool.map(one, (REWORDED, DECK.replace(GIFT, "")))]
    (refused,) = [result for result in done if isinstance(result, DryRun)]
    (conflict,) = refused.conflicts
    assert {conflict.yours, conflict.theirs.text} == {REWORDED, DECK.replace(GIFT, "")}
    assert [version["text"] for version in desk.rows(DeckVersion)] == [conflict.theirs.text]


def test_two_who_publish_different_decks_at_once_both_do(desk: Desk) -> None:
    barrier = Barrier(2)

    def one(text: str) -> Published | DryRun:
        barrier.wait(30)
        deck = text.split("deck: ")[1].split("\n")[0]
        return desk.try_to(Edits((DeckEdit(text, deck, desk.now(deck).base),)))

    with ThreadPoolExecutor(2) as pool:
        done = [*pool.map(one, (REWORDED, OTHER))]
    assert all(isinstance(result, Published) for result in done)
    assert len(desk.rows(Publication)) == 2
