"""What an export leaves out for now: what would tell the answers of a quiz before it releases them.

A row is always there, and says itself which of its columns are withheld.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.engine import Connection

from question_bank.quizzes.quiz import Shown, quiz_of
from webapp.domain.attempts import released
from webapp.memory.release import CLOSES_NOW, release_of
from webapp.memory.sealed import Place
from webapp.models import Attempt, Card, QuizVersion

STATE = "rev stage step stability difficulty last_day due_day due_at reps lapses buried_day suspended".split()
LINE = ("rating", "outcome", "score", "before", "after")


@dataclass(frozen=True)
class Withheld:
    """Of one person, at one moment."""

    shown: Mapping[UUID, frozenset[Shown]]  # what may be shown of each attempt
    asked: Mapping[UUID, tuple[Place, ...]]  # what each asks, by slot
    places: frozenset[Place]  # items whose answers are kept back
    running: frozenset[Place]  # those asked at this moment
    cards: Mapping[int, Place]
    lines: frozenset[UUID]  # of the cards' log: what attempts showed that may not be told yet

    @classmethod
    def of(cls, connection: Connection, user_id: int, sealed: Collection[Place], now: datetime) -> "Withheld":
        shown: dict[UUID, frozenset[Shown]] = {}
        asked: dict[UUID, tuple[Place, ...]] = {}
        running: set[Place] = set()
        for row in connection.execute(_attempts(user_id)):
            shown[row.id] = _shown(row, now)
            asked[row.id] = tuple((slot["deck"], slot["item"]) for slot in row.slots)
            if row.submitted_at is None:
                running.update(asked[row.id])
        secret = {one for one, parts in shown.items() if not {"answers", "correctness"} <= parts}
        places = {*sealed, *(place for one in secret for place in asked[one])}
        lines = (uuid5(one, str(slot)) for one in secret for slot in range(len(asked[one])))
        cards = connection.execute(select(Card.id, Card.deck, Card.item).where(Card.user_id == user_id))
        by_id = {card: (deck, item) for card, deck, item in cards if (deck, item) in places}
        return cls(shown, asked, frozenset(places), frozenset(running), by_id, frozenset(lines))

    def columns(self, table: str, row: Mapping[str, Any]) -> Collection[str]:
        """The columns of this row that are withheld."""
        match table:
            case "card":
                return STATE if row["id"] in self.cards else ()
            case "review":
                return self._of_line(row)
            case "report" if (row["deck"], row["item"]) in self.places:
                return ("answer",)
            case "notice":
                return ("detail",) if self._tells(row["detail"]) else ()
            case "attempt":
                return () if "scores" in self.shown.get(row["id"], ()) else ("score",)
            case "grading_run":
                shown = self.shown.get(row["attempt_id"], frozenset())
                return () if {"scores", "answers"} <= shown else ("score", "reason")
            case "slot_score":
                return self._of_mark(row)
            case "audit" if row.get("attempt_id") and row["act"] == "regrade":
                shown = self.shown.get(row["attempt_id"], frozenset())
                return () if {"scores", "answers"} <= shown else ("detail",)
        return ()

    def slots(self, row: Mapping[str, Any]) -> list[dict[str, Any]]:
        """An attempt's slots. The order of the options tells the key: it counts from the right one."""
        open_ = "answers" in self.shown.get(row["id"], ())
        return [
            slot
            if open_ and (slot["deck"], slot["item"]) not in self.places
            else {name: value for name, value in slot.items() if name != "order"} | {"withheld": ["order"]}
            for slot in row["slots"]
        ]

    def _of_line(self, row: Mapping[str, Any]) -> Collection[str]:
        place = self.cards.get(row["card_id"])
        if place is None:
            return LINE if row["id"] in self.lines else ()
        return (*LINE, "typed") if place in self.running and row["action"] != "quiz" else LINE

    def _of_mark(self, row: Mapping[str, Any]) -> Collection[str]:
        shown = self.shown.get(row["attempt_id"], frozenset())
        asked = self.asked.get(row["attempt_id"], ())
        if row["slot"] < len(asked) and asked[row["slot"]] in self.places or "correctness" not in shown:
            return ("outcome", "share", "score", "why")
        return [
            *(() if "scores" in shown else ("share", "score")),
            *(() if "answers" in shown else ("why",)),
        ]

    def _tells(self, detail: Mapping[str, Any]) -> bool:
        attempt = detail.get("attempt")
        if attempt is not None:
            shown = {str(one): parts for one, parts in self.shown.items()}.get(str(attempt), frozenset())
            if not {"scores", "answers"} <= shown:
                return True
        return (detail.get("deck"), detail.get("item")) in self.places


def _attempts(user_id: int) -> Any:
    columns = Attempt.id, Attempt.slots, Attempt.state, Attempt.submitted_at, QuizVersion.content, CLOSES_NOW
    joined = select(*columns).join(QuizVersion, QuizVersion.id == Attempt.quiz_version_id)
    return joined.where(Attempt.user_id == user_id)


def _shown(row: Any, now: datetime) -> frozenset[Shown]:
    if row.submitted_at is None or row.state != "graded":
        return frozenset()
    return released(release_of(quiz_of(row.content), row.closes_now), row.submitted_at, now)
