"""What the database holds of a person: every column of every table, and how a person's rows are found.

The page about one's data, the export and the purge all go by this map. A table or a column that is not in
it fails a test, so nothing new can be held in silence.

A column is `owner`: it goes with the row to the person whose row it is; `subject`: it names somebody who did
something to a row that is not theirs; or `none`: it tells of nobody.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import MetaData, Select, Table, select
from sqlalchemy.sql.elements import ColumnElement

from webapp.accounts import limits
from webapp.db import Base
from webapp.models import User

Tag = Literal["owner", "subject", "none"]
Which = ColumnElement[bool]
TABLES = Base.metadata.tables


@dataclass(frozen=True, slots=True)
class Person:
    """By what a person's rows are found."""

    id: int
    account: str  # under which wrong passwords are counted

    @classmethod
    def of(cls, user: User) -> "Person":
        return cls.named(user.id, user.username)

    @classmethod
    def named(cls, id: int, name: str) -> "Person":
        return cls(id, limits.account(name).key)


@dataclass(frozen=True)
class Held:
    """What one table holds. The columns stand in strings, by their tag."""

    owner: str = ""
    subject: str = ""
    none: str = ""
    rows: Callable[[Person], Which] | None = None  # a person's own; None: its rows are nobody's
    secret: str = ""  # of the owner's: never in an export
    did: Mapping[str, str] = field(default_factory=dict)  # by subject column: what its person put in there
    stays: bool = False  # made for others: the rows outlive their author, without the name
    words: tuple[str, str] = ("", "")  # one row, several rows
    about: str = ""

    def tags(self) -> dict[str, Tag]:
        groups: tuple[tuple[Tag, str], ...] = (
            ("owner", self.owner),
            ("subject", self.subject),
            ("none", self.none),
        )
        return {name: tag for tag, names in groups for name in names.split()}


def of_user(table: str, column: str = "user_id") -> Callable[[Person], Which]:
    return lambda person: TABLES[table].c[column] == person.id


def within(table: str, column: str, parent: str, key: str = "id") -> Callable[[Person], Which]:
    """Rows that belong to a row of another table, and so to its person."""

    def rows(person: Person) -> Which:
        find = MAP[parent].rows
        assert find is not None
        return TABLES[table].c[column].in_(select(TABLES[parent].c[key]).where(find(person)))

    return rows


def of_attempt(table: str) -> Callable[[Person], Which]:
    return within(table, "attempt_id", "attempt")


MAP: Mapping[str, Held] = {
    "user": Held(
        owner="id username email password active fs_uniquifier created_at delete_at time_zone day_start"
        " new_per_day reviews_per_day retention theme quiz_evidence extra_time sealed",
        rows=of_user("user", "id"),
        secret="password fs_uniquifier",
        words=("account", "accounts"),
        about="your name, e-mail address and settings; of the password only a hash",
    ),
    "user_role": Held(
        owner="user_id role_id",
        rows=of_user("user_role"),
        words=("role", "roles"),
        about="what you may do here",
    ),
    "role": Held(none="id name"),
    "sign_in_failure": Held(
        owner="subject count last_at",
        rows=lambda person: TABLES["sign_in_failure"].c.subject == person.account,
        secret="subject",
        words=("count of wrong passwords", "counts of wrong passwords"),
        about="how many lately, forgotten after a day",
    ),
    "card": Held(
        owner="id user_id deck item direction rev stage step stability difficulty last_day due_day due_at"
        " reps lapses suspended buried_day flagged",
        rows=of_user("card"),
        words=("card", "cards"),
        about="what you remember of each question, and when it comes back",
    ),
    "review": Held(
        owner="id user_id card_id base_rev action undoes at study_day fingerprint rating took_ms typed"
        " outcome score before after",
        rows=of_user("review"),
        words=("line of the cards’ log", "lines of the cards’ log"),
        about="each answer with its time, what you typed and how you rated it",
    ),
    "day": Held(
        owner="user_id study_day answers new_cards reviews recalled took_ms",
        rows=of_user("day"),
        words=("day of study", "days of study"),
        about="sums for the charts",
    ),
    "wording": Held(none="fingerprint deck item content"),
    "report": Held(
        owner="id user_id deck item direction fingerprint reason comment typed at state answer",
        subject="closed_by",
        rows=of_user("report"),
        did={"closed_by": "id deck item state answer"},
        words=("report", "reports"),
        about="what you said is wrong with an item, and what you were told",
    ),
    "quiz": Held(
        owner="id key origin owner_id title version withdrawn created_at",
        rows=of_user("quiz", "owner_id"),
        words=("quiz you made", "quizzes you made"),
        about="their names and when you made them",
    ),
    "quiz_version": Held(
        owner="id quiz_id number content made_at",
        subject="made_by",
        rows=within("quiz_version", "quiz_id", "quiz"),
        did={"made_by": "id quiz_id number content made_at"},
        words=("version of a quiz", "versions of quizzes"),
        about="how you defined them",
    ),
    "attempt": Held(
        owner="id user_id quiz_id quiz_version_id number rev state close_reason slots position flags"
        " started_at deadline_at extra_time last_event_at submitted_at expected run score out_of"
        " failures retry_at",
        rows=of_user("attempt"),
        words=("attempt at a quiz", "attempts at quizzes"),
        about="what was asked, when, and the score",
    ),
    "answer_event": Held(
        owner="attempt_id slot seq client_key body body_hash received_at",
        rows=of_attempt("answer_event"),
        words=("answer in a quiz", "answers in quizzes"),
        about="each one as you gave it, also those you changed",
    ),
    "grading_run": Held(
        owner="attempt_id number made_at reason score out_of",
        subject="made_by",
        rows=of_attempt("grading_run"),
        did={"made_by": "number made_at"},
        words=("grading", "gradings"),
        about="of your attempts",
    ),
    "slot_score": Held(
        owner="attempt_id run slot seq fingerprint outcome share score out_of why",
        rows=of_attempt("slot_score"),
        words=("mark", "marks"),
        about="for each question of an attempt",
    ),
    "extension": Held(
        owner="id attempt_id minutes reason at",
        subject="by",
        rows=of_attempt("extension"),
        did={"by": "id at"},
        words=("extension", "extensions"),
        about="more time that you were given",
    ),
    "audit": Held(
        owner="id at act attempt_id user_id detail",
        subject="by",
        rows=of_user("audit"),
        did={"by": "id at act"},
        stays=True,
        words=("line of the audit", "lines of the audit"),
        about="what an instructor did to your attempts or your time, and when your data was asked for",
    ),
    "publication": Held(
        none="id",
        owner="made_at note summary",
        subject="made_by",
        rows=of_user("publication", "made_by"),
        stays=True,
        words=("publication", "publications"),
        about="when you published decks and documents, and what you noted",
    ),
    "deck_version": Held(
        owner="id publication_id deck number text",
        none="content",  # the text again, as machines read it
        rows=within("deck_version", "publication_id", "publication"),
        stays=True,
        words=("version of a deck", "versions of decks"),
        about="that you published",
    ),
    "document_version": Held(
        owner="id publication_id document number text about",
        rows=within("document_version", "publication_id", "publication"),
        stays=True,
        words=("version of a document", "versions of documents"),
        about="that you published",
    ),
    "held_item": Held(none="deck item source state proposed publication_id"),
    "draft": Held(
        owner="id owner_id deck base base_hash rev text updated_at",
        rows=of_user("draft", "owner_id"),
        words=("draft", "drafts"),
        about="decks you are writing",
    ),
    "upload": Held(
        owner="id owner_id file_name size text about at",
        rows=of_user("upload", "owner_id"),
        words=("upload", "uploads"),
        about="documents you brought in and have not approved yet",
    ),
    "notice": Held(
        owner="id user_id at kind detail read_at",
        rows=of_user("notice"),
        words=("notice", "notices"),
        about="what you were told",
    ),
}


def personal() -> Iterator[tuple[str, Held]]:
    """The tables whose rows belong to people."""
    return ((name, held) for name, held in MAP.items() if held.rows is not None)


def own_rows(name: str, person: Person) -> Select[tuple[object, ...]]:
    """A person's own rows of a table, as far as they may be given away; in one order always."""
    held, table = MAP[name], TABLES[name]
    assert held.rows is not None
    columns = [table.c[column] for column in held.owner.split() if column not in held.secret.split()]
    return select(*columns).where(held.rows(person)).order_by(*table.primary_key)


def done_rows(name: str, column: str, person: Person) -> Select[tuple[object, ...]]:
    """Of others' rows in which a person did something: what they put in there."""
    held, table = MAP[name], TABLES[name]
    assert held.rows is not None
    columns = [table.c[one] for one in held.did[column].split()]
    own = held.rows(person)
    theirs = table.c[column] == person.id
    return select(*columns).where(theirs, own.is_not(True)).order_by(*table.primary_key)


def undeclared(metadata: MetaData, declared: Mapping[str, Held]) -> list[str]:
    """What the schema has and the map does not tell rightly: "table" or "table.column"."""
    found = sorted(declared.keys() - metadata.tables.keys())
    for name, table in metadata.tables.items():
        if name not in declared:
            found.append(name)
        else:
            found += [f"{name}.{column}" for column in _wrong_columns(table, declared)]
    return found


def _wrong_columns(table: Table, declared: Mapping[str, Held]) -> Iterator[str]:
    held = declared[table.name]
    tags = held.tags()
    yield from sorted(tags.keys() ^ table.c.keys())
    for column in table.c:
        for key in column.foreign_keys:
            if key.column.table.name == "user" and tags.get(column.name) == "none":
                yield column.name  # it names a person
            elif key.ondelete == "CASCADE" and _is_personal(key.column.table, declared) and held.rows is None:
                yield column.name  # it is part of something of a person
    if held.rows is None and "owner" in tags.values():
        yield "*"  # somebody's, but nobody knows whose


def _is_personal(table: Table, declared: Mapping[str, Held]) -> bool:
    return table.name in declared and declared[table.name].rows is not None
