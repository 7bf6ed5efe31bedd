"""Where the time of an answer goes: `python -m tests.benchmarks.hotspots [cards] [answers]`, by cProfile."""

import cProfile
import pstats
import sys
from time import process_time

from tests.benchmarks.in_process import Answers, setting

WARM_UP = 20


def main() -> None:
    cards = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with setting(cards) as found:
        answer = Answers(found)
        for _ in range(WARM_UP):
            answer()
        profile = cProfile.Profile(process_time)
        rate = answer.rate.call
        answer.rate.call = lambda body=b"": profile.runcall(rate, body)  # type: ignore[method-assign]
        for _ in range(count):
            answer()
    stats = pstats.Stats(profile)
    stats.sort_stats("cumulative").print_stats(70)
    stats.sort_stats("tottime").print_stats(40)


if __name__ == "__main__":
    main()
