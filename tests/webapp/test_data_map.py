"""F1: nothing is held in silence; every table and column is declared in the map of personal data."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text

from webapp.accounts.data_map import MAP, Held, undeclared
from webapp.db import Base


def test_f1_every_table_and_column_is_declared() -> None:
    assert undeclared(Base.metadata, MAP) == []


def planted() -> MetaData:
    """The schema as it is, to be spoilt."""
    copy = MetaData()
    for table in Base.metadata.tables.values():
        table.to_metadata(copy)
    return copy


def a_table(schema: MetaData) -> None:
    Table("diary", schema, Column("id", Integer, primary_key=True))


def a_column(schema: MetaData) -> None:
    schema.tables["card"].append_column(Column("mood", Text))


@pytest.mark.parametrize(("spoil", "found"), [(a_table, "diary"), (a_column, "card.mood")])
def test_f1_control_what_is_new_and_undeclared_is_found(
    spoil: Callable[[MetaData], None], found: str
) -> None:
    schema = planted()
    spoil(schema)
    assert undeclared(schema, MAP) == [found]


def test_f1_control_a_column_that_is_gone_is_found() -> None:
    wrong = dict(MAP) | {"day": replace(MAP["day"], owner=MAP["day"].owner + " weather")}
    assert undeclared(Base.metadata, wrong) == ["day.weather"]


def test_f1_control_a_column_that_names_a_person_cannot_be_about_nobody() -> None:
    schema = planted()
    schema.tables["wording"].append_column(Column("by", ForeignKey("user.id")))
    wrong = dict(MAP) | {"wording": Held(none=MAP["wording"].none + " by")}
    assert undeclared(schema, wrong) == ["wording.by"]


def test_f1_control_part_of_something_personal_cannot_be_nobodys() -> None:
    wrong = dict(MAP) | {"slot_score": Held(none=" ".join(MAP["slot_score"].tags()))}
    assert undeclared(Base.metadata, wrong) == ["slot_score.attempt_id", "slot_score.run"]


def test_every_personal_table_says_what_it_holds() -> None:
    personal = [held for held in MAP.values() if held.rows is not None]
    assert len(personal) > 15 and all(held.about and all(held.words) for held in personal)
