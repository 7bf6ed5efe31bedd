"""The rules of an attempt: when one may begin, how long it runs, what is late, what is shown, what counts.

All of it pure: moments are aware, minutes and per cent whole, scores whole milli-points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from question_bank.quizzes.quiz import Counts, Quiz, Review, Shown

State = Literal["in_progress", "submitted", "graded", "voided"]
CloseReason = Literal["student", "deadline", "instructor"]

GRACE = timedelta(seconds=5)  # for what was under way when time ran out; never shown
SWEEP_AFTER = timedelta(seconds=15)  # longer than any wait for a lock: the sweeper never races a learner
JUST_AFTER = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Timing:
    """How an attempt's deadline came about: what the learner is shown of its arithmetic."""

    minutes: int | None  # the quiz's limit
    extra_time: int  # per cent of it, the learner's own
    extended: int  # minutes given while the attempt ran
    closes: datetime | None  # the quiz's close
    deadline: datetime | None

    @property
    def allowed(self) -> timedelta | None:
        """The limit with all that was added to it."""
        return None if self.minutes is None else limit(self.minutes, self.extra_time) + self.extended * MINUTE


def limit(minutes: int, extra_time: int) -> timedelta:
    """`minutes` and so many per cent more."""
    return minutes * MINUTE * (100 + extra_time) / 100


def timing(quiz: Quiz, started_at: datetime, extra_time: int = 0, extended: int = 0) -> Timing:
    """The deadline: the limit or the close, whichever comes first. Extra time and extensions move both."""
    ends: list[datetime] = []
    more = extended * MINUTE
    if quiz.minutes is not None:
        allowed = limit(quiz.minutes, extra_time)
        ends.append(started_at + allowed + more)
        more += allowed - quiz.minutes * MINUTE
    if quiz.closes is not None:
        ends.append(quiz.closes + more)
    return Timing(quiz.minutes, extra_time, extended, quiz.closes, min(ends, default=None))


def is_late(at: datetime, deadline: datetime | None) -> bool:
    """Whether something that arrived then no longer counts."""
    return deadline is not None and at > deadline + GRACE


def is_overdue(at: datetime, deadline: datetime | None) -> bool:
    """Whether the sweeper may close the attempt."""
    return deadline is not None and at > deadline + GRACE + SWEEP_AFTER


def may_begin(quiz: Quiz, at: datetime, taken: int) -> Literal["yes", "not_yet", "closed", "no_more"]:
    """Whether a learner with so many attempts behind them may begin another."""
    if quiz.opens is not None and at < quiz.opens:
        return "not_yet"
    if quiz.closes is not None and at >= quiz.closes:
        return "closed"
    return "yes" if quiz.attempts is None or taken < quiz.attempts else "no_more"


@dataclass(frozen=True, slots=True)
class Release:
    """What a quiz shows of an attempt, and from which close on; None: it never closes."""

    review: Review
    closes: datetime | None


def release(quiz: Quiz, closes_now: datetime | None) -> Release:
    """By the review of the quiz as the attempt began with it, and the later of its close and the one that
    stands now: nobody is told while others may still begin."""
    if quiz.closes is None or closes_now is None:
        return Release(quiz.review, None)
    return Release(quiz.review, max(quiz.closes, closes_now))


def released(by: Release, submitted_at: datetime, at: datetime) -> frozenset[Shown]:
    """What may be shown of an attempt that is over."""
    return frozenset(getattr(by.review, moment(by, submitted_at, at)))


def moment(
    by: Release, submitted_at: datetime, at: datetime
) -> Literal["just_after", "later", "after_close"]:
    """Which of the moments of review it is. The two minutes just after go before the close."""
    if at <= submitted_at + JUST_AFTER:
        return "just_after"
    return "after_close" if by.closes is not None and at >= by.closes else "later"


def is_sealed(by: Release, submitted_at: datetime | None, at: datetime) -> bool:
    """Whether the answers to what the attempt asked are still to be kept from its learner."""
    return submitted_at is None or "answers" not in released(by, submitted_at, at)


def ever_released(quiz: Quiz) -> frozenset[Shown]:
    """What will be shown of an attempt at one moment or another; a quiz without a close has none after it."""
    shows = quiz.review
    return frozenset({*shows.just_after, *shows.later, *(shows.after_close if quiz.closes else ())})


def result(scores: Sequence[int], counts: Counts) -> int | None:
    """The one score that stands for several attempts, in the order they were made. A mean is rounded down."""
    if not scores:
        return None
    match counts:
        case "best":
            return max(scores)
        case "last":
            return scores[-1]
        case "first":
            return scores[0]
        case "mean":
            return sum(scores) // len(scores)
