"""`python -m tests.reliability [words]`: the reliability tests whose names hold one of the words, in full.

Any number may be set by hand, e.g. KILLS=200 python -m tests.reliability crash. The figures are printed last.
"""

import os
import sys
from pathlib import Path

import pytest

from tests.reliability.effort import WHOLE


def main(words: list[str]) -> int:
    for name, value in WHOLE.items():
        os.environ.setdefault(name, value)
    chosen = ["-k", " or ".join(words)] if words else []
    return pytest.main([str(Path(__file__).parent), "-v", "-o", "timeout=0", *chosen])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
