"""Fields of the forms of quizzes: text that can be kept, whole numbers, moments by a clock, boxes, rows."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from wtforms import (
    DateTimeLocalField,
    FieldList,
    IntegerField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import Choice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def tidy(text: str | None) -> str:
    """What was typed, with plain line ends and nothing that a database cannot keep."""
    return CONTROLS.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


def text(label: str, most: int, help: str = "", required: str = "", **render: Any) -> StringField:
    checks = [DataRequired(required)] if required else []
    return StringField(
        label,
        validators=[*checks, Length(max=most, message=f"Use at most {most} characters.")],
        filters=[tidy],
        description=help,
        render_kw={"maxlength": most, **render},
    )


def long_text(label: str, most: int, help: str = "", rows: int = 3) -> TextAreaField:
    return TextAreaField(
        label,
        validators=[Length(max=most, message=f"Use at most {most} characters.")],
        filters=[tidy],
        description=help,
        render_kw={"rows": rows},
    )


class Whole(IntegerField):
    """A whole number within bounds; empty means None unless it must be there."""

    def __init__(
        self, label: str, low: int, high: int, *, needed: bool = False, help: str = "", **more: Any
    ) -> None:
        asked = f"Type a whole number from {low} to {high}."
        super().__init__(
            label,
            validators=[InputRequired(asked) if needed else Optional()],
            description=help,
            render_kw={"min": low, "max": high, "inputmode": "numeric"},
            **more,
        )
        self.low, self.high, self.asked = low, high, asked

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError(self.asked) from None

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and not self.low <= self.data <= self.high:
            raise ValidationError(self.asked)


class WallClock(DateTimeLocalField):
    """A date and time by the author's clock, to the minute unless it has seconds already."""

    asked = "Write a date and a time, like 2026-11-21T09:30."

    def __init__(self, label: str, help: str, **more: Any) -> None:
        step = {"step": "any"}
        super().__init__(label, validators=[Optional()], description=help, render_kw=step, **more)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if not self.data:
            return ""
        exact = self.data.second or self.data.microsecond
        return self.data.isoformat(timespec="milliseconds" if exact else "minutes")

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = datetime.fromisoformat(valuelist[0].strip())
        except ValueError:
            raise ValueError(self.asked) from None

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            return
        if self.data.tzinfo is not None:
            raise ValidationError(self.asked)
        if not 2000 <= self.data.year <= 2100:
            raise ValidationError("Choose a year from 2000 to 2100.")


class Checks(SelectMultipleField):
    """Boxes to tick. Unless there can only be these, what is ticked and not offered stays to be seen."""

    option_widget = CheckboxInput()

    def __init__(self, label: str, choices: Any, *, closed: bool = False, **more: Any) -> None:
        super().__init__(label, choices=choices, validate_choice=closed, filters=[cleaned], **more)

    def iter_choices(self) -> Iterator[Choice]:
        offered: list[Any] = list(super().iter_choices())
        yield from offered
        if self.validate_choice:
            return
        known = {choice.value for choice in offered}
        for value in self.data or ():
            if value not in known:
                yield Choice(value, f"{value[:80]} (no longer in the bank)", True, {})


def cleaned(values: list[str] | None) -> list[str]:
    return [tidy(value)[:200] for value in values or ()]


class Rows(FieldList):  # type: ignore[type-arg]  # generic in its stubs only
    """Its rows are named by plain numbers; any other name is not one of ours."""

    def _extract_indices(self, prefix: str, formdata: Mapping[str, Any]) -> Iterator[int]:
        for name in formdata:
            if found := re.match(rf"{re.escape(prefix)}-([0-9]{{1,3}})-", name):
                yield int(found[1])
