"""The forms by which quizzes are made, defined and looked after."""

from typing import Any
from zoneinfo import ZoneInfo

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, Form, FormField, HiddenField, RadioField, ValidationError

from question_bank.item import KINDS
from question_bank.quizzes.quiz import LONGEST_MINUTES, MOST_ITEMS
from webapp.bank import current_bank
from webapp.quizzes import words, written
from webapp.quizzes.fields import Checks, Rows, WallClock, Whole, long_text, text

MOST_DRAWS = 20
MOST_ATTEMPTS = 1000
MOST_EXTRA_TIME = 300
WAY_NAMES = {
    "choice": "A choice among options",
    "typed": "An answer to type",
    "cloze": "A gap in the sentence of the source",
}
COUNT_NAMES = {"best": "The best", "last": "The last", "first": "The first", "mean": "The mean of all"}
SHOWN_NAMES = {
    "correctness": "Which answers are right",
    "scores": "Scores",
    "answers": "The right answers",
    "footnotes": "Their footnotes",
}


def decks() -> dict[str, str]:
    return {deck.id: f"{deck.title} ({len(deck.items)})" for deck in current_bank().decks.values()}


def documents() -> dict[str, str]:
    return {document.slug: document.title for document in current_bank().documents.values()}


def kinds() -> dict[str, str]:
    return {kind: words.KINDS[kind][1].capitalize() for kind in KINDS}


def tags() -> dict[str, str]:
    found = {tag for item in current_bank().items.values() for tag in item.tags}
    return {tag: tag for tag in sorted(found, key=str.casefold)}


def count(label: str = "How many items") -> Whole:
    return Whole(label, 1, MOST_ITEMS, needed=True)


class MakeForm(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """A learner's own quiz."""

    title = text("Name", 200, "Optional. Without one it is named after what it asks.")
    count = count()
    documents = Checks("Documents", documents)
    decks = Checks("Decks", decks)
    kinds = Checks("Kinds", kinds, closed=True)
    minutes = Whole("Minutes", 1, LONGEST_MINUTES, help="Leave empty for no time limit.")
    feedback = RadioField(
        "Feedback",
        choices={
            "end": "At the end",
            "at_once": "At once: each answer can be checked, and then stays as it is",
        },
    )
    ways = Checks("How it asks for a name, a date or a number", WAY_NAMES, closed=True)
    reverse = BooleanField("Also ask the other way round")

    def validate_ways(self, field: Field) -> None:
        if not field.data:
            raise ValidationError("Tick at least one.")


class DrawForm(Form):
    """One part of a quiz: so many items, out of a part of the bank."""

    count = count()
    documents = Checks("Documents", documents)
    decks = Checks("Decks", decks)
    kinds = Checks("Kinds", kinds, closed=True)
    tags = Checks("Tags", tags)
    items = long_text("Only these items", 20_000, "One a line, as deck/item. Leave empty for all.", rows=2)


class SetForm(FlaskForm):  # type: ignore[misc]
    """All of a quiz, for instructors."""

    version = HiddenField()
    title = text("Title", 200, required="Give the quiz a title.")
    description = long_text("Description", 2000, "Shown on its start page.")
    draws = Rows(FormField(DrawForm), min_entries=1, max_entries=MOST_DRAWS)
    opens = WallClock("Opens", "Leave empty: it is open as soon as it is saved.")
    closes = WallClock("Closes", "Leave empty: it stays open.")
    minutes = Whole("Time limit in minutes", 1, LONGEST_MINUTES, help="Leave empty for none.")
    attempts = Whole("Attempts allowed", 1, MOST_ATTEMPTS, help="Leave empty for as many as one likes.")
    counts = RadioField("Which attempt counts", choices=COUNT_NAMES)
    unseen_first = BooleanField("Items first that no earlier attempt of the learner has asked")
    stratified = BooleanField("Kinds and documents in equal parts, as far as there are items")
    shuffled = BooleanField("In random order; otherwise as in their decks, and dates by date")
    sequential = BooleanField("One after the other, without going back")
    ways = Checks("Names, dates and numbers are asked for by", WAY_NAMES, closed=True)
    reverse = BooleanField("The other direction of an item may be asked, too")
    open_book = BooleanField("The documents may be read during an attempt")
    pass_mark = Whole("Pass mark in per cent", 0, 100, help="Leave empty for none.")
    points = long_text(
        "Points of single items",
        20_000,
        "One a line, like “deck/item: 2”. What is not named is worth 1 point.",
        rows=3,
    )
    penalty = Whole("Penalty in per cent", 0, 100, help="How much of its points a wrong choice loses.")
    certainty = BooleanField("Learners say how sure they are, and are scored by it")
    date_credit = BooleanField("Part of the points for a date that is right, but less precise than asked")
    during = Checks("During, of an answer that was checked", SHOWN_NAMES, closed=True)
    just_after = Checks("Within two minutes of the end", SHOWN_NAMES, closed=True)
    later = Checks("Later, while the quiz is open", SHOWN_NAMES, closed=True)
    after_close = Checks("After the quiz has closed", SHOWN_NAMES, closed=True)

    def __init__(self, zone: ZoneInfo, **more: Any) -> None:
        super().__init__(**more)
        self.zone = zone

    @property
    def moments(self) -> list[Checks]:
        return [self[name] for name in written.MOMENTS]

    @property
    def shows_answers(self) -> bool:
        """Whether the right answers will ever be shown, by what is ticked now."""
        moments = [self.just_after, self.later, *([self.after_close] if self.closes.data else [])]
        return any("answers" in (moment.data or ()) for moment in moments)

    def validate_opens(self, field: Field) -> None:
        self.check_shown(field)

    def validate_closes(self, field: Field) -> None:
        self.check_shown(field)

    def check_shown(self, field: Field) -> None:
        if field.data and written.is_skipped(field.data, self.zone):
            raise ValidationError("The clocks are put forward over this time. Choose another.")

    def validate_ways(self, field: Field) -> None:
        if not set(field.data or ()) & set(WAY_NAMES):
            raise ValidationError("Tick at least one.")

    def validate_points(self, field: Field) -> None:
        try:
            written.points_of(field.data or "")
        except ValueError as error:
            raise ValidationError(str(error)) from None


class ExtendForm(FlaskForm):  # type: ignore[misc]
    """More time for one attempt that runs."""

    extension = HiddenField()
    minutes = Whole("Minutes more", 1, LONGEST_MINUTES, needed=True)
    reason = text("Reason", 500, required="Say why: it is kept with the attempt.")


class ReasonForm(FlaskForm):  # type: ignore[misc]
    """Why something is done to an attempt."""

    reason = text("Reason", 500, required="Say why: it is kept with the attempt.")


class ExtraTimeForm(FlaskForm):  # type: ignore[misc]
    """A learner's extra time at every quiz with a time limit."""

    username = text(
        "User name", 64, required="Type the learner’s user name.", autocapitalize="none", spellcheck="false"
    )
    percent = Whole("Extra time in per cent", 0, MOST_EXTRA_TIME, needed=True, help="0 takes it away.")
