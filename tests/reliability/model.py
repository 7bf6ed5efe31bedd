"""What an attempt is supposed to be, in few lines: the state machine's other half. Times are milliseconds."""

from dataclasses import dataclass, field
from uuid import UUID

GRACE, SWEEP = 5_000, 15_000


@dataclass
class Saved:
    """An answer that was acknowledged, and the very bytes of the acknowledgement."""

    slot: int
    text: str
    reply: bytes = b""


@dataclass
class Attempt:
    """One attempt; `keys` are the right answers by item, as they were worded when it began."""

    started: int
    deadline: int | None
    sequential: bool
    asked: list[str]  # the item of each slot
    keys: dict[str, str]
    last: int
    state: str = "in_progress"
    submitted: int | None = None
    reason: str | None = None
    position: int = 1
    seqs: dict[int, int] = field(default_factory=dict)
    given: dict[int, str] = field(default_factory=dict)
    saved: dict[UUID, Saved] = field(default_factory=dict)
    score: int | None = None
    handed_in: bytes = b""  # the answer to the submit that ended it, or to the first one after

    def late(self, now: int) -> bool:
        return self.deadline is not None and max(now, self.last) > self.deadline + GRACE

    def close(self, now: int, reason: str) -> None:
        self.last = max(now, self.last)
        self.submitted = self.last if self.deadline is None else min(self.last, self.deadline)
        self.reason = reason
        if reason == "instructor":
            self.state = "voided"
        else:
            self.state = "graded"
            self.grade(self.keys)

    def grade(self, keys: dict[str, str]) -> None:
        self.score = sum(1000 for slot, text in self.given.items() if text == keys[self.asked[slot - 1]])

    def closed_by_time(self, now: int) -> bool:
        """Whatever comes too late finds the attempt closed, and closes it if nobody has."""
        if self.state == "in_progress" and self.late(now):
            self.close(now, "deadline")
            return True
        return False

    def save(self, key: UUID, slot: int, base: int, text: str, now: int) -> tuple[int, str]:
        """The status and the word that this answer gets."""
        if key in self.saved:
            same = (self.saved[key].slot, self.saved[key].text) == (slot, text)
            return (200, "saved") if same else (422, "other_body")
        if self.state != "in_progress":
            return 409, "closed"
        if self.closed_by_time(now):
            return 409, "late"
        refused = self.refusal(slot, base)
        if refused is None:
            self.keep(key, slot, text, now)
            return 200, "saved"
        return refused

    def refusal(self, slot: int, base: int) -> tuple[int, str] | None:
        if self.sequential and slot != self.position:
            return 403, "out_of_order"
        return None if base == self.seqs.get(slot, 0) else (409, "stale")

    def keep(self, key: UUID, slot: int, text: str, now: int) -> None:
        self.last = max(now, self.last)
        self.seqs[slot] = self.seqs.get(slot, 0) + 1
        self.given[slot] = text
        self.saved[key] = Saved(slot, text)

    def go(self, position: int, now: int) -> str:
        if self.state != "in_progress":
            return "closed"
        if self.closed_by_time(now):
            return "late"
        if not self.sequential:
            return "done"
        if position - self.position not in (0, 1):
            return "out_of_order"
        if position != self.position:
            self.position, self.last = position, max(now, self.last)
        return "done"

    def submit(self, unsaved: list[tuple[UUID, int, int, str]], now: int) -> None:
        if self.state != "in_progress" or self.closed_by_time(now):
            return
        for key, slot, base, text in unsaved:
            if key not in self.saved and self.refusal(slot, base) is None:
                self.keep(key, slot, text, now)
        self.close(now, "student")

    def extend(self, minutes: int, now: int) -> bool:
        if self.state != "in_progress" or self.deadline is None or self.closed_by_time(now):
            return False
        self.deadline += minutes * 60_000
        self.last = max(now, self.last)
        return True

    def void(self, now: int) -> None:
        if self.state == "in_progress":
            self.close(now, "instructor")
        self.state = "voided"

    def sweep(self, now: int) -> None:
        if self.state == "in_progress" and self.deadline is not None and now > self.deadline + GRACE + SWEEP:
            self.close(now, "deadline")


@dataclass
class Learner:
    """One learner at one quiz."""

    minutes: int | None
    allowed: int
    closes: int | None
    sequential: bool
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def open(self) -> Attempt | None:
        return next((one for one in self.attempts if one.state == "in_progress"), None)

    def start(self, now: int) -> str:
        """resumed, new or refused; a new one is then added by `began`."""
        if self.open is not None and not self.open.closed_by_time(now):
            return "resumed"
        taken = sum(one.state != "voided" for one in self.attempts)
        closed = self.closes is not None and now >= self.closes
        return "refused" if closed or taken >= self.allowed else "new"

    def began(self, now: int, asked: list[str], keys: dict[str, str]) -> None:
        ends = [] if self.minutes is None else [now + self.minutes * 60_000]
        ends += [] if self.closes is None else [self.closes]
        self.attempts.append(Attempt(now, min(ends, default=None), self.sequential, asked, keys, last=now))
