"""`python -m tests.load.watched`: the server of `make run`, which writes down what publishing costs it.

Each line of the file EVENTS is an event. With TOGETHER=1 the workers serve instructors, too, as they would
without a process apart.
"""

import json
import os
import time
from collections.abc import Callable
from typing import Any, TypeVar

from flask import has_request_context, request

from webapp import __main__ as server
from webapp import apart, bank
from webapp.publishing import publish

Result = TypeVar("Result")
SIDE = {"apart": False}  # of this process


def tell(**event: Any) -> None:
    with open(os.environ["EVENTS"], "a", encoding="utf-8") as file:
        file.write(json.dumps({"at": time.time(), "process": os.getpid(), **SIDE, **event}) + "\n")


def watch_bank() -> None:
    """How long a process takes to take over a version, and whose request waits for that."""
    read = bank._read

    def watched(*given: Any) -> bank.Served:
        began = time.perf_counter()
        served = read(*given)
        took = time.perf_counter() - began
        path = request.path if has_request_context() else ""
        tell(kind="taken over", version=served.version, ms=took * 1000, path=path)
        return served

    bank.__dict__["_read"] = watched


def watch_publishing() -> None:
    """How long the transaction holds its locks: from its first statement until its commit is done."""
    transaction = publish.__dict__["transaction"]

    def watched(work: Callable[[Any], Result], rereads: bool = True) -> Result:
        began: list[float] = []

        def noted(connection: Any) -> Result:
            began.append(time.perf_counter())
            return work(connection)

        result: Result = transaction(noted, rereads)
        tell(kind="written", ms=(time.perf_counter() - began[-1]) * 1000)
        return result

    publish.__dict__["transaction"] = watched


def watch_side() -> None:
    """Whether this process is the one apart."""
    take_side = server.take_side

    def watched(of: Any, worker: Any) -> None:
        take_side(of, worker)
        SIDE["apart"] = worker.is_apart

    server.__dict__["take_side"] = watched


watch_side()
watch_bank()
watch_publishing()
if os.environ.get("TOGETHER"):
    apart.__dict__["PATHS"] = ()

if __name__ == "__main__":
    server.main()
