"""Attempts at quizzes, whatever page asks: begun, saved, closed, graded, regraded. Only this writes them.

`starting`, `saving` and `oversight` are what a learner and an instructor do, each function a transaction of
its own; `closing` and `grading` end an attempt; `sweeper` does when nobody is there; `papers` reads one.
"""

from webapp.attempts.oversight import extend, set_extra_time, void
from webapp.attempts.saving import Done, Saved, Sent, Submitted, body_hash, go_to, save, set_flag, submit
from webapp.attempts.starting import Refused, Started, start

__all__ = [
    "Done",
    "Refused",
    "Saved",
    "Sent",
    "Started",
    "Submitted",
    "body_hash",
    "extend",
    "go_to",
    "save",
    "set_extra_time",
    "set_flag",
    "start",
    "submit",
    "void",
]
