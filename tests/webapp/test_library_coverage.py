"""The coverage page: for instructors, every mention with its state and what covers it."""

import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from question_bank.anchor import Anchor
from question_bank.bank import Bank
from question_bank.coverage import STATES
from question_bank.document import Document, Ignored, OddPlace, passages_of
from question_bank.item import Deck, Item, Text
from tests.conftest import settings_for
from tests.webapp.conftest import sign_in
from webapp.library import covered
from webapp.library.covered import SIGNS, spots_in
from webapp.models import User

TITLE = "Ships and the sea"
TEXT = f"""{TITLE}
In 1994 the two countries traded goods worth $5 million. Eighty ships came in 2003.
President Maria Olsen called on 4 May 2010 for peace & trade, and split the room into two camps.
See also: the summit of 7 June 2012"""
TEASER = OddPlace(TEXT.index("See also"), len(TEXT), "teaser", "Teaser of another text")
CAMPS = Ignored("two camps", "A figure of speech")


def document(text: str = TEXT, odd: tuple[OddPlace, ...] = (TEASER,)) -> Document:
    passages = passages_of(text, TITLE, odd)
    return Document("000_sea", "sea", TITLE, "Ana", "A press", "undated", text, passages, odd, (CAMPS,))


def item(name: str, quote: str) -> Item:
    start = TEXT.index(quote)
    anchor = Anchor("000_sea", quote, start, start + len(quote))
    return Item("trade", name, "date", f"When did {name} & co. trade?", Text("then"), (anchor,), "f")


ITEMS = (item("olsen", "Maria Olsen called on 4 May 2010"), item("goods", "traded goods worth $5 million"))


def bank_of(document: Document, *items: Item) -> Bank:
    return Bank({"trade": Deck("trade", "Trade", items, document.id)}, {document.id: document})


@pytest.fixture
def settings(sqlite_template: Path, tmp_path: Path) -> dict[str, Any]:
    """One database is enough: the page asks it only who is there."""
    copy = shutil.copy(sqlite_template, tmp_path / "footnote.sqlite")
    return settings_for(f"sqlite:///{copy}", tmp_path / "instance")


@pytest.fixture
def app(app: Flask) -> Flask:
    app.extensions["bank"] = bank_of(document(), *ITEMS)
    return app


def page_for(app: Flask, user: User, path: str = "/library/sea/coverage") -> str:
    response = sign_in(app.test_client(), user).get(path)
    assert response.status_code == 200
    return response.text


def words_in_state(html: str) -> dict[str, list[str]]:
    """What the article marks as being in each state."""
    article = html[html.index("<article") : html.index("</article>")]
    marked = re.findall(r'<span class="spot (\w+)">(.*?)</span>', article, flags=re.S)
    return {state: [unescape(words) for of, words in marked if of == state] for state in STATES}


def test_every_mention_is_marked_by_its_state(app: Flask, ines: User) -> None:
    assert words_in_state(page_for(app, ines)) == {
        "covered": ["$5 million", "Maria Olsen", "4 May 2010"],
        "uncovered": ["1994", "Eighty ships", "2003"],
        "ignored": ["two camps"],
        "odd": ["7 June 2012"],
    }


def test_a_state_is_told_by_a_sign_and_a_word_too(app: Flask, ines: User) -> None:
    page = page_for(app, ines)
    assert len(set(SIGNS.values())) == len(STATES)
    for state in ("covered", "uncovered", "ignored"):
        assert f'aria-label="{STATES[state]}">{SIGNS[state]}</a>' in page
    assert f"{SIGNS['odd']}</sup>" in page


def test_the_table_counts_every_kind_in_every_state(app: Flask, ines: User) -> None:
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', page_for(app, ines), flags=re.S)
    cells = [[int(cell) for cell in re.findall(r">(\d+)</td>", row)] for row in rows]
    assert cells == [[1, 0, 1, 1, 3], [2, 0, 0, 1, 3], [0, 0, 0, 1, 1], [1, 0, 0, 0, 1]]


def test_a_covered_mention_leads_to_its_items_in_their_deck(app: Flask, ines: User) -> None:
    page = page_for(app, ines)
    assert page.count('<a href="/library/decks/trade#olsen">When did olsen &amp; co. trade?</a>') == 2
    assert page.count('<a href="/library/decks/trade#goods">') == 1


def test_what_is_not_covered_is_listed_with_links_into_the_text(app: Flask, ines: User) -> None:
    page = page_for(app, ines)
    listed = page[page.index('id="uncovered"') : page.index("<article")]
    assert re.findall(r'href="#at-\d+">(.*?)</a>', listed) == ["1994", "Eighty ships", "2003"]


def test_a_reason_to_ignore_is_told(app: Flask, ines: User) -> None:
    assert "ignored: A figure of speech" in page_for(app, ines)


def test_every_jump_has_a_place_to_land(app: Flask, ines: User) -> None:
    page = page_for(app, ines)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_the_text_stays_as_it_is(app: Flask, ines: User) -> None:
    page = page_for(app, ines)
    read = re.sub(r"<sup>.*?</sup>", "", page[page.index("<article") : page.index("</article>")])
    read = unescape(re.sub(r"<[^>]+>", "", read))
    for passage in document().passages[1:]:
        assert TEXT[passage.start : passage.end] in read


def test_a_document_with_nothing_to_cover_says_so(app: Flask, ines: User) -> None:
    app.extensions["bank"] = bank_of(document("Nothing is named here.", ()))
    assert "No date, agreement, person or figure was found" in page_for(app, ines)


def test_where_all_is_covered_no_list_is_left(app: Flask, ines: User) -> None:
    app.extensions["bank"] = bank_of(document(), item("all", TEXT[: TEXT.index("See also")].rstrip()))
    assert "Every mention has an item or a reason" in page_for(app, ines)


def test_only_who_instructs_is_led_to_it(app: Flask, ines: User, alice: User) -> None:
    link = 'href="/library/sea/coverage"'
    assert link in page_for(app, ines, "/library/sea")
    assert link not in page_for(app, alice, "/library/sea")
    assert link not in app.test_client().get("/library/sea").text


def test_no_other_may_enter(app: Flask, ada: User, alice: User) -> None:
    assert sign_in(app.test_client(), ada).get("/library/sea/coverage").status_code == 200
    assert sign_in(app.test_client(), alice).get("/library/sea/coverage").status_code == 403
    assert app.test_client().get("/library/sea/coverage").status_code == 302


def test_a_document_that_is_not_there_is_not_found(app: Flask, ines: User) -> None:
    assert sign_in(app.test_client(), ines).get("/library/none/coverage").status_code == 404


def test_coverage_is_found_once_for_the_same_items(monkeypatch: pytest.MonkeyPatch) -> None:
    first = spots_in(document(), ITEMS)
    monkeypatch.setattr(covered, "coverage", None)
    assert spots_in(document(), list(ITEMS)) is first


def test_coverage_is_found_anew_when_an_item_is_gone_or_elsewhere() -> None:
    moved = item("goods", "Eighty ships came")
    seen = [
        [spot.words for spot in spots_in(document(), items) if spot.state == "covered"]
        for items in (ITEMS, ITEMS[:1], (ITEMS[0], moved))
    ]
    olsen = ["Maria Olsen", "4 May 2010"]
    assert seen == [["$5 million", *olsen], olsen, ["Eighty ships", *olsen]]
