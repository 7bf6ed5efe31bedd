"""An anchor ties a quote to the one place of a document where it stands, character for character."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from question_bank.document import Document


@dataclass(frozen=True, slots=True)
class Anchor:
    """A W3C TextQuoteSelector (quote, prefix, suffix) with its TextPositionSelector (start, end)."""

    document: str
    quote: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a quote has no anchor: the field at fault, a stable rule, what is wrong and how to mend it."""

    field: str
    rule: str
    what: str
    cure: str


def locate(
    document: Document,
    quote: str,
    prefix: str = "",
    suffix: str = "",
    others: Iterable[Document] = (),
    explain: bool = True,
) -> Anchor | Refusal:
    """The anchor of `quote` in `document`, or why there is none.

    White space between the quote and its prefix or suffix is free. `others` are named where the quote stands
    in one of them; without `explain` a missing quote is not compared with the text, which takes a while.
    """
    text = document.text
    places = _places(text, quote)
    if not places:
        return _not_found(document, quote, others if explain else (), explain)
    fitting = [start for start in places if _fits(text, start, start + len(quote), prefix, suffix)]
    if not fitting:
        return _wrong_surroundings(document, quote, places, prefix, suffix)
    if len(fitting) > 1:
        return _several(document, quote, fitting)
    start, end = fitting[0], fitting[0] + len(quote)
    if (odd := document.odd_place_at(start, end)) is not None:
        kind = (
            "a teaser of another article" if odd.kind == "teaser" else "part of the web page around the text"
        )
        note = f" ({odd.note})" if odd.note else ""
        what = f"the quote stands in {kind}{note}, which is no evidence"
        return Refusal("quote", "odd-place", what, "Quote the document’s own words, or drop the item.")
    return Anchor(document.id, quote, start, end, prefix, suffix)


def _places(text: str, quote: str) -> list[int]:
    places: list[int] = []
    start = text.find(quote)
    while start >= 0 and quote and len(places) < _MAX_PLACES:
        places.append(start)
        start = text.find(quote, start + 1)
    return places


def _fits(text: str, start: int, end: int, prefix: str, suffix: str) -> bool:
    before, after = prefix.strip(), suffix.strip()
    return text[max(0, start - len(prefix) - 20) : start].rstrip().endswith(before) and text[
        end : end + len(suffix) + 20
    ].lstrip().startswith(after)


def _wrong_surroundings(
    document: Document, quote: str, places: list[int], prefix: str, suffix: str
) -> Refusal:
    start = places[0]
    field = "suffix" if _fits(document.text, start, start + len(quote), prefix, "") and suffix else "prefix"
    before, after = _around(document.text, start, start + len(quote))
    what = f"the quote stands in the document, but not with this {field}"
    cure = f"It stands after ‘{before}’ and before ‘{after}’. Correct the {field}, or leave it out."
    return Refusal(field, "surroundings-differ", what, cure)


def _several(document: Document, quote: str, places: list[int]) -> Refusal:
    what = f"the quote stands {len(places)} times in {document.id}"
    options = []
    for start in places[:4]:
        before, after = _around(document.text, start, start + len(quote))
        number = document.passage_at(start).number
        where = f" (paragraph {number})" if number is not None else ""
        options.append(f"prefix: ‘{before}’{where}" if before else f"suffix: ‘{after}’{where}")
    cure = f"Quote more words, or say which with one of these: {'; '.join(options)}."
    return Refusal("quote", "quote-not-unique", what, cure)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """A few words of the same line before and after [start, end)."""
    line_start = max(text.rfind("\n", 0, start) + 1, start - 200)
    line_end = text.find("\n", end)
    before = text[line_start:start].split()[-4:]
    after = text[end : line_end if line_end >= 0 else len(text)][:200].split()[:4]
    return " ".join(before), " ".join(after)


# --- near misses: only to explain, never to accept ---

_SAME = ("\"“”„«»'‘’‚`´", "-‐‑‒–—−")
_MAX_COMPARED = 10_000_000  # characters of the quote times those of the text: 20 ms
_MAX_PLACES = 1_000
_MAX_COPIED = 300
_SIGN = re.compile(": | #|:$")  # what YAML does not read as words


def _not_found(document: Document, quote: str, others: Iterable[Document], explain: bool) -> Refusal:
    elsewhere = next((other for other in others if other.id != document.id and quote in other.text), None)
    if elsewhere is not None:
        what = f"the quote does not stand in {document.id} but in {elsewhere.id}"
        cure = f"Write document: {elsewhere.id} beside the quote, under sources."
        return Refusal("quote", "quote-in-other-document", what, cure)
    what = f"the quote does not stand in {document.id}"
    if not explain:
        return Refusal(
            "quote", "quote-not-found", what, "Copy it from the document, character for character."
        )
    if (same := re.search(_loose(quote), document.text)) is not None:
        what += "; only quotation marks, dashes or spaces differ"
        return Refusal("quote", "quote-not-found", what, _copy(quote, same.group()))
    passage, near = _nearest(document, quote)
    if not near:
        return Refusal(
            "quote", "quote-not-found", what, "Nothing like it is there. Is it the right document?"
        )
    cure = f"The nearest words, in {passage}, are {difference(quote, near)} ([-yours-]{{+the document’s+}})."
    return Refusal("quote", "quote-not-found", what, cure)


def _copy(quote: str, there: str) -> str:
    """The document's words to be copied; where line breaks or long text are in the way, what differs."""
    if len(there) > _MAX_COPIED or not all(sign.isprintable() for sign in there):
        return f"It reads {difference(quote, there)} ([-yours-]{{+the document’s+}})."
    written = (
        there if there[:1].isalnum() and not _SIGN.search(there) else "'" + there.replace("'", "''") + "'"
    )
    return f"Copy the document’s words: {written}"


def _loose(quote: str) -> str:
    """A pattern for the quote with any quotation mark, dash or white space where it has one."""
    parts = []
    for word in re.findall(r"\s+|\S", quote):
        group = next((same for same in _SAME if word in same), None)
        parts.append(r"\s+" if word.isspace() else f"[{re.escape(group)}]" if group else re.escape(word))
    return "".join(parts)


def _nearest(document: Document, quote: str) -> tuple[str, str]:
    """Where the words most like the quote stand, and these words; both empty if none are like it."""
    text = document.text
    if len(quote) * len(text) > _MAX_COMPARED:
        return "", ""
    found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=60)
    if found is None or found.dest_end - found.dest_start < len(quote) // 2:
        return "", ""
    words = _whole_words(text, found.dest_start, found.dest_end)
    first = document.passage_at(found.dest_start).number
    return ("a heading or an odd place" if first is None else f"paragraph {first}"), words


def _whole_words(text: str, start: int, end: int) -> str:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end].strip()


def difference(written: str, there: str) -> str:
    """Both texts in one line: `…[-formal-]{+signed+}…`. Long equal stretches are shortened, and words of
    the document before and after the quote left out."""
    left, right = _words(written), _words(there)
    steps = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    parts = []
    for index, (kind, i, j, k, m) in enumerate(steps):
        old, new = "".join(left[i:j]), "".join(right[k:m])
        if kind == "equal":
            parts.append(_visible(old if len(old) <= 44 else f"{old[:20]}…{old[-20:]}"))
        elif kind == "insert" and index in (0, len(steps) - 1):
            parts.append("…")
        else:
            parts.append(_marked("[-", old, "-]") + _marked("{+", new, "+}"))
    return f"‘{''.join(parts)}’"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\s|[^\w\s]", text)


def _marked(before: str, text: str, after: str) -> str:
    """A piece that differs; white space alone gets a sign: a no-break space ⍽, another ␣."""
    shown = text.replace(" ", "␣") if text.isspace() else text
    return before + _visible(shown.replace("\xa0", "⍽")) + after if text else ""


def _visible(text: str) -> str:
    return text.replace("\n", "⏎").replace("\r", "⏎")
