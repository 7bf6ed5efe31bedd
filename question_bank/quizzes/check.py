"""What is wrong with a quiz, beside a bank: each fault in words: where, what and how to mend it."""

from collections.abc import Collection, Iterator
from datetime import datetime
from decimal import Decimal
from difflib import get_close_matches

from question_bank.bank import Bank
from question_bank.item import KINDS
from question_bank.quizzes.drawing import TooFew, candidates, name_of, seated
from question_bank.quizzes.quiz import LONGEST_MINUTES, MOST_ITEMS, POINT, WAYS, Draw, Quiz, Review

LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 5000
MOST_DRAWS = 50
MOST_ATTEMPTS = 1000
MOST_POINTS = 1000
MOMENTS = ("during", "just_after", "later", "after_close")


def faults(quiz: Quiz, bank: Bank) -> Iterator[str]:
    """Every fault, in the order of the quiz's fields."""
    yield from _of_words(quiz)
    yield from _of_draws(quiz, bank)
    yield from _of_time(quiz)
    yield from _of_rules(quiz)
    yield from _of_points(quiz, bank)
    yield from _of_review(quiz.review)


def _of_words(quiz: Quiz) -> Iterator[str]:
    if not quiz.title.strip():
        yield "title: it is empty. Give the quiz a name."
    if len(quiz.title) > LONGEST_TITLE:
        yield f"title: it has {len(quiz.title)} characters. Shorten it to at most {LONGEST_TITLE}."
    if len(quiz.description) > LONGEST_DESCRIPTION:
        length = len(quiz.description)
        yield f"description: it has {length} characters. Shorten it to at most {LONGEST_DESCRIPTION}."


def _of_draws(quiz: Quiz, bank: Bank) -> Iterator[str]:
    if not quiz.draws:
        yield "draws: there is none. Say at least once how many items to draw."
        return
    if len(quiz.draws) > MOST_DRAWS:
        yield f"draws: there are {len(quiz.draws)}. Draw from at most {MOST_DRAWS} parts of the bank."
        return
    found: list[str] = []
    for number, draw in enumerate(quiz.draws, 1):
        found += (f"draw {number}, {fault}" for fault in _of_draw(draw, bank))
    yield from found
    together = sum(draw.count for draw in quiz.draws)
    if together > MOST_ITEMS and not found:
        yield f"draws: together they ask for {together} items. Ask for at most {MOST_ITEMS}."
    elif not found:
        try:
            seated(quiz.draws, bank)
        except TooFew as short:
            left = f"only {short.there} of its {short.wanted} items" if short.there else "no item"
            yield (
                f"draw {short.number}, count: beside the other draws, and without items that contradict one"
                f" another, {left} can be drawn. Ask for fewer, or draw from a larger part of the bank."
            )


def _of_draw(draw: Draw, bank: Bank) -> Iterator[str]:
    tags = {tag for item in bank.items.values() for tag in item.tags}
    unknown = [
        *_unknown("decks", "deck", draw.decks, bank.decks),
        *_unknown("documents", "document", draw.documents, bank.documents_by_slug),
        *_unknown("kinds", "kind", draw.kinds, KINDS),
        *_unknown("tags", "tag", draw.tags, tags),
        *_unknown("items", "item", draw.items, [name_of(item) for item in bank.items.values()]),
    ]
    yield from unknown
    if not 1 <= draw.count <= MOST_ITEMS:
        yield f"count: {draw.count} is not possible. Ask for 1 to {MOST_ITEMS} items."
    elif not unknown:
        there = len(candidates(bank, draw))
        if there < draw.count:
            have = f"has {there}" if there else "has none"
            mend = f"Ask for at most {there}, or" if there else "Choose other decks or kinds, or"
            yield f"count: it asks for {draw.count}, and this part of the bank {have}. {mend} narrow it less."


def _unknown(field: str, noun: str, given: Collection[str], known: Collection[str]) -> Iterator[str]:
    for name in given:
        if name not in known:
            near = get_close_matches(name[:100], known, 1)
            mend = (
                f"Did you mean “{near[0]}”?"
                if near
                else f"Name {_article(noun)} of the bank, or leave it out."
            )
            yield f"{field}: there is no {noun} “{name[:60]}”. {mend}"


def _article(noun: str) -> str:
    return f"an {noun}" if noun == "item" else f"a {noun}"


def _of_time(quiz: Quiz) -> Iterator[str]:
    if quiz.minutes is not None and not 1 <= quiz.minutes <= LONGEST_MINUTES:
        yield f"minutes: {quiz.minutes} is not possible. Give 1 to {LONGEST_MINUTES}, or none for no limit."
    named: tuple[tuple[str, datetime | None], ...] = (("opens", quiz.opens), ("closes", quiz.closes))
    naive = [name for name, at in named if at is not None and at.utcoffset() is None]
    for name in naive:
        yield f"{name}: the time has no zone. Write it with one, like 2026-11-21T10:00+01:00."
    if not naive and quiz.opens is not None and quiz.closes is not None and quiz.closes <= quiz.opens:
        yield "closes: the quiz would close before it opens. Let it close later, or open earlier."


def _of_rules(quiz: Quiz) -> Iterator[str]:
    if quiz.attempts is not None and not 1 <= quiz.attempts <= MOST_ATTEMPTS:
        yield f"attempts: {quiz.attempts} is not possible. Allow 1 to {MOST_ATTEMPTS}, or none for no limit."
    if not quiz.ways:
        yield f"ways: there is none. Name at least one of {', '.join(WAYS)}."
    if quiz.pass_mark is not None and not 0 <= quiz.pass_mark <= 100:
        yield f"pass_mark: {quiz.pass_mark} is not possible. Give a per cent from 0 to 100, or none."
    if not 0 <= quiz.penalty <= 100:
        yield f"penalty: {quiz.penalty} is not possible. Give a per cent of an item’s points, 0 to 100."
    elif quiz.penalty and quiz.certainty:
        yield (
            "penalty: certainty has a penalty of its own, so both do not go together."
            " Set penalty to 0, or leave certainty out."
        )
    elif quiz.penalty and quiz.ways and "choice" not in quiz.ways:
        yield (
            "penalty: it is for wrong choices, and nothing is asked as a choice."
            " Set it to 0, or add choice to the ways."
        )


def _of_points(quiz: Quiz, bank: Bank) -> Iterator[str]:
    drawn = {name_of(item) for draw in quiz.draws[:MOST_DRAWS] for item in candidates(bank, draw)}
    known = {name_of(item) for item in bank.items.values()} if quiz.points else set()
    for name, points in quiz.points.items():
        if not 0 <= points <= MOST_POINTS * POINT:
            count = str(Decimal(points).scaleb(-3))[:20]
            yield (
                f"points of “{name[:60]}”: {count} is not possible."
                f" Give 0 to {MOST_POINTS}, with at most three decimals."
            )
        if name not in known:
            yield from _unknown("points", "item", [name], known)
        elif name not in drawn:
            yield (
                f"points of “{name[:60]}”: no draw asks for this item."
                " Draw from its deck, or leave its points out."
            )
    if drawn and all(quiz.points.get(name, POINT) == 0 for name in drawn):
        yield "points: every item counts 0, so there is nothing to score. Let at least one count more."


def _of_review(review: Review) -> Iterator[str]:
    for moment in MOMENTS:
        shown = getattr(review, moment)
        if "footnotes" in shown and "answers" not in shown:
            yield (
                f"review, {moment}: footnotes without answers; a footnote gives the answer away."
                " Show answers too, or leave footnotes out."
            )
        if "answers" in shown and "correctness" not in shown:
            yield (
                f"review, {moment}: answers without correctness; who sees the answer knows what was right."
                " Show correctness too, or leave answers out."
            )
    for at, moment in enumerate(MOMENTS[1:], 1):
        earlier = next((one for one in MOMENTS[:at] if "answers" in getattr(review, one)), None)
        if earlier is not None and "answers" not in getattr(review, moment):
            yield (
                f"review, {moment}: it hides the answers that {earlier} has shown before."
                f" Show answers there as well, or leave them out of {earlier}."
            )
