"""A first deck for a document: what is needed at the least, with remarks that teach the format."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from question_bank.authoring.stubs import Stub, sentence_around, stub, stub_of
from question_bank.authoring.yaml_writer import scalar
from question_bank.coverage import mentions_of
from question_bank.document import Document
from question_bank.item import KINDS
from question_bank.mentions import Mention

_LOOKED_AT = 8  # mentions of a kind
_HEAD = """\
# A deck is a list of items: each one fact to know, with the words of the document that prove it.
# The items below load as they stand. Ask better questions, add your own, and delete what you do not need.
# What is wrong, where, and how to mend it: the editor says it as you type; a folder's decks, in a terminal,
# flask --app webapp bank check FOLDER
"""
_REMARKS = """\

# An item has an id, unique in its deck, that never changes; a kind: date, agreement, person or figure;
# a prompt; an answer; and a quote: words of the document, character for character.
#
# Answers can be
#   answer: Anna Berg                                      # words
#   answer: {date: 1950-01-30}                             # a date, as precise as the text: 1950, 1950-01, …
#   answer: {number: 350 million, unit: USD, hedge: over}  # a figure; with a comma: {number: "48,000"}
#   answer: {all_of: [trade, peace]}                       # several parts, in any order
#   answer: {order: [Bergen, Oslo, Turku]}                 # things in this order
#   answer: {pairs: {Bergen: Norway, Turku: Finland}}      # what belongs to what
#
# A text with a colon and a space goes in quotation marks: prompt: "Who said: no more?"
#
# An item may also have
#   accept: [A. Berg, Mrs Berg]         # other wordings that are just as right
#   distractors: [Jan Novak, Per Dahl]  # wrong answers of the same kind, for questions with choices
#   prefix: words before the quote      # where the quote stands more than once; also suffix:
#   answer_from: the following year     # words of the quote that prove an answer it does not spell out
#   sources: [{quote: …}, {quote: …}]   # several quotes, in place of quote:; with document: too
#   hint: …   explanation: …   tags: [trade]   attributed_to: …   as_of: …
#   reverse: {prompt: …, answer: …}     # the same fact asked the other way round
#   silence: {few-distractors: why}     # a remark that is wrong here, with your reason
#
# A quiz on these items may follow them:
# quizzes:
#   - id: first-week
#     title: The first week
#     draws: {count: 10}                    # of this deck; or with kinds: [date], tags: [trade]
#     minutes: 15
#     opens: 2026-12-01 08:00 Europe/Oslo   # also closes:; left out, it is open at once and stays so
#     attempts: 2
"""


def sample_deck(document: Document, deck: str) -> str:
    """A deck on the document, with one item of each kind that it mentions."""
    head = [f"deck: {deck}", f"title: {scalar(document.title)}", f"document: {scalar(document.id)}", "items:"]
    items = "\n".join(one.yaml for one in _stubs(document))
    return "\n".join([_HEAD + head[0], *head[1:], items + _REMARKS])


def _stubs(document: Document) -> Iterator[Stub]:
    """A mention of each kind that can be quoted, each in a sentence of its own if there are such; or else the
    first sentence."""
    ids: set[str] = set()
    quoted: set[int] = set()
    mentions = [*mentions_of(document.text)]
    for kind in KINDS:
        made = [*islice(_made(document, (one for one in mentions if one.kind == kind), ids), _LOOKED_AT)]
        if made:
            best = next((one for one in made if one.anchor.start not in quoted), made[0])
            ids.add(best.id)
            quoted.add(best.anchor.start)
            yield best
    if not ids:
        yield _of_any_sentence(document)


def _made(document: Document, mentions: Iterable[Mention], ids: Collection[str]) -> Iterator[Stub]:
    for mention in mentions:
        try:
            yield stub_of(document, mention, ids)
        except ValueError:
            continue


def _of_any_sentence(document: Document) -> Stub:
    for passage in document.passages:
        try:
            return stub(document, *sentence_around(document, passage.start, passage.start + 1))
        except ValueError:
            continue
    raise ValueError(f"{document.id} has no words that can be quoted.")
