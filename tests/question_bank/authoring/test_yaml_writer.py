"""What is written as YAML is read again as it was, whatever characters a document holds."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from question_bank.authoring.yaml_writer import remark, scalar
from question_bank.yaml_reader import BAD_CHARACTER, Plain, plain, read
from tests.question_bank.test_yaml_reader import AS_TYPED

ALLOWED = st.characters(codec="utf-8").filter(lambda character: not BAD_CHARACTER.search(character))
SIGNS = st.sampled_from(
    [*"-?:,[]{}#&*!|>'\"%@`~=\\<. \n\r\t0aé“”’–\u00a0\u200f", ": ", " #", "- ", "---", "..."]
)
TEXTS = st.one_of(st.text(ALLOWED), st.lists(st.one_of(SIGNS, ALLOWED), max_size=30).map("".join))


def back(source: str) -> Plain:
    node, problems = read(source, "x.yaml")
    assert node is not None, [str(problem) for problem in problems]
    return plain(node)


@given(TEXTS)
@example("a: b")
@example("- a\n\n  b ")
@example("Do you know? ]")
@example("https://x.org/#a")
def test_any_text_survives_as_a_value_and_between_brackets(text: str) -> None:
    assert back(f"a:\n  - key: {scalar(text)}\n") == {"a": [{"key": text}]}
    assert back(f"a: {{key: {scalar(text, flow=True)}, b: [{scalar(text, flow=True)}, x]}}\n") == {
        "a": {"key": text, "b": [text, "x"]}
    }


def test_an_editor_takes_each_for_a_text_too() -> None:
    for typed in AS_TYPED:
        assert yaml.safe_load(f"a: {scalar(typed)}\n") == {"a": typed}


@given(TEXTS)
def test_a_remark_says_nothing_to_the_reader(text: str) -> None:
    assert back(f"a: b\n{remark(text)}\nc: d\n") == {"a": "b", "c": "d"}


def test_plain_words_are_not_quoted() -> None:
    assert scalar("30 January 1950, in Oslo") == "30 January 1950, in Oslo"


@pytest.mark.parametrize("text", ["\0", "a\u202eb", "\ufeff", "\u2028", "\ud800"])
def test_what_a_deck_may_not_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"U\+"):
        scalar(text)
