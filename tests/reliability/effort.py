"""How hard the reliability tests try: a little in `make test`, all of it by `python -m tests.reliability`."""

import os

KILLS = int(os.environ.get("KILLS") or 5)  # A1, A2
ROUNDS = int(os.environ.get("ROUNDS") or 24)  # B1 to B7
REQUESTS = int(os.environ.get("REQUESTS") or 100)  # B8: forms with a field tampered
OVERDUE = int(os.environ.get("OVERDUE") or 100)  # C4: attempts whose time ran out while nothing ran
RUNS = int(os.environ.get("RUNS") or 20)  # B15, D5: of the state machines
STEPS = int(os.environ.get("STEPS") or 25)
SITTINGS = int(os.environ.get("SITTINGS") or 1)  # B16: exams in which the session is ended
SAVES = int(os.environ.get("SAVES") or 8)  # B17: over a bad line

WHOLE = {
    "KILLS": "30",
    "ROUNDS": "1000",
    "REQUESTS": "5000",
    "OVERDUE": "1000",
    "RUNS": "500",
    "STEPS": "50",
    "SITTINGS": "50",
    "SAVES": "500",
}
