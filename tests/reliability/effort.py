"""How hard the reliability tests try: a little in `make test`, all of it by `python -m tests.reliability`."""

import os

KILLS = int(os.environ.get("KILLS") or 5)  # A1, A2
CLIENTS = int(os.environ.get("CLIENTS") or 8)  # learners at work meanwhile
PAUSE = float(os.environ.get("PAUSE") or 0.3)  # seconds before a kill, at most
ROUNDS = int(os.environ.get("ROUNDS") or 24)  # B1 to B7
SEQUENCES = int(os.environ.get("SEQUENCES") or 150)  # B14: of reviews, repeated and reordered
REQUESTS = int(os.environ.get("REQUESTS") or 100)  # B8: forms with a field tampered
OVERDUE = int(os.environ.get("OVERDUE") or 100)  # C4: attempts whose time ran out while nothing ran
RUNS = int(os.environ.get("RUNS") or 20)  # B15, D5: of the state machines
EDITS = int(os.environ.get("EDITS") or 10)  # D5: between two editions of the deck
STEPS = int(os.environ.get("STEPS") or 25)
SITTINGS = int(os.environ.get("SITTINGS") or 1)  # B16: exams in which the session is ended
SAVES = int(os.environ.get("SAVES") or 8)  # B17: over a bad line

WHOLE = {
    "KILLS": "30",
    "CLIENTS": "16",
    "PAUSE": "1",
    "ROUNDS": "1000",
    "SEQUENCES": "10000",
    "REQUESTS": "5000",
    "OVERDUE": "1000",
    "RUNS": "500",
    "STEPS": "50",
    "EDITS": "10",
    "SITTINGS": "50",
    "SAVES": "500",
}
