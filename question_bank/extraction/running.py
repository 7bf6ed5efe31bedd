"""A file is looked at by its first bytes, then read in a process of its own, which may fail as it likes."""

import json
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from question_bank.extraction import signs
from question_bank.extraction.extracted import LIMITS, NO_MEMORY, Extracted, Limits, Refused, damaged

_ROOT = Path(__file__).parents[2]
_CHILD = "question_bank.extraction.child"
_SIMPLER = "Save its text as .txt and upload that file."
Answer = dict[str, Any]


def extract(source: Path | bytes, suffix: str = "", limits: Limits = LIMITS) -> Extracted:
    """The text of a file. `suffix` says what the bytes claim to be; a path has its own. Raises Refused."""
    if isinstance(source, Path):
        suffix = suffix or source.suffix
        with source.open("rb") as stream:
            source = stream.read(limits.bytes + 1)
    suffix = suffix.lower()
    if len(source) > limits.bytes:
        what = f"The file is larger than {limits.bytes // 1_000_000} MB"
        raise Refused("too-large", what, "Leave out its pictures, or split it into several documents.")
    signs.check(source, suffix)
    answer = _run(source, suffix, limits)
    if "refused" in answer:
        raise Refused(*answer["refused"])
    return Extracted(answer["text"], answer["title"], tuple(answer["notes"]))


def _run(data: bytes, suffix: str, limits: Limits) -> Answer:
    """What the child answers. It gets nothing of our environment, and so none of our secrets."""
    command = [sys.executable, "-B", "-X", "utf8", "-m", _CHILD, suffix, json.dumps(asdict(limits))]
    try:
        run = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={},
            timeout=limits.wall,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_slow() from None
    if run.returncode == 0:
        answer: Answer = json.loads(run.stdout)
        return answer
    if run.returncode == -signal.SIGXCPU:
        raise _too_slow()
    if run.returncode in (NO_MEMORY, -signal.SIGKILL):
        raise Refused("too-much-memory", "The file takes too much memory to read", _SIMPLER)
    raise damaged(suffix)


def _too_slow() -> Refused:
    return Refused("too-slow", "The file takes too long to read", _SIMPLER)
