"""From words of a document to an item of the draft: selected, searched for, offered."""

from typing import Any

import pytest
from flask import Flask

from tests.webapp.publishing.course import DECK, FOUNDER, HEAD, MILL
from tests.webapp.teaching.decks.writing import Writing, problems_in, words_of
from webapp.bank import current_bank


@pytest.fixture
def settings(course: dict[str, Any]) -> dict[str, Any]:
    return course


def insert(writing: Writing, words: str, **more: Any) -> str:
    """Select these words and press the button; the draft after that."""
    start = MILL.index(words)
    data = {"document": "the-mill", "start": start, "end": start + len(words)} | more
    answer = writing.client.post(f"{writing.path}/passage", data=data)
    assert answer.status_code == 303
    return writing.open().text


def test_selected_words_become_an_item_at_the_end(writing: Writing) -> None:
    text = insert(writing, "Karl Lund built it in 1947")
    assert text.startswith(DECK) and text.count("- id: ") == 5
    assert "    quote: Karl Lund built it in 1947\n" in text.removeprefix(DECK)
    assert 'class="problem is-error"' not in writing.page


def test_a_word_that_a_hand_has_cut_is_whole_again(writing: Writing) -> None:
    text = insert(writing, "rl Lund built it in 19")
    assert "    quote: Karl Lund built it in 1947\n" in text.removeprefix(DECK)


def test_the_document_holds_what_was_selected(app: Flask) -> None:
    with app.app_context():
        assert current_bank().documents["mill"].text == MILL


def test_what_was_written_stays(writing: Writing) -> None:
    writing.open().check(DECK + "  # a remark of mine\n")
    text = insert(writing, "Anna Berg founded the mill in 1931")
    assert "  # a remark of mine\n" in text


def test_it_goes_into_the_draft_as_another_tab_saved_it(writing: Writing) -> None:
    other = Writing(writing.client).open()
    insert(writing, "Karl Lund built it in 1947")
    other.open().check(other.text + "# more\n")
    assert insert(writing, "The mill burned down").count("- id: ") == 6


def test_words_are_found_however_they_are_typed(writing: Writing) -> None:
    page = words_of(writing.client.get(f"{writing.path}/passage?find=karl++lund BUILT").text)
    assert "Found once" in page and "and Karl Lund built it in 1947." in page


def test_what_is_not_there_is_said(writing: Writing) -> None:
    assert "Not found" in writing.client.get(f"{writing.path}/passage?find=Karl+Berg").text


@pytest.mark.parametrize("find", [".*", "(", "\\", "[a-", "a{1000}", "%", "'\""])
def test_signs_of_patterns_are_plain_words(writing: Writing, find: str) -> None:
    answer = writing.client.get(f"{writing.path}/passage", query_string={"find": find})
    assert answer.status_code == 200 and "Not found" in answer.text


def test_uncovered_mentions_are_offered_one_by_one(writing: Writing) -> None:
    writing.open().check(HEAD.format("mill", "The mill") + FOUNDER)
    first = writing.client.get(f"{writing.path}/passage?offer=0").text
    second = writing.client.get(f"{writing.path}/passage?offer=1").text
    assert "1 of " in words_of(first) and "2 of " in words_of(second)
    assert "Skip to the next" in first and first != second


def test_one_that_was_inserted_is_offered_no_more(writing: Writing) -> None:
    writing.open().check(HEAD.format("mill", "The mill") + FOUNDER)
    path = f"{writing.path}/passage"
    page = writing.client.get(f"{path}?offer=0").text
    form = page[page.index('id="offer"') :].split("</form>")[0]
    fields = {
        name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in ("start", "end", "mention")
    }
    writing.client.post(path, data={"document": "the-mill"} | fields)
    assert problems_in(writing.open().page) == [] or 'class="problem is-error"' not in writing.page
    again = writing.client.get(f"{path}?offer=0").text
    assert f'value="{fields["mention"]}"' not in again


def test_when_all_is_covered_it_says_so(writing: Writing) -> None:
    assert "Nothing is left" in writing.client.get(f"{writing.path}/passage?offer=99").text


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 2), (-9, -1), (10**9, 10**9 + 5), (0, 10**9)])
def test_no_words_are_no_item(writing: Writing, start: int, end: int) -> None:
    data = {"document": "the-mill", "start": start, "end": end}
    answer = writing.client.post(f"{writing.path}/passage", data=data)
    assert answer.status_code == 303
    assert writing.open().text == DECK or writing.text.startswith(DECK) and end == 10**9


def test_a_text_that_cannot_be_read_takes_no_item(writing: Writing) -> None:
    writing.open().check("deck: [\n")
    assert insert(writing, "Karl Lund built it in 1947") == "deck: [\n"


def test_a_deck_on_another_document_names_this_one(writing: Writing) -> None:
    writing.open().check(
        DECK.replace("document: mill\n", "").replace(
            "    quote:", "    sources:\n      - document: mill\n        quote:"
        )
    )
    text = insert(writing, "Karl Lund built it in 1947")
    assert text.rstrip().endswith("same kind, and surely wrong]") and text.count("- document: mill") == 5


def test_a_document_that_is_not_there_is_not_found(writing: Writing) -> None:
    assert writing.client.get(f"{writing.path}/passage?document=none").status_code == 404
