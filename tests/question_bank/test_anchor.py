"""A quote is found character for character or refused with the reason and the way out."""

from dataclasses import replace

from question_bank.anchor import Anchor, Refusal, difference, locate
from tests.question_bank.decks import HARBOUR, LIBRARY, TEXT


def _found(quote: str, prefix: str = "", suffix: str = "") -> Anchor:
    anchor = locate(HARBOUR, quote, prefix, suffix, LIBRARY.values())
    assert isinstance(anchor, Anchor), anchor
    return anchor


def _refused(quote: str, prefix: str = "", suffix: str = "") -> Refusal:
    refusal = locate(HARBOUR, quote, prefix, suffix, LIBRARY.values())
    assert isinstance(refusal, Refusal), refusal
    return refusal


def test_a_quote_is_anchored_where_it_stands() -> None:
    anchor = _found("worth $6.1 billion")
    assert TEXT[anchor.start : anchor.end] == "worth $6.1 billion"


def test_a_prefix_settles_which_of_several() -> None:
    anchor = _found("Anna Berg was", prefix="minister then.")
    assert TEXT[anchor.start :].startswith("Anna Berg was president")


def test_a_suffix_settles_which_of_several() -> None:
    anchor = _found("Anna Berg was", suffix="minister")
    assert TEXT[anchor.start :].startswith("Anna Berg was minister")


def test_an_ambiguous_quote_is_told_how_often_it_stands_and_what_would_settle_it() -> None:
    refusal = _refused("Anna Berg was")
    assert refusal.rule == "quote-not-unique"
    assert refusal.what == "the quote stands 2 times in 000_harbour"
    assert "prefix: ‘trade” as its aims.’ (paragraph 2)" in refusal.cure
    assert "prefix: ‘Berg was minister then.’ (paragraph 2)" in refusal.cure


def test_each_prefix_that_is_offered_settles_it() -> None:
    offered = _refused("Anna Berg was").cure.split("prefix: ‘")[1:]
    starts = {_found("Anna Berg was", prefix=words.split("’ (")[0]).start for words in offered}
    assert len(starts) == 2


def test_a_wrong_prefix_is_refused_though_the_quote_is_unique() -> None:
    refusal = _refused("worth $6.1 billion", prefix="It is")
    assert (refusal.field, refusal.rule) == ("prefix", "surroundings-differ")
    assert "It stands after ‘in Oslo. It was’ and before ‘.’" in refusal.cure


def test_a_wrong_suffix_is_named_as_such() -> None:
    assert _refused("worth $6.1", prefix="It was", suffix="million").field == "suffix"


def test_a_near_miss_shows_the_difference() -> None:
    refusal = _refused("Anna Berg formally signed a Harbour Treaty")
    assert refusal.rule == "quote-not-found"
    assert "paragraph 1" in refusal.cure
    assert "‘…Anna Berg [-formally -]signed [-a-]{+the+} Harbour Treaty…’" in refusal.cure


def test_a_near_miss_across_paragraphs_shows_the_line_end() -> None:
    refusal = _refused(
        "the Harbour Treaty in Oslo. It was worth 6.1 billion. Read also: Anna Berg in an interview"
    )
    assert "in paragraph 1" in refusal.cure
    assert "billion.[-␣-]{+⏎⏎+}Read" in refusal.cure


def test_a_near_miss_is_never_accepted() -> None:
    assert _refused("worth $6.1 billions").rule == "quote-not-found"
    assert _refused("Worth $6.1 billion").rule == "quote-not-found"


def test_a_quote_that_differs_in_marks_only_says_so() -> None:
    refusal = _refused('names "peace - and  trade" as')
    assert refusal.what.endswith("only quotation marks, dashes or spaces differ")
    assert refusal.cure == "Copy the document’s words: names “peace – and trade” as"


def test_words_to_copy_are_written_as_yaml_reads_them() -> None:
    cure = _refused('"peace - and trade"').cure
    assert cure == "Copy the document’s words: '“peace – and trade”'"


def test_a_no_break_space_is_made_visible() -> None:
    document = replace(HARBOUR, text=TEXT.replace("Oslo. It", "Oslo.\u00a0It"))
    refusal = locate(document, "in Oslo. It was")
    assert isinstance(refusal, Refusal)
    assert refusal.cure == "It reads ‘in Oslo.[-␣-]{+⍽+}It was’ ([-yours-]{+the document’s+})."


def test_a_quote_of_another_document_says_which() -> None:
    refusal = _refused("Planes came in 1960")
    assert refusal.rule == "quote-in-other-document"
    assert refusal.what == "the quote does not stand in 000_harbour but in 001_airport"


def test_words_like_nothing_in_the_document_get_no_suggestion() -> None:
    assert "Nothing like it" in _refused("Zebras quibble over xylophones").cure


def test_a_quote_in_a_teaser_is_no_evidence() -> None:
    refusal = _refused("interview of 1 May 1999")
    assert refusal.rule == "odd-place"
    assert refusal.what == (
        "the quote stands in a teaser of another article (Teaser of an interview), which is no evidence"
    )


def test_a_quote_that_reaches_into_a_teaser_is_no_evidence() -> None:
    assert _refused("billion.\n\nRead").rule == "odd-place"


def test_without_the_odd_place_the_same_quote_is_evidence() -> None:
    assert isinstance(locate(replace(HARBOUR, odd=()), "interview of 1 May 1999"), Anchor)


def test_long_equal_stretches_of_a_difference_are_shortened() -> None:
    same = "a very long text that is equal in both versions up to its "
    assert (
        difference(same + "end", same + "last")
        == "‘a very long text tha… versions up to its [-end-]{+last+}’"
    )
