"""Files made or broken to do harm: each with the line of its refusal and the rule."""

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.question_bank.decks import HEAD, SIGNER, item

_BOMB = "a: &a [x, x]\n" + "".join(
    f"{n}: &{n} [*{p}, *{p}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True)
)
_MANY_WRONG_QUOTES = HEAD + "".join(
    item(id=f"i{n}", quote=f"Anna Bergs signed the Harbor Treaty number {n} in the city of Oslo")
    for n in range(2_000)
)
_COLLIDING = "".join(f"{n * (2**61 - 1)}: x\n" for n in range(20_000))

# name: (source, line of the first problem, its rule)
HOSTILE: dict[str, tuple[str | bytes, int, str]] = {
    "an alias bomb": (_BOMB, 1, "anchor"),
    "an alias to nothing": ("a: *nothing\n", 1, "anchor"),
    "a list that holds itself": ("a: 1\nb: &b [*b]\n", 2, "anchor"),
    "a map that holds itself": ("&a a: *a\n", 1, "anchor"),
    "an anchor alone": ("deck: x\ntitle: &t y\n", 2, "anchor"),
    "30,000 brackets": ("deck: x\nitems: " + "[" * 30_000, 2, "too-deep"),
    "30,000 braces": ("{a: " * 30_000, 1, "too-deep"),
    "50,000 brackets closed": ("[" * 50_000 + "]" * 50_000, 1, "too-deep"),
    "deep block lists": ("- " * 30_000 + "x", 1, "too-deep"),
    "deep block maps": ("".join(" " * n + "a:\n" for n in range(400)), 13, "too-deep"),
    "thirteen levels": ("[" * 13 + "]" * 13, 1, "too-deep"),
    "deep keys": ("? " * 5_000 + "a", 1, "key-not-text"),
    "a tag for an object": ("!!python/object/apply:os.system ['true']\n", 1, "tag"),
    "a tag in the middle": ("deck: x\ntitle: !!str y\n", 2, "tag"),
    "a local tag": ("a:\n  - !secret x\n", 2, "tag"),
    "the bare tag": ("a: ! x\n", 1, "tag"),
    "a binary": ("a: !!binary aGk=\n", 1, "tag"),
    "a duplicate key": ("deck: x\ntitle: y\ndeck: z\n", 3, "duplicate-key"),
    "a duplicate key in another Unicode form": ("caf\u00e9: x\ncafe\u0301: y\n", 2, "duplicate-key"),
    "a duplicate key in an item": (HEAD + SIGNER + "    kind: person\n", 10, "duplicate-key"),
    "a merge key": ("a: {x: y}\nb:\n  <<: {x: z}\n", 3, "merge-key"),
    "a list as a key": ("? [a, b]\n: c\n", 1, "key-not-text"),
    "a map as a key": ("{a: b}: c\n", 1, "key-not-text"),
    "an endless key": ('? "' + "k" * 5_000 + '"\n: x\n', 1, "key-too-long"),
    "a NUL": ("deck: x\ntitle: a\0b\n", 2, "forbidden-character"),
    "a NUL as an escape": ('deck: x\ntitle: "a\\0b"\n', 2, "forbidden-character"),
    "an escape sequence": ("deck: \x1b[31mx\n", 1, "forbidden-character"),
    "a C1 control": ("deck: x\n\ntitle: a\x9bb\n", 3, "forbidden-character"),
    "text turned round": ("deck: x\ntitle: a\u202eb\n", 2, "forbidden-character"),
    "an isolate": ("title: \u2066a\u2069\n", 1, "forbidden-character"),
    "text turned round by an escape": ('title: "\\u202E"\n', 1, "forbidden-character"),
    "a byte order mark in the middle": ("deck: x\ntitle: a\ufeffb\n", 2, "forbidden-character"),
    "a line separator": ("deck: x\u2028title: y\n", 1, "forbidden-character"),
    "a lone surrogate": ("deck: x\ntitle: \ud800\n", 2, "forbidden-character"),
    "a lone surrogate as an escape": ('deck: x\ntitle: "\\ud800"\n', 2, "yaml-syntax"),
    "a surrogate in bytes": (b"deck: x\ntitle: \xed\xa0\x80\n", 2, "not-utf-8"),
    "UTF-16": ("deck: x\n".encode("utf-16"), 1, "not-utf-8"),
    "UTF-32": ("deck: x\n".encode("utf-32-be"), 1, "forbidden-character"),
    "Latin-1": ("deck: x\ntitle: café\n".encode("latin-1"), 2, "not-utf-8"),
    "an overlong zero": (b"deck: x\ntitle: \xc0\x80\n", 2, "not-utf-8"),
    "a second document": ("deck: x\n---\ndeck: y\n", 2, "second-document"),
    "a %YAML directive": ("%YAML 1.1\n---\ndeck: x\n", 1, "directive"),
    "a %TAG directive": ("%TAG ! tag:x,2002:\n---\ndeck: x\n", 1, "directive"),
    "another version": ("%YAML 3.0\n---\ndeck: x\n", 1, "yaml-syntax"),
    "more than 1 MB": ("# " + "x" * 1_000_000, 1, "file-too-large"),
    "more than 1 MB in few characters": ("# " + "é" * 600_000, 1, "file-too-large"),
    "a text of 900,000 characters": ("deck: " + "x" * 900_000, 1, "text-too-long"),
    "a quotation mark that stays open": ("deck: x\ntitle: 'y\n" + "z: 1\n" * 20_000, 20_003, "yaml-syntax"),
    "60,001 values": ("deck: x\nitems:\n" + "- a\n" * 60_001, 59_998, "too-many-values"),
    "60,001 values in one line": ("[" + "a," * 60_001 + "]", 1, "too-many-values"),
    "a tab for an indent": ("deck: x\nitems:\n\t- y\n", 3, "yaml-syntax"),
    "a colon in a text": ("deck: x\ntitle: one: two\n", 2, "yaml-syntax"),
    "nothing": ("", 1, "empty-file"),
    "only a remark": ("# deck: x\n", 1, "empty-file"),
    "a number of 20,000 digits": (HEAD + item(answer="{number: " + "9" * 20_000 + "}"), 8, "string-too-long"),
    "a number with a huge exponent": (HEAD + item(answer="{number: 1e999999999}"), 8, "bad-number"),
    "a year of 200 digits": (HEAD + item(answer="{date: " + "9" * 200 + "}"), 8, "bad-date"),
    "not a number": (HEAD + item(answer="{number: .nan}"), 8, "bad-number"),
    "20,000 colliding keys": (_COLLIDING, 1, "missing"),
    "2,000 quotes that nearly stand there": (_MANY_WRONG_QUOTES, 9, "quote-not-found"),
    "2,001 items": (HEAD + "  - x\n" * 2_001, 5, "too-many-items"),
}

_PIECES = "[ ] { } ' \" # % ? ~ 0 é".split() + [": ", "- ", "\n", "\n  ", "&a ", "*a", "!x ", "|\n", ">-\n"]


@st.composite
def mutated(draw: st.DrawFn, sound: str, start: int = 0, more: Sequence[str] = ()) -> str:
    """The text after a few edits from `start` on: characters cut out, and a piece that may mean something."""
    place, cut = st.integers(start, len(sound)), st.integers(0, 12)
    edits = st.lists(st.tuples(place, cut, st.sampled_from([*_PIECES, *more])), min_size=1, max_size=6)
    for at, length, piece in draw(edits):
        sound = sound[:at] + piece + sound[at + length :]
    return sound
