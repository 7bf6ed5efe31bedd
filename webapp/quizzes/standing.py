"""Where a learner stands with a quiz: what they have taken, what may still be, and what counts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal
from uuid import UUID

from question_bank.quizzes.quiz import Quiz, Shown
from webapp.domain.attempts import Release, may_begin, released, result
from webapp.quizzes.words import percent

State = Literal["withdrawn", "not_yet", "closed", "no_more", "yes"]


@dataclass(frozen=True)
class Taken:
    """One of a learner's attempts."""

    id: UUID
    quiz_id: int
    release: Release
    number: int
    state: str
    started_at: datetime
    deadline_at: datetime | None
    submitted_at: datetime | None
    score: int | None
    out_of: int | None

    def shows(self, now: datetime) -> frozenset[Shown]:
        """What the learner may see of it."""
        if self.submitted_at is None or self.state == "voided":
            return frozenset()
        return released(self.release, self.submitted_at, now)

    def percent(self, now: datetime) -> int | None:
        """The score, where there is one and it may be seen."""
        if self.score is None or self.out_of is None or "scores" not in self.shows(now):
            return None
        return percent(self.score, self.out_of)


@dataclass(frozen=True)
class Standing:
    quiz: Quiz
    taken: Sequence[Taken]  # in the order they were begun
    now: datetime
    withdrawn: bool = False

    @cached_property
    def running(self) -> Taken | None:
        return next((taken for taken in self.taken if taken.state == "in_progress"), None)

    @property
    def state(self) -> State:
        """Whether another attempt may begin, or why not."""
        return "withdrawn" if self.withdrawn else may_begin(self.quiz, self.now, self.used)

    @property
    def used(self) -> int:
        """How many attempts are behind the learner; a voided one is not."""
        return sum(taken.state != "voided" for taken in self.taken)

    @property
    def left(self) -> int | None:
        return None if self.quiz.attempts is None else max(0, self.quiz.attempts - self.used)

    @cached_property
    def scored(self) -> list[tuple[Taken, int]]:
        """The attempts whose scores may be seen, with them in milli per cent."""
        return [
            (taken, taken.score * 100_000 // taken.out_of)
            for taken in self.taken
            if taken.percent(self.now) is not None and taken.score is not None and taken.out_of
        ]

    @property
    def _settled(self) -> bool:
        """Whether all scores may be seen: one that may not be could be the one that counts."""
        over = (one for one in self.taken if one.state not in ("in_progress", "voided"))
        return all(one.percent(self.now) is not None for one in over)

    @property
    def result(self) -> int | None:
        """What counts, in whole per cent; None while a score that may count is kept back."""
        if not self._settled:
            return None
        found = result([score for _, score in self.scored], self.quiz.counts)
        return None if found is None else found // 1000

    @property
    def counting(self) -> Taken | None:
        """The one attempt that counts, where one does."""
        if self.quiz.counts == "mean" or not self.scored or not self._settled:
            return None
        best = result([score for _, score in self.scored], self.quiz.counts)
        matching = [taken for taken, score in self.scored if score == best]
        return matching[-1] if self.quiz.counts == "last" else matching[0]

    @property
    def passed(self) -> bool | None:
        """Against the pass mark, where there are both."""
        if self.quiz.pass_mark is None or self.result is None:
            return None
        return self.result >= self.quiz.pass_mark
