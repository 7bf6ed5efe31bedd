"""Publishing as a reviewed change: what it says, the choice to regrade, conflicts, versions, withdrawal."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.webapp.conftest import sign_in
from tests.webapp.publishing.course import BURNED, DECK, FOUNDER, GIFT, OTHER
from tests.webapp.publishing.learning import Learning
from tests.webapp.teaching.decks.writing import Writing, words_of
from webapp import clock
from webapp.bank import current_bank
from webapp.db import db
from webapp.models import DeckVersion, Draft, Publication, User
from webapp.publishing import quota
from webapp.publishing.regrades import regrade_pending
from webapp.teaching.decks import review

CHANGED = (
    DECK.replace("answer: Anna Berg", "answer: {all_of: [Anna, Berg]}")
    .replace("On what day did the mill burn down?", "On which day did the mill burn down?")
    .replace(GIFT, OTHER.split("items:\n")[1])
)
QUIZ = """\
quizzes:
  - id: short
    title: A short one
    draws:
      - {count: 2}
"""


@pytest.fixture
def settings(course: dict[str, Any]) -> dict[str, Any]:
    return course


def rows(app: Flask, table: type[Any]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def prompts(app: Flask) -> dict[str, str]:
    with app.app_context():
        return {id: item.prompt for (deck, id), item in current_bank().items.items() if deck == "mill"}


def test_the_review_says_each_change_before_and_after(writing: Writing) -> None:
    writing.open().check(CHANGED)
    page = words_of(writing.review())
    assert "1 unchanged, 1 reworded, 1 answer changed, 1 removed, 1 new" in page
    assert "before: Anna Berg after: Anna; Berg" in page or "before: Anna Berg" in page
    assert "before: On what day did" in page and "after: On which day did" in page


def test_looking_publishes_nothing(app: Flask, writing: Writing) -> None:
    writing.open().check(CHANGED)
    writing.review()
    assert rows(app, Publication) == 0 and "On what day" in prompts(app)["burned"]


def test_publishing_serves_it_to_the_next_request(app: Flask, writing: Writing) -> None:
    writing.open().check(CHANGED)
    answer = writing.publish(note="a note")
    assert answer.status_code == 303
    assert "On which day" in prompts(app)["burned"] and "gift" not in prompts(app)
    page = words_of(writing.client.get(answer.headers["Location"]).text)
    assert "Version 1 served now" in page and "ines" in page and "a note" in page
    assert rows(app, Draft) == 0


def test_with_problems_nothing_is_published(app: Flask, writing: Writing) -> None:
    writing.open().check(DECK.replace("in 1931", "in 1913"))
    assert "to mend first" in words_of(writing.review())
    answer = writing.client.post(f"{writing.path}/publish", data={"hash": hash_in(writing)})
    assert answer.status_code == 409 and rows(app, Publication) == 0


def hash_in(writing: Writing) -> str:
    from webapp.publishing.edits import hash_of

    return hash_of(writing.open().text)


def test_a_text_that_was_not_reviewed_is_not_published(app: Flask, writing: Writing) -> None:
    writing.open().check(CHANGED)
    old = hash_in(writing)
    writing.check(CHANGED + "# more\n")
    answer = writing.client.post(f"{writing.path}/publish", data={"hash": old})
    assert answer.status_code == 409 and "saved from another tab" in answer.text
    assert rows(app, Publication) == 0


def test_nothing_to_publish_is_said(writing: Writing) -> None:
    writing.open().check(DECK + "# a remark\n")
    assert "only remarks or the layout" in writing.review()
    writing.publish()
    assert "There is nothing to publish" in writing.review()


def test_where_nothing_at_all_is_changed_there_is_no_button(app: Flask, writing: Writing) -> None:
    page = writing.review()
    assert "There is nothing to publish" in page and "only remarks" not in page
    assert "/publish" not in page and "unchanged" not in words_of(page)
    answer = writing.client.post(f"{writing.path}/publish", data={"hash": hash_in(writing)})
    assert answer.status_code == 303 and rows(app, Publication) == 0


def test_a_draft_that_was_taken_back_is_nothing_to_publish(writing: Writing) -> None:
    writing.open().check(CHANGED)
    assert 'id="publish"' in writing.review()
    writing.check(DECK)
    assert "There is nothing to publish" in writing.review()


def test_published_twice_by_a_double_click_is_published_once(app: Flask, writing: Writing) -> None:
    writing.open().check(CHANGED)
    sent = {"hash": hash_in(writing)}
    places = [writing.client.post(f"{writing.path}/publish", data=sent).headers["Location"] for _ in "12"]
    assert places == [f"{writing.path}/versions"] * 2 and rows(app, Publication) == 1


def test_it_says_whom_it_touches(app: Flask, writing: Writing, alice: User) -> None:
    Learning(app, alice).study("founder", "burned")
    writing.open().check(CHANGED)
    page = words_of(writing.review())
    assert page.count("1 learner has 1 card of it") == 2
    assert "2 cards and 0 quiz attempts know an earlier wording" in page


def test_of_a_changed_answer_that_quizzes_asked_one_must_choose(
    app: Flask, writing: Writing, alice: User
) -> None:
    Learning(app, alice).take(gift="30 crowns")
    writing.open().check(
        DECK.replace("number: 300", "number: 300\n      tolerance: 500".replace("\n      ", ", "))
    )
    assert "1 attempt goes by the old answer" in words_of(writing.review())
    refused = writing.publish()
    assert refused.status_code == 422 and "Say whether to regrade gift" in refused.text
    assert rows(app, Publication) == 0


@pytest.mark.parametrize(("choice", "score"), [("yes", 4), ("no", 3)])
def test_scores_change_only_where_that_was_chosen(
    app: Flask, writing: Writing, alice: User, choice: str, score: int
) -> None:
    taken = Learning(app, alice).take(gift="30 crowns")
    writing.open().check(DECK.replace("number: 300,", "number: 300, tolerance: 500,"))
    answer = writing.publish(**{"regrade-gift": choice})
    assert answer.status_code == 303, words_of(answer.text)
    assert taken.paper.score == score * 1000


def test_many_attempts_are_regraded_after_the_answer_to_the_request(
    app: Flask, writing: Writing, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "MOST_AT_ONCE", 0)
    taken = Learning(app, alice).take(gift="30 crowns")
    writing.open().check(DECK.replace("number: 300,", "number: 300, tolerance: 500,"))
    place = writing.publish(**{"regrade-gift": "yes"}).headers["Location"]
    page = words_of(writing.client.get(place).text)
    assert "Past attempts are being regraded by its corrected answers" in page
    assert taken.paper.score == 3000, "not while the instructor waits"
    with app.app_context():
        regrade_pending(clock.now())
    assert taken.paper.score == 4000
    assert "1 of 1 past attempt got another score" in words_of(writing.client.get(place).text)


def test_who_has_published_too_much_today_is_told_and_keeps_the_draft(
    app: Flask, writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quota, "MOST", 10)
    writing.open().check(CHANGED)
    answer = writing.publish()
    assert answer.status_code == 413 and "Publish it tomorrow" in words_of(answer.text)
    assert rows(app, Publication) == 0 and writing.open().text == CHANGED


class TestOfTwo:
    """Ines and Zoe write the same deck."""

    @pytest.fixture
    def zoe(self, app: Flask, add_user: Callable[..., User]) -> Writing:
        return Writing(sign_in(app.test_client(), add_user("zoe", role="instructor")))

    def test_the_later_sees_both_texts(self, app: Flask, writing: Writing, zoe: Writing) -> None:
        zoe.open().check(DECK + "# of Zoe\n")
        writing.open().check(CHANGED)
        assert writing.publish().status_code == 303
        page = zoe.review()
        assert "ines has published this deck since" in words_of(page)
        assert "# of Zoe" in page and "On which day" in page
        assert zoe.publish().status_code == 409 and rows(app, Publication) == 1
        assert "Somebody has published this deck" in zoe.open().page

    def test_publishing_at_the_same_time_is_a_conflict(
        self, app: Flask, writing: Writing, zoe: Writing
    ) -> None:
        zoe.open().check(DECK + "# of Zoe\n")
        seen = {"hash": hash_in(zoe)}
        writing.open().check(CHANGED)
        writing.publish()
        answer = zoe.client.post(f"{zoe.path}/publish", data=seen)
        assert answer.status_code == 409 and "ines has published" in answer.text
        assert zoe.open().text == DECK + "# of Zoe\n"

    def test_having_seen_both_one_goes_on_from_the_newer(
        self, app: Flask, writing: Writing, zoe: Writing
    ) -> None:
        zoe.open().check(DECK + "# of Zoe\n")
        writing.open().check(CHANGED)
        writing.publish()
        page = zoe.review()
        form = page[page.index("/base") :].split("</form>")[0]
        names = ("rev", "number", "hash")
        fields = {name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in names}
        zoe.client.post(f"{zoe.path}/base", data=fields)
        assert "1 new" in words_of(zoe.review()) and zoe.publish().status_code == 303
        assert "gift" in prompts(app)

    def test_control_one_after_the_other_is_none(self, writing: Writing, zoe: Writing) -> None:
        writing.open().check(CHANGED)
        writing.publish()
        zoe.open().check(DECK + "# of Zoe\n")
        assert zoe.publish().status_code == 303


def test_versions_are_compared(writing: Writing) -> None:
    writing.open().check(CHANGED)
    writing.publish()
    page = words_of(writing.client.get(f"{writing.path}/versions?old=0&new=1").text)
    assert "From the file to version 1" in page and "1 reworded" in page
    assert "On what day did the mill burn down?" in page and "On which day did the mill burn down?" in page


def test_an_old_version_comes_back_over_the_review(app: Flask, writing: Writing) -> None:
    writing.open().check(CHANGED)
    writing.publish()
    answer = writing.client.post(f"{writing.path}/restore", data={"number": 0})
    assert answer.headers["Location"] == f"{writing.path}/review"
    assert writing.publish().status_code == 303
    assert prompts(app)["burned"].startswith("On what day")


def test_bringing_back_writes_over_no_draft(app: Flask, writing: Writing) -> None:
    writing.open().check(CHANGED)
    writing.publish()
    writing.open().check(CHANGED + "# mine\n")
    writing.client.post(f"{writing.path}/restore", data={"number": 0})
    assert writing.open().text == CHANGED + "# mine\n"


@pytest.mark.parametrize("query", ["old=0&new=9", "old=-1&new=0", "old=7&new=7"])
def test_a_version_that_is_not_there_is_not_found(writing: Writing, query: str) -> None:
    assert writing.client.get(f"{writing.path}/versions?{query}").status_code == 404
    assert writing.client.post(f"{writing.path}/restore", data={"number": 9}).status_code == 404


def test_a_withdrawn_deck_is_asked_no_more_and_comes_back(app: Flask, writing: Writing) -> None:
    assert "4 removed" in words_of(writing.client.get(f"{writing.path}/withdraw").text)
    writing.client.post(f"{writing.path}/withdraw")
    assert prompts(app) == {}
    assert "The mill" in words_of(writing.open().page) or "mill" in writing.page
    writing.client.post(f"{writing.path}/restore", data={"number": 0})
    assert writing.publish().status_code == 303 and len(prompts(app)) == 4


def test_a_new_deck_is_published_under_the_id_of_its_text(app: Flask, writing: Writing) -> None:
    writing.client.post("/teaching/decks", data={"document": "the-mill"})
    new = Writing(writing.client, "the-mill").open()
    new.check(OTHER)
    assert new.publish().headers["Location"] == "/teaching/decks/town/versions"
    with app.app_context():
        assert ("town", "elm") in current_bank().items
        assert list(db.session.scalars(select(DeckVersion.deck))) == ["town"]


def test_quizzes_of_the_deck_stand_in_the_review(writing: Writing) -> None:
    writing.open().check(DECK + QUIZ)
    page = words_of(writing.review())
    assert "quiz, new mill/short" in page


def test_two_items_less_and_a_line_of_summary(writing: Writing) -> None:
    writing.open().check(DECK.split("items:\n")[0] + "items:\n" + FOUNDER + BURNED)
    assert "2 unchanged, 2 removed" in words_of(writing.review())
