"""The forms by which a document comes in, and by which it is described and approved."""

import unicodedata
from pathlib import PurePath
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectChoice, StringField, TextAreaField  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, Optional, Regexp

from question_bank.extraction import SUFFIXES
from question_bank.yaml_reader import BAD_CHARACTER

PASTED = "pasted text"
KIND_NAMES = {
    "teaser": "A teaser of another article",
    "chrome": "Part of the page around the text: a menu, a caption, a notice",
}


def one_line(text: str | None) -> str:
    """What was typed as one line, without what no phrase may hold."""
    return unicodedata.normalize("NFC", " ".join(BAD_CHARACTER.sub(" ", text or "").split()))


def storable(text: str | None) -> str:
    return BAD_CHARACTER.sub("", (text or "").replace("\r\n", "\n")).strip()


class BringForm(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """A file, or text that is pasted."""

    file = FileField(
        "A file",
        description="Plain text (.txt), Markdown (.md), Word (.docx) or PDF with text in it, up to 10 MB.",
        render_kw={"accept": ",".join(SUFFIXES)},
    )
    text = TextAreaField("Or its text, pasted", render_kw={"rows": 8, "spellcheck": "false"})

    def validate(self, extra_validators: Any = None) -> bool:
        """One of the two, and not both."""
        if not super().validate(extra_validators):
            return False
        if self.file.data and (self.text.data or "").strip():
            self.file.errors = ["Choose a file or paste text, not both: which one is meant?"]
        elif not self.file.data and not (self.text.data or "").strip():
            self.file.errors = ["Choose a file, or paste the text below."]
        return not self.file.errors

    @property
    def brought(self) -> tuple[str, str, bytes]:
        """The name to be shown, the ending and the bytes."""
        if not self.file.data:
            return PASTED, ".txt", str(self.text.data).encode("utf-8", "replace")
        name = one_line(self.file.data.filename)[-200:]
        return name, PurePath(name).suffix, self.file.data.read()

    def refuse(self, words: str) -> None:
        field = self.file if self.file.data else self.text
        field.errors = [*field.errors, words]


def phrase(label: str, help: str, required: str = "") -> StringField:
    return StringField(
        label,
        filters=[one_line],
        description=help,
        validators=[
            *([DataRequired(required)] if required else []),
            Length(max=200, message="Use at most 200 characters."),
        ],
        render_kw={"maxlength": 200},
    )


class AboutForm(FlaskForm):  # type: ignore[misc]
    """What is known of a document, and words of it that are not its own."""

    title = phrase("Title", "As the text has it.", "Give the document a title.")
    author = phrase("Author", "As the text names them; empty if it names none.")
    publisher = phrase("Publisher", "Empty if the text names none.")
    dated = phrase("Date, as the text says it", "For example “3 March 2021”; empty if it gives none.")
    words = TextAreaField(
        "Words that are not the document’s own",
        filters=[storable],
        validators=[Length(max=20_000, message="Use at most 20,000 characters.")],
        description="Paste them from the text below. Line breaks need not be the same.",
        render_kw={"rows": 3, "spellcheck": "false"},
    )
    kind = RadioField(
        "What they are",
        choices=[SelectChoice(kind, name) for kind, name in KIND_NAMES.items()],
        default="teaser",
    )
    note = phrase(
        "A note for readers (optional)", "For example “Teaser of an article by Konstantin Makienko”."
    )
    everywhere = BooleanField("Mark every place where they stand")


class NewAboutForm(AboutForm):
    """A document that is new has an address to be chosen."""

    slug = StringField(
        "Address",
        filters=[one_line],
        description="The last part of its page’s address: small letters, digits and hyphens. "
        "It does not change later.",
        validators=[
            DataRequired("Give it an address."),
            Length(max=90, message="Use at most 90 characters."),
            Regexp(
                r"^[a-z0-9]+(-[a-z0-9]+)*$",
                message="Use small letters, digits and single hyphens: “harbour-treaty”.",
            ),
        ],
        render_kw={"maxlength": 90, "spellcheck": "false", "autocapitalize": "none"},
    )


class NoteForm(FlaskForm):  # type: ignore[misc]
    """What is said of a publication."""

    note = StringField(
        "What changed (optional)",
        filters=[one_line],
        validators=[Optional(), Length(max=500, message="Use at most 500 characters.")],
        render_kw={"maxlength": 500},
    )
