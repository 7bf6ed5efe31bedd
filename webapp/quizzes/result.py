"""What an attempt came to, as far as it may be shown: the score with its parts, and every item."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from statistics import fmean

from question_bank.bank import Bank
from question_bank.grading import shown
from question_bank.item import AllOf, Answer, Item, Order, Pairs, Side
from question_bank.quizzes.quiz import SHOWN, Shown
from webapp.attempts.papers import Paper, Score
from webapp.domain.attempts import JUST_AFTER, moment, released
from webapp.domain.marking import CERTAINTY
from webapp.domain.selection import Key
from webapp.domain.slots import CERTAINTIES, Given, Slot, response_of
from webapp.memory.sealed import NOTHING, Sealed
from webapp.quizzes.sources import Source, sources_of
from webapp.quizzes.words import percent

OUTCOMES = {
    "right": "right",
    "partly": "partly right",
    "wrong": "wrong",
    "unclear": "not clear",
    "unanswered": "not answered",
}
SIGNS = {"right": "✓", "partly": "◐", "wrong": "✗", "unclear": "?", "unanswered": "–"}


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the attempt. What is empty or None may not be shown, or there is none."""

    number: int
    prompt: str  # "": never reached
    given: tuple[str, ...]  # its parts, where it has several
    certainty: str | None
    score: Score | None
    outcome: str | None
    was: Score | None  # before the last regrade, where it was something else
    answer: tuple[str, ...]
    asked_answer: str  # by the wording that was asked, where the key was corrected since
    why: str
    explanation: str
    attributed_to: str
    as_of: str
    sources: list[Source]
    away: bool  # its sources are, for a quiz under way
    kept_back: bool  # by another quiz

    @property
    def sign(self) -> str:
        return SIGNS.get(self.outcome or "", "")

    @property
    def words(self) -> str:
        return OUTCOMES.get(self.outcome or "", "")

    @property
    def missed(self) -> bool:
        return self.outcome not in (None, "right")


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the score's parts: so many items of this kind brought so many milli-points."""

    name: str
    items: int
    score: int
    out_of: int
    right: int = 0


@dataclass(frozen=True)
class Result:
    """An attempt that is over, for one reader at one moment."""

    paper: Paper
    shows: frozenset[Shown]
    now: datetime
    bank: Bank
    back: str  # the address of this page, for documents to lead back to
    kept: Sealed = NOTHING  # by other attempts of the reader
    before: Mapping[int, Score] | None = None  # of the run before the last, by slot
    own: bool = True  # the reader took it

    @cached_property
    def lines(self) -> list[Line]:
        return [self._line(slot) for slot in range(len(self.paper.slots))]

    @property
    def scored(self) -> bool:
        return "scores" in self.shows and self.paper.score is not None

    @property
    def judged(self) -> bool:
        return "correctness" in self.shows and bool(self.paper.scores)

    @property
    def percent(self) -> int:
        return percent(self.paper.score or 0, self.paper.out_of or 0)

    @property
    def passed(self) -> bool | None:
        mark, score, out_of = self.paper.quiz.pass_mark, self.paper.score, self.paper.out_of
        if mark is None or not self.scored or score is None or not out_of:
            return None
        return score * 100 >= mark * out_of

    @property
    def took(self) -> timedelta:
        return (self.paper.submitted_at or self.now) - self.paper.started_at

    @property
    def share(self) -> float | None:
        """The mean share of right, which is what was predicted; None while it may not be told."""
        return (
            fmean(score.share for score in self.paper.scores) if self.scored and self.paper.scores else None
        )

    @property
    def nearness(self) -> str:
        """How near the prediction came."""
        expected, share = self.paper.expected, self.share
        if expected is None or share is None:
            return ""
        if share > expected.high:
            return "more than expected"
        return "less than expected" if share < expected.low else "within what was expected"

    @property
    def parts(self) -> list[Part]:
        """The score by outcome."""
        if not (self.scored and self.judged):
            return []
        groups = {
            words: [s for s in self.paper.scores if s.outcome == one] for one, words in OUTCOMES.items()
        }
        return [_part(name, scores) for name, scores in groups.items() if scores]

    @property
    def by_certainty(self) -> list[Part]:
        """The score by how sure the learner was. Who said nothing of it guessed."""
        if not (self.parts and self.paper.quiz.certainty):
            return []
        said = {
            score.slot: (given.certainty if given is not None else None) or "guess"
            for score, given in zip(self.paper.scores, self.paper.given, strict=True)
            if score.outcome != "unanswered"
        }
        groups = {one: [s for s in self.paper.scores if said.get(s.slot) == one] for one in CERTAINTIES}
        return [_part(_certain(name), scores) for name, scores in groups.items() if scores]

    @property
    def below_zero(self) -> bool:
        return self.scored and sum(score.score for score in self.paper.scores) < 0

    @cached_property
    def missed(self) -> list[Key]:
        """The cards of what was not right, as far as they can be practised now."""
        if not self.judged:
            return []
        keys = (
            Key(slot.deck, slot.item, slot.direction)
            for slot, line in zip(self.paper.slots, self.lines, strict=True)
            if line.missed
        )
        return [key for key in keys if _in_bank(key, self.bank)]

    @property
    def later(self) -> list[tuple[tuple[Shown, ...], datetime | None]]:
        """What is still to be shown and when; None: it will not be."""
        ended, by = self.paper.submitted_at, self.paper.release
        if ended is None or self.paper.state == "voided":
            return []
        groups: dict[datetime | None, list[Shown]] = {}
        for part in SHOWN:
            if part not in self.shows:
                moments = (self.now, ended + JUST_AFTER + timedelta(milliseconds=1), by.closes)
                at = [one for one in moments if one is not None and one >= self.now]
                first = min((one for one in at if part in released(by, ended, one)), default=None)
                groups.setdefault(first, []).append(part)
        known = sorted(when for when in groups if when is not None)
        return [(tuple(groups[when]), when) for when in (*known, *([None] if None in groups else []))]

    @property
    def soon_gone(self) -> bool:
        """Whether something is shown just now that will not be in a moment."""
        ended, by = self.paper.submitted_at, self.paper.release
        if ended is None or not self.shows or moment(by, ended, self.now) != "just_after":
            return False
        return bool(self.shows - released(by, ended, ended + JUST_AFTER + timedelta(seconds=1)))

    def _line(self, slot: int) -> Line:
        paper, asked = self.paper, self.paper.slots[slot]
        side, given = paper.side(slot), paper.given[slot]
        kept_back = bool(self.shows) and (asked.deck, asked.item) in self.kept.items
        shows: Collection[Shown] = () if kept_back else self.shows
        score = paper.scores[slot] if paper.scores else None
        item, key = paper.keys[slot], in_parts(paper.key(slot).answer)
        by_asked = in_parts(side.answer)
        answers, correctness = "answers" in shows, "correctness" in shows
        was = (self.before or {}).get(slot)
        return Line(
            number=slot + 1,
            prompt=side.prompt if self._reached(slot) else "",
            given=given_in_parts(asked, side, given) if given else (),
            certainty=given.certainty if given and paper.quiz.certainty else None,
            score=score if score and correctness and "scores" in shows else None,
            outcome=score.outcome if score and correctness else None,
            was=was if was and score and correctness and _differs(was, score) else None,
            answer=key if answers else (),
            asked_answer="; ".join(by_asked) if answers and by_asked != key else "",
            why=score.why if score and answers and correctness else "",
            explanation=(item.explanation or "") if answers else "",
            attributed_to=(item.attributed_to or "") if answers else "",
            as_of=(item.as_of or "") if answers else "",
            sources=self._sources(item) if "footnotes" in shows else [],
            away="footnotes" in shows and not self.kept.documents.isdisjoint(item.documents),
            kept_back=kept_back,
        )

    def _reached(self, slot: int) -> bool:
        """Whether its question may be seen: of a sequential quiz none never opened, unless released."""
        opened = not self.paper.quiz.sequential or slot <= self.paper.position
        return opened or not self.own or "answers" in self.shows

    def _sources(self, item: Item) -> list[Source]:
        return sources_of(item, self.bank, self.back, self.kept.documents)


def in_parts(answer: Answer) -> tuple[str, ...]:
    """An answer as a learner reads it, one line for each of its parts."""
    match answer:
        case AllOf(parts):
            return tuple(part.text for part in parts)
        case Order(parts):
            return tuple(f"{number}. {part.text}" for number, part in enumerate(parts, 1))
        case Pairs(pairs):
            return tuple(f"{left.text} – {right.text}" for left, right in pairs)
        case _:
            return (shown(answer),)


def given_in_parts(slot: Slot, side: Side, given: Given) -> tuple[str, ...]:
    """What was answered, in the same lines."""
    response = response_of(slot, side, given)
    if response is None or isinstance(response, str):
        return (response,) if response else ()
    if isinstance(response, Mapping):
        return tuple(f"{left} – {right}" for left, right in response.items())
    if slot.presentation == "order":
        return tuple(f"{number}. {thing}" for number, thing in enumerate(response, 1))
    return tuple(response)


def _part(name: str, scores: Iterable[Score]) -> Part:
    known = list(scores)
    right = sum(score.outcome == "right" for score in known)
    return Part(
        name, len(known), sum(score.score for score in known), sum(score.out_of for score in known), right
    )


def _certain(name: str) -> str:
    gain, loss = next((CERTAINTY[one] for one in CERTAINTIES if one == name), (0, 0))
    return f"{name} (+{gain}" + (f", −{-loss})" if loss else ")")


def _differs(one: Score, other: Score) -> bool:
    return (one.outcome, one.score) != (other.outcome, other.score)


def _in_bank(key: Key, bank: Bank) -> bool:
    item = bank.items.get(key.place)
    return item is not None and key.direction in item.directions
