"""The locust file of `make load WORDS=publish`: half of the students save answers, half of them practise, all
at a steady rate, until the file STOP is there. The file READY says that all of them have begun."""

import os
import time
from pathlib import Path

from locust.exception import StopUser

from tests.load import students
from tests.load.plan import ITEMS, PUBLISHING

READY, STOP = Path(os.environ["READY"]), Path(os.environ["STOP"])


class Steady(students.Sitting):
    """One who acts every so many seconds, each time on a new line: the server does not keep one that long."""

    default_headers = {"Connection": "close"}

    def take_the_quiz(self) -> None:
        student, chance = self.student, self.student.chance
        students.until(chance.uniform(0, PUBLISHING.signs_in))
        student.sign_in()
        act = self.sit if student.number % 2 else student.practise
        self.slot = 0
        act()
        students.begun.append(student.number)
        if len(students.begun) == PUBLISHING.students:
            READY.touch()
        due = time.monotonic()
        while not STOP.exists():
            act()
            due = max(due + chance.uniform(*PUBLISHING.pace), time.monotonic())
            students.until(due - students.BEGAN)
        students.done.append(str(student.number))
        if len(students.done) == PUBLISHING.students:
            self.environment.runner.quit()
        raise StopUser

    def sit(self) -> None:
        """Save the next answer of the quiz."""
        if not self.student.attempt:
            self.student.begin()
        self.student.save(self.slot)
        self.slot = (self.slot + 1) % ITEMS
