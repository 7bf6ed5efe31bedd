"""A changed document: every item on it stays, moves, or waits for somebody; then it is settled."""

import pytest
from flask import Flask

from tests.webapp.publishing.course import DECK, MILL, NOW, OTHER, Desk
from tests.webapp.publishing.learning import Learning
from webapp.bank import Place
from webapp.db import early_read
from webapp.models import Card, DocumentVersion, HeldItem, User
from webapp.publishing import holding
from webapp.publishing.dry_run import DryRun
from webapp.publishing.edits import Base, DocumentEdit, Edits, entry_of
from webapp.publishing.holding import Unsettled, confirmation
from webapp.publishing.publish import Published, publish
from webapp.publishing.versions import restored_document

MOVED = MILL.replace("Anna Berg", "Long ago it began.\n\nAnna Berg")
ALTERED = MOVED.replace("gave 300 crowns", "gave some 300 crowns")
GONE = MILL.replace(" The mill burned down on 4 May 1944.", "")


def asked(desk: Desk) -> list[str]:
    return [item for _, item in desk.bank.items]


def confirm(desk: Desk, *chosen: tuple[str, int]) -> Published | DryRun:
    def work() -> Published | DryRun:
        with early_read() as connection:
            edit = confirmation(connection, "mill", chosen)
        return publish(desk.by, Edits((edit,)), "", NOW)

    return desk.do(work)


def test_a_moved_quote_is_asked_on_and_shown_where_it_stands_now(desk: Desk) -> None:
    done = desk.publish(document=desk.mill(MOVED))
    assert done.summary == "mill: 4 moved"
    (source,) = desk.bank.items["mill", "gift"].sources
    assert MOVED[source.start : source.end] == source.quote
    assert not desk.held


def test_an_altered_quote_is_asked_no_more_and_proposes_the_new_words(desk: Desk) -> None:
    run = desk.look(document=desk.mill(ALTERED))
    assert run.summary == "mill: 3 moved, 1 altered"
    desk.publish(document=desk.mill(ALTERED))
    assert asked(desk) == ["founder", "burned", "builder"] and desk.held == {("mill", "gift")}
    (row,) = desk.rows(HeldItem)
    assert (row["state"], row["proposed"]) == (
        "altered",
        "The town of Elm gave some 300 crowns for a new mill",
    )


def test_a_confirmed_quote_becomes_the_items_and_it_is_asked_again(desk: Desk) -> None:
    desk.publish(document=desk.mill(ALTERED))
    done = confirm(desk, ("gift", 0))
    assert isinstance(done, Published) and done.summary == "3 unchanged, 1 reworded"
    assert desk.bank.items["mill", "gift"].sources[0].quote.startswith("The town of Elm gave some 300")
    assert not desk.rows(HeldItem) and desk.now().text == DECK.replace("gave 300", "gave some 300")


def test_a_quote_that_is_gone_waits_until_the_deck_is_mended(desk: Desk) -> None:
    desk.publish(document=desk.mill(GONE))
    assert [(row["item"], row["state"]) for row in desk.rows(HeldItem)] == [("burned", "gone")]
    with pytest.raises(Unsettled):
        confirm(desk, ("burned", 0))
    burned = DECK[DECK.index("  - id: burned") : DECK.index("  - id: gift")]
    desk.publish(DECK.replace(burned, ""))
    assert not desk.held and asked(desk) == ["founder", "gift", "builder"]


def test_other_items_of_the_deck_may_change_while_one_waits(desk: Desk) -> None:
    desk.publish(document=desk.mill(GONE))
    done = desk.publish(DECK.replace("Who built the new mill?", "Who, then, built the new mill?"))
    assert done.summary == "3 unchanged, 1 reworded"
    assert desk.held == {("mill", "burned")} and asked(desk) == ["founder", "gift", "builder"]


def test_an_item_that_waits_and_is_changed_has_to_be_right(desk: Desk) -> None:
    desk.publish(document=desk.mill(GONE))
    run = desk.look(DECK.replace("On what day did", "On which day did"))
    assert [problem.path for problem in run.problems] == ["items[1].quote"]


def test_the_old_document_brought_back_settles_what_it_had_left_open(desk: Desk) -> None:
    desk.publish(document=desk.mill(GONE))
    assert desk.held

    def restore() -> Published | DryRun:
        with early_read() as connection:
            edit = restored_document(connection, "mill", 0)
        return publish(desk.by, Edits((), (edit,)), "", NOW)

    assert isinstance(desk.do(restore), Published)
    assert not desk.held and len(asked(desk)) == 4
    assert [row["number"] for row in desk.rows(DocumentVersion)] == [1, 2]


def test_a_card_of_an_item_that_waits_is_kept(desk: Desk, app: Flask, alice: User) -> None:
    Learning(app, alice).study("burned")
    before = desk.rows(Card)
    desk.publish(document=desk.mill(GONE))
    assert desk.rows(Card) == before


def test_a_new_document_and_a_deck_on_it_come_in_together(desk: Desk) -> None:
    entry = entry_of(desk.bank.documents["mill"]).model_copy(update={"file": "bridge", "slug": "bridge"})
    deck = OTHER.replace("document: mill", "document: bridge")
    done = desk.publish(deck, document=DocumentEdit(entry, MILL))
    assert done.summary == "1 new; 1 new document"
    assert desk.bank.items["town", "elm"].documents == ("bridge",)


def test_a_document_with_faults_is_refused(desk: Desk) -> None:
    faulty = DocumentEdit(desk.mill("").entry.model_copy(update={"file": "other"}), "a\x07b")
    rules = {problem.rule for problem in desk.look(document=faulty).problems}
    assert rules == {"forbidden-character", "same-slug"}


def test_a_new_title_alone_moves_nothing(desk: Desk) -> None:
    done = desk.publish(document=desk.mill(MILL, title="The mill of Elm"))
    assert done.summary == "1 document described anew"
    assert desk.bank.documents["mill"].title == "The mill of Elm" and not desk.held


def test_a_document_that_was_changed_meanwhile_is_a_conflict(desk: Desk) -> None:
    desk.publish(document=desk.mill(MOVED))
    mine = DocumentEdit(desk.mill("").entry, ALTERED, Base(0, "of the file"))
    refused = desk.try_to(Edits((), (mine,)))
    assert isinstance(refused, DryRun)
    assert (refused.conflicts[0].theirs.text, refused.conflicts[0].yours) == (MOVED, ALTERED)


def test_a_quote_that_stands_twice_now_waits(desk: Desk) -> None:
    """Where it stood it still stands: only the machine that compares the documents knows."""
    desk.publish(document=desk.mill(MILL + "\nThe town of Elm gave 300 crowns for a new mill.\n"))
    assert desk.held == {("mill", "gift")}


def test_two_decks_on_one_document_are_both_looked_at(desk: Desk) -> None:
    desk.publish(OTHER)
    desk.publish(document=desk.mill(ALTERED))
    expected: set[Place] = {("mill", "gift"), ("town", "elm")}
    assert desk.held == expected and {one.deck for one in desk.do(held_now)} == {"mill", "town"}


def held_now() -> list[holding.Hold]:
    with early_read() as connection:
        return holding.held(connection)
