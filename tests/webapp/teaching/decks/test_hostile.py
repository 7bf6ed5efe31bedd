"""Scripts in every field of a deck: on every page of it they are words."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from question_bank.authoring.yaml_writer import scalar
from tests.webapp.publishing.course import HEAD
from tests.webapp.teaching.decks.writing import Writing
from webapp.models import User

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><svg onload=alert(1)>",
    "</template></option></select><b id=planted>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
)
ITEM = """\
  - id: founder
    kind: person
    prompt: {0}
    answer: Anna Berg
    accept: [{1}]
    quote: Anna Berg founded the mill in 1931
    distractors: ["Ida {2} Holm", "Per {2} Dahl", "Jan {2} Moe"]
    hint: {0}
    explanation: {0}
    attributed_to: {0}
    as_of: {0}
    tags: [{1}]
"""
WRONG = """\
  - id: {0}
    kind: {0}
    {1}: 1
    quote: {0}
    prefix: {0}
    answer: {{date: {1}}}
    conflicts_with: [{1}]
"""


@pytest.fixture
def settings(course: dict[str, Any]) -> dict[str, Any]:
    return course


def deck(entry: str, payload: str) -> str:
    flow = '"' + payload.replace("\\", "\\\\").replace('"', '\\"') + '"'
    inner = flow[1:-1]
    head = HEAD.format("mill", scalar(payload))
    return head.replace("items:\n", f"description: {flow}\nitems:\n") + entry.format(flow, flow, inner)


def assert_words_only(page: str, payload: str) -> None:
    """Nothing of the payload is markup; what the page shows of it is escaped."""
    assert payload not in page or "<" not in payload and "{" not in payload or payload.startswith("{{"), (
        payload
    )
    assert "<script>alert" not in page and "<img src=x" not in page and "<svg onload" not in page
    assert "<b id=planted" not in page and 'href="javascript:' not in page


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("entry", [ITEM, WRONG])
def test_on_every_page_it_is_words(writing: Writing, entry: str, payload: str) -> None:
    page = writing.open().check(deck(entry, payload)).page
    assert "alert(1)" in page or "planted" in page or "7 * 7" in page
    paths = ("?item=founder", "?line=8", "/review", "/versions", "/passage", "/passage?find=" + "<b>x</b>")
    for path in ("", *paths):
        assert_words_only(writing.client.get(writing.path + path).text, payload)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_published_and_compared_it_still_is(writing: Writing, payload: str) -> None:
    writing.open().check(deck(ITEM, payload))
    answer = writing.publish(note=payload)
    assert answer.status_code == 303
    for path in ("/versions", "/versions?old=0&new=1", ""):
        assert_words_only(writing.client.get(writing.path + path).text, payload)
    assert_words_only(writing.client.get("/teaching/decks").text, payload)


def test_control_a_template_that_does_not_escape_is_caught(client: FlaskClient, ines: User) -> None:
    with pytest.raises(AssertionError):
        assert_words_only(f"<p>{PAYLOADS[0]}</p>", PAYLOADS[0])
