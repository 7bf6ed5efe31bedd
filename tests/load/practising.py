"""The locust file of `make load WORDS=publish`: half of the students save answers, half of them practise, all
at a steady rate, until the file STOP is there. The file READY says that all of them have begun."""

import os
import re
import time
from html import unescape
from pathlib import Path

from locust.exception import StopUser

from tests.load import students
from tests.load.plan import ITEMS, PUBLISHING

READY, STOP = Path(os.environ["READY"]), Path(os.environ["STOP"])
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Steady(students.Student):
    """One who acts every so many seconds, each time on a new line: the server does not keep one that long."""

    default_headers = {"Connection": "close"}

    def take_the_quiz(self) -> None:
        students.until(self.chance.uniform(0, PUBLISHING.signs_in))
        self.sign_in()
        act = self.sit if self.number % 2 else self.practise
        self.slot, self.card = 0, ""
        act()
        students.begun.append(self.number)
        if len(students.begun) == PUBLISHING.students:
            READY.touch()
        due = time.monotonic()
        while not STOP.exists():
            act()
            due = max(due + self.chance.uniform(*PUBLISHING.pace), time.monotonic())
            students.until(due - students.BEGAN)
        students.done.append(str(self.number))
        if len(students.done) == PUBLISHING.students:
            self.environment.runner.quit()
        raise StopUser

    def sit(self) -> None:
        """Save the next answer of the quiz."""
        if not self.attempt:
            self.begin()
        self.save(self.slot)
        self.slot = (self.slot + 1) % ITEMS

    def practise(self) -> None:
        """Rate the card, which brings the next one."""
        if 'name="card"' not in self.card:
            self.card = self.ask("card", "/practice/card")
        else:
            card = self.card[self.card.index('id="card"') :].partition("</section>")[0]
            fields = {name: unescape(value) for name, value in HIDDEN.findall(card)}
            fields |= {"side": "back", "typed": "", "rating": "3"}
            self.card = self.send("rate", "/practice/rate", fields)
