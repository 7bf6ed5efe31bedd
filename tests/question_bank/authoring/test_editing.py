"""A deck is changed in one place, and every other character stays as its author wrote it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.anchor import Anchor
from question_bank.authoring.editing import append, confirm
from question_bank.authoring.stubs import stub
from question_bank.load import load_deck
from question_bank.yaml_reader import BAD_CHARACTER, plain, read
from tests.question_bank.decks import HARBOUR, HEAD, LIBRARY, SIGNER, TEXT, item


def values(source: str) -> Any:
    node, problems = read(source, "x.yaml")
    assert node is not None, [*map(str, problems), source]
    return plain(node)


def anchor(quote: str, prefix: str = "", suffix: str = "") -> Anchor:
    return Anchor("000_harbour", quote, 0, len(quote), prefix, suffix)


DECK = """\
# My deck
deck: harbour   # its id
title: 'The harbour'
document: 000_harbour

items:
  # the first
  - id: signer
    kind: person
    prompt: "Who signed?"
    quote: Anna Berg signed   # from the first paragraph
    answer: Anna Berg
  - {id: flow, kind: person, prompt: Who?, answer: Anna Berg, quote: "Anna Berg signed"}
  - quote: |-
      Anna Berg
      signed
    prefix: On 30 January 1950
    id: block
  - id: several
    sources:
      - document: 000_harbour
        quote: >
          Anna Berg
          signed
      - {quote: two, suffix: x}   # a remark
# the end
"""


@pytest.mark.parametrize(
    ("id", "number", "path"),
    [
        ("signer", 0, ("items", 0)),
        ("flow", 0, ("items", 1)),
        ("block", 0, ("items", 2)),
        ("several", 0, ("items", 3, "sources", 0)),
        ("several", 1, ("items", 3, "sources", 1)),
    ],
)
@pytest.mark.parametrize("quote", ["Mrs Berg signed", 'a: "b" # [c]', " two\n\nlines ", "- x"])
def test_a_quote_becomes_another_in_any_style(
    id: str, number: int, path: tuple[str | int, ...], quote: str
) -> None:
    expected = values(DECK)
    holder = expected
    for step in path:
        holder = holder[step]
    holder |= {"quote": quote, "prefix": "before: it", "suffix": "after, [it]"}
    changed = confirm(DECK, id, number, anchor(quote, "before: it", "after, [it]"))
    assert values(changed) == expected


def test_all_other_characters_stay() -> None:
    changed = confirm(DECK, "signer", 0, anchor("Mrs Berg signed"))
    assert changed == DECK.replace("quote: Anna Berg signed   #", "quote: Mrs Berg signed   #")


def test_what_settles_is_put_below_the_quote() -> None:
    changed = confirm(DECK, "signer", 0, anchor("Mrs Berg signed", "the prefix", "the suffix"))
    added = "    prefix: the prefix\n    suffix: the suffix\n"
    assert changed.replace("Mrs Berg", "Anna Berg").replace(added, "") == DECK
    assert f"paragraph\n{added}" in changed


def test_a_prefix_that_is_no_longer_needed_goes() -> None:
    changed = confirm(DECK, "block", 0, anchor("Mrs Berg"))
    assert "prefix" not in changed and values(changed)["items"][2] == {"quote": "Mrs Berg", "id": "block"}


@pytest.mark.parametrize(
    ("id", "number", "said"),
    [
        ("nobody", 0, "The deck has no item nobody."),
        ("several", 2, "several has no source 3."),
        ("several", 1, "by hand"),  # a suffix between braces
    ],
)
def test_what_cannot_be_changed_is_told(id: str, number: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        confirm(DECK, id, number, anchor("x"))


def test_a_deck_that_cannot_be_read_is_not_changed() -> None:
    with pytest.raises(ValueError, match="The deck cannot be read: a second YAML document"):
        confirm("deck: x\n---\ny", "x", 0, anchor("x"))


TEXTS = st.text(st.characters(codec="utf-8").filter(lambda one: not BAD_CHARACTER.search(one)), min_size=1)


@given(TEXTS, TEXTS, st.sampled_from(["signer", "flow", "block", "several"]))
def test_any_words_can_be_put_in(quote: str, prefix: str, id: str) -> None:
    changed = values(confirm(DECK, id, 0, anchor(quote, prefix)))
    before = values(DECK)
    for entry, old in zip(changed["items"], before["items"], strict=True):
        if entry.get("id") == id:
            entry, old = (one["sources"][0] if "sources" in one else one for one in (entry, old))
            assert (entry.pop("quote"), entry.pop("prefix")) == (quote, prefix)
            old.pop("quote"), old.pop("prefix", None)
        assert entry == old


# --- one more item ---

SHIPS = stub(HARBOUR, TEXT.index("Forty ships"), TEXT.index("Forty ships") + 11)
DECKS = {
    "two spaces": HEAD + SIGNER,
    "no line end": (HEAD + SIGNER).rstrip("\n"),
    "remarks below": f"{HEAD}{SIGNER}\n# That is all\n",
    "a remark beside": (HEAD + SIGNER).rstrip("\n") + "  # here\n",
    "no indent": HEAD + SIGNER.replace("\n  ", "\n").removeprefix("  "),
    "four spaces": HEAD + "".join(f"  {line}\n" for line in SIGNER.splitlines()),
    "quizzes below": f"{HEAD}{SIGNER}quizzes:\n  - {{id: a, title: b, draws: {{count: 1}}}}\n",
    "items first": f"items:\n{SIGNER}deck: harbour\ntitle: x\ndocument: 000_harbour\n",
    "an item in braces": HEAD
    + "  - {id: a, kind: person, prompt: Who?, answer: Anna Berg, quote: Anna Berg signed}\n",
    "a block at the end": HEAD + item(explanation="|\n      Two\n\n      lines\n"),
}


@pytest.mark.parametrize("name", DECKS)
def test_an_item_is_added_below_the_others(name: str) -> None:
    source = DECKS[name]
    changed = append(source, SHIPS.yaml)
    deck, problems = load_deck(changed, "x.yaml", LIBRARY)
    assert deck is not None, [*map(str, problems), changed]
    assert [one.id for one in deck.items][1:] == [SHIPS.id]
    assert [line for line in changed.splitlines() if line in source.splitlines()][: source.count("\n")]
    before, _, after = changed.partition(f"- id: {SHIPS.id}")
    assert source.startswith(before.rstrip()) and source.endswith(after.partition("surely wrong]\n")[2])


def test_a_deck_without_items_gets_its_first() -> None:
    deck, problems = load_deck(append(HEAD, SHIPS.yaml), "x.yaml", LIBRARY)
    assert deck is not None and len(deck.items) == 1


@pytest.mark.parametrize("items", ["items: [a]\n", "items: {a: b}\n", "items: none\n", ""])
def test_where_there_is_no_list_it_says_so(items: str) -> None:
    with pytest.raises(ValueError, match="no list of items"):
        append(f"deck: x\n{items}", SHIPS.yaml)
