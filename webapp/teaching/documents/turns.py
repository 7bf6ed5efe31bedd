"""Turns: at most so many files are read at once, over all processes of the machine."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AT_ONCE = 2
PATIENCE = 5.0  # seconds that a request waits for its turn
_STEP = 0.1

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Busy(Exception):
    """Others have their turn."""


@contextmanager
def turn(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold one of the turns, which are locks on files of the folder: the system gives back that of a process
    that ends. Raises Busy."""
    handle = _taken(folder, time.monotonic() + patience)
    try:
        yield
    finally:
        os.close(handle)


def _taken(folder: Path, until: float) -> int:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    while True:
        for number in range(AT_ONCE):
            handle = os.open(folder / f"reading-{number}.lock", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(handle)
            except OSError:
                os.close(handle)
            else:
                return handle
        if time.monotonic() >= until:
            raise Busy
        time.sleep(_STEP)
