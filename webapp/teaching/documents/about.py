"""What is known of a document that waits for approval, as its upload keeps it; and its odd places. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from question_bank.authoring.reanchoring import carry_odd
from question_bank.catalogue import DocumentEntry, IgnoreEntry, OddEntry, document_of
from question_bank.document import Document, OddKind, OddPlace, Passage

NONE_NAMED = {
    "author": "The text names no author",
    "publisher": "The text names no publisher",
    "dated": "The text gives no date",
}
PHRASES = ("title", "author", "publisher", "dated")


def of_new(title: str, notes: Iterable[str], taken: Collection[str]) -> dict[str, Any]:
    """What an upload of a new document begins with."""
    about = dict.fromkeys(PHRASES, "") | {"title": title, "slug": free_slug(slug_of(title), taken)}
    return about | {"document": None, "odd": [], "lost": [], "ignore": [], "notes": list(notes)}


def of_next(old: Document, text: str, notes: Iterable[str]) -> dict[str, Any]:
    """What an upload of a document's next version begins with: all that is known of the one before."""
    found, lost = carry_odd(old, text)
    about: dict[str, Any] = {name: stated(name, getattr(old, name)) for name in PHRASES}
    return about | {
        "slug": old.slug,
        "document": old.id,
        "odd": [asdict(place) for place in found],
        "lost": [old.text[place.start : place.end] for place in lost],
        "ignore": [asdict(place) for place in old.ignored if place.words in text],
        "notes": list(notes),
    }


def of_version(entry: DocumentEntry, slug: str) -> dict[str, Any]:
    """What an upload of a version that was published begins with: all that was known of it then."""
    about: dict[str, Any] = {name: stated(name, getattr(entry, name)) for name in PHRASES}
    return about | {
        "slug": slug,
        "document": entry.file,
        "odd": [place.model_dump() for place in entry.odd],
        "lost": [],
        "ignore": [place.model_dump() for place in entry.ignore],
        "notes": [],
    }


def stated(name: str, phrase: str) -> str:
    """A phrase of the catalogue, or nothing where it says that the text has none."""
    return "" if phrase == NONE_NAMED.get(name) else phrase


def slug_of(title: str) -> str:
    """The title as part of an address, so far as it is written in Latin letters."""
    latin = unicodedata.normalize("NFKD", title.casefold().replace("đ", "d").replace("ß", "ss"))
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’\u0300-\u036f]", "", latin))
    slug = ""
    for word in words:
        if len(slug) + len(word) > 60:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or "document"


def free_slug(slug: str, taken: Collection[str]) -> str:
    found, number = slug, 2
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    return found


def new_id(slug: str, taken: Collection[str]) -> str:
    """The name that decks know the document by; it never changes."""
    return free_slug(f"own-{slug}", taken)


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Every place where the words stand, whatever white space is between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [found.span() for found in re.finditer(pattern, text)] if pattern else []


def marked(
    odd: list[dict[str, Any]], text: str, words: str, kind: OddKind, note: str, everywhere: bool
) -> list[dict[str, Any]]:
    """The odd places with these words. Raises ValueError with a sentence."""
    found = places_of(words, text)
    if not found:
        raise ValueError("These words do not stand in the text. Copy them from the text below.")
    if len(found) > 1 and not everywhere:
        raise ValueError(
            f"These words stand {len(found)} times in the text. Paste more of the words around them, "
            "or tick that every place is meant."
        )
    if any(place["start"] < end and start < place["end"] for start, end in found for place in odd):
        raise ValueError("Some of these words are marked already. Take that mark away first.")
    new = [{"start": start, "end": end, "kind": kind, "note": note} for start, end in found]
    return sorted([*odd, *new], key=lambda place: int(place["start"]))


def entry_of(about: Mapping[str, Any], id: str) -> DocumentEntry:
    phrases = {name: about[name] or NONE_NAMED.get(name, "") for name in PHRASES}
    odd = tuple(OddEntry(**place) for place in about["odd"])
    ignore = tuple(IgnoreEntry(**place) for place in about["ignore"])
    return DocumentEntry(file=id, slug=about["slug"], odd=odd, ignore=ignore, **phrases)


def sketch(about: Mapping[str, Any], text: str) -> Document:
    """The document as it would be, to be looked at: its description may not be complete yet."""
    title = about["title"] or "Untitled"
    entry = entry_of({**about, "title": title, "slug": "a-sketch"}, "a-sketch")
    return document_of(entry, text)


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage in pieces: words, and the odd place that they lie in."""

    passage: Passage
    pieces: tuple[tuple[str, OddPlace | None], ...]

    @property
    def odd(self) -> OddPlace | None:
        """Set where the whole passage lies in an odd place."""
        return self.pieces[0][1] if len(self.pieces) == 1 else None


def passages(document: Document) -> list[Shown]:
    return [Shown(passage, _pieces(document, passage)) for passage in document.passages]


def _pieces(document: Document, passage: Passage) -> tuple[tuple[str, OddPlace | None], ...]:
    inside = [odd for odd in document.odd if odd.start < passage.end and passage.start < odd.end]
    edges = {passage.start, passage.end}
    edges |= {min(max(edge, passage.start), passage.end) for odd in inside for edge in (odd.start, odd.end)}
    bounds = sorted(edges)
    return tuple(
        (document.text[a:b], next((odd for odd in inside if odd.start <= a and b <= odd.end), None))
        for a, b in zip(bounds, bounds[1:], strict=False)
    )
