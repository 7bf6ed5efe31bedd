"""From words of a document to an item that is ready to be finished: quote, kind, answer and a gap to fill.

A stub is YAML that loads as it stands: its prompt is the sentence with a gap where the answer was. What only
a person can do is to ask a better question and to write wrong answers beside the right one.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from question_bank import dates, grading, quantities
from question_bank.anchor import Anchor
from question_bank.authoring.selection import select
from question_bank.authoring.yaml_writer import scalar
from question_bank.coverage import coverage, mentions_of
from question_bank.dates import Edtf
from question_bank.document import Document
from question_bank.excerpt import SENTENCE_END
from question_bank.item import Answer, Date, Item, Kind, Number, Text
from question_bank.mentions import Amount, Mention
from question_bank.proof import missing_in
from question_bank.yaml_reader import BAD_CHARACTER

GAP = "____"
ASK = "# Ask so that the question stands without the page, or keep the sentence with its gap."
WRONG = "# distractors: [three wrong answers, of the same kind, and surely wrong]"
UNKNOWN = "# Nothing was recognised in these words: correct the kind and the answer."
_ORDER: tuple[Kind, ...] = ("date", "figure", "agreement", "person")  # the rarest in a sentence first
_LONG = 200_000  # characters; all mentions of so many are found in a second
_AROUND = 250  # characters of the sentence on each side of the gap
_SMALL_WORDS = frozenset(
    "a an and as at be by for from had has have in is it of on or that the to was were".split()
)


@dataclass(frozen=True, slots=True)
class Stub:
    """An item in YAML, one entry of a deck's list; `mention` is what its answer was guessed from."""

    yaml: str
    id: str
    kind: Kind
    anchor: Anchor
    answer: Answer
    mention: Mention | None


def stub(
    document: Document,
    start: int,
    end: int,
    taken: Collection[str] = (),
    mention: Mention | None = None,
    own_source: bool = False,
    remarks: bool = True,
) -> Stub:
    """The stub of the characters [start, end); `taken` are the ids of the deck, `mention` what to ask for.

    With `own_source` it names its document, for a deck that stands on another one. Raises ValueError with a
    sentence where these words can be no quote.
    """
    anchor = select(document, start, end)
    if mention is None or not (anchor.start <= mention.start and mention.end <= anchor.end):
        mention = _mention_in(document, anchor)
    answer, from_quote = _answer(document, anchor, mention)
    kind: Kind = mention.kind if mention is not None else "agreement"
    id = _id(anchor, kind, taken)
    prompt = _prompt(document, anchor, mention)
    lines = [f"  - id: {id}", *([f"    {UNKNOWN}"] if remarks and mention is None else [])]
    lines += [f"    kind: {kind}", *([f"    {ASK}"] if remarks else [])]
    lines += [f"    prompt: {scalar(prompt)}", f"    answer: {_written(answer)}"]
    lines += [f"    answer_from: {scalar(anchor.quote)}"] if from_quote else []
    lines += _source(anchor, own_source)
    lines += [f"    {WRONG}"] if remarks else []
    return Stub("\n".join(lines) + "\n", id, kind, anchor, answer, mention)


def stubs_of_uncovered(
    document: Document, items: Iterable[Item], taken: Collection[str] = (), own_source: bool = False
) -> Iterator[Stub]:
    """One stub for each mention that no item covers, with its sentence as the quote, in order."""
    ids = set(taken)
    for one in coverage(document, items):
        if one.state != "uncovered":
            continue
        try:
            made = stub_of(document, one.mention, ids, own_source)
        except ValueError:  # words that can be no quote are left to the eye
            continue
        ids.add(made.id)
        yield made


def stub_of(
    document: Document,
    mention: Mention,
    taken: Collection[str] = (),
    own_source: bool = False,
    remarks: bool = True,
) -> Stub:
    """The stub that asks for this mention, with its sentence as the quote."""
    start, end = sentence_around(document, mention.start, mention.end)
    return stub(document, start, end, taken, mention, own_source, remarks)


def sentence_around(document: Document, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds [start, end), cut where it is long or where an odd place begins or ends."""
    first, last = document.passage_at(start), document.passage_at(max(start, end - 1))
    begin = max(first.start, start - _AROUND)
    finish = min(last.end, end + _AROUND)
    for odd in document.odd:
        if odd.end <= start:
            begin = max(begin, odd.end)
        elif odd.start >= end:
            finish = min(finish, odd.start)
    begin = _at_word(document.text, begin, first.start, start)
    while finish > end and finish < last.end and not document.text[finish].isspace():
        finish -= 1
    ends = [found.end() for found in SENTENCE_END.finditer(document.text, begin, start)]
    after = SENTENCE_END.search(document.text, end, finish)
    return ends[-1] if ends else begin, after.end() if after else finish


def _at_word(text: str, begin: int, first: int, start: int) -> int:
    while first < begin < start and not text[begin - 1].isspace():
        begin += 1
    return begin


def _mention_in(document: Document, anchor: Anchor) -> Mention | None:
    """What the quote is most likely about. In a long document only the words around it are read."""
    text, shift = document.text, 0
    if len(text) > _LONG:
        shift = max(0, anchor.start - _LONG // 100)
        text = text[shift : anchor.end + _LONG // 100]
    found = (replace(one, start=one.start + shift, end=one.end + shift) for one in mentions_of(text))
    inside = [one for one in found if anchor.start <= one.start and one.end <= anchor.end]
    return min(inside, key=lambda one: (_ORDER.index(one.kind), one.start), default=None)


# --- the answer ---


def _answer(document: Document, anchor: Anchor, mention: Mention | None) -> tuple[Answer, bool]:
    """The answer, and whether only the whole quote can be named as its proof."""
    guesses: list[Answer] = []
    if mention is not None:
        words = document.text[mention.start : mention.end]
        guesses = [*_typed(mention, words), *_text(words)]
    guesses += _text(anchor.quote)
    for guess in guesses:
        if not missing_in(guess, [anchor.quote]):
            return guess, False
    return guesses[0], True


def _typed(mention: Mention, words: str) -> Iterator[Answer]:
    match mention.value:
        case Edtf():
            yield Date(mention.value)
        case Amount():
            yield from _number(mention.value, words)
        case value:
            yield from _text(value)


def _number(amount: Amount, words: str) -> Iterator[Number]:
    written, before = _written_number(amount, words)
    hedge = " ".join(re.sub(r"[^\w\s~<>≈-]", " ", before).split())
    plain = hedge and len(hedge.split()) <= 4 and not re.search(r"\d", hedge)
    try:
        value = quantities.parse_number(written)
    except ValueError:
        return
    yield Number(value, written, amount.unit, hedge if plain else None)


def _written_number(amount: Amount, words: str) -> tuple[str, str]:
    """The number as the words write it, "6.1 billion" of "over $6.1 billion", and what stands before it."""
    for quantity in quantities.scan(words):
        found = words[quantity.start : quantity.end]
        cuts = [cut.start() for cut in re.finditer(r"\b|$", found)]
        for begin in cuts:
            for end in reversed(cuts):
                written = found[begin:end].strip()
                if begin < end and _means(written, amount):
                    return written, words[: quantity.start + begin]
    return f"{amount.number:f}", ""


def _means(written: str, amount: Amount) -> bool:
    try:
        return quantities.parse_number(written) == amount.number
    except ValueError:
        return False


def _text(words: str) -> Iterator[Text]:
    yield Text(unicodedata.normalize("NFC", " ".join(words.split())))


def _written(answer: Answer) -> str:
    match answer:
        case Date():
            return f"{{date: {dates.written(answer.date)}}}"
        case Number():
            keys = {"number": answer.written, "unit": answer.unit, "hedge": answer.hedge}
            parts = (f"{key}: {scalar(value, flow=True)}" for key, value in keys.items() if value)
            return f"{{{', '.join(parts)}}}"
        case _:
            return scalar(grading.shown(answer))


# --- the other keys ---


def _prompt(document: Document, anchor: Anchor, mention: Mention | None) -> str:
    begin, end = (anchor.start, anchor.end) if mention is None else (mention.start, mention.end)
    first, last = sentence_around(document, begin, end)
    before, after = document.text[first:begin], document.text[end:last]
    asked = document.text[begin:end]
    sentence = GAP.join(part.replace(asked, GAP) for part in (before, after))
    return " ".join(BAD_CHARACTER.sub(" ", f"Complete this from “{document.title}”: {sentence}").split())


def _source(anchor: Anchor, own: bool) -> list[str]:
    keys = {"quote": anchor.quote, "prefix": anchor.prefix, "suffix": anchor.suffix}
    lines = [f"{key}: {scalar(words)}" for key, words in keys.items() if words]
    if not own:
        return [f"    {line}" for line in lines]
    return [
        "    sources:",
        f"      - document: {scalar(anchor.document)}",
        *(f"        {line}" for line in lines),
    ]


def _id(anchor: Anchor, kind: Kind, taken: Collection[str]) -> str:
    """A few telling words of the quote that no item of the deck has for its id yet."""
    plain = unicodedata.normalize("NFKD", anchor.quote[:300]).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+", plain.replace("'", "")) if word not in _SMALL_WORDS]
    base = "-".join(word[:20] for word in words[:4]) or kind
    count, id = 1, base
    while id in taken:
        count += 1
        id = f"{base}-{count}"
    return id
