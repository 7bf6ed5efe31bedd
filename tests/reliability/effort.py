"""How hard the reliability tests try: a little in `make test`, all of it by `python -m tests.reliability`."""

import os

WHOLE = "WHOLE"  # set: everything in full


def size(name: str, short: int, whole: int) -> int:
    """As the environment says under this name, else as the run is meant."""
    return int(os.environ.get(name) or (whole if os.environ.get(WHOLE) else short))


KILLS = size("KILLS", 5, 30)  # A1, A2
CLIENTS = size("CLIENTS", 8, 16)  # A1, A2: learners at work meanwhile
PAUSE = size("PAUSE", 300, 1000) / 1000  # A1, A2: seconds before a kill, at most
ROUNDS = size("ROUNDS", 24, 1000)  # B1 to B7
REQUESTS = size("REQUESTS", 100, 5000)  # B8: forms with a field tampered
SEQUENCES = size("SEQUENCES", 150, 10_000)  # B14: of reviews, repeated and reordered
OVERDUE = size("OVERDUE", 100, 1000)  # C4: attempts whose time ran out while nothing ran
RUNS = size("RUNS", 20, 500)  # B15, D5: of the state machines
STEPS = size("STEPS", 25, 50)  # B15: of each run
EDITS = size("EDITS", 10, 10)  # D5: between two editions of the deck
SITTINGS = size("SITTINGS", 1, 50)  # B16: exams in which the session is ended
SAVES = size("SAVES", 8, 500)  # B17: over a bad line
