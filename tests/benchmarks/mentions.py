"""How much of what a reader marks do the rules find? Recall and precision by kind on marked sentences.

Goals: dates, figures and agreements 0.95 both, people 0.90, on the half that the rules were not written with.
`python -m tests.benchmarks.mentions` lists the misses and false alarms of both halves after the table.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from question_bank.item import KINDS, Kind
from question_bank.mentions import find_mentions
from tests.question_bank.marked_sentences import Marked, development, held_out

GOALS: dict[Kind, float] = {"date": 0.95, "figure": 0.95, "agreement": 0.95, "person": 0.90}


@dataclass(slots=True)
class Score:
    """What was marked, what was found, and how they agree, for one kind."""

    marked: int = 0
    found: int = 0
    exact: int = 0
    met: int = 0  # marks that something found shares a character with
    meeting: int = 0  # things found that share a character with a mark
    faults: list[str] = field(default_factory=list)

    @property
    def shares(self) -> tuple[float, float, float, float]:
        """Recall and precision by exact place, recall and precision by overlap."""
        marked, found = max(1, self.marked), max(1, self.found)
        return self.exact / marked, self.exact / found, self.met / marked, self.meeting / found


def measure(sentences: Sequence[Marked]) -> dict[Kind, Score]:
    """The score of each kind over the sentences."""
    scores: dict[Kind, Score] = {kind: Score() for kind in KINDS}
    for one in sentences:
        mentions = find_mentions(one.text)
        for kind, score in scores.items():
            marked = {(start, end) for which, start, end in one.marks if which == kind}
            _count(score, one.text, marked, {(it.start, it.end) for it in mentions if it.kind == kind})
    return scores


Places = set[tuple[int, int]]


def _count(score: Score, text: str, marked: Places, found: Places) -> None:
    score.marked += len(marked)
    score.found += len(found)
    score.exact += len(marked & found)
    for places, others, what in ((marked, found, "missed"), (found, marked, "false alarm")):
        met = [(start, end) for start, end in places if any(a < end and start < b for a, b in others)]
        if what == "missed":
            score.met += len(met)
        else:
            score.meeting += len(met)
        score.faults += [f"{what}: [{text[a:b]}] in: {text}" for a, b in sorted(places - set(met))]


def main() -> None:
    reached = True
    halves = {"development": measure(development()), "held out": measure(held_out())}
    print("mentions      half          marked  found   exact: recall precision   overlap: recall precision")
    for half, scores in halves.items():
        for kind, score in scores.items():
            exact_recall, exact_precision, recall, precision = score.shares
            print(
                f"{kind:13} {half:13} {score.marked:6} {score.found:6}"
                f"{exact_recall:15.3f} {exact_precision:9.3f}{recall:18.3f} {precision:9.3f}"
            )
            reached &= min(exact_recall, exact_precision) >= GOALS[kind]
    for half, scores in halves.items():
        for kind, score in scores.items():
            print(
                *(f"{half}, {kind}, {fault}" for fault in score.faults),
                sep="\n",
                end="\n" * bool(score.faults),
            )
    text = "\n".join(one.text for one in (*development(), *held_out()))
    started = time.process_time()
    find_mentions((text * (200_000 // len(text) + 1))[:200_000])
    print(f"time          {time.process_time() - started:.2f} s of processor time for 200 kB (goal: 1 s)")
    sys.exit(0 if reached else 1)


if __name__ == "__main__":
    main()
