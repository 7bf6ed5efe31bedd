"""What an answer is worth: its share of right, then its milli-points by the quiz's rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from question_bank import grading
from question_bank.answers import texts_of
from question_bank.grading import Response, Verdict, fold, grade
from question_bank.grading.verdict import partly, right, wrong
from question_bank.item import AllOf, Answer, Date, Number, Pairs, Side, Text
from question_bank.quizzes.quiz import Quiz
from webapp.domain.slots import Certainty, Given, Slot, response_of

Outcome = Literal["right", "partly", "wrong", "unclear", "unanswered"]

# Moodle's scale: what a right answer gives and a wrong one takes, in points of the item.
CERTAINTY: dict[Certainty, tuple[int, int]] = {"sure": (3, -6), "unsure": (2, -2), "guess": (1, 0)}
MOST_BY_CERTAINTY = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """What one slot got. `share` is 0 to 1, before points, penalty and certainty."""

    outcome: Outcome
    share: float
    score: int  # milli-points; below 0 by a penalty or a wrong certainty
    out_of: int
    why: str = ""


class Total(NamedTuple):
    """Milli-points of a whole attempt."""

    score: int
    out_of: int


def total(marks: Iterable[Mark]) -> Total:
    """The sum of the marks, never below 0."""
    known = list(marks)
    return Total(max(0, sum(mark.score for mark in known)), sum(mark.out_of for mark in known))


def out_of(slot: Slot, quiz: Quiz) -> int:
    """The most that a slot can give."""
    return slot.points * (MOST_BY_CERTAINTY if quiz.certainty else 1)


def mark(
    slot: Slot, shown: Side, key: Side, given: Given | None, quiz: Quiz, names: frozenset[str] = frozenset()
) -> Mark:
    """Mark an answer to what was `shown` by the wording `key`: the same, or a corrected one."""
    most = out_of(slot, quiz)
    response = None if given is None else response_of(slot, shown, given)
    if given is None or response is None:
        return Mark("unanswered", 0.0, 0, most)
    verdict = judge(slot, key, response, names)
    if verdict.outcome == "unclear":
        return Mark("unclear", 0.0, 0, most, verdict.why)
    if verdict.outcome == "partly" and isinstance(key.answer, Date) and not quiz.date_credit:
        verdict = replace(verdict, outcome="wrong", score=0.0)
    return Mark(
        verdict.outcome, verdict.score, _points(slot, quiz, verdict, given.certainty), most, verdict.why
    )


def _points(slot: Slot, quiz: Quiz, verdict: Verdict, certainty: Certainty | None) -> int:
    if quiz.certainty:
        gain, loss = CERTAINTY[certainty or "guess"]
        return round(verdict.score * slot.points * gain) if verdict.score > 0 else slot.points * loss
    if verdict.outcome == "wrong" and slot.presentation == "choice":
        return -round(slot.points * quiz.penalty / 100)
    return round(verdict.score * slot.points)


def judge(slot: Slot, key: Side, response: Response, names: frozenset[str] = frozenset()) -> Verdict:
    """The verdict on a response. What was chosen among options is right or not, never half right."""
    if slot.presentation == "choice" and isinstance(response, str):
        return _of_choice(key, response, names)
    if slot.presentation == "choices" and isinstance(key.answer, AllOf):
        return _of_ticks(key, key.answer.all_of, list(response), names)
    verdict = grade(key, response, names)
    if slot.presentation == "pairs" and isinstance(key.answer, Pairs) and isinstance(response, Mapping):
        return _of_matches(key.answer, response, verdict)
    return verdict


def _of_choice(key: Side, chosen: str, names: frozenset[str]) -> Verdict:
    """An option is judged by its words: by the wordings of the key, those of the distractors, else graded."""
    if _says(key.answer, chosen):
        return right()
    if any(_says(other, chosen) for other in key.distractors):
        return wrong()
    return right() if grade(key, chosen, names).outcome == "right" else wrong()


def _says(answer: Answer, option: str) -> bool:
    """Whether the option is a wording of the answer. Signs count in figures: $5 is not €5."""
    if isinstance(answer, Text):
        return (fold(option) or option) in {fold(text) or text for text in (answer.text, *answer.accept)}
    accept = answer.accept if isinstance(answer, Date | Number) else ()
    return option in (grading.shown(answer), *accept)


def _of_ticks(key: Side, parts: Sequence[Text], ticked: Sequence[str], names: frozenset[str]) -> Verdict:
    """Each part ticked counts, and each wrong tick takes one of them back."""
    missing = list(parts)
    strangers: list[str] = []
    for text in ticked:
        part = next((part for part in missing if _is_part(key, part, text, names)), None)
        if part is None:
            strangers.append(text)
        else:
            missing.remove(part)
    found = len(parts) - len(missing)
    others = [f"“{text}” is not one of them" for text in strangers[:3]]
    return _share(
        max(0, found - len(strangers)), len(parts), "; ".join([f"{found} of {len(parts)}", *others])
    )


def _share(count: int, asked: int, why: str) -> Verdict:
    if count == asked:
        return right()
    return partly(count / asked, why) if count else wrong(why)


def _is_part(key: Side, part: Text, ticked: str, names: frozenset[str]) -> bool:
    if _says(part, ticked):
        return True
    others = (text for other in (key.answer, *key.distractors) for text in texts_of(other))
    if any(_says(other, ticked) for other in others):
        return False
    return grade(Side(key.prompt, part, (), key.quotes), ticked, names).outcome == "right"


def _of_matches(key: Pairs, matched: Mapping[str, str], verdict: Verdict) -> Verdict:
    """Each match that is right counts; one that only resembles the right side does not."""
    if len(verdict.parts) != len(key.pairs):
        return verdict
    found = 0
    for (left, theirs), part in zip(key.pairs, verdict.parts, strict=True):
        chosen = next((value for name, value in matched.items() if _says(left, name)), None)
        rivals = [other for _, other in key.pairs if other.text != theirs.text]
        is_rival = chosen is not None and any(_says(other, chosen) for other in rivals)
        found += part.outcome == "right" and (not is_rival or _says(theirs, chosen or ""))
    return _share(found, len(key.pairs), f"{found} of {len(key.pairs)}")
