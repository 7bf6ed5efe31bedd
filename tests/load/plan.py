"""What the class does and when: the one place that both the students and the report read."""

import os
from dataclasses import dataclass

STUDENTS = int(os.environ.get("STUDENTS", "300"))
PASSWORD = "a class of one password"
ITEMS = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """Seconds since the begin of the run."""

    starts: float = 60  # everybody has signed in and started by then
    ends: float = float(os.environ.get("SECONDS_IN_ALL", "150"))  # the last answer but the one handed in with
    hands_in: float = 10  # everybody hands in within so many seconds
    wait: tuple[float, float] = (15, 60)  # between two answers
    poll: float = 15  # between two looks at the deadline


@dataclass(frozen=True, slots=True)
class Publishing:
    """Of `make load WORDS=publish`, in seconds."""

    students: int = int(os.environ.get("STUDENTS", "40"))
    signs_in: float = 8  # everybody begins to, so long after the begin
    pace: tuple[float, float] = (1.5, 3)  # between two answers of a student
    quiet: float = 10  # looked at before an instructor begins
    settles: float = 2  # looked at after every process serves what was published


PLAN = Plan()
PUBLISHING = Publishing()


def name_of(number: int) -> str:
    return f"student{number:03}"
