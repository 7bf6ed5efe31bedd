"""A footnote shows the quote within its sentence."""

import pytest

from question_bank.anchor import Anchor
from question_bank.document import Document, passages_of
from question_bank.excerpt import excerpt
from tests.question_bank.shipped import BANK


def shown(text: str, quote: str) -> tuple[str, str, str]:
    document = Document("000_a", "a", "", "", "", "", text, passages_of(text, "", ()))
    start = text.index(quote)
    part = excerpt(document, Anchor("000_a", quote, start, start + len(quote)))
    return part.before, part.quote, part.after


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("One. Two is here. Three.", "is", ("Two ", "is", " here.")),
        ("He met U.S. envoys in May. Then he left.", "in May", ("He met U.S. envoys ", "in May", ".")),
        ("He said “no.” She said yes. They left.", "said yes", ("She ", "said yes", ".")),
        ("One ended.Two ran on.Three too.", "ran", ("Two ", "ran", " on.")),
        ("It grew 6.1 percent in May. Then less.", "May", ("It grew 6.1 percent in ", "May", ".")),
        ("A title\nThe text begins. More.", "begins", ("The text ", "begins", ".")),
        ("One. Two ends. Three.", "Two ends.", ("", "Two ends.", "")),
        ("One. Two. Three runs. Four.", "Two. Three", ("", "Two. Three", " runs.")),
    ],
)
def test_the_rest_of_the_sentence_stands_around(
    text: str, quote: str, expected: tuple[str, str, str]
) -> None:
    assert shown(text, quote) == expected


def test_a_very_long_sentence_is_cut_and_says_so() -> None:
    before, _, after = shown("word " * 200 + "QUOTE " + "word " * 200, "QUOTE")
    assert before.startswith("… word") and len(before) < 300
    assert after.endswith("word …") and len(after) < 300


def test_every_quote_of_the_bank_stands_whole_in_its_footnote() -> None:
    for item in BANK.items.values():
        for source in item.sources:
            part = excerpt(BANK.documents[source.document], source)
            assert part.quote == source.quote
            around = part.before.removeprefix("… ") + part.quote + part.after.removesuffix(" …")
            assert around in BANK.documents[source.document].text
