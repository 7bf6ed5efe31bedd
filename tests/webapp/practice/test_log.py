"""Nothing is answered twice and nothing is lost: replays, stale pages, undo, setting aside, edits."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from question_bank.bank import Bank
from question_bank.load import load_bank
from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import (
    DECKS,
    IN_PLACE,
    PLANNING,
    Practising,
    cards,
    day,
    lines,
    new_id,
)
from webapp.db import db
from webapp.domain.log import Line, rebuild
from webapp.memory import plans
from webapp.memory.queries import STATE
from webapp.memory.record import UNMET, as_json
from webapp.models import Report, User, Wording

FIRST = "milestones/relations/forward"


def stored(app: Flask, name: str = FIRST) -> dict[str, Any]:
    return cards(app)[name]


def state(card: dict[str, Any]) -> dict[str, Any]:
    return as_json({name: card[name] for name in STATE})


def with_deck(app: Flask, text: str, tmp_path: Any) -> None:
    """Serve another wording of the first deck from now on."""
    (tmp_path / "edited").mkdir()
    (tmp_path / "edited" / "milestones.yaml").write_text(text, "utf-8")
    loaded = load_bank(tmp_path / "edited")
    assert not loaded.problems
    app.extensions["bank"] = Bank(loaded.bank.decks, loaded.bank.documents)


def milestones() -> str:
    return (DECKS / "milestones.yaml").read_text("utf-8")


# --- the same page twice ------------------------------------------------------------------------------


def test_the_same_page_sent_twice_is_one_answer(app: Flask, learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").show()
    first, second = (learner.send("rate", headers=IN_PLACE, rating="3") for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert Practising.named(first.text) == Practising.named(second.text) == "milestones/documents/forward"
    assert len(lines(app)) == day(app)["answers"] == stored(app)["rev"] == 1


def test_the_same_id_with_another_rating_is_refused(app: Flask, learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").show()
    learner.send("rate", headers=IN_PLACE, rating="3")
    assert learner.send("rate", headers=IN_PLACE, rating="1").status_code == 422
    assert [line["rating"] for line in lines(app)] == [3]


def test_the_same_id_for_another_card_is_refused(app: Flask, learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").show()
    learner.send("rate", headers=IN_PLACE, rating="3")
    other = learner.send("rate", headers=IN_PLACE, rating="3", card="milestones/treaty/forward")
    assert other.status_code == 422 and len(lines(app)) == len(cards(app)) == 1


def test_another_users_id_is_refused_and_tells_nothing(app: Flask, learner: Practising, bob: User) -> None:
    learner.open("/practice/card?deck=milestones").show()
    fields = learner.fields
    learner.rate(3)
    other = Practising(sign_in(app.test_client(), bob))
    other.open("/practice/card?deck=milestones").show()
    assert other.send("rate", headers=IN_PLACE, rating="3", line=fields["line"]).status_code == 422
    assert [line["rating"] for line in lines(app)] == [3]


def test_a_stale_page_changes_nothing_and_says_so(app: Flask, learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").show()
    learner.send("rate", headers=IN_PLACE, rating="3")
    stale = learner.send("rate", headers=IN_PLACE, rating="1", line=new_id())
    assert stale.status_code == 200 and "already answered elsewhere" in stale.text
    assert len(lines(app)) == 1 and stored(app)["rev"] == 1


def test_what_was_saved_is_never_called_unsaved(app: Flask, learner: Practising) -> None:
    """The database goes away once it has the answer, and before it tells the next card."""
    learner.open("/practice/card?deck=milestones").show()
    app.extensions[plans.EXTENSION].plans.clear()

    def go_away(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if PLANNING in statement:
            raise OperationalError(statement, None, Exception("gone"))

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", go_away)
        try:
            answer = learner.send("rate", headers=IN_PLACE, rating="3")
        finally:
            event.remove(db.engine, "before_cursor_execute", go_away)
    assert (answer.status_code, answer.location) == (303, "/practice/card?deck=milestones&done=1")
    assert len(lines(app)) == 1 and learner.open(answer.location).side == "front"


def test_two_learners_have_a_card_each(app: Flask, learner: Practising, bob: User) -> None:
    learner.open("/practice/card?deck=milestones").answer(3)
    Practising(sign_in(app.test_client(), bob)).open("/practice/card?deck=milestones").answer(1)
    assert sorted((line["rating"], line["base_rev"]) for line in lines(app)) == [(1, 0), (3, 0)]
    assert len({line["card_id"] for line in lines(app)}) == 2


@pytest.mark.parametrize(
    ("over", "status"),
    [
        ({"rating": "5"}, 400),
        ({"rating": ""}, 400),
        ({"line": "no uuid"}, 400),
        ({"rev": "-1"}, 400),
        ({"rev": "one"}, 400),
        ({"fingerprint": "x" * 65}, 400),
        ({"card": "milestones/relations"}, 404),
        ({"card": "milestones/relations/sideways"}, 404),
        ({"card": "milestones/unknown/forward"}, 404),
        ({"card": "milestones/documents/reverse"}, 404),
        ({"deck": "unknown"}, 404),
    ],
)
def test_what_does_not_fit_is_refused_and_not_written(
    app: Flask, learner: Practising, over: dict[str, str], status: int
) -> None:
    learner.open("/practice/card?deck=milestones").show()
    assert learner.send("rate", headers=IN_PLACE, **{"rating": "3", **over}).status_code == status
    assert not lines(app) and not cards(app)


@pytest.mark.parametrize(
    "typed", ["\0", "x" * 5000, "\ud83d".encode("utf-8", "replace").decode(), "🙂 ' \" <b>"]
)
def test_any_typed_text_is_kept_without_harm(app: Flask, learner: Practising, typed: str) -> None:
    learner.open("/practice/card?deck=milestones").show(typed, anyway="1").rate(1)
    assert len(lines(app)) == 1 and "<b>" not in learner.page.split("</section>")[0]


# --- undo ---------------------------------------------------------------------------------------------


def test_undo_brings_the_card_back_as_it_was(app: Flask, learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").answer(4).post("undo")
    assert learner.card == FIRST and "Undone" in learner.text and learner.fields.get("done", "0") == "0"
    assert state(stored(app)) == as_json(UNMET) and stored(app)["rev"] == 2
    assert day(app) == dict.fromkeys(("answers", "new_cards", "reviews", "recalled", "took_ms"), 0)


def test_undo_goes_back_step_by_step_over_everything(app: Flask, learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").answer(4).post("bury").post("suspend")
    assert learner.side == "end"
    undone = [learner.post("undo").card for _ in range(3)]
    assert undone == ["milestones/treaty/forward", "milestones/documents/forward", FIRST]
    assert all(state(card) == as_json(UNMET) for card in cards(app).values())
    assert "Nothing of today is left" in learner.post("undo").text


def test_an_answer_after_an_undo_counts(app: Flask, learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").answer(4).post("undo").answer(1)
    assert [line["action"] for line in lines(app)] == ["answer", "undo", "answer"]
    assert stored(app)["stage"] == "learning" and day(app)["answers"] == day(app)["new_cards"] == 1


def test_undo_sent_twice_undoes_once(app: Flask, learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").answer(4).answer(4)
    for _ in range(2):
        learner.send("undo")
    assert [line["action"] for line in lines(app)] == ["answer", "answer", "undo"]


def test_undo_leaves_yesterday_alone(app: Flask, learner: Practising, wait: Any) -> None:
    learner.open("/practice/card?deck=milestones").answer(4)
    wait(1)
    assert "Nothing of today" in learner.open("/practice/card?deck=milestones").post("undo").text
    assert len(lines(app)) == 1


def test_nobody_undoes_what_another_did(app: Flask, learner: Practising, bob: User) -> None:
    learner.open("/practice/card?deck=milestones").answer(4)
    Practising(sign_in(app.test_client(), bob)).open().post("undo")
    assert [line["action"] for line in lines(app)] == ["answer"]


def test_a_card_can_be_rebuilt_from_its_log(app: Flask, learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones")
    learner.answer(1).post("undo").answer(4).post("bury").post("undo").post("suspend").answer(2)
    for card in cards(app).values():
        log = [line for line in lines(app) if line["card_id"] == card["id"]]
        folded = rebuild(
            [Line(line["base_rev"], line["action"], line["before"], line["after"]) for line in log],
            as_json(UNMET),
        )
        assert (folded.rev, folded.state) == (card["rev"], state(card))


# --- setting aside ------------------------------------------------------------------------------------


def test_a_buried_card_waits_until_tomorrow(learner: Practising, wait: Any) -> None:
    learner.open("/practice/card?kind=figure").post("bury")
    assert learner.side == "end" and "Set aside until tomorrow" in learner.text
    wait(1)
    assert learner.open("/practice/card?kind=figure").card == "milestones/documents/forward"


def test_a_suspended_card_waits_until_it_is_brought_back(learner: Practising, wait: Any) -> None:
    learner.open("/practice/card?kind=figure").post("suspend")
    wait(20)
    assert learner.open("/practice/card?kind=figure").side == "end"
    page = learner.open("/practice/set-aside").page
    assert "bilateral legal framework" in learner.text
    fields = Practising.form_fields(page, "/practice/restore")
    learner.client.post("/practice/restore", data=fields)
    assert learner.open("/practice/card?kind=figure").side == "front"


def test_what_was_typed_stays_when_a_card_is_flagged(app: Flask, learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").show("January 1950").post("flag", flag="on")
    assert learner.side == "back" and "You wrote January 1950" in learner.text and "Flagged" in learner.text
    assert stored(app)["flagged"] and not lines(app)
    learner.rate(3)
    assert stored(app)["flagged"] and stored(app)["rev"] == 1


# --- the item changes meanwhile -----------------------------------------------------------------------


def test_an_answer_is_judged_by_the_wording_that_was_shown(
    app: Flask, learner: Practising, bob: User, tmp_path: Any
) -> None:
    Practising(sign_in(app.test_client(), bob)).open("/practice/card?deck=milestones").answer(3)
    learner.open("/practice/card?deck=milestones")
    with_deck(app, milestones().replace("{date: 1950-01-30}", "{date: 1950-01}"), tmp_path)
    learner.show("30 Jan 1950")
    assert "judged by the wording you saw" in learner.text and "30 January 1950" in learner.text
    learner.rate(3)
    assert lines(app)[-1]["outcome"] == "right" and len({line["fingerprint"] for line in lines(app)}) == 1


def test_a_retired_item_is_passed_over_with_a_word(app: Flask, learner: Practising, tmp_path: Any) -> None:
    learner.open("/practice/card?deck=milestones").answer(1).post("undo").show()
    start = milestones().index("  - id: documents")
    with_deck(app, milestones()[: milestones().index("  - id: relations")] + milestones()[start:], tmp_path)
    assert "taken out of the bank" in learner.rate(3).text
    assert learner.card == "milestones/documents/forward" and len(lines(app)) == 2


def test_the_wording_of_every_answer_is_kept(app: Flask, learner: Practising) -> None:
    learner.open("/practice/card?deck=milestones").answer(3).answer(3)
    with app.app_context():
        kept = set(db.session.scalars(select(Wording.fingerprint)))
    assert kept == {line["fingerprint"] for line in lines(app)} and len(kept) == 2


# --- reports ------------------------------------------------------------------------------------------


def reports(app: Flask) -> list[Any]:
    with app.app_context():
        return list(db.session.execute(select(Report.__table__)).mappings())


def test_a_report_reaches_the_instructors_once(app: Flask, learner: Practising) -> None:
    page = learner.open(f"/practice/report?card={FIRST}&typed=1951&back=/practice/card").page
    fields = Practising.form_fields(page, "/practice/report")
    for _ in range(2):
        answer = learner.client.post(
            "/practice/report", data=fields | {"reason": "answer", "comment": "See ¶ 3"}
        )
        assert answer.status_code == 303 and answer.headers["Location"] == "/practice/card"
    (report,) = reports(app)
    assert (report["item"], report["reason"], report["typed"]) == ("relations", "answer", "1951")


def test_a_report_without_a_reason_is_asked_for_one_and_keeps_the_comment(
    app: Flask, learner: Practising
) -> None:
    page = learner.open(f"/practice/report?card={FIRST}").page
    fields = Practising.form_fields(page, "/practice/report") | {"comment": "half a thought"}
    again = learner.client.post("/practice/report", data=fields).text
    assert "Choose what comes nearest." in again and "half a thought" in again and not reports(app)


def test_a_report_never_leads_to_another_site(learner: Practising) -> None:
    page = learner.open(f"/practice/report?card={FIRST}&back=//evil.example").page
    fields = Practising.form_fields(page, "/practice/report") | {"back": "https://evil.example"}
    answer = learner.client.post("/practice/report", data=fields | {"reason": "other"})
    assert answer.headers["Location"] == "/practice/card"


@pytest.mark.parametrize("action", ["show", "rate", "bury", "suspend", "undo", "flag", "restore", "report"])
def test_forms_are_for_those_who_are_signed_in(client: FlaskClient, action: str) -> None:
    response = client.post(f"/practice/{action}", data={"card": FIRST})
    assert response.status_code in (302, 401) and b"Milestones" not in response.data
