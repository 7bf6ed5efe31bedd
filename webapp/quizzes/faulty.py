"""Puts what is wrong with a quiz beside the field of the form that says it."""

import re
from collections.abc import Iterable

from wtforms import Field, FieldList, FormField
from wtforms.form import BaseForm

OF_DRAW = re.compile(r"draw (\d+), (\w+)")
OF_REVIEW = re.compile(r"review, (\w+)")


def mark(form: BaseForm, faults: Iterable[str]) -> bool:
    """Whether there are none. What belongs to no field stands above the form."""
    fine = True
    for fault in faults:
        fine = False
        place, _, what = fault.partition(": ")
        field = field_of(form, place)
        what = what[:1].upper() + what[1:]
        if field is None:
            form.form_errors.append(what)
        else:
            field.errors = [*field.errors, what]
    return fine


def field_of(form: BaseForm, place: str) -> Field | None:
    """The field that `place` of a fault names, as in "draw 2, count" or "review, later"."""
    if found := OF_DRAW.match(place):
        return of_draw(form, int(found[1]) - 1, found[2])
    if found := OF_REVIEW.match(place):
        return named(form, found[1])
    name = place.partition(" of “")[0]
    return None if name == "draws" else named(form, name)


def of_draw(form: BaseForm, index: int, name: str) -> Field | None:
    """The field of one of the draws; a form without them is a draw itself."""
    if "draws" not in form:
        return named(form, name)
    draws = form["draws"]
    assert isinstance(draws, FieldList)
    if not index < len(draws.entries):
        return None
    row = draws.entries[index]
    assert isinstance(row, FormField)
    return named(row.form, name)


def named(form: BaseForm, name: str) -> Field | None:
    return form[name] if name in form else None
