"""`python -m tests.reliability [words]`: the reliability tests whose names hold one of the words, in full.

Any number of effort.py may be set by hand, e.g. KILLS=200 python -m tests.reliability a1. The figures are
printed last; README.md says which test shows what.
"""

import os
import sys
from pathlib import Path

import pytest


def main(words: list[str]) -> int:
    os.environ["WHOLE"] = "1"  # before effort.py is read
    chosen = ["-k", " or ".join(words)] if words else []
    return pytest.main([str(Path(__file__).parent), "-v", "-o", "timeout=0", *chosen])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
