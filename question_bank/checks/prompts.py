"""Rules for prompts: a question that stands without the page and does not say its own answer."""

import re
from collections.abc import Iterator
from typing import assert_never

from question_bank import grading
from question_bank.answers import texts_of
from question_bank.checks.people import is_about, names_in_answer, names_in_prompt
from question_bank.checks.rule import Asking, Found, Rule, rule
from question_bank.checks.words import content_words, outside_quotes
from question_bank.item import AllOf, Answer, Date, Number, Order, Pairs, Text
from question_bank.proof import missing_in
from question_bank.validation import Location

_IMPERATIVE = re.compile(
    r"(?:put|arrange|order|sort|rank|match|pair|connect|name|list|give|state|say|complete|fill in|write)\b",
    re.IGNORECASE,
)
# "the article" alone points to the page; "the article on Putin's visit" names it.
_POINTING = re.compile(
    r"\b(?:the (?:text|article|passage|document|paragraph|author|excerpt|quote)"
    r"(?!\w| (?:on|of|about|by|from|after|to)\b| [“‘\"])"
    r"|this (?:text|article|passage|document|paragraph|author|excerpt|quote)"
    r"|th(?:is|ese|ose) (?:agreement|treat|contract|memorandum|statement|declaration|visit|conference|meeting"
    r"|deal|countr|person|figure|event|leader|president|minister|project|convention|official|company)\w*"
    r"|mentioned above|see above|the above|(?:person|one|figure|event|passage) above)\b",
    re.IGNORECASE,
)
# "Who signed the memorandum?" asks of any; with a name or a date beside it, it is one.
_BARE = re.compile(
    r"\b[Tt]he (?:agreement|treaty|contract|memorandum|statement|declaration|visit|conference|meeting|talks"
    r"|deal|speaker|country|countries|event|convention|company|official|two sides|both sides|parties)\b"
)
_NAMED = re.compile(r"(?<=[^.?!]\s)[A-Z]|\d|[“\"]|(?<=\s)[a-z]+-[A-Z]")
_PRONOUN = re.compile(r"(?:he|she|it|they|his|her|its|their|this|that|these|those)\b", re.IGNORECASE)
# "its" and "their" may come before what they stand for, "they" seldom does.
_UNKNOWN_THING = re.compile(r"\b(?:they|them|theirs|themselves)\b")
_THING = re.compile(r"(?<=\W)[A-Z]|\b(?i:the|an?|which|whose|how many|each|every|two|three) [a-z]")
_SECOND_QUESTION = re.compile(
    r",? (?:and|or),? (?:(?:in|on|at|by|from|to|for|with) )?(?:when|where|why|how|whom?|which|what)\b"
)
_PERSONAL = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself)\b", re.IGNORECASE)
_ANTECEDENT = re.compile(
    r"(?<=\W)[A-Z]|\b[Ww]ho(?:m|se)?\b"
    r"|\b[Ww]hich (?:\w+ )?(?:minister|president|leader|official|author|speaker|person|politician|expert)\b"
)
_NEGATIVE = re.compile(r"\b(?:not|except|never|neither|nor|none|cannot)\b|n['’]t\b", re.IGNORECASE)
_COUNTS = "two three four five six seven eight nine ten eleven twelve".split()


@rule(
    "no-question",
    why="A learner cannot tell what to answer.",
    cure="Ask a question that ends with ?, leave a blank (___), or begin with what to do (Put, Match, Name).",
)
def no_question(asking: Asking) -> Found:
    prompt = asking.side.prompt
    if "?" not in prompt and not re.search("___|…|\\.\\.\\.", prompt) and not _IMPERATIVE.match(prompt):
        yield ("prompt",), "the prompt is no question, has no blank and does not say what to do"


@rule(
    "points-to-page",
    why="Learners see the prompt without the page.",
    cure="Name the thing, its parties or its occasion.",
)
def points_to_page(asking: Asking) -> Found:
    if (pointing := _POINTING.search(asking.side.prompt)) is not None:
        yield ("prompt",), f"the prompt says ‘{pointing.group()}’, which means nothing without the page"
    elif (bare := _BARE.search(asking.side.prompt)) is not None and not _NAMED.search(asking.side.prompt):
        yield ("prompt",), f"the prompt says ‘{bare.group()}’ and no name or date that tells which"


@rule(
    "pronoun",
    why="Learners see the prompt alone, so nothing before it says who or what is meant.",
    cure="Name who or what is meant.",
)
def pronoun(asking: Asking) -> Found:
    prompt = outside_quotes(asking.side.prompt)
    if (first := _PRONOUN.match(prompt)) is not None:
        yield ("prompt",), f"the prompt begins with ‘{first.group()}’, which stands for nothing yet"
    elif (person := _PERSONAL.search(prompt)) and not _ANTECEDENT.search(prompt, 0, person.start()):
        yield ("prompt",), f"the prompt says ‘{person.group()}’ and has named nobody before"
    elif (thing := _UNKNOWN_THING.search(prompt)) and not _THING.search(prompt, 0, thing.start()):
        yield ("prompt",), f"the prompt says ‘{thing.group()}’ and has named nothing before"


@rule(
    "two-questions",
    why="With two questions in one, half an answer cannot be graded fairly, nor told which half is known.",
    cure="Make two items of it, each with one fact.",
)
def two_questions(asking: Asking) -> Found:
    prompt = outside_quotes(asking.side.prompt)
    second = _SECOND_QUESTION.search(prompt)
    if prompt.count("?") > 1:
        yield ("prompt",), "the prompt holds more than one question"
    elif second is not None and not isinstance(asking.side.answer, AllOf | Pairs):
        yield ("prompt",), f"the prompt goes on to ask ‘{second.group().strip(' ,')}’"


@rule(
    "negative",
    why="In a hurry the ‘not’ is overread, and the question then tests reading, not knowing.",
    cure="Ask what is so instead of what is not so.",
)
def negative(asking: Asking) -> Found:
    if (found := _NEGATIVE.search(outside_quotes(asking.side.prompt))) is not None:
        yield ("prompt",), f"the prompt is put with ‘{found.group()}’"


@rule(
    "given-away",
    why="Whoever reads the prompt knows the answer without knowing the fact.",
    cure="Ask without the words of the answer.",
)
def given_away(asking: Asking) -> Found:
    side = asking.side
    if given := list(_given(side.prompt, side.answer)):
        yield ("prompt",), f"the prompt gives away ‘{'’, ‘'.join(given)}’"


def _given(prompt: str, answer: Answer) -> Iterator[str]:
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
    said = content_words(prompt)
    for part in parts:
        in_any_order = isinstance(part, Text) and set() < content_words(part.text) <= said
        if in_any_order or not missing_in(part, [prompt]):
            yield grading.shown(part)


@rule(
    "hint-tells",
    why="A hint is read before the answer, in both directions, and this one is an answer.",
    cure="Hint at the answer without its words.",
)
def hint_tells(asking: Asking) -> Found:
    hint = asking.item.hint
    if hint is not None and (given := list(_given(hint, asking.side.answer))):
        yield ("hint",), f"the hint says ‘{'’, ‘'.join(given)}’, the answer of this direction"


@rule(
    "word-in-prompt",
    why="Among options, the one that repeats a word of the prompt is picked without knowing the fact.",
    cure="Leave the word out of the prompt or the answer, or give some distractor the same word.",
)
def word_in_prompt(asking: Asking) -> Found:
    side = asking.side
    if not isinstance(side.answer, Text) or len(side.distractors) < 2 or any(given_away(asking)):
        return
    others = set[str]().union(*(content_words(grading.shown(other)) for other in side.distractors))
    said = content_words(side.prompt)
    if given := sorted((content_words(side.answer.text) & said) - others):
        yield ("prompt",), f"only the right option repeats ‘{'’, ‘'.join(given)}’ of the prompt"


@rule(
    "uncounted-parts",
    why="Nobody can tell how many parts are asked for, so a fair answer may be marked as incomplete.",
    cure="Say in the prompt how many: which two, which three.",
)
def uncounted_parts(asking: Asking) -> Found:
    side = asking.side
    if isinstance(side.answer, AllOf):
        count = len(side.answer.all_of)
        words = {str(count), *(["two", "both", "pair"] if count == 2 else _COUNTS[count - 2 : count - 1])}
        if not words & set(grading.fold(side.prompt).split()):
            yield ("prompt",), f"the answer has {count} parts and the prompt does not say so"


@rule(
    "unknown-person",
    why="A name in a spelling of its own may be a slip, or a person the documents do not know.",
    cure="Correct the name, or enter the person or the spelling in the people.yaml of the bank; where it is "
    "right and stands nowhere else, say why: silence: {unknown-person: …}.",
)
def unknown_person(asking: Asking) -> Found:
    side, people = asking.side, asking.people
    if not people.people:
        return  # this bank keeps no list
    places: list[tuple[Location, Iterator[str]]] = [(("prompt",), names_in_prompt(side.prompt))]
    answers: list[tuple[Location, Answer]] = [(("answer",), side.answer)]
    answers += [(("distractors", i), other) for i, other in enumerate(side.distractors)]
    for place, answer in answers:
        places += [(place, names_in_answer(text.text, side.prompt)) for text in texts_of(answer)]
    for place, names in places:
        for name in names:
            if grading.fold(name) not in people.known:
                near = people.nearest(name)
                texts = [document.text for document in asking.own_documents if name in document.text]
                if near is None and texts and not any(is_about(people, text) for text in texts):
                    continue  # their own document spells it so, and the list was not made for it
                hint = f"; is it {near}" if near else ""
                yield place, f"the bank knows no person ‘{name}’{hint}"


RULES: tuple[Rule[Asking], ...] = (
    no_question,
    points_to_page,
    pronoun,
    two_questions,
    negative,
    given_away,
    hint_tells,
    word_in_prompt,
    uncounted_parts,
    unknown_person,
)
