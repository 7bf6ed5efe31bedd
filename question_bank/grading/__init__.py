"""Grading: what a learner wrote against what the item asks, as one pure function.

`kinds` calls the grader of the answer's kind (`texts`, `dates`, `numbers` or `lists`), which returns a
`verdict`. For texts, `asked` prepares the key and `beside` judges the words next to it. They compare by
`folding` (case, marks, punctuation), `equivalents` (different words for one thing), `names` and `offices`.
"""

from question_bank.grading.folding import fold
from question_bank.grading.kinds import as_response, equal, grade, shown
from question_bank.grading.verdict import Outcome, Response, Verdict

__all__ = ["Outcome", "Response", "Verdict", "as_response", "equal", "fold", "grade", "shown"]
