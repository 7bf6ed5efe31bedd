"""What never changes once it is in the database, kept in mind by each process: so much of it, and no more."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any, cast

from flask import current_app

MOST = {"items": 5_000, "quizzes": 500, "asked": 1_000, "marks": 20_000, "unmet": 10_000}


class Kept:
    """The values used last, by their keys."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.values: OrderedDict[Hashable, Any] = OrderedDict()
        self.lock = Lock()  # the sweeper is a thread of this process

    def get(self, key: Hashable) -> Any:
        with self.lock:
            if key not in self.values:
                return None
            self.values.move_to_end(key)
            return self.values[key]

    def put(self, key: Hashable, value: Any) -> None:
        with self.lock:
            self.values[key] = value
            self.values.move_to_end(key)
            while len(self.values) > self.most:
                self.values.popitem(last=False)


def kept(name: str) -> Kept:
    """The app's own: two apps in one process have two databases."""
    found = current_app.extensions.setdefault(f"quizzes.{name}", Kept(MOST[name]))
    return cast(Kept, found)
