"""What stands around every page of an attempt: the quiz, its time, and what the page's script goes by."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import url_for

from webapp.attempts.papers import Paper
from webapp.db import EPOCH, MILLISECOND
from webapp.domain.attempts import is_late
from webapp.quizzes.words import Local, arithmetic


def milliseconds(moment: datetime) -> int:
    return (moment - EPOCH) // MILLISECOND


@dataclass(frozen=True)
class Frame:
    """An attempt at a moment, by the learner's clock."""

    paper: Paper
    at: datetime
    zone: ZoneInfo

    @property
    def user(self) -> int:
        return self.paper.user_id

    @property
    def attempt(self) -> str:
        return self.paper.id.hex

    @property
    def base(self) -> str:
        return url_for("quizzes.question", attempt_id=self.paper.id, number=1).removesuffix("/1")

    @property
    def now(self) -> int:
        return milliseconds(self.at)

    @property
    def deadline(self) -> int | str:
        return "" if self.paper.timing.deadline is None else milliseconds(self.paper.timing.deadline)

    @property
    def until(self) -> str:
        """When time is up, by the learner's clock: "10:10"."""
        deadline = self.paper.timing.deadline
        return "" if deadline is None else Local(self.zone, self.at).by(deadline)

    @property
    def timing(self) -> str:
        """ "20 min + 50 % = 30 min, until 10:10"."""
        timing = self.paper.timing
        if timing.deadline is None:
            return ""
        sums = arithmetic(timing)
        short = timing.allowed is not None and timing.deadline < self.paper.started_at + timing.allowed
        until = f"until {self.until}"
        return f"{sums}, {'cut short by the close: ' if short else ''}{until}" if sums else until

    @property
    def title(self) -> str:
        return self.paper.quiz.title

    @property
    def items(self) -> int:
        return len(self.paper.slots)

    @property
    def saved(self) -> bool:
        return any(self.paper.seqs)

    @property
    def over(self) -> bool:
        """Whether time is up, though nobody has closed the attempt yet."""
        return is_late(self.at, self.paper.timing.deadline)
