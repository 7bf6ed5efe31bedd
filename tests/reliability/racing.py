"""Several devices of one learner, or several learners, that act at the very same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import TracebackType
from typing import TypeVar

from flask import Flask

from tests.reliability.taking import InProcess, Taker
from tests.webapp.conftest import sign_in
from webapp.models import User

DEVICES = 8
MANY = 100  # rounds after which a control gives up; most need one or two
Outcome = TypeVar("Outcome")


class Race:
    """Threads that wait for each other before each act."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.threads = ThreadPoolExecutor(DEVICES + 1)

    def __enter__(self) -> "Race":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.threads.shutdown()

    def at_once(self, acts: Sequence[Callable[[], Outcome]]) -> list[Outcome]:
        """What came of each. The threads start whatever becomes of the others."""
        barrier = Barrier(len(acts))

        def one(act: Callable[[], Outcome]) -> Outcome:
            barrier.wait(timeout=30)
            return act()

        return [done.result() for done in [self.threads.submit(one, act) for act in acts]]

    def devices(self, user: User, count: int = DEVICES) -> list[Taker]:
        """Browsers of their own, all signed in as this user."""
        return [Taker(InProcess(sign_in(self.app.test_client(), user))) for _ in range(count)]
