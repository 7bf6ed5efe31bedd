"""What is allowed in a question but seldom good: warnings for its author."""

import re
from collections.abc import Iterator
from typing import assert_never

from question_bank import grading
from question_bank.item import AllOf, Answer, Date, Number, Order, Pairs, Text
from question_bank.proof import missing_in

# "the article" alone points to the page; "the article on Putin's visit" names it.
_POINTING = re.compile(
    r"\b(?:the (?:text|article|passage|document|paragraph|author)"
    r"(?!\w| (?:on|of|about|by|from|after)\b| [“‘])"
    r"|this (?:text|article|passage|document|paragraph|author)"
    r"|th(?:is|ese|ose) (?:agreement|treat|contract|memorandum|statement|declaration|visit|conference|meeting"
    r"|deal|countr|person|figure)\w*|recently|mentioned above|see above)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:he|she|it|they|his|her|its|their|this|that|these|those)\b", re.IGNORECASE)

Advice = tuple[str, str, str]  # rule, what, cure


def advise(prompt: str, answer: Answer) -> Iterator[Advice]:
    """Everything about a prompt that a careful author would look at again."""
    if "?" not in prompt and not isinstance(answer, (Order, Pairs)):
        yield "no-question-mark", "the prompt is not a question", "Ask it as a question that ends with ?."
    if (pointing := _POINTING.search(prompt)) is not None:
        what = f"the prompt says ‘{pointing.group()}’, which means nothing without the page"
        yield "points-to-page", what, "Name the thing, its parties or its occasion."
    if (pronoun := _PRONOUN.match(prompt)) is not None:
        what = f"the prompt begins with ‘{pronoun.group()}’, which stands for nothing yet"
        yield "begins-with-pronoun", what, "Name who or what is meant."
    if given := list(_given_away(prompt, answer)):
        what = f"the prompt gives away ‘{'’, ‘'.join(given)}’"
        yield "given-away", what, "Ask without the words of the answer."


def _given_away(prompt: str, answer: Answer) -> Iterator[str]:
    """The parts of the answer that the prompt says. Things to order or to pair may stand in it."""
    match answer:
        case Text():
            parts: tuple[Answer, ...] = (Text(answer.text),)
        case Date() | Number():
            parts = (answer,)
        case AllOf(texts):
            parts = tuple(Text(text.text) for text in texts)
        case Order() | Pairs():
            return
        case _:
            assert_never(answer)
    yield from (grading.shown(part) for part in parts if not missing_in(part, [prompt]))
