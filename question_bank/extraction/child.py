"""The process that reads one untrusted file: it limits itself, answers on standard output and ends."""

import json
import logging
import os
import sys
from dataclasses import asdict

from question_bank.extraction.extracted import NO_MEMORY, Extracted, Limits, Refused


def main(suffix: str, written_limits: str) -> None:
    limits = Limits(**json.loads(written_limits))
    _confine(limits)
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # what a library prints is no answer
    logging.disable()
    data = sys.stdin.buffer.read(limits.bytes + 1)
    try:
        result = asdict(_read(data, suffix, limits))
    except Refused as refusal:
        result = {"refused": [refusal.rule, refusal.what, refusal.cure]}
    except MemoryError:
        os._exit(NO_MEMORY)  # nothing more can be relied on
    json.dump(result, answer)
    answer.close()


def _read(data: bytes, suffix: str, limits: Limits) -> Extracted:
    if suffix == ".pdf":
        from question_bank.extraction import pdf

        return pdf.read(data, limits)
    if suffix == ".docx":
        from question_bank.extraction import word

        return word.read(data, limits)
    from question_bank.extraction import plain

    return plain.read(data, suffix, limits)


def _confine(limits: Limits) -> None:
    """Fences of the system, where it has them: memory, time, no file to write, no core."""
    try:
        import resource
    except ImportError:
        return
    fences = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: limits.cpu + 1,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    for fence, wanted in fences.items():
        _, most = resource.getrlimit(fence)
        limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        soft = limit - 1 if fence == resource.RLIMIT_CPU else limit  # a signal that tells, before the last
        resource.setrlimit(fence, (soft, limit))


if __name__ == "__main__":
    main(*sys.argv[1:])
